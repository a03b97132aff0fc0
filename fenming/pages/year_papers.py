"""报送函, 年度积分汇总表, 备案回执: the papers of a year on its way to the committee above, as files (R45, R84)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.filing_letter import filing_letter_name, filing_letter_pdf
from fenming.prints.filing_receipt import filing_receipt_name, filing_receipt_pdf
from fenming.prints.year_summary import year_summary_name, year_summary_pdf, year_summary_xlsx
from fenming.queries.filing_view import FilingView, filing_receipt_of, filing_view
from fenming.queries.year_summary import filed_summary, year_summary

_SUMMARIES = {"pdf": year_summary_pdf, "xlsx": year_summary_xlsx}


@require_safe
def filing_letter(request: HttpRequest, filing_id: int) -> FileResponse:
    """The letter that goes with a filed table."""
    view = _view(request, filing_id)
    return made_file(filing_letter_pdf(view), name=filing_letter_name(view), ending="pdf")


@require_safe
def filing_receipt(request: HttpRequest, filing_id: int) -> FileResponse:
    """The answer of the committee above."""
    view = _view(request, filing_id)
    receipt = filing_receipt_of(view)
    made = filing_receipt_pdf(receipt, copy=bool(view.outside))
    return made_file(made, name=filing_receipt_name(receipt), ending="pdf")


@require_safe
def filing_summary(request: HttpRequest, filing_id: int, ending: str) -> FileResponse:
    """The table as it was filed, to sign or to work with."""
    page, today = cast(PageRequest, request), timezone.localdate(cast(PageRequest, request).now)
    summary = filed_summary(actor_id=page.viewer.person_id, filing_id=filing_id, today=today)
    return made_file(_SUMMARIES[ending](summary), name=year_summary_name(summary), ending=ending)


@require_safe
def branch_summary(request: HttpRequest, number: int, ending: str) -> FileResponse:
    """The branch's year on one sheet, a draft until it is filed."""
    page, today = cast(PageRequest, request), timezone.localdate(cast(PageRequest, request).now)
    viewer = page.viewer
    summary = year_summary(actor_id=viewer.person_id, branch_id=viewer.branch_id, number=number, today=today)
    return made_file(_SUMMARIES[ending](summary), name=year_summary_name(summary), ending=ending)


def _view(request: HttpRequest, filing_id: int) -> FilingView:
    page = cast(PageRequest, request)
    return filing_view(
        actor_id=page.viewer.person_id, filing_id=filing_id, today=timezone.localdate(page.now)
    )
