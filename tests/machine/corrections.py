"""What the model says of clerical corrections."""

from __future__ import annotations

from tests.machine import days
from tests.machine.cases import Correction, priced, put_right
from tests.machine.doors import door
from tests.machine.model import Model
from tests.machine.things import HEARD_IN, Claim, Entry


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
    refused, lowers = priced(model, entry.member, year, entry, claim, reason)
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
    refused, lowers = priced(model, entry.member, year, entry, correction.claim, "笔误")
    if refused or (lowers and correction.reply_by is None):
        return refused or "not_shown"
    correction.state, correction.ended_by = "confirmed", actor
    put_right(model, entry.member, year, entry, correction.claim, correction)
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
