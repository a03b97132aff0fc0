"""Books on paper: the ledger, a member's file, the roster, the standard, why a score is what it is (R61-R64, R66, R68)."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.explanation import explanation_name, explanation_pdf
from fenming.prints.ledger_book import ledger_book_name, ledger_book_pdf, ledger_table
from fenming.prints.points_file import points_file_name, points_file_pdf
from fenming.prints.roster_paper import roster_name, roster_pdf, roster_table
from fenming.prints.standard_paper import standard_name, standard_pdf
from fenming.prints.tables import xlsx_file
from fenming.queries.access import NotFound
from fenming.queries.branch_choice import choose_branch
from fenming.queries.explanation import explanation
from fenming.queries.ledger_book import ledger_book, ledger_books
from fenming.queries.points_file import points_file
from fenming.queries.roster_paper import roster_paper
from fenming.queries.standard_paper import standard_paper
from fenming.queries.viewer import Viewer


@require_safe
def ledger_books_page(request: HttpRequest) -> HttpResponse:
    """Which years and quarters of the ledger there are to print."""
    viewer, today = _about(request)
    view = ledger_books(actor_id=viewer.person_id, branch_id=viewer.branch_id, today=today)
    return render(request, "ledger_books.html", {"view": view})


@require_safe
def ledger_file(request: HttpRequest, number: int, ending: str, quarter: int | None = None) -> FileResponse:
    """The ledger of a quarter, or of a year, to sign or to calculate with."""
    viewer, today = _about(request)
    book = ledger_book(
        actor_id=viewer.person_id,
        branch_id=viewer.branch_id,
        year_number=number,
        quarter_number=quarter,
        today=today,
    )
    made = ledger_book_pdf(book) if ending == "pdf" else xlsx_file(ledger_table(book))
    return made_file(made, name=ledger_book_name(book), ending=ending)


@require_safe
def roster_file(request: HttpRequest, day: str, ending: str) -> FileResponse:
    """The roster as of a day, to sign or to calculate with."""
    viewer, today = _about(request)
    paper = roster_paper(actor_id=viewer.person_id, branch_id=viewer.branch_id, day=_day(day), today=today)
    made = roster_pdf(paper) if ending == "pdf" else xlsx_file(roster_table(paper))
    return made_file(made, name=roster_name(paper), ending=ending)


@require_safe
def standard_file(request: HttpRequest) -> FileResponse:
    """The standard in force today."""
    viewer, today = _about(request)
    paper = standard_paper(actor_id=viewer.person_id, branch_id=viewer.branch_id, on=today)
    return made_file(standard_pdf(paper), name=standard_name(paper), ending="pdf")


@require_safe
def member_file(request: HttpRequest, membership_id: int) -> FileResponse:
    """A member's years."""
    page = cast(PageRequest, request)
    view = points_file(viewer=page.viewer, membership_id=membership_id, today=timezone.localdate(page.now))
    return made_file(points_file_pdf(view), name=points_file_name(view), ending="pdf")


@require_safe
def explanation_file(request: HttpRequest, membership_id: int, number: int) -> FileResponse:
    """Why a member's year comes to what it does."""
    page = cast(PageRequest, request)
    view = explanation(
        actor_id=page.viewer.person_id,
        membership_id=membership_id,
        year_number=number,
        today=timezone.localdate(page.now),
    )
    return made_file(explanation_pdf(view), name=explanation_name(view), ending="pdf")


def _about(request: HttpRequest) -> tuple[Viewer, date]:
    """Who looks, about the branch that `?branch=` chooses for an office above several, and the day."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    return choose_branch(viewer=page.viewer, asked=request.GET.get("branch", ""), on=today).viewer, today


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound("day") from None
