"""What the model says of objections and the answers to them."""

from __future__ import annotations

from datetime import date

from tests.machine import days
from tests.machine.cases import Correction, Objection, priced, put_right
from tests.machine.doors import door
from tests.machine.model import Model
from tests.machine.things import Claim, Entry, Matter, Member, Quarter

ANSWER_IN = 10


def entry_of(model: Model, matter: Matter) -> Entry | None:
    """What counts today for a matter: a meeting booked it, or a finding did."""
    own = [one for one in model.entries if one.kind == "determination" and one.matter is matter]
    own += [
        one
        for one in model.entries
        if one.kind == "correction" and isinstance(one.source, Objection) and one.source.matter is matter
    ]
    return own[0].standing if own else None


def object_to(
    model: Model, *, actor: str, text: str, late_reason: str, matter: Matter | None = None,
    entry: Entry | None = None, left_out: tuple[str, date] | None = None,
) -> str:  # fmt: skip
    """About a matter, an entry, or something that was left out."""
    if not text:
        return "nothing_said"
    if entry is not None and entry.matter is not None:
        refused = door(model, actor, "object_to", entry.member.name)
        if refused:
            return refused
        matter, entry = entry.matter, None
    if matter is not None:
        refused, new = _about_matter(model, actor, matter)
    elif entry is not None:
        refused, new = _about_entry(model, actor, entry)
    else:
        refused, new = _about_nothing(model, actor, left_out or ("", model.today))
    if refused or new is None:
        return refused
    for one in reversed(model.objections):
        if one.state != "withdrawn" and _same(one, new):
            return "already_open" if one.state == "open" else "already_answered"
    if model.today > new.quarter.posting.until and not late_reason:  # type: ignore[union-attr]
        return "late"
    model.objections.append(new)
    return ""


def _same(one: Objection, new: Objection) -> bool:
    if new.matter is not None:
        return one.matter is new.matter or (one.entry is not None and one.entry.matter is new.matter)
    if new.entry is not None:
        return one.entry is new.entry
    return one.member is new.member and one.left_out == new.left_out


def _shut(quarter: Quarter) -> str:
    if quarter.posting is None:
        return "not_posted"
    return "year_settled" if quarter.year.settlements else ""


def _new(model: Model, member: Member, quarter: Quarter, **about: object) -> tuple[str, Objection | None]:
    facts = {"matter": None, "entry": None, "left_out": None} | about
    shut = _shut(quarter)
    answer_by = days.after(model.today, ANSWER_IN)
    return shut, None if shut else Objection(member, quarter, answer_by=answer_by, **facts)  # type: ignore[arg-type]


def _about_matter(model: Model, actor: str, matter: Matter) -> tuple[str, Objection | None]:
    if refused := door(model, actor, "object_to", matter.member.name):
        return refused, None
    if matter.state not in ("determined", "refused"):
        return "not_decided", None
    entry = entry_of(model, matter)
    if entry is None and matter.state != "refused":
        return "nothing_stands", None
    return _new(model, matter.member, entry.quarter if entry else matter.quarter, matter=matter, entry=entry)


def _about_entry(model: Model, actor: str, entry: Entry) -> tuple[str, Objection | None]:
    if refused := door(model, actor, "object_to", entry.member.name):
        return refused, None
    if entry.kind != "correction":
        return "not_objectable", None
    if isinstance(entry.source, Objection):
        return "already_answered", None
    if entry.standing is not entry:
        return "nothing_stands", None
    return _new(model, entry.member, entry.quarter, entry=entry)


def _about_nothing(model: Model, actor: str, left_out: tuple[str, date]) -> tuple[str, Objection | None]:
    refused, member = door(model, actor, "object_to", actor), model.member_of(actor)
    if not refused and (member is None or not member.here(model.today)):
        refused = "not_found"
    item, day = left_out
    if not refused and day > model.today:
        refused = "future_day"
    if not refused and item[0] not in "DJ":
        refused = "bad_item"
    posted = [one for one in model.quarters if one.year.number == day.year and one.posting and one.end >= day]
    if not refused and not posted:
        refused = "not_posted"
    if refused or member is None:
        return refused, None
    return _new(model, member, max(posted, key=lambda one: one.number), left_out=left_out)


def withdraw_objection(model: Model, *, actor: str, objection: Objection) -> str:
    if refused := door(model, actor, "withdraw_objection", objection.member.name):
        return refused
    if objection.state != "open":
        return "wrong_state"
    objection.state = "withdrawn"
    return ""


def barred(objection: Objection) -> set[str]:
    """Who decided about it before, or is the one concerned."""
    found = {objection.member.name}
    found |= {one.by for one in objection.matter.rounds} if objection.matter else set()
    source = objection.entry.source if objection.entry else None
    if isinstance(source, Correction):
        found |= {source.by, source.ended_by}
    return found


def find(
    model: Model, *, actor: str, objection: Objection, outcome: str, claim: Claim | None, reason: str
) -> str:
    """`claim`: what is to stand when it is upheld, None for nothing in place of the entry."""
    if refused := door(model, actor, "find", objection.member.name):
        return refused
    if outcome not in ("upheld", "kept"):
        return "no_outcome"
    if not reason:
        return "no_reason"
    if objection.state != "open":
        return "wrong_state"
    if not model.holders("committee", "secretary") - barred(objection):
        return "nobody_left"
    if actor in barred(objection):
        return "decided_before"
    if objection.matter is not None and objection.matter.reporter == actor:
        return "reported_by_you"
    year, old = objection.quarter.year, objection.entry
    if outcome == "upheld":
        if old is not None and old.standing is not old:
            return "entry_changed"
        if old is None and claim is None:
            return "no_figures"
        if old is not None and claim == old.claim:
            return "unchanged"
        refused, lowers = priced(model, objection.member, year, old, claim, reason)
        if refused or lowers:
            return refused or "lowers"
        put_right(model, objection.member, year, old, claim, objection)
    objection.state, objection.outcome, objection.found_at = "found", outcome, model.now
    return ""
