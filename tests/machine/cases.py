"""What is put right: an objection, an appeal, a clerical correction, a veto; and what a counter-entry is worth and does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tests.machine.matters import faults
from tests.machine.model import Model
from tests.machine.things import Claim, Entry, Matter, Member, Quarter, Year


@dataclass(eq=False)
class Objection:
    """`entry` is what stood for the thing when it was objected to; `left_out`: item and day that were never booked."""

    member: Member
    quarter: Quarter
    matter: Matter | None
    entry: Entry | None
    left_out: tuple[str, date] | None
    answer_by: date
    state: str = "open"
    outcome: str = ""
    found_at: datetime | None = None
    reported: bool = False
    id: int = 0
    finding_id: int = 0


@dataclass(eq=False)
class Appeal:
    """`entry` is what stood for the thing when it was appealed; `objection`: the one whose answer, or whose falling
    due, it follows."""

    member: Member
    quarter: Quarter
    matter: Matter | None
    entry: Entry | None
    left_out: tuple[str, date] | None = None
    objection: Objection | None = None
    veto: Veto | None = None
    state: str = "open"
    outcome: str = ""
    found_at: datetime | None = None
    reported: bool = False
    id: int = 0
    finding_id: int = 0


@dataclass(eq=False)
class Request:
    """A question of the committee above to the branch."""

    appeal: Appeal
    answered: bool = False
    id: int = 0


@dataclass(eq=False)
class Correction:
    entry: Entry
    claim: Claim
    by: str
    reply_by: date | None
    answered: bool = False
    state: str = "proposed"
    ended_by: str = ""
    id: int = 0


@dataclass(eq=False)
class Veto:
    year: Year
    member: Member
    item: str
    document: str
    day: date
    by: str
    reply_by: date
    answered: bool = False
    state: str = "proposed"
    lift_document: str = ""
    lift_by: str = ""
    confirmed_on: date | None = None
    entry: Entry | None = None
    id: int = 0


def priced(
    model: Model, member: Member, year: Year, old: Entry | None, claim: Claim | None, reason: str
) -> tuple[str, bool]:
    """What is wrong with the figures, and whether the member would be worse off with them."""
    if claim is not None:
        found = ["future_day"] if claim.day > model.today else []
        found = found or faults(member, year, claim, reason)
        if found:
            return found[0], False
    before, after = (
        model.total(member, year.number),
        model.total(member, year.number, without=old, more=claim),
    )
    new = claim.points if claim else 0
    return "", new < (old.points if old else 0) or after < before


def put_right(
    model: Model, member: Member, year: Year, old: Entry | None, claim: Claim | None, source: object
) -> None:
    quarter = model.booking_quarter(year)
    if old is not None:
        old.reversed_by = model.append(
            member=member, claim=old.claim, points=-old.points, kind="reversal", quarter=quarter,
            source=source, reverses=old,
        )  # fmt: skip
    if claim is not None:
        new = model.append(
            member=member, claim=claim, points=claim.points, kind="correction", quarter=quarter, source=source
        )
        if old is not None:
            old.replaced_by = new
