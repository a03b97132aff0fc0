"""收档: archives that came from branches with a system of their own, for the committee's reviewers and auditors (R45, A34)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from fenming.queries.access import NotFound, current_on, one_of
from fenming.queries.filing_view import FiledLine
from fenming.records.models import Office, Received
from fenming.rules.authority import Relation, Role, may
from fenming.rules.filing import Totals
from fenming.rules.ledger import short_code
from fenming.rules.terms import Refused
from fenming.rules.year_archive import ERASED
from fenming.rules.year_receipt import YearReceipt
from fenming.rules.year_recompute import Difference


def committees_for(*, actor_id: int, verb: str, on: date) -> tuple[int, ...]:
    """The committees for which a person may do that verb on a day, one at least; Refused `forbidden`. One query."""
    offices = Office.objects.filter(
        current_on(on), person_id=actor_id, organisation__kind__in=("committee", "general_branch")
    )
    held = list(offices.order_by("organisation_id").values_list("organisation_id", "role"))
    found = dict.fromkeys(
        place
        for place, role in held
        if may(
            verb=verb, roles=frozenset({Role(role)}), relation=Relation.SUBORDINATE, own_matter=False
        ).allowed
    )
    if not found:
        raise Refused(
            "forbidden",
            may(verb=verb, roles=frozenset(), relation=Relation.SUBORDINATE, own_matter=False).reason,
        )
    return tuple(found)


def get_received_for(*, actor_id: int, verb: str, received_id: int, on: date) -> Received:
    """What was received, for the committee that received it; raises NotFound, Refused."""
    places = committees_for(actor_id=actor_id, verb=verb, on=on)
    found = one_of(_rows(), pk=received_id)
    if found.branch_id not in places:
        raise NotFound(verb)
    return found


def _rows() -> QuerySet[Received]:
    return Received.objects.select_related(
        "branch", "names", "received_by", "event__by", "event__remarks", "follows", "followed_by"
    )


@dataclass(frozen=True, slots=True)
class ReceivedView:
    """Everything on the page; `answer` is "" while it waits, `sound` whether it may be accepted at all."""

    id: int
    committee: str
    sender: str
    addressee: str
    year: int
    round: int
    corrects: bool
    received_at: datetime
    received_by: str
    filing_digest: str
    archive_digest: str
    differences: tuple[Difference, ...]
    faults: tuple[str, ...]
    lines: tuple[FiledLine, ...]
    totals: Totals
    answer: str
    number: str
    remarks: str
    answered_at: datetime | None
    answered_by: str
    follows: int | None
    followed_by: int | None
    may_answer: bool

    @property
    def code(self) -> str:
        """档案编号, as on the branch's page and paper."""
        return short_code(self.archive_digest)

    @property
    def found(self) -> int:
        """How many things do not follow."""
        return len(self.differences) + len(self.faults)

    @property
    def is_sound(self) -> bool:
        return self.found == 0


def received_view(*, actor_id: int, received_id: int, today: date) -> ReceivedView:
    """One archive with what recomputing found, line by line; raises NotFound, Refused."""
    row = get_received_for(actor_id=actor_id, verb="see_received", received_id=received_id, on=today)
    table, found = json.loads(row.table), json.loads(row.differences)
    kept = {} if row.names.erased_at else json.loads(row.names.text)
    names: Mapping[str, str] = kept.get("names", {})
    lines = _lines(table, names, kept.get("reasons", {}))
    by_number = {line.number: line.name for line in lines}
    event, after = getattr(row, "event", None), getattr(row, "followed_by", None)
    foot = table["totals"]
    return ReceivedView(
        id=row.pk, committee=row.branch.name, sender=row.sender, addressee=row.addressee, year=row.year,
        round=row.round, corrects=table["settlement"]["corrects"], received_at=timezone.localtime(row.received_at),
        received_by=row.received_by.name, filing_digest=row.filing_digest, archive_digest=row.archive_digest,
        differences=tuple(
            Difference(number, by_number.get(number, ""), *rest) for number, *rest in found["lines"]
        ),
        faults=tuple(found["foot"]),
        lines=lines,
        totals=Totals(foot["listed"], foot["taking_part"], tuple((name, n) for name, n in foot["grades"]), foot["without_grade"]),
        answer=event.kind if event else "", number=event.number if event else "",
        remarks=(event.remarks.text or ERASED) if event and event.remarks else "",
        answered_at=timezone.localtime(event.at) if event else None, answered_by=event.by.name if event else "",
        follows=row.follows_id, followed_by=after.pk if after else None,
        may_answer=event is None and after is None and _answers(actor_id, row, today),
    )  # fmt: skip


def _answers(actor_id: int, row: Received, on: date) -> bool:
    try:
        return row.branch_id in committees_for(actor_id=actor_id, verb="accept_received", on=on)
    except Refused:
        return False


def _lines(
    table: Mapping[str, Any], names: Mapping[str, str], reasons: Mapping[str, str]
) -> tuple[FiledLine, ...]:
    return tuple(
        FiledLine(
            line["number"], names.get(str(line["membership"]), ERASED), line["base_centi"], line["duty_centi"],
            line["bonus_centi"], line["deduction_centi"], line["total_centi"], line["suggested_grade"], line["grade"],
            line["takes_part"], line["veto"], reasons.get(str(line["membership"]), ""),
        )
        for line in table["lines"]
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """One line of the list; `answer` is "" while it waits, `superseded` when a later one took its place."""

    id: int
    sender: str
    year: int
    round: int
    received_at: datetime
    answer: str
    number: str
    superseded: bool


@dataclass(frozen=True, slots=True)
class ReceivedList:
    """What came in, the latest first, and whether the one who looks receives."""

    rows: tuple[ReceivedRow, ...]
    may_receive: bool


def received_list(*, actor_id: int, today: date) -> ReceivedList:
    """Everything the committees of a reviewer or auditor have received; Refused `forbidden`. Three queries."""
    places = committees_for(actor_id=actor_id, verb="see_received", on=today)
    offices = Office.objects.filter(
        current_on(today), person_id=actor_id, organisation__in=places, role=Role.SUPERIOR_REVIEWER
    )
    fields = (
        "pk", "sender", "year", "round", "received_at", "event__kind", "event__number", "followed_by__pk",
    )  # fmt: skip
    rows = Received.objects.filter(branch__in=places).order_by("-received_at", "-pk")
    return ReceivedList(
        tuple(
            ReceivedRow(pk, sender, year, round_, timezone.localtime(at), kind or "", number or "", after is not None)
            for pk, sender, year, round_, at, kind, number, after in rows.values_list(*fields)
        ),
        offices.exists(),
    )  # fmt: skip


def receipt_of(view: ReceivedView) -> YearReceipt:
    """The answer as the branch's system takes it in; NotFound while there is none."""
    if not view.answer or view.answered_at is None:
        raise NotFound("receipt")
    return YearReceipt(
        kind=view.answer, committee=view.committee, by=view.answered_by, branch=view.sender, year=view.year,
        round=view.round, filing=view.filing_digest, archive=view.archive_digest, number=view.number,
        remarks=view.remarks, on=view.answered_at.date().isoformat(),
    )  # fmt: skip
