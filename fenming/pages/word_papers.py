"""The papers that may be had for Word beside their PDF, in the branch's own template where it has one (R37, R40-R42, R45)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.paper_proposals import changes_of
from fenming.pages.shell import PageRequest
from fenming.prints.answer_letter import answer_letter_name
from fenming.prints.case_receipt import case_receipt_name
from fenming.prints.filing_letter import filing_letter_name
from fenming.prints.finding import finding_name
from fenming.prints.finding_word import FINDING, finding_docx
from fenming.prints.letters_word import (
    ANSWER,
    FILING,
    RECEIPT,
    answer_letter_docx,
    case_receipt_docx,
    filing_letter_docx,
)
from fenming.prints.minutes import minutes_name
from fenming.prints.minutes_word import minutes_docx, minutes_form
from fenming.prints.notice import matter_notice_name, meeting_notice_name, proposal_notice_name
from fenming.prints.notices_word import (
    MATTER,
    MEETING,
    PROPOSAL,
    matter_notice_docx,
    meeting_notice_docx,
    proposal_notice_docx,
)
from fenming.queries.appeal_page import appeal_page
from fenming.queries.filing_view import filing_view
from fenming.queries.form_templates import template_of
from fenming.queries.meeting_paper import meeting_paper
from fenming.queries.objection_page import objection_page
from fenming.queries.paper import paper_notice_page
from fenming.queries.proposals import proposal_notice_page

_CASES = {
    "receipt": (RECEIPT, case_receipt_docx, case_receipt_name),
    "finding": (FINDING, finding_docx, finding_name),
    "answer": (ANSWER, answer_letter_docx, answer_letter_name),
}


@require_safe
def minutes_word(request: HttpRequest, meeting_id: int) -> FileResponse:
    """The minutes, a draft until the meeting is over."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    paper = meeting_paper(viewer=page.viewer, meeting_id=meeting_id, today=today, begun=True)
    template = template_of(form=minutes_form(paper).code, of="meeting", pk=meeting_id)
    return made_file(minutes_docx(paper, template), name=minutes_name(paper), ending="docx")


@require_safe
def meeting_notice_word(request: HttpRequest, meeting_id: int) -> FileResponse:
    """The notice of a meeting, for everyone who may see it."""
    page = cast(PageRequest, request)
    paper = meeting_paper(viewer=page.viewer, meeting_id=meeting_id, today=timezone.localdate(page.now))
    template = template_of(form=MEETING.code, of="meeting", pk=meeting_id)
    return made_file(meeting_notice_docx(paper, template), name=meeting_notice_name(paper), ending="docx")


@require_safe
def matter_notice_word(request: HttpRequest, matter_id: int) -> FileResponse:
    """The notice of a matter, to be handed over."""
    page = cast(PageRequest, request)
    view = paper_notice_page(viewer=page.viewer, matter_id=matter_id, today=timezone.localdate(page.now))
    template = template_of(form=MATTER.code, of="matter", pk=matter_id)
    return made_file(matter_notice_docx(view, template), name=matter_notice_name(view), ending="docx")


@require_safe
def proposal_notice_word(request: HttpRequest, *, subject: str, **of: int) -> FileResponse:
    """The notice of a veto, a correction or a reopening, to be handed over."""
    page, (pk,) = cast(PageRequest, request), of.values()
    today = timezone.localdate(page.now)
    view = proposal_notice_page(viewer=page.viewer, subject=subject, thing_id=pk, today=today)
    template = template_of(form=PROPOSAL.code, of=subject, pk=pk)
    made = proposal_notice_docx(view, changes_of(view), template)
    return made_file(made, name=proposal_notice_name(view), ending="docx")


@require_safe
def objection_word(request: HttpRequest, objection_id: int, paper: str) -> FileResponse:
    """One paper of an objection, for whoever may open its page."""
    page, (form, make, name) = cast(PageRequest, request), _CASES[paper]
    today = timezone.localdate(page.now)
    view = objection_page(viewer=page.viewer, objection_id=objection_id, today=today)
    template = template_of(form=form.code, of="objection", pk=objection_id)
    return made_file(make(view, template), name=name(view), ending="docx")


@require_safe
def appeal_word(request: HttpRequest, appeal_id: int, paper: str) -> FileResponse:
    """One paper of an appeal; it is the committee's, so the branch's template is not used."""
    page, (_, make, name) = cast(PageRequest, request), _CASES[paper]
    today = timezone.localdate(page.now)
    view = appeal_page(viewer=page.viewer, appeal_id=appeal_id, today=today)
    return made_file(make(view), name=name(view), ending="docx")


@require_safe
def filing_letter_word(request: HttpRequest, filing_id: int) -> FileResponse:
    """The letter that goes with a filed table."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    view = filing_view(actor_id=page.viewer.person_id, filing_id=filing_id, today=today)
    template = template_of(form=FILING.code, of="filing", pk=filing_id)
    return made_file(filing_letter_docx(view, template), name=filing_letter_name(view), ending="docx")
