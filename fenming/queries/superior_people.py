"""Who reviews for whom: the college committee's reviewers above a branch, a branch's secretary below (R45, A34)."""

from __future__ import annotations

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


def posts_above(*, person_id: int, on: date) -> list[tuple[Organisation, Role]]:
    """The committees in which a person reviews or audits on that day, each with the office; one query."""
    kinds = (Organisation.Kind.COMMITTEE, Organisation.Kind.GENERAL_BRANCH)
    roles = (Role.SUPERIOR_REVIEWER, Role.AUDITOR)
    offices = Office.objects.filter(
        current_on(on), person_id=person_id, role__in=roles, organisation__kind__in=kinds
    )
    rows = offices.select_related("organisation").order_by("organisation_id", "pk")
    return [(one.organisation, Role(one.role)) for one in rows]


def _holders(role: Role, on: date, **where: int) -> list[int]:
    offices = Office.objects.filter(current_on(on), role=role, **where)
    return list(offices.order_by("pk").values_list("person_id", flat=True))
