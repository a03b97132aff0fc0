"""党小组: the groups of a branch, who meets in which, since when, by which resolution (R10, A34)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fenming.queries.access import current_on, one_of, require
from fenming.queries.organisations import Line, event_line
from fenming.queries.viewer import Viewer
from fenming.records.models import Grouping, Membership, Organisation, OrganisationEvent
from fenming.rules.authority import Relation, may

_GROUP = Organisation.Kind.GROUP


@dataclass(frozen=True, slots=True)
class Placed:
    """A member on the roster today, and the group, None and "" in none."""

    membership_id: int
    name: str
    group_id: int | None
    group: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its members of today in the order of the roster."""

    id: int
    name: str
    since: date
    until: date | None
    members: tuple[str, ...]
    history: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The groups, the ended last; `choices` are those that run; `may_order`: the viewer may change them."""

    groups: tuple[Group, ...]
    members: tuple[Placed, ...]
    choices: tuple[tuple[int, str], ...]
    may_order: bool


def groups_page(*, viewer: Viewer, on: date) -> GroupsPage:
    """For everyone of the branch; four queries. Raises NotFound, Refused `forbidden`."""
    require(actor_id=viewer.person_id, verb="see_roster", branch_id=viewer.branch_id, on=on)
    members = placed_on(viewer.branch_id, on=on)
    answer = may(verb="found_group", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    lines: dict[int, list[Line]] = defaultdict(list)
    below = Organisation.objects.filter(parent_id=viewer.branch_id, kind=_GROUP)
    for event in OrganisationEvent.objects.filter(organisation__in=below).order_by("pk"):
        lines[event.organisation_id].append(event_line(event))
    rows = sorted(below, key=lambda one: (one.until is not None, one.pk))
    groups = tuple(
        Group(
            id=one.pk,
            name=one.name,
            since=one.since,
            until=one.until,
            members=tuple(member.name for member in members if member.group_id == one.pk),
            history=tuple(lines[one.pk]),
        )
        for one in rows
    )
    running = tuple((one.pk, one.name) for one in rows if one.until is None)
    return GroupsPage(groups, members, running, answer.allowed)


def placed_on(branch_id: int, *, on: date) -> tuple[Placed, ...]:
    """Who is on the roster on a day and in which group, in its order; two queries."""
    now = Grouping.objects.filter(current_on(on), branch_id=branch_id).select_related("group")
    where = {one.membership_id: one.group for one in now}
    rows = Membership.objects.filter(current_on(on), branch_id=branch_id).order_by("roster_no")
    return tuple(
        Placed(pk, name, where[pk].pk if pk in where else None, where[pk].name if pk in where else "")
        for pk, name in rows.values_list("pk", "person__name")
    )


def groups_on(branch_id: int, *, on: date) -> tuple[tuple[int, str], ...]:
    """The groups a branch has on a day: (id, name)."""
    rows = Organisation.objects.filter(current_on(on), parent_id=branch_id, kind=_GROUP)
    return tuple(rows.order_by("pk").values_list("pk", "name"))


def get_group_for(*, actor_id: int, verb: str, group_id: int, on: date) -> Organisation:
    """A group of a branch; raises NotFound, Refused."""
    group = one_of(Organisation.objects.filter(kind=_GROUP), pk=group_id)
    require(actor_id=actor_id, verb=verb, branch_id=group.parent_id or 0, on=on)
    return group


def members_after(group_id: int, *, day: date) -> tuple[str, ...]:
    """Who is in a group after a day, while on the roster; by name."""
    there = Q(until__isnull=True) | Q(until__gt=day)
    here = Q(membership__until__isnull=True) | Q(membership__until__gt=day)
    rows = Grouping.objects.filter(there, here, group_id=group_id).order_by("membership__roster_no")
    return tuple(rows.values_list("membership__person__name", flat=True))
