"""A month of the demo: what is noted, what is declared, by oneself or on paper, and what the assessors make of it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.declare import declare
from fenming.actions.declare_for import declare_for
from fenming.actions.hand_over import hand_over
from fenming.actions.nothing_new import nothing_new
from fenming.actions.nothing_new_for import nothing_new_for
from fenming.actions.record import record
from fenming.actions.reply import reply
from fenming.actions.reply_for import reply_for
from fenming.jobs.demo_deeds import DEEDS, EACH_QUARTER, MINUSES, TERM_DONE, TOGETHER, Deed
from fenming.jobs.demo_diary import Entry, Stage, at, workday_before
from fenming.jobs.demo_people import Part
from fenming.queries.demo_reading import OnDesk, matter_of, on_desk, roll_of_month
from fenming.rules.authority import Role
from fenming.rules.calendar import month_bounds

# How often a member of the demo declares something, a second thing, says there is nothing new; or does so at once.
DECLARES, TWICE, SAYS_NOTHING_NEW, AT_ONCE = 0.68, 0.3, 0.94, 0.4
# What the assessors found explained.
EXCUSED = ("程一诺", "顾清和")
# Who goes to everything that is done together; the script comes back to them.
ALWAYS = ("秦望舒", "谢临川")


def month_entries(stage: Stage, month: int) -> Iterator[Entry]:
    """Everything that is noted and declared for a month, up to the fifth of the next one."""
    first, last = month_bounds(stage.year, month)
    yield from _for_everyone(stage, month, workday_before(last))
    yield from _together(stage, month)
    yield from _minuses(stage, month)
    for part in stage.there(first, last):
        yield from _declarations(stage, month, part)


def note(
    stage: Stage, item: str, *, day: date, what: str, names: list[str], now: datetime
) -> tuple[int, ...]:
    """The recorder notes one thing for many; matter ids in the order of the names."""
    recorded = record(
        actor_id=stage.recorder,
        branch_id=stage.branch_id,
        item=item,
        day=day,
        membership_ids=[stage.member(name) for name in names],
        what=what,
        key=stage.key(),
        now=now,
    )
    return recorded.matter_ids


def _names(stage: Stage, code: str, day: date) -> list[str]:
    """Those on an item list on a day."""
    return [
        part.name for part in stage.there(day, day) if part.list_on(day) == code and not part.is_away(day)
    ]


def _for_everyone(stage: Stage, month: int, day: date) -> Iterator[Entry]:
    for code, items in EACH_QUARTER.items():
        term = (TERM_DONE[month],) if code == "T" and month in TERM_DONE else ()
        if not (names := _names(stage, code, day)):
            continue
        for item, what in (*(items if month % 3 == 0 else ()), *term):
            yield Entry(at(day, 16), partial(note, stage, item, day=day, what=what, names=names))


def _together(stage: Stage, month: int) -> Iterator[Entry]:
    for in_month, day_number, code, item, what in TOGETHER:
        day = date(stage.year, month, day_number if in_month == month else 1)
        names = [
            name
            for name in _names(stage, code, day)
            if name in ALWAYS or stage.chance(what, name).random() < 0.55
        ]
        if in_month == month and names:
            yield Entry(at(day, 17), partial(note, stage, item, day=day, what=what, names=names))


def _minuses(stage: Stage, month: int) -> Iterator[Entry]:
    for in_month, day_number, item, what, name, answer in MINUSES:
        day = date(stage.year, month, day_number if in_month == month else 1)
        part = next((one for one in stage.there(day, day) if one.name == name), None)
        if in_month != month or part is None or part.is_away(day):
            continue
        noted = at(day + timedelta(days=8 if in_month == 10 else 0), 16)
        yield Entry(noted, partial(note, stage, item, day=day, what=what, names=[name]))
        if not part.login:
            yield Entry(noted + timedelta(hours=1), partial(_hand_over, stage, name, what))
        if answer:
            by = _reply if part.login else _reply_on_paper
            yield Entry(at(day + timedelta(days=2)), partial(by, stage, name, what, answer))


def _reply(stage: Stage, name: str, what: str, answer: str, *, now: datetime) -> None:
    matter_id = matter_of(membership_id=stage.member(name), said=what)
    reply(
        actor_id=stage.person(name),
        matter_id=matter_id,
        agrees=False,
        text=answer,
        key=stage.key(),
        now=now,
    )


def _hand_over(stage: Stage, name: str, what: str, *, now: datetime) -> None:
    """Who has no account is handed the notice by the recorder."""
    matter_id = matter_of(membership_id=stage.member(name), said=what)
    hand_over(
        actor_id=stage.recorder, matter_id=matter_id, handed_on=now.date(), receipt_kept=True, key=stage.key(), now=now
    )  # fmt: skip


def _reply_on_paper(stage: Stage, name: str, what: str, answer: str, *, now: datetime) -> None:
    matter_id = matter_of(membership_id=stage.member(name), said=what)
    reply_for(
        actor_id=stage.recorder, matter_id=matter_id, agrees=False, text=answer, signed_on=now.date(), paper_kept=True,
        key=stage.key(), now=now,
    )  # fmt: skip


def _declarations(stage: Stage, month: int, part: Part) -> Iterator[Entry]:
    first, last = month_bounds(stage.year, month)
    first = max(first, part.since)
    chance = stage.chance(month, part.name)
    if (part.until is not None and part.until <= last) or part.is_away(first):
        return
    moment = at(last + timedelta(days=chance.randint(1, 5)), chance.randint(8, 21), chance.randint(0, 59))
    # Those in office have their hands full in October, and speak on the last day.
    waits = stage.is_main and month == 10 and part.role is not None
    moment = moment.replace(day=5) if waits else moment
    draw = chance.random()
    if draw < (DECLARES if stage.is_main else DECLARES / 2):
        for day, deed in _chosen(chance, part, first, last):
            at_once = chance.random() < AT_ONCE and day < last and not waits
            when = at(day + timedelta(days=1), chance.randint(8, 21)) if at_once else moment
            yield Entry(when, partial(tell, stage, part, month, deed=deed, day=day))
    elif draw < SAYS_NOTHING_NEW:
        yield Entry(moment, partial(_tell_nothing, stage, part, month))


def _chosen(chance: random.Random, part: Part, first: date, last: date) -> list[tuple[date, Deed]]:
    day = first + timedelta(days=chance.randint(0, (last - first).days))
    deeds = chance.sample(DEEDS[part.list_on(day)], 2 if chance.random() < TWICE else 1)
    return [(day, deed) for deed in deeds]


def tell(stage: Stage, part: Part, month: int, *, deed: Deed, day: date, now: datetime) -> int:
    """Declare a deed, or have it entered from the paper sheet; the matter's id."""
    month_id = stage.periods.months[month]
    if part.login:
        return declare(
            actor_id=stage.person(part.name), month_id=month_id, item=deed.item, day=day, said=deed.said, level=deed.level,
            each_centi=deed.each_centi, achievement=deed.achievement, key=stage.key(), now=now,
        )  # fmt: skip
    return declare_for(
        actor_id=stage.recorder, membership_id=stage.member(part.name), month_id=month_id, item=deed.item, day=day, said=deed.said,
        level=deed.level, each_centi=deed.each_centi, achievement=deed.achievement, key=stage.key(), now=now,
    )  # fmt: skip


