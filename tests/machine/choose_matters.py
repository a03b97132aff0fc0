"""What somebody sensible would do next about matters: each function gives arguments, or None for nothing to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.machine import days
from tests.machine.assessing import due, is_plain
from tests.machine.model import Model
from tests.machine.things import ITEMS, RANGES, Claim, Matter, Member, Month
from tests.rules import reference

Choice = dict[str, Any] | None
REPEATABLE = ("DT2", "DT5", "DA5", "DP3", "DP5", "J05", "J06", "K02", "K03", "K07")


class Words:
    """Sentences nobody said before."""

    def __init__(self) -> None:
        self.count = 0

    def new(self, what: str = "做了第") -> str:
        self.count += 1
        return f"{what}{self.count}件事。"


def claim_of(luck: Random, item: str, day: date) -> Claim:
    """Figures that fit the item."""
    level = luck.choice(sorted(reference.BY_LEVEL[item])) if item in reference.BY_LEVEL else ""
    low, high = RANGES.get(item, (0, 0))
    each = luck.randrange(low, high + 1, 50) if item in RANGES else None
    quantity = luck.choice((1, 1, 2, 3)) if item in REPEATABLE else 1
    named = item[0] == "J" and luck.random() < 0.3
    return Claim(item, day, quantity, level, each, f"成果{luck.randrange(4)}" if named else "")


def items_for(member: Member, day: date, kinds: str) -> list[str]:
    """Items of the member's list that day."""
    code = member.list_on(day)
    fits = (
        item
        for item in ITEMS
        if item[0] in kinds
        and (item[0] != "D" or item[1] == code)
        and (code == "T" or item not in ("J02", "J03"))
    )
    return sorted(fits)


def _day(luck: Random, first: date, last: date) -> date | None:
    return first + timedelta(days=luck.randint(0, (last - first).days)) if first <= last else None


def _begun(model: Model) -> list[Month]:
    return [one for one in model.months if one.start <= model.today and not one.assessed]


def declare(model: Model, luck: Random, words: Words) -> Choice:
    months, member = _begun(model)[-2:], luck.choice(model.roster(model.today))
    if not months:
        return None
    month = luck.choice(months)
    start = month.start
    if luck.random() < 0.2 and any(one.assessed for one in model.months_in(month.quarter.year)):
        start = date(start.year, 1, 1)
    day = _day(luck, max(start, member.since), min(month.end, model.today))
    if day is None:
        return None
    claim = claim_of(luck, luck.choice(items_for(member, day, "DJ")), day)
    return {"actor": member.name, "month": month, "claim": claim, "said": words.new()}


def nothing_new(model: Model, luck: Random, _: Words) -> Choice:
    months, member = _begun(model), luck.choice(model.roster(model.today))
    return {"actor": member.name, "month": luck.choice(months)} if months else None


def _recent(model: Model, luck: Random, member: Member) -> date | None:
    first = max(member.since, model.today - timedelta(days=40), date(model.years[0].number, 1, 1))
    last = min(model.today, date(model.years[-1].number, 12, 31))
    return _day(luck, first, min(last, member.until or last))


def record(model: Model, luck: Random, words: Words) -> Choice:
    member = luck.choice(model.members)
    day = _recent(model, luck, member)
    if day is None:
        return None
    kinds = "K" if luck.random() < 0.4 else "J"
    members = [member]
    if luck.random() < 0.2:
        members = luck.sample(model.roster(day), min(3, len(model.roster(day))))
    everyones = [set(items_for(one, day, kinds)) for one in members]
    claim = claim_of(luck, luck.choice(sorted(set.intersection(*everyones))), day)
    return {"actor": "xu", "members": members, "claim": claim, "said": words.new()}


