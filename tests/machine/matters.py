"""What the model says of matters: brought in, answered, taken back, assessed."""

from __future__ import annotations

from collections.abc import Sequence

from tests.machine import days
from tests.machine.doors import door
from tests.machine.model import Model
from tests.machine.things import HEARD_IN, ITEMS, RANGES, VETOES, Claim, Matter, Member, Month, Year
from tests.rules import reference


def faults(member: Member, year: Year, claim: Claim, said: str) -> list[str]:
    """What is wrong with figures, in the order in which it is told."""
    found = []
    in_year, here = claim.day.year == year.number, member.here(claim.day)
    found += [] if in_year and here else ["bad_day"]
    found += [] if claim.quantity >= 1 else ["bad_quantity"]
    if claim.item not in ITEMS:
        return [*found, "bad_item"]
    lists = claim.item[1] if claim.item[0] == "D" else "T" if claim.item in ("J02", "J03") else "TAP"
    if in_year and here and member.list_on(claim.day) not in lists:
        found.append("bad_item")
    low, high = RANGES.get(claim.item, (0, 0))
    if claim.item in RANGES or claim.each is not None:
        found += [] if claim.each is not None and low <= claim.each <= high else ["bad_each"]
    if claim.item in reference.BY_LEVEL or claim.level:
        found += [] if claim.level in reference.BY_LEVEL.get(claim.item, {}) else ["bad_level"]
    found += ["bad_said"] if not said and (claim.item[0] == "K" or claim.item in RANGES) else []
    found += ["bad_quantity"] if claim.quantity > 99 else []
    found += ["nothing_said"] if not said and "bad_said" not in found else []
    return found


def _repeats(model: Model, member: Member, claim: Claim, said: str, *, but: Matter | None = None) -> bool:
    same = (one for one in model.matters if one.member is member and one.claim == claim and one.said == said)
    return any(one.state != "withdrawn" and one is not but for one in same)


def _declaration(model: Model, member: Member, month: Month, claim: Claim, said: str) -> str:
    if month.assessed:
        return "month_assessed"
    if month.start > model.today:
        return "wrong_state"
    found = ["future_day"] if claim.day > model.today else []
    found += faults(member, month.quarter.year, claim, said)
    if not set(found) & {"future_day", "bad_day"} and not month.start <= claim.day <= month.end:
        own = next(one for one in model.months_in(month.quarter.year) if one.start <= claim.day <= one.end)
        found += [] if own.assessed else ["other_month"]
    found += ["not_declarable"] if claim.item[0] in "KV" else []
    return found[0] if found else ""


def _own_member(model: Model, actor: str, verb: str) -> tuple[str, Member | None]:
    refused = door(model, actor, verb, actor)
    member = model.member_of(actor)
    if not refused and (member is None or not member.here(model.today)):
        refused = "not_found"
    return refused, member


def declare(model: Model, *, actor: str, month: Month, claim: Claim, said: str) -> str:
    refused, member = _own_member(model, actor, "declare")
    if refused or member is None:
        return refused
    if code := _declaration(model, member, month, claim, said):
        return code
    if _repeats(model, member, claim, said):
        return "repeat"
    quarter = model.quarter_for(month)
    if quarter is None:
        return "year_posted"
    model.matters.append(Matter(member, month, quarter, claim, said, "declared", actor))
    month.said[member] = "declared"
    return ""


def nothing_new(model: Model, *, actor: str, month: Month) -> str:
    refused, member = _own_member(model, actor, "nothing_new")
    if refused or member is None:
        return refused
    if month.assessed or month.start > model.today:
        return "month_assessed" if month.assessed else "wrong_state"
    if _declared_in(model, month, member):
        return "declared"
    if month.said.get(member) == "nothing_new":
        return "already_said"
    month.said[member] = "nothing_new"
    return ""


def _declared_in(model: Model, month: Month, member: Member) -> list[Matter]:
    own = [one for one in model.matters if one.month is month and one.member is member]
    return [one for one in own if one.origin == "declared" and one.state != "withdrawn"]


