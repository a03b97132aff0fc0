"""Who has signed a settlement, and who is still to sign it (R44, R60)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Subquery

from fenming.queries.access import current_on
from fenming.records.models import Office, SignOff
from fenming.rules.authority import ROLE_NAMES, Role
from fenming.rules.signing import Signatures

SIGNING_ROLES = (Role.SECRETARY, Role.LEADING_GROUP)


@dataclass(frozen=True, slots=True)
class Signer:
    """Someone who stands by the settlement or is to: the office it is done in, and when it was done."""

    person_id: int
    name: str
    role: str
    at: datetime | None

    @property
    def office(self) -> str:
        """``支部书记`` or ``领导小组成员``."""
        return ROLE_NAMES[Role(self.role)]


@dataclass(frozen=True, slots=True)
class Signing:
    """Those who hold a signing office today, secretary first, with what is missing before the announcement."""

    signers: tuple[Signer, ...]
    signatures: Signatures

    def awaits(self, person_id: int) -> bool:
        """Whether this person could sign and has not, in one office or the other."""
        return any(one.person_id == person_id and one.at is None for one in self.signers)


def signers(*, branch_id: int, on: date) -> list[int]:
    """The persons who are to sign on that day, each once; one query."""
    offices = Office.objects.filter(current_on(on), organisation_id=branch_id, role__in=SIGNING_ROLES)
    return list(offices.order_by("pk").values_list("person_id", flat=True))


def signing_of(*, settlement_id: int, branch_id: int, on: date) -> Signing:
    """Who holds a signing office on that day and has signed or not; one query.

    A secretary's signature counts although the office has passed on since; of the leading group only its members
    on that day count.
    """
    own = SignOff.objects.filter(settlement_id=settlement_id)
    offices = Office.objects.filter(
        current_on(on), organisation_id=branch_id, role__in=SIGNING_ROLES
    ).annotate(
        signed_at=Subquery(own.filter(person=OuterRef("person"), role=OuterRef("role")).values("at")[:1]),
        by_secretary=Exists(own.filter(role=Role.SECRETARY)),
    )
    fields = ("person_id", "person__name", "role", "signed_at", "by_secretary")
    held = dict.fromkeys(offices.order_by("pk").values_list(*fields))
    rows = [Signer(*row[:4]) for row in held]
    group = [one for one in rows if one.role == Role.LEADING_GROUP]
    signatures = Signatures(
        by_secretary=any(by_secretary for *_, by_secretary in held),
        group=len(group),
        group_signed=sum(one.at is not None for one in group),
    )
    return Signing(tuple(sorted(rows, key=lambda one: SIGNING_ROLES.index(Role(one.role)))), signatures)
