"""党员名册 as of one day: who was on the roster then, in which post and standing, with which office (R64)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import NotFound, current_on, get_branch_for
from fenming.queries.roster import OFFICE_ORDER, STATUSES, MemberRow, members_on
from fenming.records.models import Office
from fenming.rules.authority import ROLE_NAMES, Role
from fenming.rules.terms import Status


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A member of that day; `offices` and `group` are "" for none, `note` says what else stood then."""

    no: int
    name: str
    post: str
    status: str
    since: date
    group: str
    offices: str
    note: str


@dataclass(frozen=True, slots=True)
class RosterPaper:
    """The roster of a branch on a day, in its own order."""

    branch: str
    day: date
    lines: tuple[RosterLine, ...]
    probationary: int


def roster_paper(*, actor_id: int, branch_id: int, day: date, today: date) -> RosterPaper:
    """The roster of a day that is not in the future, whose door is that of the page; three queries.

    NotFound for another branch and for a day to come; Refused `forbidden`.
    """
    branch = get_branch_for(actor_id=actor_id, verb="see_roster", branch_id=branch_id, on=today)
    if day > today:
        raise NotFound("day")
    held = _offices(branch_id, day)
    members = [one for one in members_on(branch_id, day) if _was_there(one, day)]
    return RosterPaper(
        branch=branch.name,
        day=day,
        lines=tuple(_line(one, held.get(one.person_id, ())) for one in members),
        probationary=sum(one.status == STATUSES[Status.PROBATIONARY] for one in members),
    )


def _was_there(one: MemberRow, day: date) -> bool:
    return one.since <= day and (one.until is None or one.until >= day)


def _offices(branch_id: int, day: date) -> dict[int, tuple[str, ...]]:
    rows = Office.objects.filter(current_on(day), organisation_id=branch_id).values_list("person_id", "role")
    found: dict[int, tuple[str, ...]] = {}
    for person_id, role in sorted(rows, key=lambda one: OFFICE_ORDER.index(Role(one[1]))):
        found[person_id] = (*found.get(person_id, ()), ROLE_NAMES[Role(role)])
    return found


def _line(one: MemberRow, offices: tuple[str, ...]) -> RosterLine:
    return RosterLine(
        one.no, one.name, one.post, one.status, one.since, one.group, "、".join(offices), one.note
    )
