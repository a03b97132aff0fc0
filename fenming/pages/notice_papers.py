"""会议通知 and 告知书 as files to print (R23, R24, R33, R35, R77, A14)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.paper_proposals import changes_of
from fenming.pages.shell import PageRequest
from fenming.prints.notice import (
    matter_notice_name,
    matter_notice_pdf,
    meeting_notice_name,
    meeting_notice_pdf,
    proposal_notice_name,
    proposal_notice_pdf,
)
from fenming.queries.meeting_paper import meeting_paper
from fenming.queries.paper import paper_notice_page
from fenming.queries.proposals import proposal_notice_page


@require_safe
def meeting_notice(request: HttpRequest, meeting_id: int) -> FileResponse:
    """The notice of a meeting, a draft until its agenda has been sent."""
    page = cast(PageRequest, request)
    paper = meeting_paper(viewer=page.viewer, meeting_id=meeting_id, today=timezone.localdate(page.now))
    return made_file(meeting_notice_pdf(paper), name=meeting_notice_name(paper), ending="pdf")


@require_safe
def matter_notice(request: HttpRequest, matter_id: int) -> FileResponse:
    """The notice of a matter, to be handed over."""
    page = cast(PageRequest, request)
    view = paper_notice_page(viewer=page.viewer, matter_id=matter_id, today=timezone.localdate(page.now))
    return made_file(matter_notice_pdf(view), name=matter_notice_name(view), ending="pdf")


@require_safe
def proposal_notice(request: HttpRequest, *, subject: str, **of: int) -> FileResponse:
    """The notice of a veto, a correction or a reopening, to be handed over."""
    page, (pk,) = cast(PageRequest, request), of.values()
    today = timezone.localdate(page.now)
    view = proposal_notice_page(viewer=page.viewer, subject=subject, thing_id=pk, today=today)
    return made_file(
        proposal_notice_pdf(view, changes_of(view)), name=proposal_notice_name(view), ending="pdf"
    )
