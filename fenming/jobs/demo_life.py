"""What the people of the demo do, month by month, through the same actions as everybody else.

The script is fixed: one seed, and the moment of every act is passed in. It only says who does what; whatever the
rules refuse would stop it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

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
from fenming.actions.single_out import single_out
from fenming.jobs.demo_people import DEEDS, EACH_QUARTER, MINUSES, NOTED_LATER, PARTS, TERM_DONE, Deed
from fenming.queries.demo_reading import OpenMatter, Periods, agenda_ids, open_matters, unmarked_members
from fenming.rules.calendar import month_bounds
from fenming.rules.terms import Status

SHANGHAI = ZoneInfo("Asia/Shanghai")
YEAR = 2026
# How often a member of the demo declares something, or says there is nothing new.
DECLARES, SAYS_NOTHING_NEW = 0.45, 0.9
# The quarter whose meeting puts one matter off.
DEFERS_IN = 2


@dataclass(slots=True)
class Stage:
    """The branch of the demo: ids in the order of PARTS, its periods, and the chance that is always the same."""

    branch_id: int
    members: list[int]
    persons: list[int]
    periods: Periods
    chance: random.Random
    keys: int = field(default=0)

    def key(self) -> str:
        """The next once-only key; the same script gives the same keys."""
        self.keys += 1
        return f"demo-{self.branch_id}-{YEAR}-{self.keys}"

    def person(self, membership_id: int) -> int:
        return self.persons[self.members.index(membership_id)]

    def holder(self, login: str) -> int:
        return next(person for part, person in zip(PARTS, self.persons, strict=True) if part.login == login)


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a day in the branch's time zone."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def list_of(part: int) -> str:
    """The item list of a person of the demo."""
    return "P" if PARTS[part].status is Status.PROBATIONARY else PARTS[part].post


def live_month(stage: Stage, month: int) -> None:
    """Everything that is recorded and declared for a month, up to the fifth of the next one."""
    _record_each_quarter(stage, month)
    _record_minuses(stage, month)
    for part in range(len(PARTS)):
        _declare_month(stage, month, part)


def _last_workday(month: int) -> date:
    day = month_bounds(YEAR, month)[1]
    return day - timedelta(days=max(0, day.weekday() - 4))


def _record_each_quarter(stage: Stage, month: int) -> None:
    day = _last_workday(month)
    for code, items in EACH_QUARTER.items():
        term = (TERM_DONE[month],) if code == "T" and month in TERM_DONE else ()
        parts = [part for part in range(len(PARTS)) if list_of(part) == code]
        for item, what in (*(items if month % 3 == 0 else ()), *term):
            _record(stage, item, what, day, parts)


def _record(
    stage: Stage, item: str, what: str, day: date, parts: list[int], *, noted: date | None = None
) -> tuple[int, ...]:
    recorded = record(
        actor_id=stage.holder("xumingyuan"),
        branch_id=stage.branch_id,
        item=item,
        day=day,
        membership_ids=[stage.members[part] for part in parts],
        what=what,
        key=stage.key(),
        now=at(noted or day, 16),
    )
    return recorded.matter_ids


def _record_minuses(stage: Stage, month: int) -> None:
    for in_month, day_number, item, what, part, answer in MINUSES:
        if in_month != month:
            continue
        day = date(YEAR, month, day_number)
        (matter_id,) = _record(stage, item, what, day, [part], noted=NOTED_LATER.get(day))
        if answer:
            reply(
                actor_id=stage.persons[part],
                matter_id=matter_id,
                agrees=False,
                text=answer,
                key=stage.key(),
                now=at(day + timedelta(days=2)),
            )


def _declare_month(stage: Stage, month: int, part: int) -> None:
    first, last = month_bounds(YEAR, month)
    moment = at(last + timedelta(days=stage.chance.randint(1, 5)), stage.chance.randint(8, 21))
    month_id, draw = stage.periods.months[month], stage.chance.random()
    if draw < DECLARES:
        deed = stage.chance.choice(DEEDS[list_of(part)])
        day = first + timedelta(days=stage.chance.randint(0, last.day - 1))
        _declare(stage, part, month_id, deed, max(day, date(YEAR, 1, 5)), moment)
    elif draw < SAYS_NOTHING_NEW:
        nothing_new(actor_id=stage.persons[part], month_id=month_id, key=stage.key(), now=moment)


def _declare(stage: Stage, part: int, month_id: int, deed: Deed, day: date, moment: datetime) -> None:
    declare(
        actor_id=stage.persons[part],
        month_id=month_id,
        item=deed.item,
        day=day,
        said=deed.said,
        level=deed.level,
        each_centi=deed.each_centi,
        achievement=deed.achievement,
        key=stage.key(),
        now=moment,
    )


def assess_month(stage: Stage, month: int, day: date, *, only: int | None = None) -> None:
    """The committee goes through a month; `only`: it has come so far down the roster, and left the minus points."""
    first, second = stage.holder("hanruoshui"), stage.holder("shenzhixing")
    month_id, reached = stage.periods.months[month], stage.members[:only]
    for matter in open_matters(month_id=month_id):
        if matter.state == "declared" and matter.membership_id in reached and not (only and matter.minus):
            by = second if stage.person(matter.membership_id) == first else first
            _assess(stage, matter, by, at(day, 15))
    left = [member for member in unmarked_members(month_id=month_id) if member in reached]
    own = [member for member in left if stage.person(member) == first]
    for by, members in ((first, [member for member in left if member not in own]), (second, own)):
        if members:
            assess_batch(
                actor_id=by, month_id=month_id, matter_ids=[], membership_ids=members, key=stage.key(), now=at(day, 16)
            )  # fmt: skip


def _assess(stage: Stage, matter: OpenMatter, by: int, moment: datetime) -> None:
    outcome, each, reason = "accepted", matter.each_centi, ""
    if matter.ranged and (matter.each_centi or 0) > 200:
        outcome, each, reason = "changed", 200, "校级刊物，参照上半年同类事项按 2 分。"
    elif matter.minus and stage.chance.random() < 0.35:
        outcome, reason = "refused", "核对后情有可原，事先已经说明，不作扣分。"
    assess(
        actor_id=by,
        matter_id=matter.matter_id,
        outcome=outcome,
        quantity=matter.quantity,
        level=matter.level,
        each_centi=each,
        reason=reason,
        seen_round=0,
        key=stage.key(),
        now=moment,
    )


def hold_meeting(stage: Stage, quarter: int, day: date) -> None:
    """Call, open, decide and close the members' meeting of a quarter, two days after it was called."""
    secretary, quarter_id = stage.holder("linmanqing"), stage.periods.quarters[quarter]
    meeting_id = call_meeting(
        actor_id=secretary, quarter_id=quarter_id, held_on=day, place="文学馆 204 室",
        key=stage.key(), now=at(day - timedelta(days=2)),
    )  # fmt: skip
    absent = stage.chance.sample(range(2, len(PARTS)), 2)
    present = [member for part, member in enumerate(stage.members) if part not in absent]
    mark_attendance(
        actor_id=secretary,
        meeting_id=meeting_id,
        present_membership_ids=present,
        key=stage.key(),
        now=at(day, 14),
    )
    open_meeting(actor_id=secretary, meeting_id=meeting_id, key=stage.key(), now=at(day, 14))
    if quarter == DEFERS_IN:
        _defer_one(stage, meeting_id, day)
    _decide(stage, meeting_id, day)
    close_meeting(
        actor_id=secretary,
        meeting_id=meeting_id,
        minutes="支部书记通报本季度初评情况，到会党员逐项评议，按表决结果评定。",
        key=stage.key(),
        now=at(day, 17),
    )


