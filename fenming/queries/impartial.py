"""Who had a hand in what is objected to or appealed, and so does not look into it (A31, A14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, QuerySet, Value

from fenming.queries.access import current_on
from fenming.queries.handlers import naming_of
from fenming.records.models import (
    Appeal,
    Assessment,
    Correction,
    Finding,
    Handling,
    Matter,
    Objection,
    Office,
    Opening,
    Reporter,
    Veto,
)
from fenming.rules.authority import Role


@dataclass(frozen=True, slots=True)
class Ties:
    """Persons by how they are tied to a thing: those whose office it is, those who decided it, who reported it, whom
    the committee above named for it."""

    handlers: frozenset[int]
    decided: frozenset[int]
    reporters: frozenset[int]
    named: frozenset[int] = frozenset()

    def able(self, *, owner_id: int) -> frozenset[int]:
        """Who could handle it. A reporter is among them: leaving them out would give them away (A14)."""
        return (self.handlers | self.named) - self.decided - {owner_id}


def ties_of(
    thing: Objection | Appeal, handlers: QuerySet[Office], named: QuerySet[Handling] | None = None
) -> Ties:
    """One query. Decided: assessed the matter, corrected the entry, entered the opening, answered the objection that
    is appealed, proposed or confirmed the veto; the meeting's determination is everyone's and bars nobody (A15)."""
    rows = _tied(handlers, "handler", "person_id")
    for decided, person in _deciders(thing):
        rows = rows.union(_tied(decided, "decided", person))
    rows = rows.union(_tied(Reporter.objects.filter(matter=thing.matter_id), "reporter", "person_id"))
    if named is not None:
        rows = rows.union(_tied(named, "named", "person_id"))
    found: dict[str, set[int]] = {"handler": set(), "decided": set(), "reporter": set(), "named": set()}
    for how, person_id in rows:
        found[how].add(person_id)
    return Ties(*(frozenset(found[how]) for how in ("handler", "decided", "reporter", "named")))


def _deciders(thing: Objection | Appeal) -> list[tuple[QuerySet[Any], str]]:
    booked = {"entries": thing.entry_id, "entries__isnull": False}
    corrected, entered = Correction.objects.filter(**booked), Opening.objects.filter(**booked)
    rows: list[tuple[QuerySet[Any], str]] = [
        (Assessment.objects.filter(matter=thing.matter_id), "by_id"),
        (corrected, "proposed_by_id"),
        (corrected, "ended_by_id"),
        (entered, "by_id"),
    ]
    if isinstance(thing, Appeal):
        vetoes = Veto.objects.filter(pk=thing.veto_id or 0)
        answered = Finding.objects.filter(objection=thing.objection_id, objection__isnull=False)
        rows += [(answered, "by_id"), (vetoes, "proposed_by_id"), (vetoes, "confirmed_by_id")]
    return rows


def _tied(rows: QuerySet[Any], how: str, person: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.order_by().annotate(how=Value(how, CharField()))
    return found.values_list("how", person)


def second_persons(thing: Matter | Veto | Correction, *, on: date) -> Ties:
    """Who could assess a matter or confirm what another proposed: secretary, committee members, the one named; two
    queries. Who reported a matter is not asked for."""
    held = Office.objects.filter(
        current_on(on), organisation=thing.branch_id, role__in=(Role.COMMITTEE, Role.SECRETARY)
    )
    named = naming_of(thing, on=on)
    if isinstance(thing, Veto) and thing.state == Veto.State.CONFIRMED:
        named = named.filter(at__gt=thing.confirmed_at)
    return Ties(
        handlers=frozenset(held.values_list("person_id", flat=True)),
        decided=_proposers(thing),
        reporters=frozenset(),
        named=frozenset(named.values_list("person_id", flat=True)),
    )


def _proposers(thing: Matter | Veto | Correction) -> frozenset[int]:
    """Who may not confirm it for having proposed it: of a veto in force, its lifting."""
    if isinstance(thing, Matter):
        return frozenset()
    if isinstance(thing, Veto) and thing.state == Veto.State.CONFIRMED:
        return frozenset() if thing.lift_proposed_by_id is None else frozenset({thing.lift_proposed_by_id})
    return frozenset({thing.proposed_by_id})
