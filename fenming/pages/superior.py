"""上级审核: the desk of the college committee, and a branch's filed table (R45, R84, A34)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions._filing import LONGEST_NUMBER, LONGEST_REMARKS
from fenming.actions.accept_filing import accept_filing
from fenming.actions.accept_filings import accept_filings
from fenming.actions.return_filing import return_filing
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.access import NotFound
from fenming.queries.filing_view import filing_view
from fenming.queries.superior import superior_desk
from fenming.queries.superior_statistics import superior_statistics
from fenming.queries.year_archive import year_archive
from fenming.rules.terms import Refused

# Refusals that belong to a field of the form; the others have a page of their own.
_NUMBER, _REMARKS = ("bad_number", "number_taken"), ("no_remarks", "remarks_too_long")


class AcceptForm(forms.Form):
    """The receipt's number."""

    button = "备案"

    number = forms.CharField(
        label="备案编号（可不填）",
        help_text="不填的，由系统接着编号。",
        required=False,
        max_length=LONGEST_NUMBER,
        error_messages={"max_length": f"备案编号请写在 {LONGEST_NUMBER} 字以内。"},
    )


class ReturnForm(forms.Form):
    """What has to be put right."""

    button = "退回支部"

    remarks = forms.CharField(
        label="退回的意见",
        help_text="写明哪里要改。支部看得到全文。",
        required=False,
        max_length=LONGEST_REMARKS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"退回的意见请写在 {LONGEST_REMARKS} 字以内。"},
    )


class ReceiptForm(forms.Form):
    """The file that came back from the superior."""

    button = "登记回执"

    file = forms.FileField(
        label="回执文件",
        help_text="上级收下或退回年度档案之后交来的文件，以 .json 结尾。",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.cleaned_data.get("file"):
            self.add_error(
                "file", "还没有选回执文件，或者选的文件是空的。请选上级交来的文件，再点“登记回执”。"
            )
        return self.cleaned_data


@require_safe
def superior(request: PageRequest) -> HttpResponse:
    """Every branch below, a year at a time."""
    today = timezone.localdate(request.now)
    desk = superior_desk(actor_id=request.viewer.person_id, number=_year(request), today=today)
    return page_with_tables(request, "superior.html", {"desk": desk, "today": today})


def _year(request: PageRequest) -> int | None:
    year = request.GET.get("year", "")
    return int(year) if year.isascii() and year.isdigit() and len(year) < 5 else None


@require_safe
def statistics(request: PageRequest) -> HttpResponse:
    """A year's filed tables counted by grade, without names."""
    view = superior_statistics(
        actor_id=request.viewer.person_id, number=_year(request), today=timezone.localdate(request.now)
    )
    return page_with_tables(request, "superior_statistics.html", {"view": view})


@require_POST
def accept_green(request: PageRequest) -> HttpResponse:
    """Accept those chosen in which every check is met."""
    done = accept_filings(
        actor_id=request.viewer.person_id,
        filing_ids=[_number(pk) for pk in request.POST.getlist("filing")],
        key=request.POST.get("key", ""),
        now=request.now,
    )
    for branch, number in done.numbers:
        messages.success(request, f"{branch}已备案，编号 {number}。")
    for branch, why in done.left:
        messages.info(request, f"{branch}没有备案：{why}")
    return redirect("superior")


@require_safe
def filing(request: PageRequest, filing_id: int) -> HttpResponse:
    """A filed table, for its branch and for the reviewer."""
    return filing_page(request, filing_id)


@require_safe
def archive(request: PageRequest, filing_id: int) -> HttpResponse:
    """The year's archive of a filing, for its branch and for the committee above."""
    today = timezone.localdate(request.now)
    found = year_archive(actor_id=request.viewer.person_id, filing_id=filing_id, today=today)
    response = HttpResponse(found.content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


@require_POST
def accept(request: PageRequest, filing_id: int) -> HttpResponse:
    """Accept one table under a number."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return filing_page(request, filing_id, accept=form)
    who, key = request.viewer.person_id, request.POST.get("key", "")
    number = form.cleaned_data["number"]
    try:
        number = accept_filing(actor_id=who, filing_id=filing_id, number=number, key=key, now=request.now)
    except Refused as refused:
        _onto(form, "number", refused, _NUMBER)
        return filing_page(request, filing_id, accept=form)
    messages.success(request, f"已备案，编号 {number}。")
    return redirect("superior")


@require_POST
def send_back(request: PageRequest, filing_id: int) -> HttpResponse:
    """Send one table back with remarks."""
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return filing_page(request, filing_id, back=form)
    who, key = request.viewer.person_id, request.POST.get("key", "")
    remarks = form.cleaned_data["remarks"]
    try:
        return_filing(actor_id=who, filing_id=filing_id, remarks=remarks, key=key, now=request.now)
    except Refused as refused:
        _onto(form, "remarks", refused, _REMARKS)
        return filing_page(request, filing_id, back=form)
    messages.success(request, "已退回。支部改好之后会再报送。")
    return redirect("superior")


def _onto(form: forms.Form, field: str, refused: Refused, codes: tuple[str, ...]) -> None:
    if refused.code not in codes:
        raise refused
    form.add_error(field, refused.sentence)


def _number(text: str) -> int:
    """An id of the form; one that is no number is as unknown as any other forged id."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotFound("filing")
    return int(text)


def filing_page(
    request: PageRequest,
    filing_id: int,
    *,
    accept: forms.Form | None = None,
    back: forms.Form | None = None,
    receipt: forms.Form | None = None,
) -> HttpResponse:
    """The page of a filed table with its forms; the one with errors is told of at the top."""
    today = timezone.localdate(request.now)
    view = filing_view(actor_id=request.viewer.person_id, filing_id=filing_id, today=today)
    bad = accept or back or receipt
    context = {
        "view": view, "accept_form": accept or AcceptForm(), "return_form": back or ReturnForm(),
        "receipt_form": receipt or ReceiptForm(), "bad": bad,
    }  # fmt: skip
    return page_with_tables(request, "filing.html", context, status=422 if bad else 200)
