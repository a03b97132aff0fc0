"""报送函, 年度积分汇总表, 备案回执: the papers of a year on its way to the committee above, as files (R45, R84)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.filing_letter import filing_letter_name, filing_letter_pdf
from fenming.queries.filing_view import FilingView, filing_view


@require_safe
def filing_letter(request: HttpRequest, filing_id: int) -> FileResponse:
    """The letter that goes with a filed table."""
    view = _view(request, filing_id)
    return made_file(filing_letter_pdf(view), name=filing_letter_name(view), ending="pdf")


def _view(request: HttpRequest, filing_id: int) -> FilingView:
    page = cast(PageRequest, request)
    return filing_view(
        actor_id=page.viewer.person_id, filing_id=filing_id, today=timezone.localdate(page.now)
    )
