"""A branch on its way through the year, by the real verbs: quarters determined, posted, locked."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

from fenming.actions.assess import assess
from fenming.actions.close_meeting import close_meeting
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.end_due import end_due
from fenming.actions.post import post
from fenming.actions.record import record
from fenming.actions.reply import reply
from fenming.actions.report_back import report_back
from fenming.queries.report_backs import report_lines
from fenming.records.models import AgendaItem, Matter, Posting, Quarter, Year
from tests.actions.meeting_scene import opened, single
from tests.cast import Cast, at, key
from tests.once import once
from tests.side_tables import veto_entry

QUARTER_ENDS = {1: date(2026, 3, 28), 2: date(2026, 6, 28), 3: date(2026, 9, 28), 4: date(2026, 12, 28)}

_facts = itertools.count(1)


def quarter(people: Cast, number: int = 1) -> Quarter:
    return Quarter.objects.select_related("year").get(
        branch_id=people.branch_id, year__number=2026, number=number
    )


def year(people: Cast) -> Year:
    return Year.objects.get(branch_id=people.branch_id, number=2026)


def determine(people: Cast, number: int = 1, *absent: int) -> None:
    """A members' meeting of the quarter: everything assessed is determined, singled out or en bloc."""
    day = QUARTER_ENDS[number]
    meeting_id = opened(people, *absent, quarter=number, held_on=day)
    hear(people, meeting_id, at(day.year, day.month, day.day))
    rows = AgendaItem.objects.filter(meeting_id=meeting_id).select_related("matter")
    for row in rows.filter(singled_out=True):
        outcome = "accepted" if row.matter.state == "assessed" else "deferred"
        reason = "" if outcome == "accepted" else "答复期未满"
        single(people, meeting_id, row.matter, outcome, reason=reason, now=at(day.year, day.month, day.day))
    if seen := [row.matter_id for row in rows.filter(singled_out=False)]:
        decide_en_bloc(
            actor_id=people.xu,
            meeting_id=meeting_id,
            ayes=0,
            nays=0,
            abstained=0,
            without_objection=True,
            seen=seen,
            key=key(),
            now=at(day.year, day.month, day.day, 11),
        )
    close_meeting(
        actor_id=people.lin,
        meeting_id=meeting_id,
        minutes="逐项评定。",
        key=key(),
        now=at(day.year, day.month, day.day, 12),
    )


def hear(people: Cast, meeting_id: int, now: datetime) -> None:
    """The meeting is told what was found on objections since the last one, if anything was."""
    if owed := [line.finding_id for line in report_lines(meeting_id=meeting_id)]:
        report_back(actor_id=people.xu, meeting_id=meeting_id, finding_ids=owed, key=key(), now=now)


def assessed(
    people: Cast,
    membership_id: int,
    item: str,
    day: date,
    *,
    quantity: int = 1,
    level: str = "",
    each_centi: int | None = None,
    achievement: str = "",
) -> Matter:
    """A matter recorded on its day, answered if it costs points, and accepted the same day by someone else."""
    now = at(day.year, day.month, day.day, 8)
    (pk,) = record(
        actor_id=people.xu,
        branch_id=people.branch_id,
        item=item,
        day=day,
        membership_ids=[membership_id],
        what=f"做了第{next(_facts)}件事",
        key=key(),
        now=now,
        quantity=quantity,
        level=level,
        each_centi=each_centi,
        achievement=achievement,
    ).matter_ids
    matter = Matter.objects.select_related("membership").get(pk=pk)
    owner = matter.membership.person_id
    if matter.reply_by is not None:
        reply(actor_id=owner, matter_id=pk, agrees=True, text="", key=key(), now=now)
    assessor = people.shen if owner == people.han else people.han
    assess(actor_id=assessor, matter_id=pk, outcome="accepted", seen_round=0, key=key(), now=now)
    return Matter.objects.get(pk=pk)


def vetoed(people: Cast, membership_id: int, day: date) -> None:
    """A confirmed veto in the ledger."""
    veto_entry(people, membership_id, quarter=quarter(people), day=day)


def posted(people: Cast, number: int = 1) -> Posting:
    """The quarter's posting, put up the Wednesday after its meeting."""
    day = QUARTER_ENDS[number] + timedelta(days=4)
    now = at(day.year, day.month, day.day)
    pk = post(actor_id=people.lin, quarter_id=quarter(people, number).pk, key=key(), now=now)
    return Posting.objects.get(pk=pk)


def locked(people: Cast, number: int = 1) -> Posting:
    """The quarter's posting with its term and its objection days over."""
    posting = posted(people, number)
    day = posting.objection_until + timedelta(days=1)
    end_due(now=at(day.year, day.month, day.day))
    return posting


@once
def all_locked(people: Cast) -> None:
    """Every quarter of the year, with what the caller left in it, determined, posted and locked."""
    for number in QUARTER_ENDS:
        determine(people, number)
        locked(people, number)
