"""初评: the desk of a month, where the committee assesses every member (R33, R34)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from fenming.actions import AlreadyDone
from fenming.actions.assess_batch import assess_batch
from fenming.pages.assess_form import OUTCOMES, AssessForm, assessed, bound_form, form_of
from fenming.pages.parts import ErrorLine
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.access import NotFound
from fenming.queries.assess_desk import AssessDesk, DeskRow, assess_desk, current_month_id
from fenming.queries.assess_words import DeskMatter
from fenming.rules.authority import ROLE_NAMES, Role
from fenming.rules.terms import Refused

FILTERS: Final = (("", "全部"), ("open", "待初评"), ("alone", "单独看"), ("changed", "有改动"))


class BatchForm(forms.Form):
    """What the bulk button named, as it was seen: ids with commas between."""

    matters = forms.RegexField(r"^(\d{1,15}(,\d{1,15})*)?$", required=False, widget=forms.HiddenInput)
    members = forms.RegexField(r"^(\d{1,15}(,\d{1,15})*)?$", required=False, widget=forms.HiddenInput)

    def ids(self, name: str) -> list[int]:
        return [int(text) for text in self.cleaned_data[name].split(",") if text]


def assess_now(request: HttpRequest) -> HttpResponse:
    """On to the month that is to be assessed next."""
    page = cast(PageRequest, request)
    viewer, today = page.viewer, timezone.localdate(page.now)
    month_id = current_month_id(actor_id=viewer.person_id, branch_id=viewer.branch_id, today=today)
    return redirect("assess_month", month_id=month_id)


def assess_month(request: HttpRequest, month_id: int) -> HttpResponse:
    """The desk of a month; a form of one row, or the bulk button, posts here too."""
    page = cast(PageRequest, request)
    if request.method != "POST":
        return _page(page, month_id)
    if "members" in request.POST:
        return _batch(page, month_id)
    form = bound_form(page)
    if form.is_valid() and assessed(page, form):
        messages.success(request, "已保存初评。")
        return redirect(_address(page, month_id, row=form.cleaned_data["row"]))
    return _page(page, month_id, form=form)


def _batch(request: PageRequest, month_id: int) -> HttpResponse:
    form = BatchForm(request.POST)
    if not form.is_valid():
        raise NotFound("batch")
    try:
        accepted = assess_batch(
            actor_id=request.viewer.person_id,
            month_id=month_id,
            matter_ids=form.ids("matters"),
            membership_ids=form.ids("members"),
            key=request.POST.get("key", ""),
            now=request.now,
        )
    except AlreadyDone:
        raise
    except Refused as refused:
        return _page(request, month_id, errors=(ErrorLine("", refused.sentence),))
    members = len(form.ids("members"))
    told = f"已一并认定 {members} 名（{accepted} 件）。" if members else f"已一并认定 {accepted} 件。"
    messages.success(request, told)
    return redirect(_address(request, month_id))


def _page(
    request: PageRequest, month_id: int, *, form: AssessForm | None = None, errors: Sequence[ErrorLine] = ()
) -> HttpResponse:
    show, look = request.GET.get("show", ""), request.GET.get("look", "")
    today = timezone.localdate(request.now)
    desk = assess_desk(
        actor_id=request.viewer.person_id,
        month_id=month_id,
        today=today,
        show=show,
        look=int(look) if look.isdecimal() else None,
    )
    context = {
        "desk": desk,
        "rows": [(row, _with_forms(desk, row, form)) for row in desk.rows],
        "filters": _filters(desk, show),
        "today": today,
        "may_call": request.viewer.holds(Role.SECRETARY),
        "office": ROLE_NAMES[Role.SECRETARY if request.viewer.holds(Role.SECRETARY) else Role.COMMITTEE],
        "form": form,
        "errors": errors,
        "heading": "" if form and any(field.errors for field in form) else "这次没有保存",
        "outcomes": OUTCOMES,
    }
    return page_with_tables(request, "assess_desk.html", context, status=422 if form or errors else 200)


def _with_forms(
    desk: AssessDesk, row: DeskRow, bound: AssessForm | None
) -> list[tuple[DeskMatter, AssessForm | None]]:
    """The matters of an opened row, each with the form it may be judged by; the one just refused keeps its entries."""
    if not row.opened:
        return []
    return [(one, _form(row, one, bound) if desk.may_assess else None) for one in row.matters]


def _form(row: DeskRow, matter: DeskMatter, bound: AssessForm | None) -> AssessForm | None:
    if matter.handler:
        return None
    return form_of(matter, row=row.membership_id, bound=bound)


def _filters(desk: AssessDesk, show: str) -> list[tuple[str, str, int, bool]]:
    counts = (desk.total, desk.total - desk.done, desk.alone, desk.changed)
    return [
        (value, label, number, value == show)
        for (value, label), number in zip(FILTERS, counts, strict=True)
        if number or not value or value == show
    ]


def _address(request: PageRequest, month_id: int, *, row: int | None = None) -> str:
    """Back to the month, under the same filter, at the row that was judged."""
    show = request.GET.get("show", "")
    query = f"?{urlencode({'show': show})}" if show else ""
    return f"{reverse('assess_month', args=[month_id])}{query}{f'#r{row}' if row else ''}"
