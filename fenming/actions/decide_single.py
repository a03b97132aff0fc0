"""逐项审议: decide one singled-out matter (R37, R76, A15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import Decided, Hands, agenda_item, latest_assessments, put_to_vote, under_way
from fenming.actions._reopening import put_anew, put_kept, wanted_figures
from fenming.actions._writing import Act, writing
from fenming.queries.access import get_meeting_for
from fenming.queries.claims import MOST_TIMES, signed_centi
from fenming.queries.counter_entries import entry_of_matter
from fenming.queries.scores import member_of, span_of, standard_of
from fenming.records.models import AgendaItem, Assessment, Matter
from fenming.rules.scoring import Entry, fault_of_entry
from fenming.rules.terms import Refused, format_centi
from fenming.rules.workflow import next_state

VERBS = {
    "accepted": "determine_accept",
    "changed": "determine_change",
    "refused": "determine_refuse",
    "deferred": "defer",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the meeting is asked to decide of one matter."""

    outcome: str
    quantity: int | None
    level: str | None
    each_centi: int | None
    reason: str


def decide_single(
    *,
    actor_id: int,
    meeting_id: int,
    matter_id: int,
    outcome: str,
    quantity: int | None = None,
    level: str | None = None,
    each_centi: int | None = None,
    reason: str = "",
    ayes: int,
    nays: int,
    abstained: int,
    without_objection: bool,
    seen_votes: int = 0,
    key: str,
    now: datetime,
) -> Decided:
    """Put one matter to the vote and keep what was decided until the meeting closes (R37, R76).

    `outcome`: accepted (as assessed), changed (`quantity`, `level`, `each_centi`; None stays as assessed),
    refused, deferred; all but accepted need a `reason`. Of a matter taken up again accepted leaves what stands. The owner does not vote and is not counted. `seen_votes`: how
    many votes on it were shown; deciding again adds a resolution, one not adopted leaves the result as it was.
    Raises NotFound. Refused: forbidden, wrong_state, off_agenda, not_singled_out, not_assessed, bad_outcome,
    reason_missing, unchanged, bad_points, not_heard (a minus larger than the one shown), not_shown, year_settled, stale, votes, attendance.
    """
    today = timezone.localdate(now)
    meeting = get_meeting_for(actor_id=actor_id, verb="decide", meeting_id=meeting_id, on=today)
    hands = Hands(ayes=ayes, nays=nays, abstained=abstained, without_objection=without_objection)
    wanted = Wanted(outcome, quantity, level, each_centi, reason.strip())
    with writing(
        branch_id=meeting.branch_id, actor_id=actor_id, verb="decide_single", key=key, now=now
    ) as act:
        row = agenda_item(under_way(meeting), matter_id)
        _check(row, wanted)
        if row.reopening is not None:
            _propose_anew(act, row, wanted)
        else:
            _propose(row, wanted)
        return _vote(act, row, wanted, hands, seen_votes)


def _vote(act: Act, row: AgendaItem, wanted: Wanted, hands: Hands, seen_votes: int) -> Decided:
    resolution, decided = put_to_vote(
        act, row.meeting, proposal=_proposal(row), hands=hands, seen_votes=seen_votes, matter=row.matter
    )
    if decided.adopted:
        row.resolution = resolution
        row.reason = act.keep_text(wanted.reason) if wanted.outcome != AgendaItem.Outcome.ACCEPTED else None
        row.save()
    detail = {
        "resolution": resolution.pk,
        "adopted": decided.adopted,
        "outcome": wanted.outcome,
        "points_centi": row.points_centi,
    }
    act.audit(subject="matter", subject_id=row.matter_id, clause="R37 R76 A15", detail=detail)
    return decided


def _check(row: AgendaItem, wanted: Wanted) -> None:
    if wanted.outcome not in VERBS:
        raise Refused("bad_outcome", "请选择按初评评定、改为其他分、不认定或缓议。")
    if row.reopening is None:
        next_state(subject="matter", state=row.matter.state, verb=VERBS[wanted.outcome])
    if not row.singled_out:
        raise Refused("not_singled_out", "这件事在一并评定的名单里。请先提出来逐项审议，再单独表决。")
    if wanted.outcome != AgendaItem.Outcome.ACCEPTED and not wanted.reason:
        raise Refused("reason_missing", "改分、不认定或缓议要写明理由，这里是空的。请补写。")


