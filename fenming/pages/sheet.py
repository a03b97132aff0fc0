"""纸质表录入: what members without an account declared on paper, entered by the recorder."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.declare_for import declare_for
from fenming.actions.nothing_new_for import nothing_new_for
from fenming.pages.claim_form import ClaimForm
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.claims import ClaimFault
from fenming.queries.sheets import SheetPage, sheet_page, sheets_page
from fenming.rules.terms import Refused

FORBIDDING = ("forbidden", "already_done", "no_key")
# Which field a refusal of the verb belongs to.
FIELDS = {
    "future_day": "day", "other_month": "day", "bad_day": "day", "bad_quantity": "quantity", "bad_level": "level",
    "bad_each": "each", "bad_said": "said", "nothing_said": "said", "too_long": "said", "repeat": "said",
}  # fmt: skip


@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """A month's members, and who has handed in nothing yet."""
    page = cast(PageRequest, request)
    given = request.GET.get("month", "")
    month_id = int(given) if given.isascii() and given.isdecimal() and len(given) < 16 else None
    view = sheets_page(viewer=page.viewer, month_id=month_id, today=timezone.localdate(page.now))
    return page_with_tables(request, "sheets.html", {"view": view})


def sheet(request: HttpRequest, membership_id: int, month_id: int) -> HttpResponse:
    """One member's sheet: choose an item, then enter what the paper says."""
    page = cast(PageRequest, request)
    item_id, search = request.GET.get("item", "")[:16], request.GET.get("q", "")[:40].strip()
    today = timezone.localdate(page.now)
    view = sheet_page(
        viewer=page.viewer, membership_id=membership_id, month_id=month_id, item_id=item_id, search=search, today=today
    )  # fmt: skip
    form = _form(request, view)
    if form is not None and form.is_bound and form.is_valid() and _entered(page, view, form):
        messages.success(request, f"已按纸质表代{view.name}申报一件。可以接着录下一件。")
        return redirect("sheet", membership_id, month_id)
    context = {"view": view, "form": form, "search": search}
    return render(request, "sheet.html", context, status=422 if form is not None and form.errors else 200)


@require_POST
def sheet_nothing_new(request: HttpRequest, membership_id: int, month_id: int) -> HttpResponse:
    """The paper says there is nothing new."""
    page = cast(PageRequest, request)
    nothing_new_for(
        actor_id=page.viewer.person_id, membership_id=membership_id, month_id=month_id, key=request.POST.get("key", ""),
        now=page.now,
    )  # fmt: skip
    messages.success(request, "已按纸质表报“本月无新增”。")
    return redirect("sheets")


def _form(request: HttpRequest, view: SheetPage) -> ClaimForm | None:
    if view.item is None:
        return None
    data = request.POST if request.method == "POST" else None
    bounds = (view.first_day, view.last_day)
    return ClaimForm(data, item=view.item, hint="照纸质表上写的那一天填。", bounds=bounds)


def _entered(page: PageRequest, view: SheetPage, form: ClaimForm) -> bool:
    claim = form.claim()
    given: dict[str, Any] = {
        "item": claim.item, "day": claim.day, "said": claim.said, "quantity": claim.quantity, "level": claim.level,
        "each_centi": claim.each_centi, "achievement": claim.achievement,
    }  # fmt: skip
    try:
        declare_for(
            actor_id=page.viewer.person_id, membership_id=view.membership_id, month_id=view.month.id,
            key=page.POST.get("key", ""), now=page.now, **given,
        )  # fmt: skip
    except Refused as refused:
        if refused.code in FORBIDDING:
            raise
        form.add_faults([ClaimFault(FIELDS.get(refused.code, ""), refused.code, refused.sentence)])
        return False
    return True
