"""诫勉谈话: entered by the one who held it, read and signed for by the one it was held with (R55)."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions.acknowledge_talk import acknowledge_talk
from fenming.actions.hold_talk import hold_talk
from fenming.pages.follow_up_forms import RemarksForm, TalkForm
from fenming.pages.form_steps import done
from fenming.pages.shell import PageRequest
from fenming.queries.grounds import ground_choices
from fenming.queries.talks import talk_page


@require_http_methods(["GET", "HEAD", "POST"])
def talk_new(request: HttpRequest) -> HttpResponse:
    """Enter a talk that was held."""
    page = cast(PageRequest, request)
    choices = ground_choices(viewer=page.viewer, verb="hold_talk", on=timezone.localdate(page.now))
    form = TalkForm(request.POST if request.method == "POST" else None, choices=choices)
    if form.is_valid() and (talk_id := _held(form, page)):
        messages.success(request, "已登记。本人会收到提醒，可以签收并说明；其他人看不到。")
        return redirect("talk", talk_id)
    return render(request, "talk_new.html", {"form": form}, status=422 if form.errors else 200)


def _held(form: TalkForm, page: PageRequest) -> int | None:
    given = form.cleaned_data
    talk_id: int | None = done(
        form, hold_talk, page, membership_id=given["member"], held_on=given["day"], agreed=given["text"],
        document=given["document"],
    )  # fmt: skip
    return talk_id


@require_safe
def talk(request: HttpRequest, talk_id: int) -> HttpResponse:
    """One talk."""
    return _page(cast(PageRequest, request), talk_id, RemarksForm())


@require_POST
def talk_acknowledge(request: HttpRequest, talk_id: int) -> HttpResponse:
    """The one it was held with has read it."""
    page, form = cast(PageRequest, request), RemarksForm(request.POST)
    if form.is_valid() and done(
        form, acknowledge_talk, page, talk_id=talk_id, remarks=form.cleaned_data["text"]
    ):
        messages.success(request, "已签收。您的说明与谈话记录放在一起。")
        return redirect("talk", talk_id)
    return _page(page, talk_id, form)


def _page(page: PageRequest, talk_id: int, form: RemarksForm) -> HttpResponse:
    view = talk_page(viewer=page.viewer, talk_id=talk_id, on=timezone.localdate(page.now))
    return render(page, "talk.html", {"view": view, "form": form}, status=422 if form.errors else 200)
