"""申报: three short steps, each a plain form; what was said travels in hidden fields, never in an address."""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.declare import declare as declare_matter
from fenming.actions.nothing_new import nothing_new
from fenming.pages.claim_form import ClaimForm
from fenming.pages.matter_words import receipt_words
from fenming.pages.parts import ErrorLine
from fenming.pages.shell import PageRequest
from fenming.queries.claims import ClaimFault, claimed_words
from fenming.queries.declaring import DetailPage, detail_page, faults_before, item_page
from fenming.queries.receipt import receipt_of
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused

# The browser's own back button leads to the step before with what was written; nothing else may keep the page.
keep_for_back = cache_control(private=True, no_cache=True)
FORBIDDING = ("forbidden", "already_done", "no_key")


class WhichForm(forms.Form):
    """Which month and item a step is about; both come from links and hidden fields."""

    month = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    item = forms.CharField(required=False, max_length=16)
    q = forms.CharField(required=False, max_length=40)


@require_safe
def declare(request: HttpRequest) -> HttpResponse:
    """Step one: the month and the item."""
    page, which = cast(PageRequest, request), _which(request.GET)
    search, today = which["q"], timezone.localdate(page.now)
    view = item_page(viewer=page.viewer, month_id=which["month"], search=search, today=today)
    missing = ErrorLine("item-1", "还没有选项目。请选一条，再点“下一步”。")
    errors = [missing] if "missing" in request.GET and view.groups else []
    context = {"view": view, "search": search, "item": which["item"], "errors": errors}
    return render(request, "declare_item.html", context, status=422 if errors else 200)


@keep_for_back
def declare_details(request: HttpRequest) -> HttpResponse:
    """Step two: the day and the sentence; a POST is the way back from step three, with what was written."""
    page, which = cast(PageRequest, request), _which(request.POST or request.GET)
    if not which["month"] or not which["item"]:
        month = {"month": which["month"]} if which["month"] else {}
        return redirect(f"{reverse('declare')}?{urlencode({**month, 'missing': 1})}")
    view = _details(page, which)
    form = ClaimForm(item=view.item, initial=request.POST.dict(), hint=_hint(view), bounds=_bounds(view))
    return render(request, "declare_details.html", {"view": view, "form": form})


@require_POST
@keep_for_back
def declare_check(request: HttpRequest) -> HttpResponse:
    """Step three: everything once more before it is submitted."""
    page, which = cast(PageRequest, request), _which(request.POST)
    view = _details(page, which)
    form = ClaimForm(request.POST, item=view.item, hint=_hint(view), bounds=_bounds(view))
    if form.is_valid():
        claim, today = form.claim(), timezone.localdate(page.now)
        form.add_faults(faults_before(viewer=page.viewer, month_id=view.month.id, claim=claim, today=today))
    if form.errors:
        return render(request, "declare_details.html", {"view": view, "form": form}, status=422)
    context = {
        "view": view,
        "form": form,
        "claim": claim,
        "claimed": claimed_words(item=view.item, claim=claim),
    }
    return render(request, "declare_check.html", context)


@require_POST
def declare_submit(request: HttpRequest) -> HttpResponse:
    """Declare; refused, back to step two with the reason."""
    page, which = cast(PageRequest, request), _which(request.POST)
    view = _details(page, which)
    form = ClaimForm(request.POST, item=view.item, hint=_hint(view), bounds=_bounds(view))
    matter_id = _declared(page, view, form) if form.is_valid() else None
    if matter_id is not None:
        return redirect("declare_received", matter_id)
    return render(request, "declare_details.html", {"view": view, "form": form}, status=422)


@require_safe
def declare_received(request: HttpRequest, matter_id: int) -> HttpResponse:
    """What was received, who looks at it next and by when."""
    page = cast(PageRequest, request)
    receipt = receipt_of(viewer=page.viewer, matter_id=matter_id, today=timezone.localdate(page.now))
    # looked up again later, or never declared by the member: the matter's own page knows what became of it
    if receipt.state != "declared" or not receipt.is_declared:
        return redirect("matter", matter_id)
    context = {"receipt": receipt, "sentences": receipt_words(receipt)}
    return render(request, "declare_received.html", context)


@require_POST
def declare_nothing_new(request: HttpRequest) -> HttpResponse:
    """本月无新增."""
    page, which = cast(PageRequest, request), _which(request.POST)
    key, month_id = request.POST.get("key", ""), which["month"] or 0
    nothing_new(actor_id=page.viewer.person_id, month_id=month_id, key=key, now=page.now)
    messages.success(request, "本月无新增，已经记下。又有新事项的，初评前仍可申报。")
    return redirect("home")


def _which(given: Any) -> dict[str, Any]:
    form = WhichForm(given)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def _details(page: PageRequest, which: dict[str, Any]) -> DetailPage:
    today = timezone.localdate(page.now)
    return detail_page(viewer=page.viewer, month_id=which["month"] or 0, item_id=which["item"], today=today)


def _declared(page: PageRequest, view: DetailPage, form: ClaimForm) -> int | None:
    claim = form.claim()
    try:
        return declare_matter(
            actor_id=page.viewer.person_id,
            month_id=view.month.id,
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
        form.add_faults([ClaimFault("", refused.code, refused.sentence)])
        return None


def _bounds(view: DetailPage) -> tuple[date, date]:
    return view.earliest, view.latest


def _hint(view: DetailPage) -> str:
    if view.earliest < view.month.start:
        first = day_name(view.earliest)
        return f"连续几天的，填最后一天。前几个月漏报的，也可报在这里，填实际的日期（最早{first}）。"
    return "连续几天的，填最后一天。"