def report(model: Model, luck: Random, words: Words) -> Choice:
    here = model.roster(model.today)
    actor, member = luck.sample(here, 2)
    day = _recent(model, luck, member)
    if day is None:
        return None
    claim = claim_of(luck, luck.choice(items_for(member, day, "DJK")), day)
    return {"actor": actor.name, "membership": member, "claim": claim, "said": words.new("看见第")}


def _those(model: Model, *states: str) -> list[Matter]:
    return [one for one in model.matters if one.state in states]


def reply(model: Model, luck: Random, words: Words) -> Choice:
    waiting = [one for one in _those(model, "declared") if one.reply_by and not one.replied]
    if not waiting:
        return None
    matter, agrees = luck.choice(waiting), luck.random() < 0.7
    text = "" if agrees else words.new("不同意第")
    return {"actor": matter.member.name, "matter": matter, "agrees": agrees, "text": text}


def withdraw(model: Model, luck: Random, _: Words) -> Choice:
    there = _those(model, "declared", "returned")
    matter = luck.choice(there) if there else None
    return {"actor": matter.by or matter.reporter, "matter": matter} if matter else None


def resubmit(model: Model, luck: Random, words: Words) -> Choice:
    there = [one for one in _those(model, "returned") if one.reply_by is None]
    if not there:
        return None
    matter = luck.choice(there)
    claim = replace(claim_of(luck, matter.claim.item, matter.claim.day), achievement=matter.claim.achievement)
    return {"actor": matter.by, "matter": matter, "claim": claim, "said": words.new("补充第")}


def changed(luck: Random, claim: Claim) -> Claim:
    """Other figures of the same item, a minus never larger, if there are any."""
    if claim.level:
        levels = reference.BY_LEVEL[claim.item]
        fits = [one for one in levels if claim.sign > 0 or levels[one] < levels[claim.level]]
        return replace(claim, level=luck.choice(sorted(fits))) if fits else claim
    if claim.item in RANGES:
        return replace(claim, each=luck.randrange(RANGES[claim.item][0], RANGES[claim.item][1] + 1, 50))
    most = 4 if claim.sign > 0 else max(2, claim.quantity)
    return replace(claim, quantity=luck.randrange(1, most))


def _assessors(model: Model, *but: str | None) -> list[str]:
    return sorted(model.holders("committee", "secretary") - set(but))


def assess(model: Model, luck: Random, words: Words) -> Choice:
    heard = [
        one
        for one in _those(model, "declared")
        if one.reply_by is None or one.replied or one.reply_by < model.today
    ]
    if not heard or luck.random() < 0.08:
        heard = _those(model, "assessed") or heard
    if not heard:
        return None
    matter = luck.choice(heard)
    actors = _assessors(model, matter.member.name, matter.reporter)
    if not actors:
        return None
    outcome = luck.choices(("accepted", "changed", "refused", "returned"), (60, 14, 13, 13))[0]
    claim = changed(luck, matter.claim) if outcome == "changed" else matter.claim
    outcome = "accepted" if outcome == "changed" and claim == matter.claim else outcome
    reason = "" if outcome == "accepted" else words.new("理由是第")
    return {
        "actor": luck.choice(actors), "matter": matter, "outcome": outcome, "seen_round": len(matter.rounds),
        "claim": claim, "reason": reason,
    }  # fmt: skip


def assess_batch(model: Model, luck: Random, _: Words) -> Choice:
    months = [one for one in _begun(model) if model.today > days.fifth_after(one.end)]
    actors = _assessors(model)
    if not months or not actors:
        return None
    month, actor = months[0], luck.choice(actors)
    waiting = [one for one in model.matters if one.month is month and one.state == "declared"]
    plain = [one for one in waiting if is_plain(model, one) and one.member.name != actor]
    held_up = {one.member for one in waiting if one not in plain}
    members = due(model, month) - held_up - month.marked
    members = {one for one in members if one.name != actor}
    if not plain and not members:
        return None
    return {
        "actor": actor,
        "month": month,
        "matters": plain,
        "members": sorted(members, key=lambda one: one.no),
    }
