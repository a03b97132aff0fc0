"""The meetings of the demo, its postings and the end of its years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from fenming.actions.accept_filing import accept_filing
from fenming.actions.announce import announce
from fenming.actions.appraise import GivenGrade, appraise
from fenming.actions.call_meeting import call_meeting
from fenming.actions.circulate_agenda import circulate_agenda
from fenming.actions.close_meeting import close_meeting
from fenming.actions.confirm_year import confirm_year
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.decide_single import decide_single
from fenming.actions.file_year import file_year
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.open_meeting import open_meeting
from fenming.actions.post import post
from fenming.actions.report_back import report_back
from fenming.actions.settle import settle
from fenming.actions.sign_off import sign_off
from fenming.actions.single_out import single_out
from fenming.jobs.demo_diary import Entry, Stage, at, workday_before
from fenming.jobs.demo_months import assess_month
from fenming.queries.demo_reading import agenda_ids, called_ids, called_meeting, unreported_findings, year_ids
from fenming.rules.authority import Role

# The quarter whose meeting puts one matter off.
DEFERS_IN = 2
QUARTER_MINUTES = "支部书记通报本季度初评情况，到会党员逐项评议，按表决结果评定。"
MONTH_MINUTES = "逐人对照标准初评，有疑问的逐件讨论，需要本人说明的已听取说明。"


def month_after(stage: Stage, month: int, day: int) -> date:
    """A day of the month after, or the Friday before it."""
    year, after = divmod(month, 12)
    return workday_before(date(stage.year + year, after + 1, day))


def month_meeting(stage: Stage, month: int, day: date) -> Iterator[Entry]:
    """The committee, or a branch without one as a whole, assesses a month in a meeting of its own."""
    kind = "committee" if stage.is_main else "branch"
    yield Entry(at(day - timedelta(days=2)), partial(_call, stage, day, kind=kind, month=month))
    yield Entry(at(day, 9), partial(_hold_month, stage, month, day, kind))


def _call(
    stage: Stage, day: date, *, kind: str = "members", month: int = 0, quarter: int = 0, now: datetime
) -> int:
    month_id = stage.periods.months[month] if month else None
    quarter_id = stage.periods.quarters[quarter] if quarter else None
    meeting_id = call_meeting(
        actor_id=stage.secretary, quarter_id=quarter_id, month_id=month_id, kind=kind, held_on=day, place=stage.cast.place,
        key=stage.key(), now=now,
    )  # fmt: skip
    if quarter:
        circulate_agenda(actor_id=stage.secretary, meeting_id=meeting_id, key=stage.key(), now=now)
    return meeting_id


def _begin(stage: Stage, meeting_id: int, absent: set[int], *, now: datetime) -> None:
    present = [member for member in called_ids(meeting_id=meeting_id) if member not in absent]
    mark_attendance(
        actor_id=stage.secretary,
        meeting_id=meeting_id,
        present_membership_ids=present,
        key=stage.key(),
        now=now,
    )
    open_meeting(actor_id=stage.secretary, meeting_id=meeting_id, key=stage.key(), now=now)


def _hold_month(stage: Stage, month: int, day: date, kind: str, *, now: datetime) -> None:
    meeting_id = meeting_of(stage, month=month)
    _begin(stage, meeting_id, set(), now=now)
    assess_month(stage, month, now=at(day, 10))
    close_meeting(
        actor_id=stage.secretary,
        meeting_id=meeting_id,
        minutes=MONTH_MINUTES,
        key=stage.key(),
        now=at(day, 11),
    )


def meeting_of(stage: Stage, *, month: int = 0, quarter: int = 0) -> int:
    """The meeting called for a month or a quarter."""
    if month:
        return called_meeting(month_id=stage.periods.months[month])
    return called_meeting(quarter_id=stage.periods.quarters[quarter])


def quarter_meeting(stage: Stage, quarter: int, day: date) -> Iterator[Entry]:
    """The members' meeting of a quarter, called two days before, and the sheet put up the day after."""
    yield Entry(at(day - timedelta(days=2), 16), partial(_call, stage, day, quarter=quarter))
    yield Entry(at(day, 14), partial(hold_quarter, stage, quarter, day))
    yield Entry(at(day + timedelta(days=1), 9), partial(_post, stage, quarter))