def _propose_anew(act: Act, row: AgendaItem, wanted: Wanted) -> None:
    """The same for a matter taken up again: `accepted` leaves what stands."""
    row.outcome = wanted.outcome
    if wanted.outcome in (AgendaItem.Outcome.ACCEPTED, AgendaItem.Outcome.DEFERRED):
        put_kept(row)
        return
    figures = None
    if wanted.outcome == AgendaItem.Outcome.CHANGED:
        old = entry_of_matter(row.matter)
        figures = wanted_figures(
            row.matter, old, quantity=wanted.quantity, level=wanted.level, each_centi=wanted.each_centi
        )
    put_anew(act, row, figures=figures, reason=wanted.reason)


def _propose(row: AgendaItem, wanted: Wanted) -> None:
    """Set on the row, not yet saved, what is put to the vote."""
    assessed = latest_assessments([row.matter_id]).get(row.matter_id)
    basis: Assessment | Matter = assessed or row.matter
    row.outcome, row.points_centi = wanted.outcome, 0
    row.quantity, row.level, row.each_centi = basis.quantity, basis.level, basis.each_centi
    if assessed and wanted.outcome == AgendaItem.Outcome.ACCEPTED:
        row.points_centi = assessed.points_centi
    if assessed and wanted.outcome == AgendaItem.Outcome.CHANGED:
        row.quantity = assessed.quantity if wanted.quantity is None else wanted.quantity
        row.level = assessed.level if wanted.level is None else wanted.level
        row.each_centi = assessed.each_centi if wanted.each_centi is None else wanted.each_centi
        row.points_centi = _points(row, reason=wanted.reason)
        if row.points_centi == assessed.points_centi:
            raise Refused("unchanged", "改的结果与初评分相同。请改次数、级别或分值，或者选“按初评评定”。")


def _points(row: AgendaItem, *, reason: str) -> int:
    """Signed points of a changed matter, judged by the same rules as any entry."""
    matter, standard = row.matter, standard_of(row.matter.version)
    entry = Entry(
        0, matter.item, matter.day, row.quantity or 0, row.each_centi, row.level, matter.achievement
    )
    faults = fault_of_entry(
        standard=standard,
        member=member_of(matter.membership),
        year=span_of(matter.quarter.year),
        entry=entry,
        reason=reason,
    )
    if entry.quantity > MOST_TIMES:
        raise Refused("bad_points", f"一件事项至多 {MOST_TIMES} 次。请核对次数。")
    if faults:
        raise Refused("bad_points", "".join(fault.sentence for fault in faults))
    points = signed_centi(
        item=standard.by_id[matter.item],
        quantity=entry.quantity,
        level=entry.level,
        each_centi=entry.points_centi,
    )
    if points < min(0, matter.claimed_centi):
        shown, meant = format_centi(-matter.claimed_centi), format_centi(-points)
        raise Refused(
            "not_heard",
            f"拟扣 {meant} 分，比已经告知本人的 {shown} 分多，本人还没有机会答复。请按不超过 {shown} 分表决，"
            "或者不认定这一件，另行登记并听取本人答复。",
        )
    return points


def _proposal(row: AgendaItem) -> str:
    points = format_centi(row.points_centi or 0)
    if row.reopening is not None:
        return {
            "accepted": f"维持原来的 {points} 分" if row.points_centi else "维持原来的结果",
            "changed": f"重新评定为 {points} 分",
            "refused": "重新评定为不认定",
            "deferred": "重新审议缓议，留待下一次大会",
        }[row.outcome]
    return {
        "accepted": f"按初评评定 {points} 分",
        "changed": f"改为 {points} 分",
        "refused": "不认定",
        "deferred": "缓议，留待下一次大会",
    }[row.outcome]
