"""A general branch below the committee, entered by 高远; both branches of the cast may belong to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from fenming.actions.end_general_branch import end_general_branch
from fenming.actions.found_general_branch import found_general_branch
from fenming.actions.give_office import give_office
from fenming.actions.place_branch import place_branch
from fenming.actions.rename_organisation import rename_organisation
from fenming.records import models as m
from fenming.rules.authority import Role
from tests.cast import Cast, at, cast, key
from tests.once import once

NAME, DOCUMENT, SINCE_MARCH, NOW = "教工党总支", "院党委〔2026〕9号", date(2026, 3, 2), at(2026, 3, 2)


@once
def with_general() -> tuple[Cast, int]:
    """The people and the general branch, to which no branch belongs yet."""
    people = cast()
    return people, founded(people)


def founded(people: Cast, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": people.gao, "committee_id": people.superior_id, "name": NAME, "since": SINCE_MARCH,
        "resolution": DOCUMENT, "key": key(), "now": NOW,
    }  # fmt: skip
    return found_general_branch(**plain | change)


def placed(people: Cast, general_id: int | None, **change: Any) -> int:
    """The second branch belongs to it."""
    plain: dict[str, Any] = {
        "actor_id": people.gao, "branch_id": people.branch_id, "general_id": general_id, "since": SINCE_MARCH,
        "resolution": DOCUMENT, "key": key(), "now": NOW,
    }  # fmt: skip
    return place_branch(**plain | change)


def renamed(people: Cast, place_id: int, name: str, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": people.gao, "place_id": place_id, "name": name, "day": SINCE_MARCH, "resolution": DOCUMENT,
        "key": key(), "now": NOW,
    }  # fmt: skip
    return rename_organisation(**plain | change)


def ended(people: Cast, general_id: int, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": people.gao, "place_id": general_id, "until": date(2026, 6, 30), "resolution": DOCUMENT,
        "key": key(), "now": at(2026, 6, 1),
    }  # fmt: skip
    return end_general_branch(**plain | change)


def officer(people: Cast, general_id: int, who: str = "deng", **change: Any) -> int:
    """邓可为 of the first branch holds the office."""
    plain: dict[str, Any] = {
        "actor_id": people.gao, "branch_id": general_id, "person_id": getattr(people, who),
        "role": Role.GENERAL_OFFICER, "since": SINCE_MARCH, "resolution": DOCUMENT, "key": key(), "now": NOW,
    }  # fmt: skip
    return give_office(**plain | change)


def tree_traces() -> tuple[object, ...]:
    """How much there is of everything these verbs write."""
    tables = (m.Organisation, m.Affiliation, m.OrganisationEvent, m.Office, m.AuditEvent, m.IdempotencyKey)
    ends = m.Affiliation.objects.order_by("pk").values_list("until")
    return (
        *(table.objects.count() for table in tables),
        list(ends),
        list(m.Organisation.objects.values_list("name")),
    )
