"""The roll: who is to be called on a day, and what each mark proposes by the standard (R30, R22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fenming.queries.access import current_on, get_meeting_for, require
from fenming.queries.claims import LONGEST_SAID, standard_on
from fenming.queries.item_words import rule_in_words
from fenming.queries.scores import member_of
from fenming.queries.viewer import Viewer
from fenming.records.models import Attendance, Meeting, Membership, RollCall
from fenming.rules.standard import Item, Standard

MARKS: tuple[tuple[str, str], ...] = tuple((one.value, one.label) for one in Attendance.Mark)
LABELS = dict(MARKS)
# What is recorded says the activity and the mark; both together are one sentence of a matter.
LONGEST_WHAT = LONGEST_SAID - max(len(label) for label in LABELS.values()) - 2


@dataclass(frozen=True, slots=True)
class RollLine:
    """A member to call, with the mark a meeting's attendance already gives."""

    membership_id: int
    no: int
    name: str
    mark: str


@dataclass(frozen=True, slots=True)
class RollPage:
    """The roll of a day; for a meeting, its day and name, and whether its roll was called before."""

    lines: tuple[RollLine, ...]
    day: date
    what: str
    meeting_id: int | None
    already_called: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a mark proposes for one member: nothing is recorded until the recorder ticks it."""

    membership_id: int
    name: str
    mark: str
    label: str
    item: str
    title: str
    rule: str


def said_of(what: str, mark: str) -> str:
    """The sentence of the matter: the activity, and what the mark says."""
    return f"{what.rstrip('。')}，{LABELS[mark]}。"


def roll_of(*, branch_id: int, day: date) -> list[Membership]:
    """Everyone on the roster that day, in its order, with person and standings."""
    rows = Membership.objects.filter(current_on(day), branch_id=branch_id).select_related("person")
    return list(rows.prefetch_related("standings", "absences").order_by("roster_no"))


def roll_page(*, viewer: Viewer, meeting_id: int | None, day: date, today: date) -> RollPage:
    """The roll to call on `day`, or that of a closed meeting. NotFound, Refused `forbidden`."""
    require(actor_id=viewer.person_id, verb="call_roll", branch_id=viewer.branch_id, on=today)
    marks: dict[int, str] = {}
    what = ""
    called = False
    if meeting_id is not None:
        meeting = get_meeting_for(
            actor_id=viewer.person_id, verb="call_roll", meeting_id=meeting_id, on=today
        )
        day, what = meeting.held_on, Meeting.Kind(meeting.kind).label
        marks = dict(meeting.attendance.values_list("membership_id", "mark"))
        called = RollCall.objects.filter(meeting=meeting).exists()
    lines = tuple(
        RollLine(one.pk, one.roster_no, one.person.name, marks.get(one.pk, "") or "present")
        for one in roll_of(branch_id=viewer.branch_id, day=day)
        if meeting_id is None or one.pk in marks
    )
    return RollPage(lines, day, what, meeting_id, called)


def proposals_of(*, branch_id: int, day: date, marks: Mapping[int, str]) -> tuple[Proposal, ...]:
    """What the marks propose, in roster order: one item at most for each member, from the list of the day."""
    _, standard = standard_on(branch_id=branch_id, day=day)
    found = []
    for membership in roll_of(branch_id=branch_id, day=day):
        mark = marks.get(membership.pk, "")
        item = _item(standard, mark, member_of(membership).list_on(day))
        if item is not None:
            words = (mark, LABELS[mark], item.id, item.title, rule_in_words(item))
            found.append(Proposal(membership.pk, membership.person.name, *words))
    return tuple(found)


def _item(standard: Standard, mark: str, list_code: str) -> Item | None:
    if not mark:
        return None
    return next((one for one in standard.items_for(list_code) if one.proposed_for == mark), None)
