"""受理回执, 核查意见, 答复书, 报告说明: the papers of objections and appeals, as files to print (R40-R43)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.answer_letter import answer_letter_name, answer_letter_pdf
from fenming.prints.case_receipt import case_receipt_name, case_receipt_pdf
from fenming.prints.finding import finding_name, finding_pdf
from fenming.prints.objection_blank import objection_blank_name, objection_blank_pdf
from fenming.prints.report_note import report_note_name, report_note_pdf
from fenming.queries.appeal_page import appeal_page
from fenming.queries.objection_blank import objection_blank
from fenming.queries.objection_page import objection_page
from fenming.queries.report_backs import reports_of

_PAPERS = {
    "receipt": (case_receipt_pdf, case_receipt_name),
    "finding": (finding_pdf, finding_name),
    "answer": (answer_letter_pdf, answer_letter_name),
}


@require_safe
def objection_paper(request: HttpRequest, objection_id: int, paper: str) -> FileResponse:
    """One paper of an objection, for whoever may open its page."""
    page, (make, name) = cast(PageRequest, request), _PAPERS[paper]
    today = timezone.localdate(page.now)
    view = objection_page(viewer=page.viewer, objection_id=objection_id, today=today)
    return made_file(make(view), name=name(view), ending="pdf")


@require_safe
def appeal_paper(request: HttpRequest, appeal_id: int, paper: str) -> FileResponse:
    """One paper of an appeal; what the branch prints says no more than its page."""
    page, (make, name) = cast(PageRequest, request), _PAPERS[paper]
    today = timezone.localdate(page.now)
    view = appeal_page(viewer=page.viewer, appeal_id=appeal_id, today=today)
    return made_file(make(view), name=name(view), ending="pdf")


@require_safe
def report_note(request: HttpRequest, meeting_id: int) -> FileResponse:
    """What a members' meeting is told of findings."""
    view = reports_of(viewer=cast(PageRequest, request).viewer, meeting_id=meeting_id)
    return made_file(report_note_pdf(view), name=report_note_name(view), ending="pdf")


@require_safe
def objection_blank_paper(request: HttpRequest) -> FileResponse:
    """The blank on which a member without an account objects or appeals."""
    blank = objection_blank(branch_id=cast(PageRequest, request).viewer.branch_id)
    return made_file(objection_blank_pdf(blank), name=objection_blank_name(), ending="pdf")
