"""The database beside the model: what must be the same after a step, and everything now and then."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.db import connection

from fenming.queries.quarter import quarters_of
from fenming.queries.scores import statements_of
from fenming.queries.settlement_steps import year_state
from fenming.queries.verification import verify
from fenming.records.models import (
    Appeal,
    Assessment,
    AuditEvent,
    Correction,
    Determination,
    Finding,
    IdempotencyKey,
    LedgerEntry,
    Matter,
    Meeting,
    Membership,
    Month,
    Objection,
    Outbox,
    PersonalText,
    Posting,
    PostingLine,
    Settlement,
    SettlementLine,
    Veto,
    Year,
)
from tests.machine.model import Model

COUNTED = (AuditEvent, IdempotencyKey, LedgerEntry, PersonalText, Outbox, Matter, Assessment, Membership)


def counts() -> tuple[int, ...]:
    """How many rows the tables have that an act would leave something in; one query."""
    parts = ", ".join(f"(SELECT COUNT(*) FROM {one._meta.db_table})" for one in COUNTED)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {parts}")
        return tuple(cursor.fetchone())


def same_matters(model: Model) -> None:
    """State, month, quarter, whose, the claimed figure and the term to reply of every matter; one query."""
    fields = ("state", "month_id", "quarter_id", "membership_id", "claimed_centi", "reply_by")
    rows = Matter.objects.filter(branch_id=model.branch_id).values_list("pk", *fields)
    there = {pk: tuple(rest) for pk, *rest in rows}
    expected = {
        one.id: (one.state, one.month.id, one.quarter.id, one.member.id, one.claim.points, one.reply_by)
        for one in model.matters
    }
    _same("matters", there, expected)


def _same(what: str, there: Any, expected: Any) -> None:
    if there == expected:
        return
    if isinstance(there, dict) and isinstance(expected, dict):
        keys = sorted(there.keys() | expected.keys(), key=str)
        different = [key for key in keys if there.get(key) != expected.get(key)]
        lines = [f"  {key}: {there.get(key)}, the model says {expected.get(key)}" for key in different]
        raise AssertionError("\n".join([f"{what} differ:", *lines]))
    raise AssertionError(f"{what} differ: {there}, the model says {expected}")


def same_ledger(model: Model, *, since: int = 0) -> None:
    """The entries after number `since`, word for word; one query."""
    fields = (
        "seq", "pk", "membership_id", "item", "day", "quantity", "level", "each_centi", "achievement", "points_centi",
        "kind", "quarter_id", "reverses__seq", "determination__matter_id",
    )  # fmt: skip
    rows = LedgerEntry.objects.filter(branch_id=model.branch_id, seq__gt=since).values_list(*fields)
    there = {seq: tuple(rest) for seq, *rest in rows}
    expected = {}
    for one in model.entries[since:]:
        claim = one.claim
        expected[one.seq] = (
            one.id, one.member.id, claim.item, claim.day, claim.quantity, claim.level, claim.each, claim.achievement,
            one.points, one.kind, one.quarter.id, one.reverses.seq if one.reverses else None,
            one.matter.id if one.matter else None,
        )  # fmt: skip
    _same("ledger entries", there, expected)


def same_totals(model: Model) -> None:
    """Everyone's total of every year: the program's fold beside the second reading."""
    for year in model.years:
        row = Year.objects.get(pk=year.id)
        rows = statements_of(branch_id=model.branch_id, year=row)
        there = {membership.pk: statement.total_centi for membership, _, statement in rows}
        here = [one for one in model.members if one.since <= year.end]
        here = [one for one in here if one.until is None or one.until.year >= year.number]
        _same(f"totals of {year.number}", there, {one.id: model.total(one, year.number) for one in here})


def same_figures(model: Model) -> None:
    """The assessed and the determined figure of every matter, each round of them; two queries."""
    rounds: dict[int, list[Any]] = {one.id: [] for one in model.matters}
    rows = Assessment.objects.filter(branch_id=model.branch_id).order_by("matter_id", "round")
    for pk, *rest in rows.values_list("matter_id", "outcome", "points_centi", "by_id"):
        rounds[pk].append(tuple(rest))
    expected = {
        one.id: [(judged.outcome, judged.points, model.persons[judged.by]) for judged in one.rounds]
        for one in model.matters
    }
    _same("assessments", rounds, expected)
    determined: dict[int, list[Any]] = {one.id: [] for one in model.matters}
    decided = Determination.objects.filter(branch_id=model.branch_id).order_by("pk")
    for pk, *rest in decided.values_list("matter_id", "outcome", "points_centi"):
        determined[pk].append(tuple(rest))
    _same("determinations", determined, {one.id: one.determined for one in model.matters})


def same_states(model: Model) -> None:
    """Where everything that has states stands."""
    branch = model.branch_id
    for table, things in (
        (Objection, model.objections),
        (Appeal, model.appeals),
        (Correction, model.corrections),
        (Veto, model.vetoes),
        (Meeting, model.meetings),
    ):
        there = dict(table.objects.filter(branch_id=branch).values_list("pk", "state"))
        _same(table.__name__, there, {one.id: one.state for one in things})
    there = {one.id: one.state for one in quarters_of(branch_id=branch)}
    _same("quarters", there, {one.id: one.state for one in model.quarters})
    assessed = Month.objects.filter(branch_id=branch, assessed_at__isnull=False)
    expected = {one.id for one in model.months if one.assessed}
    _same("assessed months", set(assessed.values_list("pk", flat=True)), expected)
    found = dict(Finding.objects.filter(branch_id=branch).values_list("pk", "outcome"))
    answered = [one for one in [*model.objections, *model.appeals] if one.outcome]
    _same("findings", found, {one.finding_id: one.outcome for one in answered})
    years = {one.pk: year_state(year=one) for one in Year.objects.filter(branch_id=branch)}
    _same("years", years, {one.id: one.state for one in model.years})
    roster = {one.id: (one.since, one.until) for one in model.members}
    rows = Membership.objects.filter(branch_id=branch).values_list("pk", "since", "until")
    _same("roster", {pk: (since, until) for pk, since, until in rows}, roster)


def _digest(*rows: Any) -> str:
    return sha256(repr(rows).encode()).hexdigest()


def same_snapshots(model: Model) -> None:
    """Postings and settlements say what the model said on their day, and not a character has changed since."""
    for quarter in model.quarters:
        posting = quarter.posting
        if posting is not None:
            rows = PostingLine.objects.filter(posting_id=posting.id).order_by("pk")
            lines = list(rows.values_list("membership_id", "total_centi", "listed"))
            _same("posting", {pk: total for pk, total, _ in lines}, posting.lines)
            sheet = Posting.objects.values_list("sheet", "digest", "last_day", "objection_until").get(
                pk=posting.id
            )
            _same("terms of a posting", sheet[2:], (posting.last_day, posting.until))
            posting.frozen = posting.frozen or _digest(sheet, lines)
            _same("a posted sheet", _digest(sheet, lines), posting.frozen)
    for settlement in [one for year in model.years for one in year.settlements]:
        settled = SettlementLine.objects.filter(settlement_id=settlement.id).order_by("pk")
        figures = list(settled.values_list("membership_id", "total_centi", "suggested_grade", "ranked"))
        _same("settlement", {pk: tuple(rest) for pk, *rest in figures}, settlement.lines)
        frozen = _digest(
            figures, Settlement.objects.values_list("statements", "digest").get(pk=settlement.id)
        )
        settlement.frozen = settlement.frozen or frozen
        _same("a settlement", frozen, settlement.frozen)


def same_all(model: Model) -> None:
    """Everything."""
    same_matters(model)
    same_figures(model)
    same_ledger(model)
    same_totals(model)
    same_states(model)
    same_snapshots(model)


def verified() -> None:
    """What `fenming verify` asks finds nothing."""
    report = verify(step=lambda done, of: None)
    assert [one.sentence for one in report.faults] == []
    assert sum(count for _, count in report.counts) > 0
