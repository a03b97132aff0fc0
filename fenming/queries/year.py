"""The year: what has to be met before it is settled, and how far it has come (R44, R45, R47, A25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_entry
from fenming.queries.objections import open_objections
from fenming.queries.quarter import QuarterFacts, count_of, facts_of, lived_quarters
from fenming.queries.scores import published_standard
from fenming.queries.settlement_steps import FIELDS, Steps, steps_from, with_steps
from fenming.records.models import (
    Filing,
    LedgerEntry,
    Membership,
    Opening,
    Quarter,
    Settlement,
    StandardVersion,
    Standing,
    Veto,
    Year,
)
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.standard import Standard

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
    """A branch's year: its quarters in order, and its latest settlement with what has followed it.

    `moved` counts what the ledger has gained for the year since that settlement.
    """

    id: int
    number: int
    end: date
    quarters: tuple[QuarterFacts, ...]
    members: int
    without_standing: int
    last_seq: int
    moved: int
    open_vetoes: int
    book_closed_on: date | None  # of the paper book a branch begun in mid-year took over
    book_resolution: str
    standard_key: tuple[int, str] | None
    steps: Steps | None

    @property
    def standard(self) -> Standard:
        """The standard in force at the year's end; NotFound while the branch has adopted none."""
        if self.standard_key is None:
            raise NotFound("standard")
        return published_standard(*self.standard_key)

    @property
    def state(self) -> str:
        """In the words of rules.workflow, subject year."""
        return self.steps.state if self.steps else "open"


def year_facts(*, branch_id: int, number: int) -> YearFacts:
    """A branch's year by its number, from one query; raises NotFound."""
    rows = lived_quarters(branch_id=branch_id).filter(year__number=number).order_by("number")
    names = (
        "members", "without_standing", "last_seq", "moved", "open_vetoes", "book_closed_on", "book_resolution", "standard_id", "standard_digest",
        *(f"steps_{name}" for name in FIELDS),
    )  # fmt: skip
    found = facts_of(_with_year(rows), *names)
    if not found:
        raise NotFound("year")
    quarters = tuple(facts for facts, _ in found)
    members, without_standing, last_seq, moved, vetoes, closed_on, resolution, *more = found[0][1]
    version, digest, *steps = more
    return YearFacts(
        id=quarters[0].year_id,
        number=number,
        end=quarters[-1].end,
        quarters=quarters,
        members=members,
        without_standing=without_standing,
        last_seq=last_seq or 0,
        moved=moved,
        open_vetoes=vetoes,
        book_closed_on=closed_on if closed_on and closed_on.year == number else None,
        book_resolution=resolution or "",
        standard_key=(version, digest) if version else None,
        steps=steps_from(tuple(steps)) if steps[0] else None,
    )


def year_to_show(*, branch_id: int, today: date) -> int:
    """The number of the year its page opens with: the oldest begun that the branch has still to act on, else the latest.

    In January that is the year to be settled, not the one just opened; it stays until its table lies with the
    superior, and comes back with a table that is returned or a settlement that corrects. Raises NotFound.
    """
    latest = Settlement.objects.filter(year=OuterRef(OuterRef("pk")), corrected_by__isnull=True)
    filings = Filing.objects.filter(settlement__in=latest.values("pk")).order_by("-round")
    begun = Year.objects.filter(branch_id=branch_id, start__lte=today).annotate(
        filed=Subquery(filings.values("pk")[:1]), answer=Subquery(filings.values("event__kind")[:1])
    )
    years = list(begun.order_by("number").values_list("number", "filed", "answer"))
    if not years:
        raise NotFound("year")
    waiting = (number for number, filed, answer in years if filed is None or answer == "returned")
    return next(waiting, years[-1][0])


