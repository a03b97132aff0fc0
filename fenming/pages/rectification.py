"""限期整改: set by who leads the branch, reported on by the member, checked by a person (R56)."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions.check_rectification import check_rectification
from fenming.actions.report_rectification import report_rectification
from fenming.actions.set_rectification import set_rectification
from fenming.pages.follow_up_forms import CheckForm, RectificationForm, ReportForm
from fenming.pages.form_steps import done
from fenming.pages.parts import Said, TimelineStep
from fenming.pages.shell import PageRequest
from fenming.queries.grounds import ground_choices
from fenming.queries.rectifications import RectificationPage, rectification_page
from fenming.rules.reasons import full_day_name


@require_http_methods(["GET", "HEAD", "POST"])
def rectification_new(request: HttpRequest) -> HttpResponse:
    """What is to be put right, and by when."""
    page = cast(PageRequest, request)
    choices = ground_choices(viewer=page.viewer, verb="set_rectification", on=timezone.localdate(page.now))
    form = RectificationForm(request.POST if request.method == "POST" else None, choices=choices)
    if form.is_valid() and (row_id := _set(form, page)):
        messages.success(request, "已登记，本人会收到提醒。到期以后由您或支委检查，不自动作结。")
        return redirect("rectification", row_id)
    return render(request, "rectification_new.html", {"form": form}, status=422 if form.errors else 200)


def _set(form: RectificationForm, page: PageRequest) -> int | None:
    given = form.cleaned_data
    row_id: int | None = done(
        form, set_rectification, page, membership_id=given["member"], what=given["text"], due_on=given["due_on"],
        document=given["document"],
    )  # fmt: skip
    return row_id


@require_safe
def rectification(request: HttpRequest, rectification_id: int) -> HttpResponse:
    """One of them."""
    return _page(cast(PageRequest, request), rectification_id)


@require_POST
def rectification_report(request: HttpRequest, rectification_id: int) -> HttpResponse:
    """The member reports."""
    page, form = cast(PageRequest, request), ReportForm(request.POST)
    return _sent(form, report_rectification, page, rectification_id, "已收到，检查的人会看到。")


@require_POST
def rectification_check(request: HttpRequest, rectification_id: int) -> HttpResponse:
    """Somebody has checked."""
    page, form = cast(PageRequest, request), CheckForm(request.POST)
    return _sent(form, check_rectification, page, rectification_id, "已登记，本人会收到提醒。")


def _sent(form: forms.Form, verb: Any, page: PageRequest, row_id: int, thanks: str) -> HttpResponse:
    if form.is_valid() and done(form, verb, page, rectification_id=row_id, **form.cleaned_data):
        messages.success(page, thanks)
        return redirect("rectification", row_id)
    return _page(page, row_id, form)


def _page(page: PageRequest, row_id: int, bad: forms.Form | None = None) -> HttpResponse:
    view = rectification_page(viewer=page.viewer, rectification_id=row_id, on=timezone.localdate(page.now))
    context: dict[str, Any] = {"view": view, "steps": timeline_of(view), "bad": bad}
    for name, kind in (("report_form", ReportForm), ("check_form", CheckForm)):
        context[name] = bad if isinstance(bad, kind) else kind()
    return render(page, "rectification.html", context, status=422 if bad else 200)


def timeline_of(view: RectificationPage) -> list[TimelineStep]:
    """From the day it was set to the last check, and what is awaited."""
    set_on, ground = timezone.localdate(view.set_at), f"{view.ground}。"
    steps = [TimelineStep(set_on, "要求整改", view.set_by, note=ground, with_year=True)]
    for one in view.events:
        note = f"期限改为{full_day_name(one.due_on)}。" if one.due_on else ""
        day = timezone.localdate(one.at)
        steps.append(TimelineStep(day, one.word, one.by, said=(Said(one.text),), note=note, with_year=True))
    if view.state == "open":
        steps.append(TimelineStep(view.due_on, "期限", "书记或支委检查", awaited=True, with_year=True))
    return steps
