"""结束会议: close a meeting; what a members' meeting decided enters the ledger (R33, R37, R38, R76)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import agenda_of, latest_assessments, reread
from fenming.actions._reopening import close_anew
from fenming.actions._writing import Act, writing
from fenming.queries.access import get_meeting_for
from fenming.queries.quarter import quarter_state
from fenming.queries.report_backs import named, owed_to
from fenming.queries.scores import standard_of
from fenming.records.models import AgendaItem, Determination, LedgerEntry, Matter, Meeting, Posting, Quarter
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

VERBS = {
    "accepted": "determine_accept",
    "changed": "determine_change",
    "refused": "determine_refuse",
    "deferred": "defer",
}
LONGEST_LIST = 12
# What the one concerned is told of.
TOLD = {"changed": "determined_changed", "refused": "determined_refused"}
TOLD_ANEW = {
    "accepted": "reopening_kept", "changed": "decided_anew", "refused": "decided_anew", "deferred": "reopening_deferred",
}  # fmt: skip


def close_meeting(*, actor_id: int, meeting_id: int, minutes: str, key: str, now: datetime) -> int:
    """Close the meeting and make what it decided binding; returns the meeting's id.

    A members' meeting, for each matter of the agenda: a determination; for the determined ones an entry of the ledger,
    in roster order, then by day; the matter's state. What it took up again: a later determination, a counter-entry to
    what stood and the new entry, booked in this meeting's quarter. A deferred matter moves to the year's next quarter that is not
    yet posted, in the fourth quarter it stays for a second meeting. A monthly meeting only keeps its minutes.
    Attendance, agenda and minutes are frozen from then on.
    Refused: forbidden, wrong_state, minutes_missing, undecided (the matters are listed), unreported
    (findings on objections and appeals this meeting has to hear).
    """
    today = timezone.localdate(now)
    meeting = get_meeting_for(actor_id=actor_id, verb="close_meeting", meeting_id=meeting_id, on=today)
    with writing(
        branch_id=meeting.branch_id, actor_id=actor_id, verb="close_meeting", key=key, now=now
    ) as act:
        meeting = reread(meeting)
        state = next_state(subject="meeting", state=meeting.state, verb="close_meeting")
        if not minutes.strip():
            raise Refused("minutes_missing", "还没有写会议记录。请写明议程、讨论要点和结果，再结束会议。")
        rows = _decided(act, meeting) if meeting.kind == Meeting.Kind.MEMBERS else []
        meeting.state, meeting.minutes, meeting.closed_at = state, act.keep_text(minutes.strip()), now
        meeting.save(update_fields=["state", "minutes", "closed_at"])
        outcomes = {outcome: [row.matter_id for row in rows if row.outcome == outcome] for outcome in VERBS}
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R37 R38", detail=outcomes)
    return meeting.pk


def _decided(act: Act, meeting: Meeting) -> list[AgendaItem]:
    """What a members' meeting decided, made binding."""
    next_state(subject="quarter", state=quarter_state(quarter=meeting.quarter), verb="close_meeting")
    rows = agenda_of(meeting)
    _check_all_decided(rows)
    _check_reported(meeting)
    first = [row for row in rows if row.reopening is None]
    anew = [row for row in rows if row.reopening is not None]
    _determine(act, meeting, first)
    for row in anew:
        close_anew(act, row)
    for outcome, kind in TOLD.items():
        act.tell_each(kind=kind, subject="matter", whom=_owners(first, outcome))
    for outcome, kind in TOLD_ANEW.items():
        act.tell_each(kind=kind, subject="matter", whom=_owners(anew, outcome))
    return rows


def _owners(rows: list[AgendaItem], outcome: str) -> dict[int, int]:
    """Matter → the person it concerns, of those with this outcome."""
    return {row.matter_id: row.matter.membership.person_id for row in rows if row.outcome == outcome}


def _check_all_decided(rows: list[AgendaItem]) -> None:
    assessments = latest_assessments(row.matter_id for row in rows)
    left = []
    for row in rows:
        assessed = assessments.get(row.matter_id)
        if not row.outcome:
            left.append(f"{_named(row)}还没有结果")
        elif assessed and row.resolution and row.outcome != "deferred" and assessed.at > row.resolution.at:
            left.append(f"{_named(row)}表决之后初评又有改动，要再表决")
    if left:
        more = f"，等共 {len(left)} 件" if len(left) > LONGEST_LIST else ""
        raise Refused(
            "undecided",
            f"还不能结束大会：{'；'.join(left[:LONGEST_LIST])}{more}。请先表决，定不下来的决议缓议。",
        )


def _check_reported(meeting: Meeting) -> None:
    """What was answered before the meeting began is reported to it (R83)."""
    owed = "、".join(named(finding) for finding in owed_to(meeting))
    if owed:
        raise Refused(
            "unreported",
            f"还不能结束大会：{owed}已经答复，还没有通报。请先在会上通报，再结束大会。",
        )


def _named(row: AgendaItem) -> str:
    matter = row.matter
    item = standard_of(matter.version).by_id[matter.item]
    return f"{matter.membership.person.name}{matter.day.month}月{matter.day.day}日“{item.title}”"


def _determine(act: Act, meeting: Meeting, rows: list[AgendaItem]) -> None:
    determinations = Determination.objects.bulk_create(_determination(act, row) for row in rows)
    for row, determination in zip(rows, determinations, strict=True):
        if row.outcome in (AgendaItem.Outcome.ACCEPTED, AgendaItem.Outcome.CHANGED):
            act.append(_entry(meeting, row, determination))
    later = _next_quarter(meeting.quarter)
    for row in rows:
        row.matter.state = next_state(subject="matter", state=row.matter.state, verb=VERBS[row.outcome])
        if row.outcome == AgendaItem.Outcome.DEFERRED:
            row.matter.quarter = later
    Matter.objects.bulk_update([row.matter for row in rows], ["state", "quarter"], batch_size=200)


def _determination(act: Act, row: AgendaItem) -> Determination:
    return Determination(
        branch_id=act.branch_id,
        matter=row.matter,
        resolution=row.resolution,
        outcome=row.outcome,
        quantity=row.quantity or row.matter.quantity,
        level=row.level,
        each_centi=row.each_centi,
        points_centi=row.points_centi or 0,
        reason_id=row.reason_id,
        at=act.now,
    )


def _entry(meeting: Meeting, row: AgendaItem, determination: Determination) -> LedgerEntry:
    matter = row.matter
    return LedgerEntry(
        membership=matter.membership,
        item=matter.item,
        version=matter.version,
        day=matter.day,
        quarter=meeting.quarter,
        quantity=determination.quantity,
        level=determination.level,
        achievement=matter.achievement,
        each_centi=determination.each_centi,
        points_centi=determination.points_centi,
        kind=LedgerEntry.Kind.DETERMINATION,
        determination=determination,
        text=matter.said,
    )


def _next_quarter(quarter: Quarter) -> Quarter:
    """Where a deferred matter goes: the year's next quarter without a posting, else it stays."""
    posted = Posting.objects.filter(quarter__year=quarter.year).values("quarter")
    later = Quarter.objects.filter(year=quarter.year, number__gt=quarter.number).exclude(pk__in=posted)
    return later.order_by("number").first() or quarter
