"""会议材料: the papers of a meeting as files to print (R33-R37)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.minutes import minutes_name, minutes_pdf
from fenming.queries.meeting_paper import MeetingPaper, meeting_paper


@require_safe
def minutes_file(request: HttpRequest, meeting_id: int) -> FileResponse:
    """The minutes, a draft until the meeting is over."""
    paper = _paper(request, meeting_id, begun=True)
    return made_file(minutes_pdf(paper), name=minutes_name(paper), ending="pdf")


def _paper(request: HttpRequest, meeting_id: int, *, begun: bool = False) -> MeetingPaper:
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    return meeting_paper(viewer=page.viewer, meeting_id=meeting_id, today=today, begun=begun)
