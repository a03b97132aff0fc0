"""The doors: an object is fetched together with the question whether this person may do this verb to it.

There is no other way to obtain an object by an id that came from outside. What lies outside one's own
branch is NotFound, never "forbidden" (A22).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import CharField, Model, Q, QuerySet, Value

from fenming.records.models import (
    Affiliation,
    Matter,
    Meeting,
    Membership,
    Month,
    Office,
    Organisation,
    Posting,
    Quarter,
    Settlement,
    Year,
)
from fenming.rules.authority import Answer, Relation, Role, may
from fenming.rules.terms import Refused

M = TypeVar("M", bound=Model)


class NotFound(Exception):
    """There is no such object, or none this person may know of; pages answer 404."""


def current_on(day: date) -> Q:
    """Condition: a dated row (since, until) is in force on that day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def roles_in(*, person_id: int, organisation_id: int, on: date) -> frozenset[Role]:
    """The offices a person holds in one organisation on a day, MEMBER included; one query."""
    offices = Office.objects.filter(current_on(on), person_id=person_id, organisation_id=organisation_id)
    rosters = Membership.objects.filter(current_on(on), person_id=person_id, branch_id=organisation_id)
    member = Value(Role.MEMBER.value, output_field=CharField())
    held = offices.order_by().values_list("role").union(rosters.order_by().values_list(member))
    return frozenset(Role(role) for (role,) in held)


def require(*, actor_id: int, verb: str, branch_id: int, on: date, owner_id: int | None = None) -> None:
    """Pass if the table of authority lets this person do the verb in this branch on this day.

    `owner_id` is the person a matter is about. Raises NotFound for someone with no tie to the branch and
    Refused (code `forbidden`) with the table's reason otherwise.
    """
    tie = tie_to(actor_id=actor_id, branch_id=branch_id, on=on, owner_id=owner_id)
    answer = tie.may(verb)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)


@dataclass(frozen=True, slots=True)
class Tie:
    """How a person stands to a thing of a branch: the offices that count there, and whether it is their own."""

    roles: frozenset[Role]
    relation: Relation
    own: bool

    def may(self, verb: str) -> Answer:
        """What the table of authority says to that verb."""
        return may(verb=verb, roles=self.roles, relation=self.relation, own_matter=self.own)


def tie_to(*, actor_id: int, branch_id: int, on: date, owner_id: int | None = None) -> Tie:
    """The tie of a person to a branch, or to something of `owner_id` there; NotFound where there is none."""
    own = owner_id == actor_id
    here, above = _roles_about(person_id=actor_id, branch_id=branch_id, on=on)
    roles = here or above
    relation = Relation.SUBORDINATE if not here else Relation.SELF if own else Relation.BRANCH
    if not roles and own:
        # what is about oneself stays one's own after one has left: to read, to answer, to object to (A14, A19, R40)
        roles, relation = frozenset({Role.MEMBER}), Relation.SELF
    if not roles:
        raise NotFound(f"branch {branch_id}")
    return Tie(roles, relation, own)


def _roles_about(*, person_id: int, branch_id: int, on: date) -> tuple[frozenset[Role], frozenset[Role]]:
    """The roles a person holds in a branch, and the offices in what stands above it on that day; one query."""
    general = Affiliation.objects.filter(current_on(on), branch_id=branch_id).values("general_id")
    places = Q(organisation_id=branch_id) | Q(organisation__children=branch_id)
    places |= Q(organisation__in=general)
    offices = Office.objects.filter(places, current_on(on), person_id=person_id)
    rosters = Membership.objects.filter(current_on(on), person_id=person_id, branch_id=branch_id)
    member = Value(Role.MEMBER.value, output_field=CharField())
    held = offices.order_by().values_list("role", "organisation_id").distinct()
    rows = list(held.union(rosters.order_by().values_list(member, "branch_id")))
    here = frozenset(Role(role) for role, place in rows if place == branch_id)
    return here, frozenset(Role(role) for role, place in rows if place != branch_id)


def one_of(rows: QuerySet[M], **where: int) -> M:
    """The one row, or NotFound; for the doors alone."""
    found = rows.filter(**where).first()
    if found is None:
        raise NotFound(str(where))
    return found


