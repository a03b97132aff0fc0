"""What the model says of assessment: one matter, many at once, a member's month, the month."""

from __future__ import annotations

from collections.abc import Sequence

from tests.machine import days
from tests.machine.doors import door
from tests.machine.matters import faults
from tests.machine.model import Model
from tests.machine.things import OPEN_STATES, RANGES, Claim, Matter, Member, Month, Round

OUTCOMES = ("accepted", "changed", "refused", "returned")
LIVE = ("declared", "returned", "assessed", "determined")


def assess(
    model: Model, *, actor: str, matter: Matter, outcome: str, seen_round: int, claim: Claim, reason: str
) -> str:
    """`claim` has the figures a change puts in place."""
    if refused := door(model, actor, "assess", matter.member.name):
        return refused
    if outcome not in OUTCOMES:
        return "no_outcome"
    if outcome != "accepted" and not reason:
        return "no_reason"
    if matter.reporter == actor:
        return "reported_by_you"
    if len(matter.rounds) != seen_round:
        return "stale"
    if _before_open_meeting(model, [matter]):
        return "meeting_open"
    if _unheard(model, matter):
        return "not_heard"
    figures = claim if outcome == "changed" else matter.claim
    if outcome == "changed":
        if figures == matter.claim:
            return "not_changed"
        if found := faults(matter.member, matter.month.quarter.year, figures, matter.said):
            return found[0]
    points = 0 if outcome in ("refused", "returned") else figures.points
    if points < 0 and points < matter.claim.points:
        return "larger_minus"
    if matter.state not in OPEN_STATES:
        return "wrong_state"
    _judge(model, matter, Round(outcome, figures, points, actor, model.now))
    mark(model, matter.month, {matter.member})
    return ""


def _unheard(model: Model, matter: Matter) -> bool:
    return matter.reply_by is not None and not matter.replied and model.today <= matter.reply_by


def _before_open_meeting(model: Model, matters: Sequence[Matter]) -> bool:
    running = [one.quarter for one in model.meetings if one.state == "open"]
    return any(matter.quarter in running for matter in matters)


def _judge(model: Model, matter: Matter, judged: Round) -> None:
    matter.rounds.append(judged)
    matter.state = judged.outcome if judged.outcome in ("refused", "returned") else "assessed"


def mark(model: Model, month: Month, members: set[Member]) -> None:
    """The members' month is assessed when nothing of theirs waits in it, and the month when everyone's is."""
    if month.assessed or model.today <= days.fifth_after(month.end):
        return
    here = [one for one in model.matters if one.month is month and one.state != "withdrawn"]
    waiting = {one.member for one in here if one.state == "declared"}
    month.marked |= members - waiting
    month.assessed = not waiting and due(model, month) <= month.marked


def due(model: Model, month: Month) -> set[Member]:
    """Who is on the month's roster: there on some day of it, or with a matter in it."""
    late = {one.member for one in model.matters if one.month is month and one.state != "withdrawn"}
    there = (one for one in model.members if one.since <= month.end)
    return late | {one for one in there if one.until is None or one.until >= month.start}


def is_plain(model: Model, matter: Matter) -> bool:
    """Whether it may be accepted together with others."""
    if matter.origin == "reported" or matter.claim.sign < 0 or matter.rounds:
        return False
    year = matter.month.quarter.year
    others = [one for one in model.matters if one.member is matter.member and one is not matter]
    others = [one for one in others if one.state in LIVE and one.quarter.year is year]
    return matter.claim.item not in RANGES and not any(_alike(matter, one) for one in others)


def _alike(one: Matter, other: Matter) -> bool:
    same_work = bool(one.claim.achievement) and one.claim.achievement == other.claim.achievement
    same = one.claim.item == other.claim.item or one.said == other.said
    return same_work or (one.claim.day == other.claim.day and same)


def assess_batch(
    model: Model, *, actor: str, month: Month, matters: Sequence[Matter], members: Sequence[Member]
) -> str:
    """Matters of the month and members on its roster."""
    if refused := door(model, actor, "assess_batch"):
        return refused
    if not matters and not members:
        return "nothing_listed"
    if not {*members, *(one.member for one in matters)} <= due(model, month):
        return "not_found"
    if actor in {one.name for one in members} | {one.member.name for one in matters}:
        return "forbidden"
    if any(one.state != "declared" or not is_plain(model, one) for one in matters):
        return "stale"
    early = model.today <= days.fifth_after(month.end)
    unlisted = {
        one.member
        for one in model.matters
        if one.month is month and one.state == "declared" and one not in matters
    }
    if members and (early or unlisted & set(members)):
        return "not_due" if early else "stale"
    if members and not matters and set(members) <= month.marked:
        return "stale"
    if _before_open_meeting(model, matters):
        return "meeting_open"
    for one in matters:
        _judge(model, one, Round("accepted", one.claim, one.claim.points, actor, model.now))
    mark(model, month, set(members) - month.marked | {one.member for one in matters})
    return ""
