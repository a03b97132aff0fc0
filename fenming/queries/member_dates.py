"""What is dated about one member, read from four tables at once (R64, R85, A19, A21)."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from fenming.queries.access import NotFound, one_of, require
from fenming.queries.leaving import OPEN
from fenming.records.models import Absence, Matter, Membership, Office, ProbationEvent, Standing


def get_absence_for(*, actor_id: int, verb: str, absence_id: int, kind: str = "", on: date) -> Absence:
    """An absence, of one kind if asked, with its membership (A19, A21); raises NotFound, Refused."""
    rows = Absence.objects.select_related("membership__person")
    absence = one_of(rows, pk=absence_id)
    if kind and absence.kind != kind:
        raise NotFound("absence")
    require(
        actor_id=actor_id,
        verb=verb,
        branch_id=absence.branch_id,
        on=on,
        owner_id=absence.membership.person_id,
    )
    return absence


class Dated(NamedTuple):
    """A row of one of four tables. `more`: post, what was applied with, why a meeting decided so; `ended_by`: the resolution of its end, or the
    superior's approval of a decision."""

    table: str
    id: int
    since: date
    until: date | None
    word: str
    resolution: str
    more: str
    ended_by: str
    asked_on: date | None


def dated_rows(membership: Membership, *, with_open: bool = False) -> list[Dated]:
    """The rows of four tables, and matters not yet decided if asked, oldest first; one query."""
    tables = [
        _rows("standing", Standing.objects.filter(membership=membership), word="status", more="type"),
        _rows(
            "probation",
            ProbationEvent.objects.filter(membership=membership),
            since="day",
            until="due_on",
            word="kind",
            more="reason__text",
            ended_by="approval__document",
            asked_on="approval__day",
        ),
        _rows(
            "absence",
            Absence.objects.filter(membership=membership),
            until="until",
            word="kind",
            more="application__text",
            ended_by="end_resolution",
            asked_on="applied_on",
        ),
        _rows(
            "office",
            Office.objects.filter(organisation_id=membership.branch_id, person_id=membership.person_id),
            until="until",
            word="role",
            ended_by="end_resolution",
        ),
    ]
    if with_open:
        matters = Matter.objects.filter(membership=membership, state__in=OPEN)
        tables.append(_rows("matter", matters, since="day", word="state", resolution=""))
    first, *others = tables
    found = [Dated(*row) for row in first.union(*others, all=True)]
    return sorted(found, key=lambda one: (one.since, one.id))


def _rows(
    table: str,
    rows: QuerySet[Any],
    *,
    since: str = "since",
    until: str = "",
    word: str,
    resolution: str = "resolution",
    more: str = "",
    ended_by: str = "",
    asked_on: str = "",
) -> QuerySet[Any, tuple[Any, ...]]:
    """The columns of Dated, whatever they are called in this table; "" where it has none."""
    columns: dict[str, Any] = {
        "a_table": Value(table, output_field=CharField()),
        "b_id": F("pk"),
        "c_since": F(since),
        "d_until": F(until) if until else Cast(Value(None), DateField()),
        "e_word": Cast(F(word), TextField()),
        "f_resolution": Cast(F(resolution) if resolution else Value(""), TextField()),
        "g_more": Coalesce(
            Cast(F(more) if more else Value(""), TextField()), Value(""), output_field=TextField()
        ),
        "h_ended_by": Coalesce(
            Cast(F(ended_by) if ended_by else Value(""), TextField()), Value(""), output_field=TextField()
        ),
        "i_asked_on": F(asked_on) if asked_on else Cast(Value(None), DateField()),
    }
    found: QuerySet[Any, tuple[Any, ...]] = rows.order_by().annotate(**columns).values_list(*columns)
    return found


def due_of(steps: dict[str, Dated]) -> date | None:
    """The last day of a probation as it stands; `steps` are its rows by word."""
    last = steps.get(ProbationEvent.Kind.EXTENDED) or steps.get(ProbationEvent.Kind.STARTED)
    return last.until if last else None