def _tell_nothing(stage: Stage, part: Part, month: int, *, now: datetime) -> None:
    month_id = stage.periods.months[month]
    if part.login:
        nothing_new(actor_id=stage.person(part.name), month_id=month_id, key=stage.key(), now=now)
        return
    membership_id = stage.member(part.name)
    nothing_new_for(
        actor_id=stage.recorder, membership_id=membership_id, month_id=month_id, key=stage.key(), now=now
    )


def assess_month(stage: Stage, month: int, *, now: datetime, only: int | None = None) -> None:
    """The assessors go through a month; `only`: they have come so far down the roster, and left the doubtful ones."""
    month_id = stage.periods.months[month]
    parts = stage.there(*month_bounds(stage.year, month))[:only]
    reached = {stage.member(part.name) for part in parts}
    desk = [one for one in on_desk(month_id=month_id, on=now.date()) if one.membership_id in reached]
    plain: dict[int, list[int]] = defaultdict(list)
    for one in desk:
        if one.plain:
            plain[_assessor(stage, one.person_id, one.reporter_id)].append(one.matter_id)
        elif one.heard and only is None:
            assess_one(stage, one, now=now)
    silent: dict[int, list[int]] = defaultdict(list)
    for membership_id, person_id in roll_of_month(month_id=month_id):
        if membership_id in reached:
            silent[_assessor(stage, person_id)].append(membership_id)
    for by in sorted({*plain, *silent}):
        assess_batch(
            actor_id=by, month_id=month_id, matter_ids=plain[by], membership_ids=silent[by], key=stage.key(), now=now
        )  # fmt: skip


def _assessor(stage: Stage, *barred: int | None) -> int:
    able = [*stage.holders(Role.COMMITTEE), stage.secretary]
    return next(person for person in able if person not in barred)


def assess_one(stage: Stage, matter: OnDesk, *, now: datetime) -> None:
    """Look at one matter alone."""
    outcome, each, reason = "accepted", matter.each_centi, ""
    if (matter.each_centi or 0) > 200:
        outcome, each, reason = "changed", 200, "校级刊物，参照上半年同类事项按 2 分。"
    elif matter.minus and matter.person_id in {stage.person(name) for name in EXCUSED if stage.is_main}:
        outcome, reason = "refused", "核对后情有可原，事先已经说明，不作扣分。"
    elif matter.twin and not matter.minus and not matter.round:
        outcome, reason = "refused", "同一成果前面已经认定，不重复计分。"
    assess(
        actor_id=_assessor(stage, matter.person_id, matter.reporter_id),
        matter_id=matter.matter_id,
        outcome=outcome,
        quantity=matter.quantity,
        level=matter.level,
        each_centi=each,
        reason=reason,
        seen_round=matter.round,
        key=stage.key(),
        now=now,
    )
