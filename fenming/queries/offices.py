"""任职: who holds which office since when, and who held it before, for every member to read (R29, R60)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fenming.queries.access import one_of, require
from fenming.queries.roster import OFFICE_ORDER
from fenming.queries.viewer import Viewer
from fenming.records.models import Membership, Office
from fenming.rules.authority import ROLE_NAMES, Relation, Role, may


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office, now or before: by which resolution it was given and ended, and who entered both."""

    id: int
    office: str
    name: str
    since: date
    until: date | None
    resolution: str
    entered_by: str
    end_resolution: str
    ended_by: str


@dataclass(frozen=True, slots=True)
class OfficesPage:
    """The offices of a branch on a day; `people` may be given one: (person id, number and name)."""

    held: tuple[OfficeLine, ...]
    over: tuple[OfficeLine, ...]
    may_give: bool
    may_end: bool
    hands_over: bool
    branch_id: int
    people: tuple[tuple[int, str], ...]


def get_office_for(*, actor_id: int, verb: str, office_id: int, on: date) -> Office:
    """An office with its holder (R29, R60); raises NotFound, Refused."""
    office = one_of(Office.objects.select_related("person", "organisation"), pk=office_id)
    require(actor_id=actor_id, verb=verb, branch_id=office.organisation_id, on=on)
    return office


def office_to_end(*, viewer: Viewer, office_id: int, on: date) -> OfficeLine:
    """The office someone is about to end; raises NotFound, Refused `forbidden`."""
    return line_of(get_office_for(actor_id=viewer.person_id, verb="end_office", office_id=office_id, on=on))


def offices_page(*, viewer: Viewer, on: date) -> OfficesPage:
    """The offices held on a day, the secretary first, and those that are over, latest first.

    Raises NotFound, Refused `forbidden`.
    """
    require(actor_id=viewer.person_id, verb="see_roster", branch_id=viewer.branch_id, on=on)
    give, end, hands_over = (
        may(verb=verb, roles=viewer.roles, relation=Relation.BRANCH, own_matter=False).allowed
        or may(verb=verb, roles=viewer.roles, relation=Relation.SUBORDINATE, own_matter=False).allowed
        for verb in ("give_office", "end_office", "see_handover")
    )
    rows = Office.objects.filter(organisation_id=viewer.branch_id)
    lines = [line_of(one) for one in _in_order(rows.select_related("person", "entered_by", "ended_by"))]
    over = [one for one in lines if one.until is not None and one.until < on]
    return OfficesPage(
        held=tuple(one for one in lines if one not in over),
        over=tuple(sorted(over, key=lambda one: one.until or on, reverse=True)),
        may_give=give,
        may_end=end,
        hands_over=hands_over,
        branch_id=viewer.branch_id,
        people=_people(viewer.branch_id),
    )


def _in_order(offices: Iterable[Office]) -> list[Office]:
    return sorted(offices, key=lambda one: (OFFICE_ORDER.index(Role(one.role)), one.since, one.pk))


def _people(branch_id: int) -> tuple[tuple[int, str], ...]:
    rows = Membership.objects.filter(branch_id=branch_id, until__isnull=True).order_by("roster_no")
    fields = rows.values_list("person_id", "roster_no", "person__name")
    return tuple((person_id, f"{no}　{name}") for person_id, no, name in fields)


def line_of(office: Office) -> OfficeLine:
    """An office in the words of a list."""
    return OfficeLine(
        id=office.pk,
        office=ROLE_NAMES[Role(office.role)],
        name=office.person.name,
        since=office.since,
        until=office.until,
        resolution=office.resolution,
        entered_by=office.entered_by.name if office.entered_by else "",
        end_resolution=office.end_resolution,
        ended_by=office.ended_by.name if office.ended_by else "",
    )
