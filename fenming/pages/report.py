"""报告他人事项: who, which item, what happened; one's own reports; and the page of who reported, for assessors.

Every step is a form that is posted to one address: whom a report is about stands in no address and no log.
"""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.report import report as report_matter
from fenming.actions.see_reporter import see_reporter
from fenming.actions.withdraw import withdraw
from fenming.pages.claim_form import ClaimForm
from fenming.pages.parts import ErrorLine
from fenming.pages.shell import PageRequest
from fenming.pages.words_form import WordsForm, refer_words
from fenming.queries.claims import ClaimFault
from fenming.queries.reporter_page import reporter_page
from fenming.queries.reporting import ReportPage, own_reports, report_page
from fenming.rules.standard import Item
from fenming.rules.terms import Refused

keep_for_back = cache_control(private=True, no_cache=True)
FORBIDDING = ("forbidden", "already_done", "no_key")
FIELDS = {
    "future_day": "day", "no_year": "day", "bad_day": "day", "bad_quantity": "quantity", "bad_level": "level",
    "bad_each": "each", "bad_said": "said", "nothing_said": "said", "repeat": "said",
}  # fmt: skip
NO_WHOM = ErrorLine("member-1", "还没有选党员。请选一名，再点“下一步”。")
NO_ITEM = ErrorLine("item-1", "还没有选项目。请选一条，再点“下一步”。")


class WhichForm(forms.Form):
    """How far the report has come: about whom, under which item; both travel in hidden fields."""

    member = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    item = forms.CharField(required=False, max_length=16)
    step = forms.ChoiceField(required=False, choices=[("whom", ""), ("item", ""), ("said", "")])


@keep_for_back
def report(request: HttpRequest) -> HttpResponse:
    """The three steps; the last one reports."""
    page, which = cast(PageRequest, request), _which(request.POST)
    step, today = which["step"], timezone.localdate(page.now)
    view = report_page(viewer=page.viewer, membership_id=which["member"], item_id=which["item"], today=today)
    if view.whom is None or view.item is None:
        missing = [NO_WHOM] if step and view.whom is None else [NO_ITEM] if step == "item" else []
        return _render(page, view, errors=missing)
    form = _form(view, view.item, request.POST if step == "said" else None)
    if form.is_valid() and _reported(page, view, form):
        messages.success(
            request, "报告已收到，由支部告知本人。本人答复后或期满，由支部初评；结果可以在这一页看到。"
        )
        return redirect("own_reports")
    return _render(page, view, form=form)


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The viewer's own reports and what became of them."""
    page = cast(PageRequest, request)
    view = own_reports(viewer=page.viewer, today=timezone.localdate(page.now))
    return render(request, "own_reports.html", {"reports": view})


@require_POST
def report_withdraw(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The viewer takes an own report back."""
    page, key = cast(PageRequest, request), request.POST.get("key", "")
    withdraw(actor_id=page.viewer.person_id, matter_id=matter_id, key=key, now=page.now)
    messages.success(request, "已经撤回，这份报告不再办理，并已告诉本人。")
    return redirect("own_reports")


def matter_reporter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Who has looked so far; a POST is a look."""
    page, name = cast(PageRequest, request), ""
    if request.method == "POST":
        key = request.POST.get("key", "")
        name = see_reporter(actor_id=page.viewer.person_id, matter_id=matter_id, key=key, now=page.now)
    return show_reporter(page, matter_id, name=name)


def show_reporter(
    request: PageRequest, matter_id: int, *, name: str = "", form: WordsForm | None = None
) -> HttpResponse:
    """The page of who reported, with the name after a look, or with what was refused of asking the superior."""
    view = reporter_page(viewer=request.viewer, matter_id=matter_id, today=timezone.localdate(request.now))
    context = {"view": view, "name": name, "form": form or refer_words()}
    return render(request, "matter_reporter.html", context, status=422 if form else 200)


def _which(given: Any) -> dict[str, Any]:
    form = WhichForm(given)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def _form(view: ReportPage, item: Item, data: Any) -> ClaimForm:
    hint = "事情发生的那一天，最晚是今天。"
    bounds = (view.first_day, view.today)
    return ClaimForm(data, item=item, hint=hint, bounds=bounds, brings_evidence=False)


def _render(
    page: PageRequest,
    view: ReportPage,
    *,
    errors: list[ErrorLine] | None = None,
    form: ClaimForm | None = None,
) -> HttpResponse:
    status = 422 if errors or (form and form.errors) else 200
    return render(page, "report.html", {"view": view, "errors": errors or [], "form": form}, status=status)


def _reported(page: PageRequest, view: ReportPage, form: ClaimForm) -> bool:
    claim = form.claim()
    try:
        report_matter(
            actor_id=page.viewer.person_id,
            membership_id=view.whom.id if view.whom else 0,
            item=claim.item,
            day=claim.day,
            said=claim.said,
            quantity=claim.quantity,
            level=claim.level,
            each_centi=claim.each_centi,
            achievement=claim.achievement,
            key=page.POST.get("key", ""),
            now=page.now,
        )
    except Refused as refused:
        if refused.code in FORBIDDING:
            raise
        form.add_faults([ClaimFault(FIELDS.get(refused.code, ""), refused.code, refused.sentence)])
        return False
    return True