def hold_quarter(stage: Stage, quarter: int, day: date, *, now: datetime) -> None:
    """Open the meeting that was called, hear what was found, decide everything and close it."""
    meeting_id = meeting_of(stage, quarter=quarter)
    called = called_ids(meeting_id=meeting_id)
    absent = set(stage.chance("absent", quarter).sample(called[2:], len(called) // 12))
    _begin(stage, meeting_id, absent, now=now)
    if findings := unreported_findings(branch_id=stage.branch_id):
        report_back(
            actor_id=stage.secretary, meeting_id=meeting_id, finding_ids=findings, key=stage.key(), now=now
        )
    if quarter == DEFERS_IN and stage.is_main:
        _defer_one(stage, meeting_id, now=now)
    decide_all(stage, meeting_id, now=at(day, 15))
    close_meeting(
        actor_id=stage.secretary,
        meeting_id=meeting_id,
        minutes=QUARTER_MINUTES,
        key=stage.key(),
        now=at(day, 17),
    )


def _defer_one(stage: Stage, meeting_id: int, *, now: datetime) -> None:
    """Someone asks for the last matter of the list to be looked at by itself; the papers are not there yet."""
    matter_id = agenda_ids(meeting_id=meeting_id).en_bloc[-1]
    single_out(actor_id=stage.secretary, meeting_id=meeting_id, matter_id=matter_id, key=stage.key(), now=now)
    _decide(stage, meeting_id, matter_id, "deferred", "证明材料还没有交齐，留到下一季度大会。", now=now)


def decide_all(stage: Stage, meeting_id: int, *, now: datetime) -> None:
    """En bloc what nobody singled out, the rest one by one."""
    agenda = agenda_ids(meeting_id=meeting_id)
    if agenda.en_bloc:
        decide_en_bloc(
            actor_id=stage.secretary, meeting_id=meeting_id, ayes=0, nays=0, abstained=0, without_objection=True,
            seen=agenda.en_bloc, key=stage.key(), now=now,
        )  # fmt: skip
    for matter_id in agenda.singled_out:
        _decide(stage, meeting_id, matter_id, "accepted", "", now=now)
    for matter_id in agenda.not_assessed:
        _decide(stage, meeting_id, matter_id, "deferred", "答复期未满，留到下一次大会。", now=now)


def _decide(
    stage: Stage, meeting_id: int, matter_id: int, outcome: str, reason: str, *, now: datetime
) -> None:
    decide_single(
        actor_id=stage.secretary, meeting_id=meeting_id, matter_id=matter_id, outcome=outcome, reason=reason,
        ayes=0, nays=0, abstained=0, without_objection=True, key=stage.key(), now=now,
    )  # fmt: skip


def _post(stage: Stage, quarter: int, *, now: datetime) -> None:
    post(actor_id=stage.secretary, quarter_id=stage.periods.quarters[quarter], key=stage.key(), now=now)


def year_end(stage: Stage, reviewer: int) -> Iterator[Entry]:
    """Settled, signed and announced in February, appraised at the April meeting, filed and accepted (R44–R47)."""
    after = stage.year + 1
    yield Entry(at(workday_before(date(after, 2, 26)), 15), partial(_settle, stage))
    meeting = workday_before(date(after, 4, 15))
    yield Entry(at(meeting + timedelta(days=2), 16), partial(_file, stage, reviewer))


def begin_year(stage: Stage) -> Iterator[Entry]:
    """The secretary looks a new year over."""
    day = workday_before(date(stage.year, 1, 10))
    yield Entry(at(day), partial(_confirm, stage))


def _confirm(stage: Stage, *, now: datetime) -> None:
    year_id = year_ids(branch_id=stage.branch_id, year=stage.year).year_id
    confirm_year(actor_id=stage.secretary, year_id=year_id, key=stage.key(), now=now)


def _settle(stage: Stage, *, now: datetime) -> None:
    year_id = year_ids(branch_id=stage.branch_id, year=stage.year).year_id
    settlement_id = settle(actor_id=stage.secretary, year_id=year_id, key=stage.key(), now=now)
    for person in (stage.secretary, *stage.holders(Role.LEADING_GROUP)):
        sign_off(actor_id=person, settlement_id=settlement_id, key=stage.key(), now=now)
    announce(actor_id=stage.secretary, settlement_id=settlement_id, key=stage.key(), now=now)


def _file(stage: Stage, reviewer: int, *, now: datetime) -> None:
    """The meeting gave everyone the grade suggested; the table goes up and comes back accepted."""
    year = year_ids(branch_id=stage.branch_id, year=stage.year)
    grades = [GivenGrade(member, grade) for member, grade in year.suggested]
    appraise(
        actor_id=stage.secretary, settlement_id=year.settlement_id, meeting_id=year.meeting_id, grades=grades,
        key=stage.key(), now=now,
    )  # fmt: skip
    filing_id = file_year(
        actor_id=stage.secretary, settlement_id=year.settlement_id, key=stage.key(), now=now
    )
    number = f"院党委备〔{stage.year + 1}〕{stage.branch_id}号"
    accept_filing(
        actor_id=reviewer, filing_id=filing_id, number=number, key=stage.key(), now=now + timedelta(days=1)
    )
