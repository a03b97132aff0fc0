"""作出报告核查结论: the committee above finds in writing whether a report was deliberately false (R32, A14, A31)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.claims import tidy
from fenming.queries.inquiries import get_inquiry_for, state_of, why_undecided
from fenming.records.models import Judgement, ReportInquiry
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_REASON = 1000
LONGEST_HEARD = 500


def judge_report(
    *,
    actor_id: int,
    inquiry_id: int,
    outcome: str,
    reason: str,
    heard_on: date | None,
    heard: str,
    key: str,
    now: datetime,
) -> int:
    """The id of the finding. `outcome`: false or not_false; for false the reporter was heard on a day since the report.

    It moves no points, is no matter and is told to nobody but the reporter, who reads it on the own page. Raises
    NotFound. Refused: `forbidden`, `decided_before`, `reported_by_you`, `wrong_state`, `undecided`, `no_outcome`,
    `no_reason`, `too_long`, `not_heard`, `bad_day`.
    """
    today = timezone.localdate(now)
    found = get_inquiry_for(actor_id=actor_id, verb="judge_report", inquiry_id=inquiry_id, on=today)
    words, said = _checked(outcome, reason, heard_on, heard)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="judge_report", key=key, now=now) as act:
        inquiry = get_inquiry_for(actor_id=actor_id, verb="judge_report", inquiry_id=inquiry_id, on=today)
        next_state(subject="inquiry", state=state_of(inquiry), verb="judge_report")
        if why := why_undecided(inquiry.reporter.matter):
            raise Refused("undecided", why)
        _require_day(inquiry, heard_on, today)
        judgement = Judgement.objects.create(
            branch_id=act.branch_id,
            inquiry=inquiry,
            outcome=outcome,
            reason=act.keep_text(words),
            heard_on=heard_on,
            heard=act.keep_text(said) if said else None,
            by_id=actor_id,
            at=now,
        )
        detail = {"inquiry": inquiry.pk, "judgement": judgement.pk}
        act.audit(subject="reporter", subject_id=inquiry.reporter_id, clause="R32 A14", detail=detail)
    return judgement.pk


def _checked(outcome: str, reason: str, heard_on: date | None, heard: str) -> tuple[str, str]:
    """The finding and what was heard, tidied."""
    words, said = tidy(reason), tidy(heard)
    if outcome not in Judgement.Outcome.values:
        raise Refused("no_outcome", "还没有选结论。请选“故意虚报”或“不认定为故意虚报”。")
    if not words:
        raise Refused("no_reason", "还没有写认定的事实和理由。请写明依据什么认定。")
    for name, text, longest in (("事实和理由", words, LONGEST_REASON), ("报告人的意见", said, LONGEST_HEARD)):
        if len(text) > longest:
            raise Refused("too_long", f"{name}请写在 {longest} 字以内，现在是 {len(text)} 字。")
    if outcome == Judgement.Outcome.FALSE and (heard_on is None or not said):
        raise Refused("not_heard", "认定故意虚报之前要先听取报告人的意见。请写明哪一天听取、报告人说了什么。")
    if (heard_on is None) == bool(said):
        raise Refused("not_heard", "听取意见的日期和内容要一起写。没有听取的，两处都不填。")
    return words, said


def _require_day(inquiry: ReportInquiry, heard_on: date | None, today: date) -> None:
    first = timezone.localdate(inquiry.reporter.matter.declared_at)
    if heard_on is not None and not first <= heard_on <= today:
        span = f"{full_day_name(first)}到{full_day_name(today)}之间"
        raise Refused("bad_day", f"听取意见的日期要在{span}。请核对日期。")