def get_branch_for(*, actor_id: int, verb: str, branch_id: int, on: date) -> Organisation:
    """A branch (R10); raises NotFound, Refused."""
    branch = one_of(Organisation.objects.all(), pk=branch_id)
    require(actor_id=actor_id, verb=verb, branch_id=branch.pk, on=on)
    return branch


# What a matter brings through its door.
MATTER_WITH = ("membership__person", "month", "quarter__year", "version", "said")


def get_matter_for(*, actor_id: int, verb: str, matter_id: int, on: date) -> Matter:
    """A matter with its membership, month and version (R67); raises NotFound, Refused."""
    matter = one_of(Matter.objects.select_related(*MATTER_WITH), pk=matter_id)
    require(
        actor_id=actor_id, verb=verb, branch_id=matter.branch_id, on=on, owner_id=matter.membership.person_id
    )
    return matter


def get_month_for(
    *, actor_id: int, verb: str, month_id: int, on: date, rows: QuerySet[Month] | None = None
) -> Month:
    """A month of a branch (R31, R33), from `rows` if they bring more with them; raises NotFound, Refused."""
    months = Month.objects.all() if rows is None else rows
    month = one_of(months.select_related("quarter__year"), pk=month_id)
    require(actor_id=actor_id, verb=verb, branch_id=month.branch_id, on=on)
    return month


def get_own_month_for(*, actor_id: int, verb: str, month_id: int, on: date) -> tuple[Month, Membership]:
    """A month of one's own branch and one's own membership, with person and standings (R31); NotFound, Refused."""
    month = one_of(Month.objects.select_related("quarter__year"), pk=month_id)
    require(actor_id=actor_id, verb=verb, branch_id=month.branch_id, on=on, owner_id=actor_id)
    rows = (
        Membership.objects.filter(current_on(on))
        .select_related("person")
        .prefetch_related("standings", "absences")
    )
    return month, one_of(rows, person_id=actor_id, branch_id=month.branch_id)


def get_membership_for(*, actor_id: int, verb: str, membership_id: int, on: date) -> Membership:
    """A member of a branch (R64, R68); raises NotFound, Refused."""
    membership = one_of(Membership.objects.select_related("person", "branch"), pk=membership_id)
    require(
        actor_id=actor_id, verb=verb, branch_id=membership.branch_id, on=on, owner_id=membership.person_id
    )
    return membership


def get_quarter_for(*, actor_id: int, verb: str, quarter_id: int, on: date) -> Quarter:
    """A quarter of a branch (R35, R77); raises NotFound, Refused."""
    quarter = one_of(Quarter.objects.select_related("year"), pk=quarter_id)
    require(actor_id=actor_id, verb=verb, branch_id=quarter.branch_id, on=on)
    return quarter


def get_meeting_for(*, actor_id: int, verb: str, meeting_id: int, on: date) -> Meeting:
    """A meeting of a branch (R35); raises NotFound, Refused."""
    meeting = one_of(Meeting.objects.select_related("quarter__year", "month"), pk=meeting_id)
    require(actor_id=actor_id, verb=verb, branch_id=meeting.branch_id, on=on)
    return meeting


def get_year_for(*, actor_id: int, verb: str, year_id: int, on: date) -> Year:
    """A branch's year (R44); raises NotFound, Refused."""
    year = one_of(Year.objects.all(), pk=year_id)
    require(actor_id=actor_id, verb=verb, branch_id=year.branch_id, on=on)
    return year


def get_posting_for(*, actor_id: int, verb: str, posting_id: int, on: date) -> Posting:
    """A posting of a branch, for those inside it (R39); raises NotFound, Refused."""
    posting = one_of(Posting.objects.select_related("quarter__year"), pk=posting_id)
    require(actor_id=actor_id, verb=verb, branch_id=posting.branch_id, on=on)
    return posting


def get_settlement_for(*, actor_id: int, verb: str, settlement_id: int, on: date) -> Settlement:
    """A year's settlement (R44); raises NotFound, Refused."""
    settlement = one_of(Settlement.objects.select_related("year"), pk=settlement_id)
    require(actor_id=actor_id, verb=verb, branch_id=settlement.branch_id, on=on)
    return settlement
