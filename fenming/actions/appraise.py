"""登记民主评议等次: enter the grades a members' meeting gave after the announcement (R46, R82, A24, A26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fenming.actions._settlement import require_latest
from fenming.actions._writing import Act, writing
from fenming.queries.access import NotFound, get_settlement_for
from fenming.queries.scores import standard_of, version_on
from fenming.queries.settlement_steps import Steps, latest_steps, year_state
from fenming.queries.year_appraisal import AppraisedLine, appraised_lines, bands_of, eligible_meetings
from fenming.records.models import AppraisalGrade, Settlement
from fenming.rules.appraisal import fault_of
from fenming.rules.filing import totals_of
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


@dataclass(frozen=True, slots=True)
class GivenGrade:
    """What the meeting gave one member: "" no grade, None not chosen; `reason` where it differs from the suggestion."""

    membership_id: int
    grade: str | None
    reason: str = ""


class BadGrades(Refused):
    """Some rows cannot stand; `rows` has a sentence for each, by membership id. Nothing was written."""

    def __init__(self, rows: dict[int, str]) -> None:
        super().__init__("bad_grades", f"有 {len(rows)} 名党员的等次还不能登记，都没有保存。请看各行的说明。")
        self.rows = rows


def appraise(
    *,
    actor_id: int,
    settlement_id: int,
    meeting_id: int,
    grades: Sequence[GivenGrade],
    key: str,
    now: datetime,
) -> int:
    """The number of the round just entered: a grade, or none, for everyone who was in the branch at year end.

    An earlier round stays and no longer counts. Refused: `forbidden`, `wrong_state` (not announced, or with the
    superior), `corrected`, `no_meeting` (not a members' meeting held and closed since the announcement),
    `bad_grades` with a sentence a row; NotFound for a member the settlement does not have.
    """
    today = timezone.localdate(now)
    settlement = get_settlement_for(actor_id=actor_id, verb="appraise", settlement_id=settlement_id, on=today)
    with writing(branch_id=settlement.branch_id, actor_id=actor_id, verb="appraise", key=key, now=now) as act:
        next_state(subject="year", state=year_state(year=settlement.year), verb="appraise")
        require_latest(settlement)
        steps = latest_steps(year_id=settlement.year_id)
        if steps is None:
            raise NotFound("settlement")
        _require_meeting(steps, settlement.branch_id, meeting_id)
        lines, bands = appraised_lines(steps=steps), _bands(settlement)
        by_member = _checked(lines, grades, bands)
        number = steps.round + 1
        _write(act, settlement, by_member, round_=number, meeting_id=meeting_id, by_id=actor_id)
        totals = totals_of(bands=bands, lines=[(True, one.grade or "") for one in by_member.values()])
        detail = {"round": number, "meeting": meeting_id, "grades": [list(one) for one in totals.by_grade]}
        act.audit(subject="settlement", subject_id=settlement.pk, clause="R46", detail=detail)
        to = [line.person_id for line in lines]
        act.tell(kind="grade_entered", subject="settlement", subject_id=settlement.pk, to=to)
    return number


def _bands(settlement: Settlement) -> tuple[str, ...]:
    return bands_of(standard_of(version_on(branch_id=settlement.branch_id, day=settlement.year.end)))


def _require_meeting(steps: Steps, branch_id: int, meeting_id: int) -> None:
    if meeting_id not in {one.id for one in eligible_meetings(steps=steps, branch_id=branch_id)}:
        raise Refused(
            "no_meeting",
            "等次要由公布积分之后召开的党员大会评议，并且这次大会已经结束。请先开完大会，再登记等次。",
        )


def _checked(
    lines: Sequence[AppraisedLine], grades: Sequence[GivenGrade], bands: tuple[str, ...]
) -> dict[int, GivenGrade]:
    by_member = {one.membership_id: one for one in grades}
    if not by_member.keys() <= {line.membership_id for line in lines} or len(by_member) < len(grades):
        raise NotFound("membership")
    faults = {}
    for line in lines:
        given = by_member.setdefault(line.membership_id, GivenGrade(line.membership_id, None))
        fault = fault_of(suggested=line.suggested, grade=given.grade, reason=given.reason, bands=bands)
        if fault:
            faults[line.membership_id] = fault
    if faults:
        raise BadGrades(faults)
    return by_member


def _write(
    act: Act,
    settlement: Settlement,
    by_member: dict[int, GivenGrade],
    *,
    round_: int,
    meeting_id: int,
    by_id: int,
) -> None:
    for given in by_member.values():
        reason = given.reason.strip()
        AppraisalGrade.objects.create(
            branch_id=settlement.branch_id,
            settlement=settlement,
            membership_id=given.membership_id,
            round=round_,
            grade=given.grade or "",
            reason=act.keep_text(reason) if reason else None,
            meeting_id=meeting_id,
            by_id=by_id,
            at=act.now,
        )
