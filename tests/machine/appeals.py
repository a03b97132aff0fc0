"""What the model says of appeals to the committee above and of its decisions."""

from __future__ import annotations

from datetime import date

from tests.machine import days
from tests.machine.cases import Appeal, Objection, Request, Veto, priced, put_right
from tests.machine.doors import door
from tests.machine.model import Model
from tests.machine.objections import about_nothing, entry_of, same
from tests.machine.things import Claim, Entry, Matter

APPEAL_IN = 10
Ground = tuple[str, Appeal | None, date]
"""A code, or the appeal as it would be and its last day."""


def appeal(
    model: Model, *, actor: str, text: str, late_reason: str, matter: Matter | None = None, entry: Entry | None = None,
    veto: Veto | None = None, objection: Objection | None = None, left_out: tuple[str, date] | None = None,
) -> str:  # fmt: skip
    """About one of these, straight or after the branch's answer."""
    if not text:
        return "nothing_said"
    if objection is not None:
        refused, new, until = _of_objection(model, actor, objection)
    elif veto is not None:
        refused, new, until = _of_veto(model, actor, veto)
    elif entry is not None:
        refused, new, until = _of_entry(model, actor, entry)
    elif matter is not None:
        refused, new, until = _of_matter(model, actor, matter)
    else:
        refused, new, until = _of_nothing(model, actor, left_out or ("", model.today))
    if refused or new is None:
        return refused
    for one in reversed(model.appeals):
        if one.state != "withdrawn" and (
            same(one, new) or (one.objection and one.objection is new.objection)
        ):
            return "already_open" if one.state == "open" else "decided_above"
    if model.today > until and not late_reason:
        return "late"
    model.appeals.append(new)
    return ""


def _of_objection(model: Model, actor: str, objection: Objection) -> Ground:
    """The branch's answer, or that its term passed; before that, the thing itself."""
    if refused := door(model, actor, "appeal", objection.member.name):
        return refused, None, model.today
    if objection.state == "overtaken":
        return "decided_above", None, model.today
    if objection.state == "found" or (objection.state == "open" and model.today > objection.answer_by):
        return _after(model, objection)
    if objection.matter is not None:
        return _about_matter(model, actor, objection.matter)
    if objection.entry is not None:
        return _about_entry(model, actor, objection.entry)
    return _about_nothing(model, actor, objection.left_out or ("", model.today))


def _after(model: Model, objection: Objection) -> Ground:
    began = objection.found_at.date() if objection.found_at else objection.answer_by
    if objection.matter is not None:
        entry = entry_of(model, objection.matter)
    else:
        booked = [one for one in model.entries if one.source is objection and one.kind == "correction"]
        first = objection.entry or (booked[0] if booked else None)
        entry = first.standing if first else None
    if entry is None and objection.entry is not None:
        return "nothing_stands", None, model.today
    new = Appeal(
        objection.member, objection.quarter, objection.matter, entry, left_out=objection.left_out, objection=objection
    )  # fmt: skip
    return "", new, days.after(began, APPEAL_IN)


def _of_veto(model: Model, actor: str, veto: Veto) -> Ground:
    if refused := door(model, actor, "appeal", veto.member.name):
        return refused, None, model.today
    if veto.state != "confirmed" or veto.entry is None or veto.confirmed_on is None:
        return "not_confirmed", None, model.today
    new = Appeal(veto.member, veto.entry.quarter, None, veto.entry, veto=veto)
    return "", new, days.after(veto.confirmed_on, APPEAL_IN)


def _of_entry(model: Model, actor: str, entry: Entry) -> Ground:
    if isinstance(entry.source, Veto):
        return _of_veto(model, actor, entry.source)
    if isinstance(entry.source, Objection):
        return _of_objection(model, actor, entry.source)
    if refused := door(model, actor, "appeal", entry.member.name):
        return refused, None, model.today
    if entry.matter is not None:
        return _of_matter(model, actor, entry.matter)
    return _or_after(model, actor, _about_entry(model, actor, entry))


def _about_entry(model: Model, actor: str, entry: Entry) -> Ground:
    refused = door(model, actor, "appeal", entry.member.name)
    if not refused and entry.kind != "correction":
        refused = "not_objectable"
    if not refused and isinstance(entry.source, Appeal):
        refused = "decided_above"
    if not refused and entry.standing is not entry:
        refused = "nothing_stands"
    return _posted(model, refused, Appeal(entry.member, entry.quarter, None, entry))


def _of_matter(model: Model, actor: str, matter: Matter) -> Ground:
    return _or_after(model, actor, _about_matter(model, actor, matter))


