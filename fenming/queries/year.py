"""The year: what has to be met before it is settled, and how far it has come (R44, R47, A25, invariant 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_entry
from fenming.queries.quarter import QuarterFacts, count_of, facts_of, lived_quarters
from fenming.records.models import (
    LedgerEntry,
    Membership,
    Quarter,
    Settlement,
    SettlementEvent,
    Standing,
    Year,
)
from fenming.rules.reasons import day_name, full_day_name

OPEN, WAITING, CLOCK, MET = "open", "waiting", "clock", "met"


@dataclass(frozen=True, slots=True)
class YearGate:
    """A condition before settling. `state`: open (somebody must act), waiting (for another gate), clock, or met.

    `more` is the figure behind it; when the gate is shut, what is lacking. `about` is the page it leads to.
    """

    state: str
    sentence: str
    more: str
    about: str


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A branch's year: its quarters in order, the state, and the settlement if there is one."""

    id: int
    number: int
    end: date
    state: str
    quarters: tuple[QuarterFacts, ...]
    members: int
    without_standing: int
    last_seq: int
    settlement_id: int | None
    settled_at: datetime | None
    announced_at: datetime | None


def year_state(*, year: Year) -> str:
    """The state of a year in the words of rules.workflow: open, settled or announced; one query."""
    settlements = Settlement.objects.filter(year=year)
    announced = Exists(SettlementEvent.objects.filter(settlement__year=year))
    is_announced = settlements.values_list(announced, flat=True).first()
    return "open" if is_announced is None else "announced" if is_announced else "settled"


def year_facts(*, branch_id: int, number: int) -> YearFacts:
    """A branch's year by its number, from one query; raises NotFound."""
    rows = lived_quarters(branch_id=branch_id).filter(year__number=number).order_by("number")
    names = ("members", "without_standing", "last_seq", "settlement_id", "settled_at", "announced_at")
    found = facts_of(_with_year(rows), *names)
    if not found:
        raise NotFound("year")
    quarters, more = tuple(facts for facts, _ in found), dict(zip(names, found[0][1], strict=True))
    state = "announced" if more["announced_at"] else "settled" if more["settlement_id"] else "open"
    return YearFacts(
        id=quarters[0].year_id,
        number=number,
        end=quarters[-1].end,
        state=state,
        quarters=quarters,
        **(more | {"last_seq": more["last_seq"] or 0}),
    )


def year_to_show(*, branch_id: int, today: date) -> int:
    """The number of the year its page opens with: the oldest begun and not yet announced, else the latest begun.

    In January that is the year to be settled, not the one just opened. Raises NotFound.
    """
    announced = SettlementEvent.objects.filter(settlement__year=OuterRef("pk"))
    begun = Year.objects.filter(branch_id=branch_id, start__lte=today).annotate(
        is_announced=Exists(announced)
    )
    years = list(begun.order_by("number").values_list("number", "is_announced"))
    if not years:
        raise NotFound("year")
    return next((number for number, is_announced in years if not is_announced), years[-1][0])


def _with_year(rows: QuerySet[Quarter]) -> QuerySet[Any]:
    year = OuterRef("year")
    in_year = Q(since__lte=OuterRef("year__end")) & (
        Q(until__isnull=True) | Q(until__gte=OuterRef("year__start"))
    )
    members = Membership.objects.filter(in_year, branch=OuterRef("branch"))
    standings = Standing.objects.filter(membership=OuterRef("pk"))
    settlements = Settlement.objects.filter(year=year).order_by("pk")
    announced = SettlementEvent.objects.filter(settlement__year=year, kind=SettlementEvent.Kind.ANNOUNCED)
    entries = LedgerEntry.objects.filter(branch=OuterRef("branch")).order_by("-seq")
    return rows.annotate(
        members=count_of(members, "branch"),
        without_standing=count_of(members.exclude(Exists(standings)), "branch"),
        last_seq=Subquery(entries.values("seq")[:1]),
        settlement_id=Subquery(settlements.values("pk")[:1]),
        settled_at=Subquery(settlements.values("settled_at")[:1]),
        announced_at=Subquery(announced.values("at")[:1]),
    )