def record(model: Model, *, actor: str, members: Sequence[Member], claim: Claim, said: str) -> str:
    if refused := door(model, actor, "record"):
        return refused
    if not members:
        return "no_members"
    year = model.year_at(claim.day)
    if year is None:
        return "no_year"
    if claim.item in VETOES:
        return "not_recordable"
    for one in sorted(members, key=lambda one: one.no):
        if claim.day > model.today:
            return "future_day"
        if found := faults(one, year, claim, said):
            return found[0]
    if any(_repeats(model, one, claim, said) for one in members):
        return "repeat"
    return _bring_in(model, year, members, claim, said, "recorded", actor)


def _bring_in(
    model: Model, year: Year, members: Sequence[Member], claim: Claim, said: str, origin: str, actor: str
) -> str:
    month = model.month_for(year, claim.day)
    if month is None:
        return "no_open_month"
    quarter = model.quarter_for(month)
    if quarter is None:
        return "year_posted"
    reported = origin == "reported"
    reply_by = days.after(model.today, HEARD_IN) if reported or claim.sign < 0 else None
    for one in sorted(members, key=lambda one: one.no):
        matter = Matter(one, month, quarter, claim, said, origin, None if reported else actor)
        matter.reporter, matter.reply_by = actor if reported else None, reply_by
        model.matters.append(matter)
    return ""


def report(model: Model, *, actor: str, membership: Member, claim: Claim, said: str) -> str:
    if refused := door(model, actor, "report", membership.name):
        return refused
    year = model.year_at(claim.day)
    if year is None:
        return "no_year"
    if claim.item in VETOES or claim.item[0] == "B":
        return "not_reportable"
    found = ["future_day"] if claim.day > model.today else []
    found += faults(membership, year, claim, said)
    if found:
        return found[0]
    if _repeats(model, membership, claim, said):
        return "repeat"
    return _bring_in(model, year, [membership], claim, said, "reported", actor)


def reply(model: Model, *, actor: str, matter: Matter, agrees: bool, text: str) -> str:
    if refused := door(model, actor, "reply", matter.member.name):
        return refused
    if not agrees and not text:
        return "nothing_said"
    if matter.reply_by is None:
        return "no_reply_due"
    if matter.replied:
        return "already_replied"
    if matter.state != "declared":
        return "wrong_state"
    matter.replied = True
    return ""


def withdraw(model: Model, *, actor: str, matter: Matter) -> str:
    if matter.reporter == actor:
        refused = door(model, actor, "report")
    else:
        refused = door(model, actor, "withdraw", matter.member.name)
        refused = refused or ("" if matter.by == actor else "not_declared_by_you")
    if refused:
        return refused
    if matter.state not in ("declared", "returned"):
        return "already_assessed" if matter.state == "assessed" else "wrong_state"
    matter.state = "withdrawn"
    month, member = matter.month, matter.member
    unsaid = matter.origin == "declared" and not _declared_in(model, month, member)
    if unsaid and not month.assessed and member not in month.marked:
        month.said.pop(member, None)
    return ""


def resubmit(model: Model, *, actor: str, matter: Matter, claim: Claim, said: str) -> str:
    if refused := door(model, actor, "resubmit", matter.member.name):
        return refused
    if matter.by != actor:
        return "not_declared_by_you"
    if matter.reply_by is not None:
        return "declare_anew"
    if matter.state != "returned":
        return "wrong_state"
    month = matter.month
    if month.assessed or month.start > model.today:
        again = model.open_month(month.quarter.year)
        if again is None:
            return "no_open_month"
        month = again
    if code := _declaration(model, matter.member, month, claim, said):
        return code
    if _repeats(model, matter.member, claim, said, but=matter):
        return "repeat"
    if month is not matter.month:
        quarter = model.quarter_for(month)
        if quarter is None:
            return "year_posted"
        matter.month, matter.quarter = month, quarter
        if matter.origin == "declared":
            month.said[matter.member] = "declared"
    matter.claim, matter.said, matter.state = claim, said, "declared"
    return ""
