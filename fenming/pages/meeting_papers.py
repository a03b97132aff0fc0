"""会议材料: the papers of a meeting as files to print (R33-R37)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.agenda import agenda_name, agenda_pdf
from fenming.prints.attendance_list import attendance_list_name, attendance_list_pdf
from fenming.prints.minutes import minutes_name, minutes_pdf
from fenming.prints.resolution import resolution_name, resolution_pdf
from fenming.queries.meeting_paper import MeetingPaper, attendance_paper, meeting_paper


@require_safe
def agenda_file(request: HttpRequest, meeting_id: int) -> FileResponse:
    """The agenda, a draft until it has been sent out."""
    paper = _paper(request, meeting_id)
    return made_file(agenda_pdf(paper), name=agenda_name(paper), ending="pdf")


@require_safe
def attendance_list_file(request: HttpRequest, meeting_id: int) -> FileResponse:
    """The list to sign at the door."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    paper = attendance_paper(viewer=page.viewer, meeting_id=meeting_id, today=today)
    return made_file(attendance_list_pdf(paper), name=attendance_list_name(paper), ending="pdf")


@require_safe
def minutes_file(request: HttpRequest, meeting_id: int) -> FileResponse:
    """The minutes, a draft until the meeting is over."""
    paper = _paper(request, meeting_id, begun=True)
    return made_file(minutes_pdf(paper), name=minutes_name(paper), ending="pdf")


@require_safe
def resolution_file(request: HttpRequest, meeting_id: int) -> FileResponse:
    """The resolution, a draft until the meeting is over."""
    paper = _paper(request, meeting_id, begun=True)
    return made_file(resolution_pdf(paper), name=resolution_name(paper), ending="pdf")


def _paper(request: HttpRequest, meeting_id: int, *, begun: bool = False) -> MeetingPaper:
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    return meeting_paper(viewer=page.viewer, meeting_id=meeting_id, today=today, begun=begun)