def gates_of(*, year: YearFacts, branch_id: int, today: date) -> tuple[YearGate, ...]:
    """The conditions of settling, as they stand today (R44, A25); the whole ledger is checked link by link."""
    return (
        _roster_gate(year),
        _meeting_gate(year.quarters, today),
        _posting_gate(year.quarters),
        _lock_gate(year.quarters),
        _end_gate(year, today),
        _ledger_gate(year, first_broken_entry(branch_id=branch_id)),
    )


def _roster_gate(year: YearFacts) -> YearGate:
    sentence = "名册资料齐全"
    if year.without_standing:
        lack = f"名册里还有 {year.without_standing} 名没有登记是正式还是预备、在什么岗位"
        return YearGate(OPEN, sentence, lack, "roster")
    return YearGate(MET, sentence, f"{year.members} 名，身份和岗位都已登记", "roster")


def _meeting_gate(quarters: Sequence[QuarterFacts], today: date) -> YearGate:
    sentence = f"{_all(quarters)}都开过党员大会，事项都已评定"
    unheld = [one for one in quarters if one.state == "open"]
    left = sum(one.open_matters for one in quarters)
    if not unheld and not left:
        figures = (
            f"共 {sum(one.matters for one in quarters)} 件，缓议 {sum(one.deferred for one in quarters)} 次"
        )
        return YearGate(MET, sentence, figures, "meetings")
    lacks = [f"{_names(unheld)}还没有开党员大会"] if unheld else []
    lacks += [f"还有 {left} 件没有评定"] if left else []
    state = CLOCK if unheld and all(one.end >= today for one in unheld) else OPEN
    return YearGate(state, sentence, "，".join(lacks), "meetings")


def _posting_gate(quarters: Sequence[QuarterFacts]) -> YearGate:
    sentence = f"{_all(quarters)}都已公示"
    unposted = [one for one in quarters if one.posting is None]
    if not unposted:
        return YearGate(MET, sentence, f"最近一次{day_name(_last_posting(quarters))}贴出", "postings")
    ready = any(one.state == "determined" for one in unposted)
    return YearGate(OPEN if ready else WAITING, sentence, f"{_names(unposted)}还没有公示", "postings")


def _lock_gate(quarters: Sequence[QuarterFacts]) -> YearGate:
    sentence = f"公示期、异议期都已满，{_all(quarters)}都已锁定"
    running = [one for one in quarters if one.posting is not None and one.state != "locked"]
    if running:
        terms = [
            f"{one.name}公示到{day_name(one.posting.last_day)}，异议可提到{day_name(one.posting.objection_until)}"
            for one in running
            if one.posting is not None
        ]
        return YearGate(CLOCK, sentence, "；".join(terms), "postings")
    unlocked = [one for one in quarters if one.state != "locked"]
    if unlocked:
        return YearGate(WAITING, sentence, f"{_names(unlocked)}还没有锁定", "postings")
    return YearGate(MET, sentence, "锁定之后只能冲正更正", "postings")


def _end_gate(year: YearFacts, today: date) -> YearGate:
    sentence = "年度已结束"
    if today <= year.end:
        return YearGate(CLOCK, sentence, f"{year.number}年度到{full_day_name(year.end)}才结束", "")
    return YearGate(MET, sentence, full_day_name(year.end), "")


def _ledger_gate(year: YearFacts, broken: int | None) -> YearGate:
    sentence = "台账核对无误"
    if broken is not None:
        lack = f"台账第 {broken} 号与写入时不一致，请联系系统管理员核对备份"
        return YearGate(OPEN, sentence, lack, "")
    figures = f"第 1 至 {year.last_seq} 号，刚才逐笔核对" if year.last_seq else "台账还没有分录"
    return YearGate(MET, sentence, figures, "")


def _last_posting(quarters: Sequence[QuarterFacts]) -> date:
    return max(one.posting.first_day for one in quarters if one.posting is not None)


def _all(quarters: Sequence[QuarterFacts]) -> str:
    """``四个季度``; fewer in a short first year."""
    return f"{'一两三四'[len(quarters) - 1]}个季度"


def _names(quarters: Sequence[QuarterFacts]) -> str:
    return "、".join(one.name for one in quarters)
