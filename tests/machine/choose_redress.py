"""What somebody sensible would do next to put something right, on the roster, or at the end of a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from tests.machine.cases import Correction, Objection, Veto
from tests.machine.choose_matters import Choice, Words, changed, claim_of, items_for
from tests.machine.model import Model
from tests.machine.objections import barred, entry_of
from tests.machine.things import VETOES, Claim, Entry


def object_to(model: Model, luck: Random, words: Words) -> Choice:
    said = {"text": words.new("不服第"), "late_reason": luck.choice(("", words.new("迟交因为第")))}
    kind = luck.random()
    entries = [
        one for one in model.entries if one.kind == "correction" and isinstance(one.source, Correction)
    ]
    if kind < 0.2 and entries:
        entry = luck.choice(entries)
        return said | {"actor": entry.member.name, "entry": entry}
    if kind < 0.4:
        member = luck.choice(model.roster(model.today))
        quarters = [one for one in model.quarters if one.posting and not one.year.settlements]
        if not quarters:
            return None
        day = max(quarters[-1].start + timedelta(days=luck.randrange(90)), member.since)
        item = luck.choice(items_for(member, day, "DJ"))
        return said | {"actor": member.name, "left_out": (item, min(day, model.today))}
    decided = [one for one in model.matters if one.state in ("determined", "refused")]
    taken = {one.matter for one in model.objections if one.state != "withdrawn"}
    fresh = [one for one in decided if one not in taken and not one.quarter.year.settlements]
    posted = [one for one in fresh if (entry_of(model, one) or one).quarter.posting]
    if not posted:
        return None
    matter = luck.choice(posted[-8:])
    return said | {"actor": matter.member.name, "matter": matter}


def withdraw_objection(model: Model, luck: Random, _: Words) -> Choice:
    there = [one for one in model.objections if one.state == "open"]
    objection = luck.choice(there) if there else None
    return {"actor": objection.member.name, "objection": objection} if objection else None


def find(model: Model, luck: Random, words: Words) -> Choice:
    there = [one for one in model.objections if one.state == "open"]
    objection = luck.choice(there) if there else None
    handlers = sorted(model.holders("committee", "secretary") - barred(objection)) if objection else []
    if objection is None or not handlers:
        return None
    upheld = luck.random() < 0.65
    return {
        "actor": luck.choice(handlers), "objection": objection, "outcome": "upheld" if upheld else "kept",
        "claim": _better(luck, objection) if upheld else None, "reason": words.new("核实第"),
    }  # fmt: skip


def _better(luck: Random, objection: Objection) -> Claim | None:
    """Figures that leave the member with more, as far as there are any."""
    if objection.left_out:
        return claim_of(luck, *objection.left_out)
    old = objection.entry.claim if objection.entry else objection.matter.claim if objection.matter else None
    if old is None or old.sign < 0:
        return None
    if old.level or old.each is not None:
        return changed(luck, old) if objection.entry else old
    return replace(old, quantity=old.quantity + 1) if objection.entry else old


def _standing(model: Model) -> list[Entry]:
    kinds = ("determination", "correction")
    return [one for one in model.entries if one.kind in kinds and one.standing is one]


def propose_correction(model: Model, luck: Random, words: Words) -> Choice:
    there = [one for one in _standing(model) if not one.quarter.year.settlements]
    if not there:
        return None
    entry = luck.choice(there)
    actors = [one for one in ("lin", "xu") if one != entry.member.name]
    claim = changed(luck, entry.claim)
    if claim == entry.claim or luck.random() < 0.3:
        day = entry.claim.day + timedelta(days=luck.choice((-2, -1, 1, 2)))
        claim = replace(claim, day=day)
    return {"actor": luck.choice(actors), "entry": entry, "claim": claim, "reason": words.new("录错第")}


def _correction(model: Model, luck: Random) -> Correction | None:
    there = [one for one in model.corrections if one.state == "proposed"]
    return luck.choice(there) if there else None


def answer_correction(model: Model, luck: Random, words: Words) -> Choice:
    there = [
        one for one in model.corrections if one.state == "proposed" and one.reply_by and not one.answered
    ]
    one = luck.choice(there) if there else None
    return {"actor": one.entry.member.name, "correction": one, "text": words.new("答第")} if one else None


def confirm_correction(model: Model, luck: Random, _: Words) -> Choice:
    one = _correction(model, luck)
    actors = sorted(model.holders("committee", "secretary") - {one.by, one.entry.member.name}) if one else []
    return {"actor": luck.choice(actors), "correction": one} if actors else None


def decline_correction(model: Model, luck: Random, words: Words) -> Choice:
    one = _correction(model, luck)
    actors = sorted(model.holders("committee", "secretary") - {one.entry.member.name}) if one else []
    return (
        {"actor": luck.choice(actors), "correction": one, "reason": words.new("不改第")} if actors else None
    )


def propose_veto(model: Model, luck: Random, words: Words) -> Choice:
    under_way = [one for one in model.vetoes if one.state in ("proposed", "confirmed")]
    if len(under_way) > 1:
        return None
    member = luck.choice(model.members)
    day = member.until or model.today
    actors = sorted(model.holders("committee", "secretary") - {member.name})
    return {
        "actor": luck.choice(actors), "membership": member, "item": luck.choice(VETOES),
        "document": words.new("校纪第"), "decided_on": max(day - timedelta(days=luck.randrange(20)), member.since),
        "text": words.new("认定第"),
    }  # fmt: skip


def _veto(model: Model, luck: Random, *states: str) -> tuple[Veto | None, list[str]]:
    there = [one for one in model.vetoes if one.state in states]
    one = luck.choice(there) if there else None
    return one, sorted(model.holders("committee", "secretary") - {one.member.name}) if one else []


def answer_veto(model: Model, luck: Random, words: Words) -> Choice:
    there = [one for one in model.vetoes if one.state == "proposed" and not one.answered]
    one = luck.choice(there) if there else None
    return {"actor": one.member.name, "veto": one, "text": words.new("陈述第")} if one else None


def confirm_veto(model: Model, luck: Random, _: Words) -> Choice:
    one, actors = _veto(model, luck, "proposed")
    heard = one is not None and (one.answered or model.today > one.reply_by)
    actors = [name for name in actors if one and name != one.by]
    return {"actor": luck.choice(actors), "veto": one} if heard and actors else None


def decline_veto(model: Model, luck: Random, words: Words) -> Choice:
    one, actors = _veto(model, luck, "proposed")
    actors = [name for name in actors if one and name != one.by]
    return {"actor": luck.choice(actors), "veto": one, "reason": words.new("不确认第")} if actors else None


def propose_lifting(model: Model, luck: Random, words: Words) -> Choice:
    one, actors = _veto(model, luck, "confirmed")
    if not actors or (one and one.lift_by and luck.random() < 0.9):
        return None
    return {"actor": luck.choice(actors), "veto": one, "document": words.new("撤销第")}


def confirm_lifting(model: Model, luck: Random, _: Words) -> Choice:
    one, actors = _veto(model, luck, "confirmed")
    actors = [name for name in actors if one and one.lift_by and name != one.lift_by]
    return (
        {"actor": luck.choice(actors), "veto": one, "document": one.lift_document} if one and actors else None
    )
