"""Who should attend a meeting on a day, by its kind, and who has a vote (R33, R35, A15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from fenming.queries.access import current_on
from fenming.records.models import Meeting, Membership, Office, Standing
from fenming.rules.authority import Role
from fenming.rules.terms import Status

ASSESSORS = (Role.COMMITTEE.value, Role.SECRETARY.value)


@dataclass(frozen=True, slots=True)
class Called:
    """Someone who should attend; probationary members have no vote."""

    membership_id: int
    person_id: int
    roster_no: int
    name: str
    voting: bool


def called_to(*, branch_id: int, kind: str, day: date) -> tuple[Called, ...]:
    """Whom a meeting of this kind on this day is for, in roster order; one query.

    The committee meets as those who hold the office of member or secretary that day (R33), the others as everyone on
    the roster.
    """
    rows = Membership.objects.filter(current_on(day), branch_id=branch_id)
    if kind == Meeting.Kind.COMMITTEE:
        offices = Office.objects.filter(current_on(day), organisation_id=branch_id, role__in=ASSESSORS)
        rows = rows.filter(Exists(offices.filter(person=OuterRef("person_id"))))
    standings = Standing.objects.filter(membership=OuterRef("pk"))
    # the first standing holds from the beginning, a later one from its day on
    status = Coalesce(
        Subquery(standings.filter(since__lte=day).order_by("-since").values("status")[:1]),
        Subquery(standings.order_by("since").values("status")[:1]),
    )
    fields = ("pk", "person_id", "roster_no", "person__name", "status")
    found = rows.annotate(status=status).order_by("roster_no").values_list(*fields)
    return tuple(
        Called(pk, person_id, number, name, held == Status.FORMAL)
        for pk, person_id, number, name, held in found
    )
