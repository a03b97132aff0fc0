"""离开时的积分: what a member's year had come to on the last day in the branch (R68, A19)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fenming.queries.access import NotFound, require
from fenming.queries.scores import booked, member_of, standard_of, statement_of, version_on
from fenming.queries.settlement import settlement_content
from fenming.records.models import Departure, LedgerEntry, Matter, Membership, StandardVersion, Year
from fenming.rules.authority import Relation, Role, may
from fenming.rules.ledger import GENESIS, Json, short_code
from fenming.rules.people import Member
from fenming.rules.standard import Standard
from fenming.rules.statement import Statement
from fenming.rules.terms import BUCKET_NAMES, Bucket, Refused

FORM = 1
"""Edition of the frozen content."""
OPEN = (Matter.State.DECLARED, Matter.State.RETURNED, Matter.State.ASSESSED)
"""What may still be determined after the member has left."""


def open_matters(membership: Membership) -> list[Matter]:
    """The member's matters that are not yet decided, by day."""
    rows = Matter.objects.filter(membership=membership, state__in=OPEN).select_related("month", "version")
    return list(rows.order_by("day", "pk"))


def ledger_head(branch_id: int) -> tuple[int, str]:
    """Number and hash of the last entry of a branch's ledger."""
    last = LedgerEntry.objects.filter(branch_id=branch_id).order_by("-seq").first()
    return (last.seq, last.hash) if last else (0, GENESIS)


def frozen_of(departure: Departure) -> dict[str, Json]:
    """What of the row itself is frozen with the statement."""
    return {
        "membership": departure.membership_id,
        "branch": departure.branch_id,
        "reason": departure.reason,
        "day": departure.day.isoformat(),
        "destination": departure.destination,
        "to_branch": departure.to_branch_id,
        "resolution": departure.resolution,
        "ledger": [departure.ledger_seq, departure.head_hash],
    }


def year_of_leaving(
    membership: Membership, standard: Standard, *, up_to_seq: int
) -> tuple[Year, Member, Statement]:
    """The year of the last day, the member, and the fold up to that number; the membership's `until` is set."""
    day = membership.until
    year = Year.objects.filter(branch_id=membership.branch_id, start__lte=day, end__gte=day).first()
    if day is None or year is None:
        raise NotFound("year")
    entries = booked(
        branch_id=membership.branch_id, year=year, up_to_seq=up_to_seq, membership_id=membership.pk
    )
    member = member_of(membership, at=day)
    return year, member, statement_of(standard=standard, member=member, year=year, entries=entries)


def leaving_content(departure: Departure) -> Mapping[str, Json]:
    """What is frozen of somebody who leaves: the year's fold up to the departure's ledger head, and what is open.

    For canonical_bytes; like a settlement it names the membership and items, and no sentence about anybody.
    """
    membership = departure.membership
    standard = standard_of(version_on(branch_id=departure.branch_id, day=departure.day))
    year, member, statement = year_of_leaving(membership, standard, up_to_seq=departure.ledger_seq)
    ledger, rows = (departure.ledger_seq, departure.head_hash), [(membership, member, statement)]
    pending: list[Json] = [
        {"matter": one.pk, "item": one.item, "day": one.day.isoformat(), "claimed_centi": one.claimed_centi}
        for one in open_matters(membership)
    ]
    return {
        "form": FORM,
        "departure": frozen_of(departure),
        "year": settlement_content(year=year.number, standard=standard, ledger=ledger, rows=rows),
        "pending": pending,
    }


@dataclass(frozen=True, slots=True)
class LeavingLine:
    """A determined matter: what it brings alone, and what is left of it after every limit; signed hundredths."""

    day: date
    title: str
    quantity: int
    raw_centi: int
    counted_centi: int

    @property
    def is_cut(self) -> bool:
        return self.raw_centi != self.counted_centi


