"""月度申报表 and 月度初评汇总表 as files to print (R31, R34)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.assess_summary import assess_summary_name, assess_summary_pdf
from fenming.prints.declaration_sheet import (
    blank_sheet_name,
    blank_sheet_pdf,
    filled_sheet_name,
    filled_sheet_pdf,
)
from fenming.queries.assess_summary import assess_summary
from fenming.queries.declaration_sheet import DeclarationSheet, declaration_sheet


@require_safe
def blank_sheet_file(request: HttpRequest, membership_id: int, month_id: int) -> FileResponse:
    """A member's sheet of a month, to fill in by hand."""
    sheet = _sheet(request, membership_id, month_id)
    return made_file(blank_sheet_pdf(sheet), name=blank_sheet_name(sheet), ending="pdf")


@require_safe
def filled_sheet_file(request: HttpRequest, membership_id: int, month_id: int) -> FileResponse:
    """What a member declared in a month."""
    sheet = _sheet(request, membership_id, month_id)
    return made_file(filled_sheet_pdf(sheet), name=filled_sheet_name(sheet), ending="pdf")


@require_safe
def assess_summary_file(request: HttpRequest, month_id: int) -> FileResponse:
    """A month as it was assessed, a draft until everyone is."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    summary = assess_summary(actor_id=page.viewer.person_id, month_id=month_id, today=today)
    return made_file(assess_summary_pdf(summary), name=assess_summary_name(summary), ending="pdf")


def _sheet(request: HttpRequest, membership_id: int, month_id: int) -> DeclarationSheet:
    page = cast(PageRequest, request)
    return declaration_sheet(
        actor_id=page.viewer.person_id,
        membership_id=membership_id,
        month_id=month_id,
        today=timezone.localdate(page.now),
    )
