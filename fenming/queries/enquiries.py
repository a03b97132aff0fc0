"""公众查询: questions from readers of a posting, for those who answer them (R66, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fenming.queries.access import NotFound, current_on, one_of, require
from fenming.queries.posting import shown_sheet
from fenming.queries.posting_term import running
from fenming.queries.viewer import Viewer
from fenming.records.models import Enquiry, Office, Posting
from fenming.rules.authority import Role

_ANSWERING = (Role.SECRETARY, Role.RECORDER)


@dataclass(frozen=True, slots=True)
class Asking:
    """The posting a reader asks about; `last_day` of asking here is that of the posting."""

    code: str
    branch: str
    title: str
    last_day: date
    contact: str


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """A question on the list; `name` and `contact` are for those who answer and the auditor (A22)."""

    id: int
    number: int
    about: str
    name: str
    contact: str
    text: str
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


def get_enquiry_for(*, actor_id: int, verb: str, enquiry_id: int, on: date) -> Enquiry:
    """A question with its texts (R66); raises NotFound, Refused."""
    rows = Enquiry.objects.select_related(
        "posting__quarter__year", "name", "contact", "text", "answer", "answered_by"
    )
    enquiry = one_of(rows, pk=enquiry_id)
    require(actor_id=actor_id, verb=verb, branch_id=enquiry.branch_id, on=on)
    return enquiry


def asking(*, code: str, on: date) -> Asking:
    """What the public form says above its fields; raises NotFound, and TakenDown once the term is over."""
    shown = shown_sheet(code=code, person_id=None, today=on)
    up = posting_up(code=shown.code, on=on)
    if up is None:
        raise NotFound("posting")
    return Asking(shown.code, shown.sheet.branch, shown.title, up.ends, shown.contact)


@dataclass(frozen=True, slots=True)
class PostingUp:
    """A posting that is up, its branch, and its last day as lengthened since."""

    id: int
    branch_id: int
    ends: date


def posting_up(*, code: str, on: date) -> PostingUp | None:
    """The posting of a code while it is up; None when there is none or its term is over."""
    row = Posting.objects.filter(code=code).values_list("pk", "branch_id", running("last_day")).first()
    return PostingUp(*row) if row is not None and on <= row[2] else None


def answering(*, branch_id: int, on: date) -> tuple[int, ...]:
    """Persons whose office lets them answer readers."""
    offices = Office.objects.filter(current_on(on), organisation_id=branch_id, role__in=_ANSWERING)
    return tuple(sorted(set(offices.values_list("person_id", flat=True))))


def enquiries(*, viewer: Viewer, on: date) -> tuple[EnquiryRow, ...]:
    """The branch's questions, those without an answer first, then the latest; raises NotFound, Refused."""
    require(actor_id=viewer.person_id, verb="see_enquiries", branch_id=viewer.branch_id, on=on)
    rows = Enquiry.objects.filter(branch_id=viewer.branch_id).select_related(
        "posting__quarter__year", "name", "contact", "text", "answer", "answered_by"
    )
    lines = [_row(one) for one in rows.order_by("-number")]
    return tuple(sorted(lines, key=lambda one: bool(one.answer)))


def enquiry_page(*, viewer: Viewer, enquiry_id: int, on: date) -> EnquiryRow:
    """One question with its answer; raises NotFound, Refused `forbidden`."""
    return _row(
        get_enquiry_for(actor_id=viewer.person_id, verb="see_enquiries", enquiry_id=enquiry_id, on=on)
    )


def _row(enquiry: Enquiry) -> EnquiryRow:
    quarter = enquiry.posting.quarter
    return EnquiryRow(
        id=enquiry.pk,
        number=enquiry.number,
        about=f"{quarter.year.number}年第{'一二三四'[quarter.number - 1]}季度公示",
        name=enquiry.name.text,
        contact=enquiry.contact.text,
        text=enquiry.text.text,
        at=enquiry.at,
        answer=enquiry.answer.text if enquiry.answer else "",
        answered_by=enquiry.answered_by.name if enquiry.answered_by else "",
        answered_at=enquiry.answered_at,
    )
