"""What somebody sensible would do next about an appeal: the member, the committee above, the branch that is asked."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from tests.machine.appeals import standing_for
from tests.machine.cases import Appeal
from tests.machine.choose_matters import Choice, Words, changed, claim_of, items_for
from tests.machine.model import Model
from tests.machine.objections import entry_of
from tests.machine.things import Claim

ABOVE = "gao"


def appeal(model: Model, luck: Random, words: Words) -> Choice:
    """Against an answer or one that is overdue, a veto, or straight: a matter, an entry, something left out."""
    said = {"text": words.new("申诉第"), "late_reason": luck.choice(("", words.new("迟交因为第")))}
    ways = [_answered, _vetoed, _matter, _entry, _left_out]
    which = luck.choices(ways, (5, 2, 3, 1, 1))[0](model, luck)
    return said | which if which else None


def _answered(model: Model, luck: Random) -> dict[str, Any] | None:
    taken = {one.objection for one in model.appeals if one.state != "withdrawn"}
    there = [one for one in model.objections if one.state in ("open", "found") and one not in taken]
    objection = luck.choice(there[-6:]) if there else None
    return {"actor": objection.member.name, "objection": objection} if objection else None


def _vetoed(model: Model, luck: Random) -> dict[str, Any] | None:
    taken = {one.veto for one in model.appeals if one.state != "withdrawn"}
    there = [one for one in model.vetoes if one.state == "confirmed" and one not in taken]
    veto = luck.choice(there) if there else None
    return {"actor": veto.member.name, "veto": veto} if veto else None


def _matter(model: Model, luck: Random) -> dict[str, Any] | None:
    decided = [one for one in model.matters if one.state in ("determined", "refused")]
    posted = [one for one in decided if (entry_of(model, one) or one).quarter.posting]
    matter = luck.choice(posted[-12:]) if posted else None
    return {"actor": matter.member.name, "matter": matter} if matter else None


def _entry(model: Model, luck: Random) -> dict[str, Any] | None:
    entry = luck.choice(model.entries[-20:]) if model.entries else None
    return {"actor": entry.member.name, "entry": entry} if entry else None


def _left_out(model: Model, luck: Random) -> dict[str, Any] | None:
    member = luck.choice(model.roster(model.today))
    quarters = [one for one in model.quarters if one.posting and one.end >= member.since]
    if not quarters:
        return None
    day = max(quarters[-1].start, member.since)
    item = luck.choice(items_for(member, day, "DJ"))
    return {"actor": member.name, "left_out": (item, day)}


def _open(model: Model, luck: Random) -> Appeal | None:
    there = [one for one in model.appeals if one.state == "open"]
    return luck.choice(there) if there else None


def withdraw_appeal(model: Model, luck: Random, _: Words) -> Choice:
    one = _open(model, luck)
    return {"actor": one.member.name, "appeal": one} if one else None


def ask_record(model: Model, luck: Random, words: Words) -> Choice:
    one = _open(model, luck)
    asked = any(request.appeal is one and not request.answered for request in model.requests)
    return {"actor": ABOVE, "appeal": one, "question": words.new("请说明第")} if one and not asked else None


def give_record(model: Model, luck: Random, words: Words) -> Choice:
    there = [one for one in model.requests if not one.answered and one.appeal.state == "open"]
    one = luck.choice(there) if there else None
    actors = sorted(model.holders("committee", "secretary") - {one.appeal.member.name}) if one else []
    return {"actor": luck.choice(actors), "request": one, "answer": words.new("说明第")} if actors else None


def decide_appeal(model: Model, luck: Random, words: Words) -> Choice:
    one = _open(model, luck)
    if one is None:
        return None
    upheld = luck.random() < 0.65
    return {
        "actor": ABOVE, "appeal": one, "outcome": "upheld" if upheld else "kept",
        "claim": _better(model, luck, one) if upheld and not one.veto else None, "reason": words.new("审核第"),
    }  # fmt: skip


def _better(model: Model, luck: Random, appeal: Appeal) -> Claim | None:
    """Figures that leave the member with more, as far as there are any."""
    entry = standing_for(model, appeal)
    if entry is None:
        return (
            claim_of(luck, *appeal.left_out)
            if appeal.left_out
            else appeal.matter.claim
            if appeal.matter
            else None
        )
    if entry.claim.sign < 0:
        return None
    if entry.claim.level or entry.claim.each is not None:
        return changed(luck, entry.claim)
    return replace(entry.claim, quantity=entry.claim.quantity + 1)
