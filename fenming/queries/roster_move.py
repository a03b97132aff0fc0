"""组织关系转接: where a member may go inside the system, and who is waiting to be received (R64, A19, A34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from fenming.queries.access import NotFound, current_on, require
from fenming.records.models import Departure, Office, Organisation
from fenming.rules.authority import Role
from fenming.rules.terms import Status


def sister_branches(*, branch_id: int) -> QuerySet[Organisation]:
    """The other branches of the same college committee that still exist, by name (A34)."""
    parent = Organisation.objects.filter(pk=branch_id).values("parent_id")
    rows = Organisation.objects.filter(
        parent_id__in=parent, kind=Organisation.Kind.BRANCH, until__isnull=True
    )
    return rows.exclude(pk=branch_id).order_by("name")


def secretaries_of(*, branch_id: int, on: date) -> list[int]:
    """Persons holding the secretary's office in a branch on a day."""
    held = Office.objects.filter(current_on(on), organisation_id=branch_id, role=Role.SECRETARY)
    return list(held.values_list("person_id", flat=True))


def waiting_departures(*, branch_id: int) -> QuerySet[Departure]:
    """Members another branch has sent here who are not yet received."""
    rows = Departure.objects.filter(to_branch_id=branch_id, arrival__isnull=True)
    rows = rows.select_related("membership__person", "branch").prefetch_related("membership__standings")
    return rows.order_by("day", "pk")


def get_waiting_for(*, actor_id: int, verb: str, branch_id: int, departure_id: int, on: date) -> Departure:
    """A departure this branch is to receive (A19, A34); raises NotFound, also for another branch's, and Refused."""
    require(actor_id=actor_id, verb=verb, branch_id=branch_id, on=on)
    found = Departure.objects.filter(pk=departure_id, to_branch_id=branch_id)
    rows = found.select_related("membership__person", "branch").prefetch_related("membership__standings")
    departure = rows.first()
    if departure is None:
        raise NotFound("departure")
    return departure


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody to be received: from where, since when gone there, what the member was."""

    departure_id: int
    name: str
    origin: str
    day: date
    letter: str
    type: str
    probationary: bool


def waiting_members(*, actor_id: int, branch_id: int, on: date) -> tuple[Waiting, ...]:
    """Who is waiting to be received, for the secretary; raises NotFound, Refused."""
    require(actor_id=actor_id, verb="transfer_in", branch_id=branch_id, on=on)
    return tuple(_waiting(one) for one in waiting_departures(branch_id=branch_id))


def waiting_member(*, actor_id: int, branch_id: int, departure_id: int, on: date) -> Waiting:
    """One of them; raises NotFound, Refused."""
    departure = get_waiting_for(
        actor_id=actor_id, verb="transfer_in", branch_id=branch_id, departure_id=departure_id, on=on
    )
    return _waiting(departure)


def _waiting(departure: Departure) -> Waiting:
    last = max(departure.membership.standings.all(), key=lambda one: one.since)
    return Waiting(
        departure_id=departure.pk,
        name=departure.membership.person.name,
        origin=str(departure.branch),
        day=departure.day,
        letter=departure.resolution,
        type=last.type,
        probationary=last.status == Status.PROBATIONARY,
    )
