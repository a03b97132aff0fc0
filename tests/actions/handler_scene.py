"""A handler from above in short steps: asked by 韩若水, who assessed it, named by 高远: 邓可为 of the other branch."""

from __future__ import annotations

from datetime import date
from typing import Any

from fenming.actions.ask_handler import ask_handler
from fenming.actions.name_handler import name_handler
from fenming.records import models as m
from fenming.records.models import Office
from tests.actions._objections import Wall, objected, wall
from tests.cast import Cast, at, key

ASKED_ON, NAMED_ON = at(2026, 4, 3), at(2026, 4, 7)


def asked(people: Cast, objection_id: int, **change: Any) -> int:
    """The request, about an objection unless told otherwise."""
    plain: dict[str, Any] = {"actor_id": people.han, "subject": "objection", "thing_id": objection_id}
    return ask_handler(**plain | {"key": key(), "now": ASKED_ON} | change)


def named(people: Cast, request_id: int, **change: Any) -> int:
    """The naming."""
    plain: dict[str, Any] = {
        "actor_id": people.gao, "request_id": request_id, "person_id": people.deng, "document": "院党委〔2026〕12号",
        "seen": 0, "key": key(), "now": NAMED_ON,
    }  # fmt: skip
    return name_handler(**plain | change)


def only_han_is_left(scene: Wall) -> None:
    """No other secretary or committee member from 3 April on."""
    others = (scene.people.shen, scene.people.lin)
    Office.objects.filter(person_id__in=others).update(until=date(2026, 4, 2))


def stuck() -> tuple[Wall, int, int]:
    """An objection that nobody of the branch may look into, and the request about it."""
    scene = wall()
    pk = objected(scene)
    only_han_is_left(scene)
    return scene, pk, asked(scene.people, pk)


def traces() -> tuple[int, ...]:
    """How much there is of everything these verbs write."""
    tables = (m.HandlerRequest, m.Handling, m.Finding, m.Hearing, m.AuditEvent, m.Outbox, m.IdempotencyKey)
    return tuple(table.objects.count() for table in tables)
