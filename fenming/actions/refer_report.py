"""提请上级核查报告: an assessor asks the committee above whether a report was deliberately false (R32, A14)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.claims import tidy
from fenming.queries.inquiries import state_of, why_undecided
from fenming.queries.reporting import get_reporter_for
from fenming.queries.superior_people import reviewers_of
from fenming.records.models import ReportInquiry
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_REASON = 500


def refer_report(*, actor_id: int, matter_id: int, reason: str, key: str, now: datetime) -> int:
    """The id of the inquiry, once a report; `reason`: why it may have been deliberate. Nothing written names who
    reported: the inquiry and the trail point to the Reporter row.

    Raises NotFound for what nobody reported. Refused: `forbidden` and `reported_by_you` as for see_reporter,
    `no_reason`, `too_long`, `wrong_state` (asked before), `undecided`, `no_superior`.
    """
    today, words = timezone.localdate(now), _checked(reason)
    found = get_reporter_for(actor_id=actor_id, matter_id=matter_id, on=today, verb="refer_report")
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="refer_report", key=key, now=now) as act:
        reporter = get_reporter_for(actor_id=actor_id, matter_id=matter_id, on=today, verb="refer_report")
        state = state_of(getattr(reporter, "inquiry", None))
        next_state(subject="inquiry", state=state, verb="refer_report")
        if why := why_undecided(reporter.matter):
            raise Refused("undecided", why)
        above = reviewers_of(branch_id=act.branch_id, on=today)
        if not above:
            raise Refused("no_superior", "系统里还没有上级审核人，不能提请。请支部书记与上级党委联系。")
        inquiry = ReportInquiry.objects.create(
            branch_id=act.branch_id, reporter=reporter, reason=act.keep_text(words), by_id=actor_id, at=now
        )
        act.audit(
            subject="reporter", subject_id=reporter.pk, clause="R32 A14", detail={"inquiry": inquiry.pk}
        )
        act.tell(kind="report_referred", subject="reportinquiry", subject_id=inquiry.pk, to=above)
    return inquiry.pk


def _checked(reason: str) -> str:
    words = tidy(reason)
    if not words:
        raise Refused("no_reason", "还没有写提请核查的理由。请写明哪里与事实不符，不要写报告人是谁。")
    if len(words) > LONGEST_REASON:
        raise Refused("too_long", f"理由请写在 {LONGEST_REASON} 字以内，现在是 {len(words)} 字。")
    return words
