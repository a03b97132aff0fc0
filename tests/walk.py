"""A quarter and a year of the cast walked through by the real actions, so that every table holds rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.call_meeting import call_meeting
from fenming.actions.close_meeting import close_meeting
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.decide_single import decide_single
from fenming.actions.declare import declare
from fenming.actions.end_due import end_due
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.nothing_new import nothing_new
from fenming.actions.open_meeting import open_meeting
from fenming.actions.post import post
from fenming.actions.record import record
from fenming.actions.reply import reply
from fenming.actions.settle import settle
from fenming.queries.demo_reading import Periods, agenda_ids, called_ids, periods_of
from tests.cast import Cast, at, cast, key
from tests.once import once
from tests.telling import sign_and_announce

MEMBERS = ("m_lin", "m_xu", "m_han", "m_shen", "m_zhou", "m_he", "m_jiang")


@dataclass(frozen=True, slots=True)
class Walked:
    """What the walk left behind."""

    people: Cast
    periods: Periods
    plus_id: int  # 周予安 declared, accepted, determined
    minus_id: int  # 何苗 recorded, replied to, accepted, determined
    meeting_id: int
    posting_id: int


def assess_all(people: Cast, month_id: int, *, day: date) -> None:
    """Every member of the month assessed, matters aside; the committee handles each other's."""
    now = at(day.year, day.month, day.day)
    everyone = {getattr(people, name): name for name in MEMBERS}
    others = [pk for pk, name in everyone.items() if name != "m_han"]
    for actor, members in ((people.han, others), (people.shen, [people.m_han])):
        assess_batch(
            actor_id=actor, month_id=month_id, matter_ids=[], membership_ids=members, key=key(), now=now
        )


def accept(people: Cast, matter_id: int, *, day: date) -> None:
    """韩若水 accepts a fixed matter as it was declared."""
    assess(
        actor_id=people.han,
        matter_id=matter_id,
        outcome="accepted",
        quantity=1,
        level="",
        each_centi=None,
        reason="",
        seen_round=0,
        key=key(),
        now=at(day.year, day.month, day.day),
    )


def hold_meeting(people: Cast, quarter_id: int, day: date) -> int:
    """The meeting of a quarter of the cast's branch; its id."""
    return hold_meeting_of(people.lin, quarter_id, day)


def hold_meeting_of(secretary: int, quarter_id: int, day: date) -> int:
    """The meeting of a quarter with everyone there, everything adopted without objection; its id."""
    now = at(day.year, day.month, day.day)
    meeting_id = call_meeting(
        actor_id=secretary, quarter_id=quarter_id, held_on=day, place="文学馆 204 室", key=key(), now=now
    )
    present = called_ids(meeting_id=meeting_id)
    mark_attendance(
        actor_id=secretary, meeting_id=meeting_id, present_membership_ids=present, key=key(), now=now
    )
    open_meeting(actor_id=secretary, meeting_id=meeting_id, key=key(), now=now)
    agenda = agenda_ids(meeting_id=meeting_id)
    if agenda.en_bloc:
        decide_en_bloc(
            actor_id=secretary, meeting_id=meeting_id, ayes=0, nays=0, abstained=0, without_objection=True, seen=agenda.en_bloc,
            key=key(), now=now,
        )  # fmt: skip
    for matter_id in agenda.singled_out:
        decide_single(
            actor_id=secretary, meeting_id=meeting_id, matter_id=matter_id, outcome="accepted", ayes=0, nays=0, abstained=0,
            without_objection=True, key=key(), now=now,
        )  # fmt: skip
    close_meeting(actor_id=secretary, meeting_id=meeting_id, minutes="按表决结果评定。", key=key(), now=now)
    return meeting_id


@once
def walk_quarter(people: Cast | None = None, *, until_posted: bool = False) -> Walked:
    """January to March: one plus, one minus, the rest nothing new; determined on 15 April, posted, locked in May.

    `until_posted`: the posting is still up.
    """
    people = people or cast()
    periods = periods_of(branch_id=people.branch_id, year=2026)
    plus_id = declare(
        actor_id=people.zhou, month_id=periods.months[1], item="DT2", day=date(2026, 1, 20),
        said="指导学生修改论文，两课时。", key=key(), now=at(2026, 2, 2),
    )  # fmt: skip
    recorded = record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 1, 22),
        membership_ids=[people.m_he], what="主题党日迟到 20 分钟。", key=key(), now=at(2026, 1, 23),
    )  # fmt: skip
    (minus_id,) = recorded.matter_ids
    reply(actor_id=people.he, matter_id=minus_id, agrees=True, text="属实。", key=key(), now=at(2026, 1, 26))
    nothing_new(actor_id=people.shen, month_id=periods.months[1], key=key(), now=at(2026, 2, 3))
    for matter_id in (plus_id, minus_id):
        accept(people, matter_id, day=date(2026, 2, 11))
    for month in (1, 2, 3):
        assess_all(people, periods.months[month], day=date(2026, month + 1, 11))
    meeting_id = hold_meeting(people, periods.quarters[1], date(2026, 4, 15))
    posting_id = post(actor_id=people.lin, quarter_id=periods.quarters[1], key=key(), now=at(2026, 4, 16))
    if not until_posted:
        end_due(now=at(2026, 5, 20))
    return Walked(people, periods, plus_id, minus_id, meeting_id, posting_id)


def walk_year(walked: Walked, year_id: int) -> int:
    """The other three quarters without anything new, settled and announced in February; the settlement's id."""
    people, periods = walked.people, walked.periods
    ends = {
        2: ((5, 6, 7), date(2026, 7, 15)),
        3: ((8, 9, 10), date(2026, 10, 15)),
        4: ((11, 12, 13), date(2027, 1, 13)),
    }
    for quarter, (months, held) in ends.items():
        for month in months:
            day = date(2026, month, 11) if month < 13 else date(2027, 1, 11)
            assess_all(people, periods.months[month - 1], day=day)
        hold_meeting(people, periods.quarters[quarter], held)
        post(
            actor_id=people.lin,
            quarter_id=periods.quarters[quarter],
            key=key(),
            now=at(held.year, held.month, held.day + 1),
        )
        end_due(now=at(held.year, held.month + 1, 20))
    settlement_id = settle(actor_id=people.lin, year_id=year_id, key=key(), now=at(2027, 2, 22))
    sign_and_announce(actor_id=people.lin, settlement_id=settlement_id, now=at(2027, 2, 23))
    return settlement_id
