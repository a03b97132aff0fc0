"""Who reviews for whom: the college committee's reviewers above a branch, a branch's secretary below (R45, A34)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q

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
    """Where a person reviews, audits or heads a general branch: the offices, what they are held in by name, the
    branches below by id, and `generals`: branch → the general branch it belongs to."""

    roles: frozenset[Role]
    committees: tuple[str, ...]
    branches: tuple[tuple[int, str], ...]
    generals: dict[int, str]


def posts_above(*, person_id: int, on: date) -> Above:
    """The committees and general branches in which a person has an office on that day, with the branches below; one
    query. Branches that belong together stand together, and those directly under the committee first."""
    roles = (Role.SUPERIOR_REVIEWER, Role.AUDITOR, Role.GENERAL_OFFICER)
    kinds = (Organisation.Kind.COMMITTEE, Organisation.Kind.GENERAL_BRANCH)
    offices = Office.objects.filter(
        current_on(on), person_id=person_id, role__in=roles, organisation__kind__in=kinds
    ).annotate(
        placed=_current("organisation__branches", on),
        here=_current("organisation__children__affiliations", on),
    )
    child, own = "organisation__children", ("placed__branch_id", "placed__branch__name")
    fields = (
        "role",
        "organisation__name",
        f"{child}__pk",
        f"{child}__name",
        f"{child}__kind",
        "here__general__name",
    )
    rows = list(offices.order_by("organisation", f"{child}__pk", "placed__branch").values_list(*fields, *own))
    found: dict[int, tuple[str, str]] = {}
    for _, place, pk, name, kind, general, placed, placed_name in rows:
        if kind == Organisation.Kind.BRANCH:
            found.setdefault(pk, (name, general or ""))
        elif placed is not None:
            found.setdefault(placed, (placed_name, place))
    in_order = sorted(found.items(), key=lambda one: _place_of(one[1][1], found))
    return Above(
        roles=frozenset(Role(role) for role, *_ in rows),
        committees=tuple(dict.fromkeys(name for _, name, *_ in rows)),
        branches=tuple((pk, name) for pk, (name, _) in in_order),
        generals={pk: general for pk, (_, general) in found.items() if general},
    )


def _place_of(general: str, found: Mapping[int, tuple[str, str]]) -> int:
    """Where a general branch comes: by its first branch; none at all comes first."""
    return min(pk for pk, (_, one) in found.items() if one == general) if general else 0


def _current(path: str, on: date) -> FilteredRelation:
    """The affiliations at that end that are in force on the day."""
    open_ = Q(**{f"{path}__until__isnull": True}) | Q(**{f"{path}__until__gte": on})
    return FilteredRelation(path, condition=Q(**{f"{path}__since__lte": on}) & open_)


def _holders(role: Role, on: date, **where: int) -> list[int]:
    offices = Office.objects.filter(current_on(on), role=role, **where)
    return list(offices.order_by("pk").values_list("person_id", flat=True))