def _with_year(rows: QuerySet[Quarter]) -> QuerySet[Any]:
    year = OuterRef("year")
    in_year = Q(since__lte=OuterRef("year__end")) & (
        Q(until__isnull=True) | Q(until__gte=OuterRef("year__start"))
    )
    members = Membership.objects.filter(in_year, branch=OuterRef("branch"))
    standings = Standing.objects.filter(membership=OuterRef("pk"))
    entries = LedgerEntry.objects.filter(branch=OuterRef("branch")).order_by("-seq")
    settlements = with_steps(Settlement.objects.filter(year=year)).order_by("-pk")
    versions = StandardVersion.objects.filter(branch=OuterRef("branch")).order_by("in_force_from")
    in_force = versions.filter(in_force_from__lte=OuterRef("year__end")).reverse()
    steps = {f"steps_{name}": Subquery(settlements.values(name)[:1]) for name in FIELDS}
    vetoes = Veto.objects.filter(year=year, state=Veto.State.PROPOSED)
    book = Opening.objects.filter(branch=OuterRef("branch"))
    rows = rows.annotate(
        open_vetoes=count_of(vetoes, "year"),
        book_closed_on=Subquery(book.values("closed_on")),
        book_resolution=Subquery(book.values("resolution")),
        members=count_of(members, "branch"),
        without_standing=count_of(members.exclude(Exists(standings)), "branch"),
        last_seq=Subquery(entries.values("seq")[:1]),
        standard_id=Coalesce(Subquery(in_force.values("pk")[:1]), Subquery(versions.values("pk")[:1])),
        standard_digest=Coalesce(
            Subquery(in_force.values("digest")[:1]), Subquery(versions.values("digest")[:1])
        ),
        **steps,
    )
    later = LedgerEntry.objects.filter(
        branch=OuterRef("branch"), seq__gt=OuterRef("steps_ledger_seq"),
        day__gte=OuterRef("year__start"), day__lte=OuterRef("year__end"),
    )  # fmt: skip
    return rows.annotate(moved=count_of(later, "branch"))


def gates_of(*, year: YearFacts, branch_id: int, today: date) -> tuple[YearGate, ...]:
    """The conditions of settling, as they stand today (R44, A25); the whole ledger is checked link by link."""
    return (
        _roster_gate(year),
        *_book_gate(year),
        _meeting_gate(year.quarters, today),
        _posting_gate(year.quarters),
        _lock_gate(year.quarters),
        _objection_gate(open_objections(year_id=year.id)),
        *_veto_gate(year),
        _end_gate(year, today),
        _ledger_gate(year, first_broken_entry(branch_id=branch_id)),
    )


def _roster_gate(year: YearFacts) -> YearGate:
    sentence = "名册资料齐全"
    if year.without_standing:
        lack = f"名册里还有 {year.without_standing} 名没有登记是正式还是预备、在什么岗位"
        return YearGate(OPEN, sentence, lack, "roster")
    return YearGate(MET, sentence, f"{year.members} 名，身份和岗位都已登记", "roster")


def _book_gate(year: YearFacts) -> tuple[YearGate, ...]:
    """Told where the branch began in mid-year: quarters before that day are met by the paper book (A17)."""
    if year.book_closed_on is None:
        return ()
    sentence = f"截至{day_name(year.book_closed_on)}的积分已按纸质台账转入"
    return (YearGate(MET, sentence, f"依据：{year.book_resolution}", ""),)


def _veto_gate(year: YearFacts) -> tuple[YearGate, ...]:
    """Shown only while one waits: after settling it could no longer be confirmed (R81, A9)."""
    if not year.open_vetoes:
        return ()
    return (
        YearGate(
            OPEN, "提出的一票否决都已确认或不予确认", f"一票否决还有 {year.open_vetoes} 件待确认", "vetoes"
        ),
    )


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


def _objection_gate(numbers: Sequence[int]) -> YearGate:
    sentence = "异议都已办结"
    if numbers:
        listed = "、".join(str(number) for number in numbers)
        return YearGate(OPEN, sentence, f"第 {listed} 号异议还没有答复", "objections")
    return YearGate(MET, sentence, "没有待答复的异议", "objections")


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
