"""What the model says of putting things right: objections, clerical corrections, vetoes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tests.machine import days
from tests.machine.matters import faults
from tests.machine.model import HEARD_IN, VETOES, Claim, Entry, Matter, Member, Model, Quarter, Year, door

ANSWER_IN = 10


@dataclass(eq=False)
class Objection:
    """`entry` is what stood for the thing when it was objected to; `left_out`: item and day that were never booked."""

    member: Member
    quarter: Quarter
    matter: Matter | None
    entry: Entry | None
    left_out: tuple[str, date] | None
    answer_by: date
    state: str = "open"
    outcome: str = ""
    found_at: datetime | None = None
    reported: bool = False
    id: int = 0
    finding_id: int = 0


@dataclass(eq=False)
class Correction:
    entry: Entry
    claim: Claim
    by: str
    reply_by: date | None
    answered: bool = False
    state: str = "proposed"
    ended_by: str = ""
    id: int = 0


@dataclass(eq=False)
class Veto:
    year: Year
    member: Member
    item: str
    document: str
    day: date
    by: str
    reply_by: date
    answered: bool = False
    state: str = "proposed"
    lift_document: str = ""
    lift_by: str = ""
    entry: Entry | None = None
    id: int = 0


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
        refused, lowers = _priced(model, objection.member, year, old, claim, reason)
        if refused or lowers:
            return refused or "lowers"
        _put_right(model, objection.member, year, old, claim, objection)
    objection.state, objection.outcome, objection.found_at = "found", outcome, model.now
    return ""


def _priced(
    model: Model, member: Member, year: Year, old: Entry | None, claim: Claim | None, reason: str
) -> tuple[str, bool]:
    """What is wrong with the figures, and whether the member would be worse off with them."""
    if claim is not None:
        found = ["future_day"] if claim.day > model.today else []
        found = found or faults(member, year, claim, reason)
        if found:
            return found[0], False
    before, after = (
        model.total(member, year.number),
        model.total(member, year.number, without=old, more=claim),
    )
    new = claim.points if claim else 0
    return "", new < (old.points if old else 0) or after < before


def _put_right(
    model: Model, member: Member, year: Year, old: Entry | None, claim: Claim | None, source: object
) -> None:
    quarter = model.booking_quarter(year)
    if old is not None:
        old.reversed_by = model.append(
            member=member, claim=old.claim, points=-old.points, kind="reversal", quarter=quarter,
            source=source, reverses=old,
        )  # fmt: skip
    if claim is not None:
        new = model.append(
            member=member, claim=claim, points=claim.points, kind="correction", quarter=quarter, source=source
        )
        if old is not None:
            old.replaced_by = new


def _uncorrectable(model: Model, entry: Entry) -> str:
    if entry.kind not in ("determination", "correction"):
        return "not_correctable"
    if entry.standing is not entry:
        return "entry_changed"
    year = model.year_at(entry.claim.day)
    if year is not None and year.settlements:
        return "year_settled"
    for one in model.objections:
        about = one.entry is entry or (entry.matter is not None and one.matter is entry.matter)
        if one.state == "open" and about:
            return "objected"
    return ""


def propose_correction(model: Model, *, actor: str, entry: Entry, claim: Claim, reason: str) -> str:
    if refused := door(model, actor, "propose_correction", entry.member.name):
        return refused
    if not reason:
        return "no_reason"
    if refused := _uncorrectable(model, entry):
        return refused
    if any(one.entry is entry and one.state == "proposed" for one in model.corrections):
        return "already_proposed"
    if claim == entry.claim:
        return "unchanged"
    year = model.year_at(entry.claim.day)
    assert year is not None
    refused, lowers = _priced(model, entry.member, year, entry, claim, reason)
    if refused:
        return refused
    reply_by = days.after(model.today, HEARD_IN) if lowers else None
    model.corrections.append(Correction(entry, claim, actor, reply_by))
    return ""


def answer_correction(model: Model, *, actor: str, correction: Correction, text: str) -> str:
    if refused := door(model, actor, "answer_correction", correction.entry.member.name):
        return refused
    if not text:
        return "nothing_said"
    if correction.state != "proposed":
        return "wrong_state"
    if correction.reply_by is None:
        return "no_reply_due"
    if correction.answered:
        return "already_replied"
    correction.answered = True
    return ""


def confirm_correction(model: Model, *, actor: str, correction: Correction) -> str:
    entry = correction.entry
    if refused := door(model, actor, "confirm_correction", entry.member.name):
        return refused
    if correction.by == actor:
        return "same_person"
    if correction.state != "proposed":
        return "wrong_state"
    if refused := _uncorrectable(model, entry):
        return refused
    if correction.reply_by and not correction.answered and model.today <= correction.reply_by:
        return "not_heard"
    year = model.year_at(entry.claim.day)
    assert year is not None
    refused, lowers = _priced(model, entry.member, year, entry, correction.claim, "笔误")
    if refused or (lowers and correction.reply_by is None):
        return refused or "not_shown"
    correction.state, correction.ended_by = "confirmed", actor
    _put_right(model, entry.member, year, entry, correction.claim, correction)
    return ""


def decline_correction(model: Model, *, actor: str, correction: Correction, reason: str) -> str:
    if refused := door(model, actor, "decline_correction", correction.entry.member.name):
        return refused
    if not reason:
        return "no_reason"
    if correction.state != "proposed":
        return "wrong_state"
    correction.state, correction.ended_by = "declined", actor
    return ""


def propose_veto(
    model: Model, *, actor: str, membership: Member, item: str, document: str, decided_on: date, text: str
) -> str:
    if refused := door(model, actor, "propose_veto", membership.name):
        return refused
    if not document or not text:
        return "nothing_said" if document else "document_missing"
    if decided_on > model.today:
        return "future_day"
    year = model.year_at(decided_on)
    if year is None or year.settlements:
        return "no_year" if year is None else "year_settled"
    if item not in VETOES:
        return "bad_item"
    if not membership.here(decided_on):
        return "bad_day"
    same = (
        one for one in model.vetoes if (one.member, one.item, one.document) == (membership, item, document)
    )
    if any(one.state in ("proposed", "confirmed") for one in same):
        return "repeat"
    if not model.holders("committee", "secretary") - {actor, membership.name}:
        return "no_confirmer"
    reply_by = days.after(model.today, HEARD_IN)
    model.vetoes.append(Veto(year, membership, item, document, decided_on, actor, reply_by))
    return ""


def answer_veto(model: Model, *, actor: str, veto: Veto, text: str) -> str:
    if refused := door(model, actor, "answer_veto", veto.member.name):
        return refused
    if not text:
        return "nothing_said"
    if veto.state != "proposed":
        return "wrong_state"
    if veto.answered:
        return "already_answered"
    veto.answered = True
    return ""


def confirm_veto(model: Model, *, actor: str, veto: Veto) -> str:
    if refused := door(model, actor, "confirm_veto", veto.member.name):
        return refused
    if veto.state != "proposed":
        return "wrong_state"
    if veto.by == actor:
        return "same_person"
    if not veto.answered and model.today <= veto.reply_by:
        return "not_heard"
    if veto.year.settlements:
        return "year_settled"
    veto.state = "confirmed"
    veto.entry = model.append(
        member=veto.member, claim=Claim(veto.item, veto.day), points=0, kind="veto",
        quarter=model.booking_quarter(veto.year), source=veto,
    )  # fmt: skip
    return ""


def decline_veto(model: Model, *, actor: str, veto: Veto, reason: str) -> str:
    if refused := door(model, actor, "decline_veto", veto.member.name):
        return refused
    if not reason:
        return "nothing_said"
    if veto.state != "proposed":
        return "wrong_state"
    if veto.by == actor:
        return "same_person"
    veto.state = "declined"
    return ""


def propose_lifting(model: Model, *, actor: str, veto: Veto, document: str) -> str:
    if refused := door(model, actor, "propose_lifting", veto.member.name):
        return refused
    if not document:
        return "document_missing"
    if veto.state != "confirmed":
        return "wrong_state"
    if document in (veto.document, veto.lift_document):
        return "same_document"
    veto.lift_document, veto.lift_by = document, actor
    return ""


def confirm_lifting(model: Model, *, actor: str, veto: Veto, document: str) -> str:
    if refused := door(model, actor, "confirm_lifting", veto.member.name):
        return refused
    if veto.state != "confirmed":
        return "wrong_state"
    if not veto.lift_by:
        return "not_proposed"
    if document != veto.lift_document:
        return "stale"
    if veto.lift_by == actor:
        return "same_person"
    assert veto.entry is not None
    veto.state = "lifted"
    veto.entry.reversed_by = model.append(
        member=veto.member, claim=veto.entry.claim, points=0, kind="reversal",
        quarter=model.booking_quarter(veto.year), source=veto, reverses=veto.entry,
    )  # fmt: skip
    return ""
