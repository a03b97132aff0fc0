"""Who reviews for whom: the college committee's reviewers above a branch, a branch's secretary below (R45, A34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import current_on
from fenming.records.models import Office, Organisation
from fenming.rules.authority import Role


def reviewers_of(*, branch_id: int, on: date) -> list[int]:
    """The persons who review for the committee above a branch on that day."""
    return _holders(Role.SUPERIOR_REVIEWER, on, organisation__children=branch_id)


def secretaries_of(*, branch_id: int, on: date) -> list[int]:
    """The branch's secretary on that day; nobody while the office is vacant."""
    return _holders(Role.SECRETARY, on, organisation_id=branch_id)


@dataclass(frozen=True, slots=True)
class Above:
    """Where a person reviews or audits: the offices, the committees by name, and the branches below them by id."""

    roles: frozenset[Role]
    committees: tuple[str, ...]
    branches: tuple[tuple[int, str], ...]


def posts_above(*, person_id: int, on: date) -> Above:
    """The committees in which a person reviews or audits on that day, with the branches below; one query."""
    kinds = (Organisation.Kind.COMMITTEE, Organisation.Kind.GENERAL_BRANCH)
    roles = (Role.SUPERIOR_REVIEWER, Role.AUDITOR)
    offices = Office.objects.filter(
        current_on(on), person_id=person_id, role__in=roles, organisation__kind__in=kinds
    )
    child = "organisation__children"
    fields = ("role", "organisation__name", f"{child}__pk", f"{child}__name", f"{child}__kind")
    rows = list(offices.order_by("organisation", f"{child}__pk").values_list(*fields))
    return Above(
        roles=frozenset(Role(role) for role, *_ in rows),
        committees=tuple(dict.fromkeys(name for _, name, *_ in rows)),
        branches=tuple(
            dict.fromkeys((pk, name) for *_, pk, name, kind in rows if kind == Organisation.Kind.BRANCH)
        ),
    )


def _holders(role: Role, on: date, **where: int) -> list[int]:
    offices = Office.objects.filter(current_on(on), role=role, **where)
    return list(offices.order_by("pk").values_list("person_id", flat=True))
