"""一并评定: decide everything that was not singled out with one vote (R37, A15)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import Decided, Hands, agenda_of, latest_assessments, put_to_vote, under_way
from fenming.actions._writing import writing
from fenming.queries.access import get_meeting_for
from fenming.records.models import AgendaItem, Matter, Meeting, Resolution
from fenming.rules.terms import Refused


def decide_en_bloc(
    *,
    actor_id: int,
    meeting_id: int,
    ayes: int,
    nays: int,
    abstained: int,
    without_objection: bool,
    seen: Collection[int],
    seen_votes: int = 0,
    key: str,
    now: datetime,
) -> Decided:
    """Determine every matter of the list as assessed, by one resolution that covers all members alike.

    The list: assessed, not singled out, without a result; `seen` are the matters shown, `seen_votes` how many votes
    en bloc were shown. A vote that is not adopted is recorded too and leaves every matter without a result: the
    minutes keep what was voted down. Refused: forbidden, wrong_state, nothing_to_decide, stale, votes, attendance.
    """
    today = timezone.localdate(now)
    meeting = get_meeting_for(actor_id=actor_id, verb="decide", meeting_id=meeting_id, on=today)
    hands = Hands(ayes=ayes, nays=nays, abstained=abstained, without_objection=without_objection)
    with writing(
        branch_id=meeting.branch_id, actor_id=actor_id, verb="decide_en_bloc", key=key, now=now
    ) as act:
        meeting = under_way(meeting)
        rows = _en_bloc(meeting, seen=set(seen))
        proposal = f"一并评定 {len(rows)} 件"
        resolution, decided = put_to_vote(act, meeting, proposal=proposal, hands=hands, seen_votes=seen_votes)
        if decided.adopted:
            _accept(rows, resolution)
        detail = {"resolution": resolution.pk, "adopted": decided.adopted, "matters": sorted(seen)}
        act.audit(subject="meeting", subject_id=meeting.pk, clause="R37 A15", detail=detail)
    return decided


def _en_bloc(meeting: Meeting, *, seen: set[int]) -> list[AgendaItem]:
    rows = [
        row
        for row in agenda_of(meeting)
        if not row.singled_out and not row.outcome and row.matter.state == Matter.State.ASSESSED
    ]
    if {row.matter_id for row in rows} != seen:
        raise Refused(
            "stale",
            "名单在您打开页面之后有变动，有的事项已评定、已提出来逐项审议或已撤回，您这次没有保存。请看新的名单。",
        )
    if not rows:
        raise Refused("nothing_to_decide", "没有要一并评定的事项。")
    return rows


def _accept(rows: list[AgendaItem], resolution: Resolution) -> None:
    assessments = latest_assessments(row.matter_id for row in rows)
    for row in rows:
        assessed = assessments[row.matter_id]
        row.resolution, row.outcome = resolution, AgendaItem.Outcome.ACCEPTED
        row.quantity, row.level = assessed.quantity, assessed.level
        row.each_centi, row.points_centi = assessed.each_centi, assessed.points_centi
    fields = ["resolution", "outcome", "quantity", "level", "each_centi", "points_centi"]
    AgendaItem.objects.bulk_update(rows, fields, batch_size=200)
