"""What the model says of objections and the answers to them."""

from __future__ import annotations

from datetime import date

from tests.machine import days
from tests.machine.cases import Appeal, Correction, Objection, priced, put_right
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
        if one.kind == "correction"
        and isinstance(one.source, Objection | Appeal)
        and one.source.matter is matter
    ]
    return next((one.standing for one in reversed(own) if one.standing), None)


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
    if decided_above(model, new):
        return "decided_above"
    for one in reversed(model.objections):
        if one.state != "withdrawn" and same(one, new):
            others = {"open": "already_open", "overtaken": "decided_above"}
            return others.get(one.state, "already_answered")
    if model.today > new.quarter.posting.until and not late_reason:  # type: ignore[union-attr]
        return "late"
    model.objections.append(new)
    return ""


def decided_above(model: Model, new: Objection | Appeal) -> bool:
    """Whether the committee above has decided about the same thing."""
    return any(one.state == "decided" and same(one, new) for one in model.appeals)


def same(one: Objection | Appeal, new: Objection | Appeal) -> bool:
    """Whether both are about one thing; an entry of a matter is the matter."""
    if new.matter is not None:
        if one.matter is new.matter or (one.entry is not None and one.entry.matter is new.matter):
            return True
        return one.entry is not None and one.entry is new.entry
    if new.entry is not None:
        return one.entry is new.entry
    return new.left_out is not None and (one.member, one.left_out) == (new.member, new.left_out)


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
    if isinstance(entry.source, Objection | Appeal):
        return "already_answered" if isinstance(entry.source, Objection) else "decided_above", None
    if entry.standing is not entry:
        return "nothing_stands", None
    return _new(model, entry.member, entry.quarter, entry=entry)


def _about_nothing(model: Model, actor: str, left_out: tuple[str, date]) -> tuple[str, Objection | None]:
    refused, member, quarter = about_nothing(model, actor, left_out, verb="object_to")
    if refused or member is None or quarter is None:
        return refused, None
    return _new(model, member, quarter, left_out=left_out)


def about_nothing(
    model: Model, actor: str, left_out: tuple[str, date], *, verb: str
) -> tuple[str, Member | None, Quarter | None]:
    """Whose and in which quarter something is that was left out."""
    refused, member = door(model, actor, verb, actor), model.member_of(actor)
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
    if refused:
        return refused, None, None
    return "", member, max(posted, key=lambda one: one.number)


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
