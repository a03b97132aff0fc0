"""What the model says of vetoes and their lifting."""

from __future__ import annotations

from datetime import date

from tests.machine import days
from tests.machine.cases import Veto
from tests.machine.doors import door
from tests.machine.model import Model
from tests.machine.things import HEARD_IN, VETOES, Claim, Member


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
    veto.state, veto.confirmed_on = "confirmed", model.today
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
