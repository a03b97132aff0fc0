"""The columns that every part of `due` has, so that one union can hold them all."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

OWN_KEY, NONE = F("pk"), Value(0)
NO_DAY = Cast(Value(None), DateField())
NO_NAME = Value("")
FIELDS = ("due_kind", "due_target", "due_number", "due_last", "due_until", "due_name")


def counted(rows: QuerySet[Any], kind: str, *, by: str) -> QuerySet[Any, Any]:
    """One row with their number, if there are any."""
    counted = rows.order_by().values(by).annotate(how_many=Count("pk"))
    return rows_as(counted, kind, target=F(by), number=F("how_many"))


def rows_as(
    rows: QuerySet[Any, Any],
    kind: str,
    *,
    target: Any = OWN_KEY,
    number: Any = NONE,
    due: Any = NO_DAY,
    until: Any = NO_DAY,
    name: Any = NO_NAME,
) -> QuerySet[Any, Any]:
    """The columns of DueRow, alike in every part."""
    columns = (
        Value(kind, output_field=CharField()),
        Cast(target, BigIntegerField()),
        Cast(number, BigIntegerField()),
        Cast(due, DateField()),
        Cast(until, DateField()),
        Cast(name, CharField()),
    )
    named: QuerySet[Any, Any] = rows.order_by().annotate(**dict(zip(FIELDS, columns, strict=True)))
    return named.values_list(*FIELDS)
