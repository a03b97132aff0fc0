"""By whom the committee above named a thing was handled, for the statement and the matter it is about (R68, A31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from fenming.queries.handlers import Thing, subject_of
from fenming.queries.handling import requests_with_last, thing_of, what_of
from fenming.records.models import Veto, Year


@dataclass(frozen=True, slots=True)
class Handled:
    """What somebody named from above handles or handled: who named whom, when; its ground is never more than 回避.

    `subject` and `thing_id` are what its page is found by.
    """

    what: str
    subject: str
    thing_id: int
    name: str
    by: str
    on: date


def handled_in(*, membership_id: int, year: Year) -> tuple[Handled, ...]:
    """What of a member's year somebody named from above handled, in the order it was asked for; one query."""
    of_year = (
        Q(objection__membership=membership_id, objection__quarter__year=year)
        | Q(matter__membership=membership_id, matter__quarter__year=year)
        | Q(veto__membership=membership_id, veto__year=year)
        | Q(correction__entry__membership=membership_id, correction__entry__quarter__year=year)
    )
    return _handled(of_year)


def handled_about(*, matter_id: int) -> tuple[Handled, ...]:
    """The objections to a decided matter and the corrections of it that were handled so; one query."""
    return _handled(Q(objection__matter=matter_id) | Q(correction__entry__determination__matter=matter_id))


def _handled(which: Q) -> tuple[Handled, ...]:
    found: dict[tuple[str, int], Handled] = {}
    for row in requests_with_last().filter(which, namings__isnull=False).order_by("pk"):
        thing = thing_of(row)
        subject = subject_of(thing)
        found[subject, thing.pk] = Handled(
            what=what_of(thing, lifting=_is_lifting(thing, row.last_at)),
            subject=subject,
            thing_id=thing.pk,
            name=row.last_name,
            by=row.last_by,
            on=timezone.localdate(row.last_at),
        )
    return tuple(found.values())


def _is_lifting(thing: Thing, named_at: datetime) -> bool:
    """Whether who was named then was named for the lifting of a veto."""
    return isinstance(thing, Veto) and thing.confirmed_at is not None and named_at > thing.confirmed_at
