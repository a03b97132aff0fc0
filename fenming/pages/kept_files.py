"""What is handed over or kept as one file: the list when the committee changes, and a year that is over (R60, R61, R63)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.handover import handover_file, handover_name
from fenming.prints.year_book import year_book_file, year_book_name
from fenming.queries.handover import handover, ledgers_of
from fenming.queries.year_book import book_forms, book_ledger, year_book


@require_safe
def handover_zip(request: HttpRequest, branch_id: int) -> FileResponse:
    """The list of a hand-over with the books."""
    page = cast(PageRequest, request)
    view = handover(actor_id=page.viewer.person_id, branch_id=branch_id, today=timezone.localdate(page.now))
    return made_file(handover_file(view, ledgers_of(view)), name=handover_name(view), ending="zip")


@require_safe
def year_book_zip(request: HttpRequest, branch_id: int, number: int) -> FileResponse:
    """A filed year, to be opened without this system."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    view = year_book(actor_id=page.viewer.person_id, branch_id=branch_id, number=number, today=today)
    made = year_book_file(
        view,
        forms=book_forms(view, today=today),
        ledger=book_ledger(view),
        check_address=request.build_absolute_uri(reverse("verify")),
    )
    return made_file(made, name=year_book_name(view), ending="zip")
