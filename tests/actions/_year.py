"""The end of a year on the way to the superior, by the real verbs, one step at a time."""

from __future__ import annotations

from datetime import date, datetime

from fenming.actions.announce import announce
from fenming.actions.appraise import GivenGrade, appraise
from fenming.actions.call_meeting import call_meeting
from fenming.actions.close_meeting import close_meeting
from fenming.actions.end_due import end_due
from fenming.actions.file_year import file_year
from fenming.actions.give_office import give_office
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.open_meeting import open_meeting
from fenming.actions.settle import settle
from fenming.actions.sign_off import sign_off
from fenming.queries.settlement_steps import Steps, latest_steps
from fenming.queries.year_appraisal import AppraisedLine, appraised_lines
from fenming.records.models import Membership, Quarter, Year
from fenming.rules.authority import Role
from tests.actions._walk import all_locked, year
from tests.cast import Cast, at, key
from tests.once import once

SETTLE_DAY = at(2027, 1, 27)
SIGN_DAY = at(2027, 1, 28)
TELL_DAY = at(2027, 1, 29)
MEETING_DAY = date(2027, 3, 20)
GRADE_DAY = at(2027, 3, 22)
FILE_DAY = at(2027, 3, 24)


def steps_of(people: Cast, *, branch_id: int | None = None) -> Steps:
    """The latest settlement of 2026 and how far it has come."""
    year_id = Year.objects.get(branch_id=branch_id or people.branch_id, number=2026).pk
    steps = latest_steps(year_id=year_id)
    assert steps is not None
    return steps


def lead(people: Cast, *persons: int) -> None:
    """These are in the leading group since March."""
    for person in persons:
        give_office(
            actor_id=people.lin, branch_id=people.branch_id, person_id=person, role=Role.LEADING_GROUP,
            since=date(2026, 3, 1), resolution="支部党员大会 2026年3月1日", key=key(), now=at(2026, 3, 2),
        )  # fmt: skip


@once
def settled(people: Cast) -> int:
    """The year with what the caller left in it, locked and computed."""
    all_locked(people)
    return settle(actor_id=people.lin, year_id=year(people).pk, key=key(), now=SETTLE_DAY)


def signed(people: Cast, *others: int, now: datetime = SIGN_DAY) -> int:
    """The latest settlement signed by the secretary and these."""
    settlement_id = steps_of(people).settlement_id
    for person in (people.lin, *others):
        sign_off(actor_id=person, settlement_id=settlement_id, key=key(), now=now)
    return settlement_id


def told(people: Cast, *, now: datetime = TELL_DAY) -> int:
    """Signed by the secretary and announced."""
    settlement_id = signed(people, now=now)
    announce(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=now)
    return settlement_id


def members_meeting(people: Cast, day: date = MEETING_DAY, *, quarter: int = 1, year: int = 2027) -> int:
    """A members' meeting of that quarter with everyone there, and nothing but talk."""
    now = at(day.year, day.month, day.day)
    end_due(now=now)
    where = Quarter.objects.get(branch_id=people.branch_id, year__number=year, number=quarter)
    meeting_id = call_meeting(
        actor_id=people.lin, quarter_id=where.pk, held_on=day, place="文学馆 204 室", key=key(), now=now
    )
    here = Membership.objects.filter(branch_id=people.branch_id, since__lte=day).exclude(until__lt=day)
    present = list(here.values_list("pk", flat=True))
    mark_attendance(
        actor_id=people.lin, meeting_id=meeting_id, present_membership_ids=present, key=key(), now=now
    )
    open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=now)
    close_meeting(actor_id=people.lin, meeting_id=meeting_id, minutes="民主评议党员。", key=key(), now=now)
    return meeting_id


def as_suggested(lines: tuple[AppraisedLine, ...]) -> list[GivenGrade]:
    """Everyone what the points suggest."""
    return [GivenGrade(line.membership_id, line.suggested) for line in lines]


def graded(people: Cast, meeting_id: int, *given: GivenGrade, now: datetime = GRADE_DAY) -> int:
    """A round as suggested but for those named; the settlement's id."""
    steps = steps_of(people)
    other = {one.membership_id: one for one in given}
    grades = [other.get(one.membership_id, one) for one in as_suggested(appraised_lines(steps=steps))]
    appraise(
        actor_id=people.lin, settlement_id=steps.settlement_id, meeting_id=meeting_id, grades=grades, key=key(), now=now
    )  # fmt: skip
    return steps.settlement_id


@once
def appraised(people: Cast) -> int:
    """Settled, told, and graded as suggested at a meeting in March."""
    settled(people)
    told(people)
    return graded(people, members_meeting(people))


def filed(people: Cast, *, now: datetime = FILE_DAY) -> int:
    """The table sent to the superior; the filing's id."""
    return file_year(actor_id=people.lin, settlement_id=steps_of(people).settlement_id, key=key(), now=now)