def _about_matter(model: Model, actor: str, matter: Matter) -> Ground:
    refused, entry = door(model, actor, "appeal", matter.member.name), entry_of(model, matter)
    if not refused and matter.state not in ("determined", "refused"):
        refused = "not_decided"
    if not refused and entry is None and matter.state != "refused":
        refused = "nothing_stands"
    quarter = entry.quarter if entry else matter.quarter
    return _posted(model, refused, Appeal(matter.member, quarter, matter, entry))


def _of_nothing(model: Model, actor: str, left_out: tuple[str, date]) -> Ground:
    return _or_after(model, actor, _about_nothing(model, actor, left_out))


def _about_nothing(model: Model, actor: str, left_out: tuple[str, date]) -> Ground:
    refused, member, quarter = about_nothing(model, actor, left_out, verb="appeal")
    if refused or member is None or quarter is None:
        return refused, None, model.today
    return _posted(model, "", Appeal(member, quarter, None, None, left_out=left_out))


def _posted(model: Model, refused: str, new: Appeal) -> Ground:
    """A settled year is no bar: the branch's way is over then, this one is not."""
    if refused or new.quarter.posting is None:
        return refused or "not_posted", None, model.today
    return "", new, new.quarter.posting.until


def _or_after(model: Model, actor: str, ground: Ground) -> Ground:
    """Where the branch has answered about the same thing, or its term is over, that is what is appealed."""
    _, new, _ = ground
    if new is None:
        return ground
    about = [one for one in model.objections if one.state != "withdrawn" and same(one, new)]
    if about and (about[-1].state != "open" or model.today > about[-1].answer_by):
        return _of_objection(model, actor, about[-1])
    return ground


def withdraw_appeal(model: Model, *, actor: str, appeal: Appeal) -> str:
    if refused := door(model, actor, "withdraw_appeal", appeal.member.name):
        return refused
    if appeal.state != "open":
        return "wrong_state"
    appeal.state = "withdrawn"
    return ""


def ask_record(model: Model, *, actor: str, appeal: Appeal, question: str) -> str:
    if not question:
        return "nothing_said"
    if refused := door(model, actor, "ask_record", appeal.member.name):
        return refused
    if appeal.state != "open":
        return "wrong_state"
    if any(one.appeal is appeal and not one.answered for one in model.requests):
        return "already_asked"
    model.requests.append(Request(appeal))
    return ""


def give_record(model: Model, *, actor: str, request: Request, answer: str) -> str:
    if not answer:
        return "nothing_said"
    if refused := door(model, actor, "give_record", request.appeal.member.name):
        return refused
    if request.appeal.state != "open":
        return "wrong_state"
    if request.answered:
        return "already_given"
    request.answered = True
    return ""


def standing_for(model: Model, appeal: Appeal) -> Entry | None:
    """What counts on the day of the decision, whatever was found meanwhile."""
    if appeal.matter is not None:
        return entry_of(model, appeal.matter)
    if appeal.entry is not None:
        return appeal.entry.standing
    answers = [one for one in model.objections if same(one, appeal)]
    booked = [one for one in model.entries if one.source in answers and one.kind == "correction"]
    return booked[0].standing if booked else None


def decide_appeal(
    model: Model, *, actor: str, appeal: Appeal, outcome: str, claim: Claim | None, reason: str
) -> str:
    """`claim`: what is to stand when it is upheld, None for nothing in place of the entry."""
    if refused := door(model, actor, "decide_appeal", appeal.member.name):
        return refused
    if outcome not in ("upheld", "kept"):
        return "no_outcome"
    if not reason:
        return "no_reason"
    if appeal.state != "open":
        return "wrong_state"
    if outcome == "upheld":
        refused = _lift(model, appeal) if appeal.veto else _put_right(model, appeal, claim, reason)
        if refused:
            return refused
    appeal.state, appeal.outcome, appeal.found_at = "decided", outcome, model.now
    for one in model.objections:
        if one.state == "open" and (one is appeal.objection or same(one, appeal)):
            one.state = "overtaken"
    return ""


def _lift(model: Model, appeal: Appeal) -> str:
    veto = appeal.veto
    assert veto is not None
    assert veto.entry is not None
    if veto.state == "lifted":
        return "lifted_meanwhile"
    veto.state = "lifted"
    veto.entry.reversed_by = model.append(
        member=veto.member, claim=veto.entry.claim, points=0, kind="reversal",
        quarter=model.booking_quarter(veto.year), source=veto, reverses=veto.entry,
    )  # fmt: skip
    return ""


def _put_right(model: Model, appeal: Appeal, claim: Claim | None, reason: str) -> str:
    old, year = standing_for(model, appeal), appeal.quarter.year
    if old is None and claim is None:
        return "no_figures"
    if old is not None and claim == old.claim:
        return "unchanged"
    refused, lowers = priced(model, appeal.member, year, old, claim, reason)
    if refused or lowers:
        return refused or "lowers"
    put_right(model, appeal.member, year, old, claim, appeal)
    return ""
