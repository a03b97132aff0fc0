"""年度积分汇总表: a settled year on one sheet, a draft until it is filed, then what was filed (R44, R45)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from fenming.queries.filing_view import FilingView, filing_view
from fenming.queries.settlement import SettledLine
from fenming.queries.settlement_steps import Steps
from fenming.queries.year_appraisal import bands_of
from fenming.queries.year_view import year_view
from fenming.records.models import Absence, Organisation
from fenming.rules.filing import Totals, totals_of
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.terms import Refused

FILED = ("filed", "accepted")


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A member's year, in hundredths; `grade` "" where none was given; `notes` say what the figures alone do not."""

    number: int
    name: str
    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    suggested: str
    grade: str
    takes_part: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearSummary:
    """The sheet in roster order. `graded`: the meeting has given grades; `standing` says how far the year has come.

    `archive_code` and `digest` are "" until it is filed.
    """

    branch: str
    superior: str
    year: int
    draft: bool
    graded: bool
    standing: str
    as_of: date
    lines: tuple[SummaryLine, ...]
    totals: Totals
    archive_code: str
    digest: str


def year_summary(*, actor_id: int, branch_id: int, number: int, today: date) -> YearSummary:
    """A branch's year for its leaders and the auditor; once filed it is the filed table, whatever came after.

    Raises NotFound, Refused `forbidden`, `not_settled`.
    """
    view = year_view(actor_id=actor_id, branch_id=branch_id, number=number, today=today)
    steps = view.facts.steps
    if steps is None:
        raise Refused("not_settled", f"{number}年度积分还没有结算。结算以后，再打印汇总表。")
    if steps.filing_id is not None and view.facts.state in FILED:
        return filed_summary(actor_id=actor_id, filing_id=steps.filing_id, today=today)
    branch = Organisation.objects.select_related("parent").get(pk=branch_id)
    away = _away([line.membership_id for line in view.lines], number)
    return YearSummary(
        branch=str(branch),
        superior=branch.parent.name if branch.parent else "上级党组织",
        year=number,
        draft=True,
        graded=steps.round > 0,
        standing=_standing(steps),
        as_of=timezone.localdate(steps.settled_at),
        lines=tuple(
            _settled(place, line, away.get(line.membership_id, ()), graded=steps.round > 0)
            for place, line in enumerate(view.lines, 1)
        ),
        totals=totals_of(
            bands=bands_of(view.facts.standard),
            lines=[(line.ranked, line.grade or "") for line in view.lines],
        ),
        archive_code="",
        digest="",
    )


def filed_summary(*, actor_id: int, filing_id: int, today: date) -> YearSummary:
    """The table as it was filed, for whoever may see the filing; raises NotFound, Refused `forbidden`."""
    view = filing_view(actor_id=actor_id, filing_id=filing_id, today=today)
    away = _away([line.membership_id for line in view.lines], view.year)
    return YearSummary(
        branch=view.branch,
        superior=view.superior,
        year=view.year,
        draft=False,
        graded=True,
        standing=_filed_standing(view),
        as_of=view.filed_at.date(),
        lines=tuple(
            SummaryLine(
                line.number, line.name, line.base_centi, line.duty_centi, line.bonus_centi, line.deduction_centi,
                line.total_centi, line.suggested, line.grade, line.takes_part,
                (
                    *_notes(line.veto, line.takes_part, away.get(line.membership_id, ())),
                    *((f"评议与建议不同：{line.reason or '没有写理由'}",) if line.differs else ()),
                ),
            )
            for line in view.lines
        ),
        totals=view.totals,
        archive_code=view.archive_code,
        digest=view.digest,
    )  # fmt: skip


def _settled(place: int, line: SettledLine, away: Sequence[str], *, graded: bool) -> SummaryLine:
    differs = graded and line.ranked and (line.grade or "") != line.suggested_grade
    return SummaryLine(
        place, line.name, line.base_centi, line.duty_centi, line.bonus_centi, line.deduction_centi, line.total_centi,
        line.suggested_grade, line.grade or "", line.ranked,
        (*_notes(line.veto, line.ranked, away), *(("评议与建议不同",) if differs else ())),
    )  # fmt: skip


def _notes(veto: bool, takes_part: bool, away: Sequence[str]) -> Iterator[str]:
    if veto:
        yield "一票否决"
    if not takes_part:
        yield "不参加评议"
    yield from away


def _away(memberships: Sequence[int], number: int) -> Mapping[int, Sequence[str]]:
    """Exemption and long leave within the year, by membership; one query."""
    year = {"start": F("branch__years__start"), "end": F("branch__years__end")}
    rows: QuerySet[Any] = Absence.objects.filter(
        Q(until__isnull=True) | Q(until__gte=year["start"]),
        membership__in=memberships, branch__years__number=number, since__lte=year["end"],
    )  # fmt: skip
    found: dict[int, list[str]] = defaultdict(list)
    for one in rows.annotate(**year).order_by("since", "pk"):
        since = day_name(max(one.since, one.start))
        until = f"至{day_name(one.until)}" if one.until and one.until < one.end else "起"
        found[one.membership_id].append(f"{one.get_kind_display()}（{since}{until}）")
    return found


def _standing(steps: Steps) -> str:
    settled = (
        f"{full_day_name(timezone.localdate(steps.settled_at))}{'更正结算' if steps.corrects_id else '结算'}"
    )
    if steps.answer == "returned":
        return f"{settled}，第 {steps.filing_round} 次报送已退回，还没有再报送"
    return f"{settled}，等次已登记，还没有报送" if steps.round else f"{settled}，等次还没有登记"


def _filed_standing(view: FilingView) -> str:
    filed = f"{full_day_name(view.filed_at.date())}第 {view.round} 次报送"
    if view.answer == "accepted":
        return f"{filed}，已备案，编号 {view.receipt}"
    return f"{filed}，已退回" if view.answer == "returned" else filed