@dataclass(frozen=True, slots=True)
class LeavingItem:
    """What of one bucket is listed."""

    bucket: str
    lines: tuple[LeavingLine, ...]


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A matter still undecided that day; `id` leads to it for who may see it."""

    id: int
    day: date
    title: str
    claimed_centi: int


@dataclass(frozen=True, slots=True)
class LeavingStatement:
    """The statement as it was frozen, with the names as they are today."""

    membership_id: int
    name: str
    branch: str
    is_own: bool
    reason: str
    day: date
    destination: str
    resolution: str
    year: int
    base_centi: int
    duty_centi: int
    bonus_centi: int
    deducted_centi: int
    total_centi: int
    veto: bool
    items: tuple[LeavingItem, ...]
    pending: tuple[OpenMatter, ...]
    ledger_seq: int
    code: str
    by: str
    at: datetime
    standard_label: str


def get_departure_for(*, actor_id: int, verb: str, membership_id: int, on: date) -> Departure:
    """The departure of a membership (R68, A19); its owner keeps this door after leaving. NotFound, Refused."""
    rows = Departure.objects.select_related("membership__person", "branch", "to_branch", "by")
    departure = rows.filter(membership_id=membership_id).first()
    if departure is None:
        raise NotFound("departure")
    if departure.membership.person_id == actor_id:
        answer = may(verb=verb, roles=frozenset({Role.MEMBER}), relation=Relation.SELF, own_matter=True)
        if not answer.allowed:
            raise Refused("forbidden", answer.reason)
        return departure
    require(actor_id=actor_id, verb=verb, branch_id=departure.branch_id, on=on)
    return departure


@dataclass(frozen=True, slots=True)
class Left:
    """The last branch a person left: whose statement there is, and the branch of this system that awaits them, or ""."""

    membership_id: int
    awaited_by: str


def last_departure(*, person_id: int) -> Left | None:
    """What somebody on no roster left behind, and where they are awaited; None for whoever never left one."""
    rows = Departure.objects.filter(membership__person_id=person_id).order_by("-day", "-pk")
    found = rows.values_list("membership_id", "to_branch__name").first()
    return Left(found[0], found[1] or "") if found else None


def leaving_statement(*, actor_id: int, membership_id: int, on: date) -> LeavingStatement:
    """The frozen statement for the member, the secretary and the auditor; raises NotFound, Refused."""
    departure = get_departure_for(
        actor_id=actor_id, verb="see_leaving_statement", membership_id=membership_id, on=on
    )
    content = json.loads(departure.statement)
    member = content["year"]["members"][0]
    version = StandardVersion.objects.get(branch_id=departure.branch_id, digest=content["year"]["standard"])
    standard = standard_of(version)
    return LeavingStatement(
        membership_id=membership_id,
        name=departure.membership.person.name,
        branch=str(departure.branch),
        is_own=departure.membership.person_id == actor_id,
        reason=Departure.Reason(departure.reason).label,
        day=departure.day,
        destination=departure.destination or (str(departure.to_branch) if departure.to_branch else ""),
        resolution=departure.resolution,
        year=content["year"]["year"],
        base_centi=member["base_centi"],
        duty_centi=member["duty_centi"],
        bonus_centi=member["bonus_centi"],
        deducted_centi=-member["deduction_centi"],
        total_centi=member["total_centi"],
        veto=member["veto"],
        items=_items(standard, member["lines"]),
        pending=tuple(_pending(standard, one) for one in content["pending"]),
        ledger_seq=departure.ledger_seq,
        code=short_code(departure.digest),
        by=departure.by.name,
        at=departure.at,
        standard_label=f"第{version.number}版",
    )


def _items(standard: Standard, lines: list[dict[str, Any]]) -> tuple[LeavingItem, ...]:
    found: dict[Bucket, list[LeavingLine]] = {bucket: [] for bucket in Bucket}
    for line in lines:
        item = standard.by_id[line["item"]]
        sign = -1 if item.bucket is Bucket.DEDUCTION else 1
        found[item.bucket].append(
            LeavingLine(
                day=date.fromisoformat(line["day"]),
                title=item.title,
                quantity=line["quantity"],
                raw_centi=sign * line["raw_centi"],
                counted_centi=sign * line["counted_centi"],
            )
        )
    return tuple(LeavingItem(BUCKET_NAMES[bucket], tuple(rows)) for bucket, rows in found.items() if rows)


def _pending(standard: Standard, one: dict[str, Any]) -> OpenMatter:
    item = standard.item(one["item"])
    return OpenMatter(
        one["matter"],
        date.fromisoformat(one["day"]),
        item.title if item else one["item"],
        one["claimed_centi"],
    )
