"""重新提交: a returned matter, with what was asked for, to be corrected and sent again."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fenming.actions.resubmit import resubmit
from fenming.pages.claim_form import ClaimForm
from fenming.pages.shell import PageRequest
from fenming.queries.claims import ClaimFault
from fenming.queries.resubmitting import ResubmitPage, resubmit_page
from fenming.rules.terms import Refused, format_centi

# Refusals that no other entry in the form would change.
FINAL = (
    "forbidden",
    "already_done",
    "no_key",
    "wrong_state",
    "not_declared_by_you",
    "declare_anew",
    "no_open_month",
)
FIELDS = {
    "future_day": "day", "other_month": "day", "bad_day": "day", "bad_quantity": "quantity", "bad_level": "level",
    "bad_each": "each", "bad_said": "said", "nothing_said": "said", "repeat": "said",
}  # fmt: skip


def matter_resubmit(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The form, filled with what the matter says; sent, the matter waits for assessment again."""
    page = cast(PageRequest, request)
    view = resubmit_page(viewer=page.viewer, matter_id=matter_id, today=timezone.localdate(page.now))
    data = request.POST if request.method == "POST" else None
    form = ClaimForm(
        data, item=view.item, initial=_filled(view), hint=_hint(view), bounds=(view.earliest, view.latest)
    )
    if form.is_valid() and _sent(page, view, form):
        messages.success(request, "已经重新提交。接下来由支部再次初评，结果会出现在首页。")
        return redirect("matter", matter_id)
    status = 422 if form.errors else 200
    return render(request, "resubmit.html", {"view": view, "form": form}, status=status)


def _filled(view: ResubmitPage) -> dict[str, Any]:
    claim = view.claim
    filled = {"day": claim.day, "said": claim.said, "quantity": claim.quantity, "level": claim.level}
    each = format_centi(claim.each_centi) if claim.each_centi is not None else ""
    return filled | {"each": each, "achievement": claim.achievement}


def _hint(view: ResubmitPage) -> str:
    if view.moves:
        return f"所属月份已经初评，这件将转到{view.month}月办理；日期仍填事情发生的那一天。"
    return "连续几天的，填最后一天。"


def _sent(page: PageRequest, view: ResubmitPage, form: ClaimForm) -> bool:
    claim = form.claim()
    try:
        resubmit(
            actor_id=page.viewer.person_id,
            matter_id=view.id,
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
        if refused.code in FINAL:
            raise
        form.add_faults([ClaimFault(FIELDS.get(refused.code, ""), refused.code, refused.sentence)])
        return False
    return True
