"""The public sheet of a quarter: what is frozen when it is posted, and how it is read again (R39, R65, A18, A22).

The frozen part is canonical JSON and carries no name and no telephone number: a posting is never altered, while
names are corrected and personal data is erased by law. A line holds its number, the membership and the total; the
page resolves names and the branch's contact when it is shown. The digest therefore proves figures, order, terms,
standard and ledger head, not the spelling of a name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fenming.rules.ledger import Json

FORM = 1
"""Edition of the sheet's content; a later edition is read beside this one."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line as posted: its number on the sheet, whose it is, the total in hundredths."""

    number: int
    membership_id: int
    total_centi: int


@dataclass(frozen=True, slots=True)
class Term:
    """How long the sheet hangs and until when objections may be raised; the numbers are working days."""

    first_day: date
    last_day: date
    objection_until: date
    posting_days: int
    answer_days: int


@dataclass(frozen=True, slots=True)
class Adopted:
    """The version of the standard in force on the day of posting."""

    number: int
    digest: str
    since: date
    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet as posted. `members` were in the branch in the quarter; `lines` leaves out who is not listed by rule.

    `with_year`: the fourth quarter's sheet, whose totals are put up as the year's too, until they are settled (A18).
    """

    branch_id: int
    branch: str
    year: int
    quarter: int
    counted_to: date
    held_on: date
    term: Term
    members: int
    lines: tuple[SheetLine, ...]
    standard: Adopted
    ledger_seq: int
    head_hash: str
    with_year: bool = False

    @property
    def unlisted(self) -> int:
        return self.members - len(self.lines)


def sheet_content(sheet: Sheet) -> Mapping[str, Json]:
    """What canonical_bytes turns into the frozen text; a sheet without the year says nothing of it."""
    term = sheet.term
    with_year: Mapping[str, Json] = {"with_year": True} if sheet.with_year else {}
    return {
        **with_year,
        "form": FORM,
        "branch_id": sheet.branch_id,
        "branch": sheet.branch,
        "year": sheet.year,
        "quarter": sheet.quarter,
        "counted_to": sheet.counted_to.isoformat(),
        "held_on": sheet.held_on.isoformat(),
        "term": {
            "first_day": term.first_day.isoformat(),
            "last_day": term.last_day.isoformat(),
            "objection_until": term.objection_until.isoformat(),
            "posting_days": term.posting_days,
            "answer_days": term.answer_days,
        },
        "members": sheet.members,
        "lines": [[line.number, line.membership_id, line.total_centi] for line in sheet.lines],
        "standard": {
            "number": sheet.standard.number,
            "digest": sheet.standard.digest,
            "since": sheet.standard.since.isoformat(),
            "label": sheet.standard.label,
        },
        "ledger": {"seq": sheet.ledger_seq, "head": sheet.head_hash},
    }


def read_sheet(text: str) -> Sheet:
    """The sheet that a posting holds; the other way round of sheet_content."""
    content = json.loads(text)
    term, standard, ledger = content["term"], content["standard"], content["ledger"]
    return Sheet(
        branch_id=content["branch_id"],
        branch=content["branch"],
        year=content["year"],
        quarter=content["quarter"],
        counted_to=date.fromisoformat(content["counted_to"]),
        held_on=date.fromisoformat(content["held_on"]),
        term=Term(
            first_day=date.fromisoformat(term["first_day"]),
            last_day=date.fromisoformat(term["last_day"]),
            objection_until=date.fromisoformat(term["objection_until"]),
            posting_days=term["posting_days"],
            answer_days=term["answer_days"],
        ),
        members=content["members"],
        lines=tuple(SheetLine(*line) for line in content["lines"]),
        standard=Adopted(
            number=standard["number"],
            digest=standard["digest"],
            since=date.fromisoformat(standard["since"]),
            label=standard["label"],
        ),
        ledger_seq=ledger["seq"],
        head_hash=ledger["head"],
        with_year=content.get("with_year", False),
    )