def _defer_one(stage: Stage, meeting_id: int, day: date) -> None:
    """Someone asks for the last matter of the list to be looked at by itself; the papers are not there yet."""
    secretary, matter_id = stage.holder("linmanqing"), agenda_ids(meeting_id=meeting_id).en_bloc[-1]
    single_out(
        actor_id=secretary, meeting_id=meeting_id, matter_id=matter_id, key=stage.key(), now=at(day, 14)
    )
    decide_single(
        actor_id=secretary, meeting_id=meeting_id, matter_id=matter_id, outcome="deferred",
        reason="证明材料还没有交齐，留到下一季度大会。", ayes=0, nays=0, abstained=0, without_objection=True,
        key=stage.key(), now=at(day, 14),
    )  # fmt: skip


def _decide(stage: Stage, meeting_id: int, day: date) -> None:
    secretary, agenda = stage.holder("linmanqing"), agenda_ids(meeting_id=meeting_id)
    if agenda.en_bloc:
        decide_en_bloc(
            actor_id=secretary, meeting_id=meeting_id, ayes=0, nays=0, abstained=0, without_objection=True,
            seen=agenda.en_bloc, key=stage.key(), now=at(day, 15),
        )  # fmt: skip
    decided = dict.fromkeys(agenda.singled_out, ("accepted", "")) | dict.fromkeys(
        agenda.not_assessed, ("deferred", "答复期未满，留到下一次大会。")
    )
    for matter_id, (outcome, reason) in decided.items():
        decide_single(
            actor_id=secretary, meeting_id=meeting_id, matter_id=matter_id, outcome=outcome, reason=reason,
            ayes=0, nays=0, abstained=0, without_objection=True, key=stage.key(), now=at(day, 16),
        )  # fmt: skip


def post_quarter(stage: Stage, quarter: int, day: date, *, locked_by: date | None = None) -> None:
    """Put a quarter's sheet up; with `locked_by`, let its term and the days for objections run out by that day."""
    post(
        actor_id=stage.holder("linmanqing"),
        quarter_id=stage.periods.quarters[quarter],
        key=stage.key(),
        now=at(day),
    )
    if locked_by is not None:
        end_due(now=at(locked_by, 8))
