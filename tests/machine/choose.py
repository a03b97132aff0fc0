"""Which step comes next: mostly what somebody sensible would do now, sometimes the same with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from tests.machine import (
    appeals,
    assessing,
    cases,
    choose_appeals,
    choose_matters,
    choose_meetings,
    choose_redress,
    choose_years,
    corrections,
    matters,
    meetings,
    objections,
    vetoes,
    years,
)
from tests.machine.choose_matters import Words
from tests.machine.model import Model
from tests.machine.things import OPEN_STATES, Claim, Entry, Matter, Meeting, Member, Month, Quarter, Year

# How often a verb is thought of when there is something to do by it.
WEIGHTS: Mapping[str, float] = {
    "declare": 12, "nothing_new": 2, "record": 6, "report": 2.5, "reply": 20, "withdraw": 1.5, "resubmit": 7,
    "assess": 20, "assess_batch": 14, "call_meeting": 60, "mark_attendance": 60, "open_meeting": 120,
    "cancel_meeting": 1, "single_out": 6, "decide_en_bloc": 120, "decide_single": 200, "report_back": 80,
    "close_meeting": 300, "post": 120, "object_to": 9, "find": 16, "withdraw_objection": 1, "propose_correction": 4,
    "appeal": 4, "withdraw_appeal": 1.5, "ask_record": 5, "give_record": 25, "decide_appeal": 8,
    "answer_correction": 12, "confirm_correction": 7, "decline_correction": 1, "propose_veto": 1.2,
    "answer_veto": 8, "confirm_veto": 12, "decline_veto": 2, "propose_lifting": 4, "confirm_lifting": 8,
    "transfer_in": 0.5, "transfer_out": 0.8, "turn_formal": 1.5, "settle": 300, "settle_again": 100,
    "sign_off": 150, "announce": 150, "appraise": 200, "file_year": 120, "accept_filing": 60, "return_filing": 20,
}  # fmt: skip
_CHOICES = (choose_appeals, choose_matters, choose_meetings, choose_redress, choose_years)
_RULES = (appeals, matters, assessing, meetings, objections, corrections, vetoes, years)
WRONG = 0.24
"""The share of steps with something wrong in them."""


def _named(rooms: tuple[Any, ...], verb: str) -> Callable[..., Any]:
    found: Callable[..., Any] = next(getattr(room, verb) for room in rooms if hasattr(room, verb))
    return found


RULES: Mapping[str, Callable[..., str]] = {verb: _named(_RULES, verb) for verb in WEIGHTS}
SENSIBLE: Mapping[str, Callable[..., Any]] = {verb: _named(_CHOICES, verb) for verb in WEIGHTS}


def next_step(model: Model, luck: Random, words: Words, *, behind: int) -> tuple[str, dict[str, Any]]:
    """A verb and its arguments; ("tick", days) when nothing is done but waiting. `behind`: days the calendar lags."""
    wrong = luck.random() < WRONG
    weights = {verb: weight**0.3 if wrong else weight for verb, weight in WEIGHTS.items()}
    if not wrong:
        waiting = sum(one.state in OPEN_STATES for one in model.matters)
        weights |= {
            verb: WEIGHTS[verb] * min(1.0, 2 / (1 + waiting)) for verb in ("declare", "record", "report")
        }
        weights["tick"] = 3 + max(0, behind) * 2
    while weights:
        verb = luck.choices(list(weights), list(weights.values()))[0]
        if verb == "tick":
            return verb, {"days": luck.randint(1, max(3, min(25, behind + 4))), "runs": luck.random() < 0.85}
        given = SENSIBLE[verb](model, luck, words)
        if given:
            return verb, spoilt(model, luck, verb, given) if wrong else given
        del weights[verb]
    return "tick", {"days": 1, "runs": True}


def spoilt(model: Model, luck: Random, verb: str, given: dict[str, Any]) -> dict[str, Any]:
    """The same arguments with one of them changed; it may still be right by chance."""
    name = luck.choice(sorted(given))
    given = given | {name: _other(model, luck, verb, name, given[name])}
    if verb in ("assess", "decide_single", "resubmit") and name == "matter":
        given["claim"] = given["matter"].claim
    if verb == "assess_batch" and name == "month":
        given |= {
            "matters": [],
            "members": sorted(assessing.due(model, given["month"]), key=lambda one: one.no),
        }
    if verb == "propose_correction" and name == "entry":
        given["claim"] = replace(given["entry"].claim, quantity=given["entry"].claim.quantity + 1)
    return given


def _other(model: Model, luck: Random, verb: str, name: str, value: Any) -> Any:
    if name == "actor":
        return luck.choice(sorted(model.persons))
    if isinstance(value, Claim):
        return _wrong_claim(model, luck, verb, value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if name in ("held_on", "day", "decided_on"):
        return model.today + timedelta(days=luck.choice((-400, -90, -1, 1, 30, 70)))
    if name == "outcome":
        return luck.choice(("accepted", "changed", "refused", "deferred", "returned", "kept", "upheld"))
    if name == "item":
        return "K01"
    if isinstance(value, str):
        return "" if name not in ("post", "status", "name") else value
    if name == "hands":
        return (luck.randrange(12), luck.randrange(3), 0)
    if name == "left_out":
        return luck.choice((("K01", value[1]), (value[0], model.today + timedelta(days=1))))
    return _another(model, luck, value)


def _wrong_claim(model: Model, luck: Random, verb: str, claim: Claim) -> Claim:
    wrongs: list[dict[str, Any]] = [{"quantity": 0}, {"quantity": 100}, {"level": "县"}, {"each": 7}]
    if verb in ("declare", "record", "report", "find", "resubmit", "propose_correction", "decide_appeal"):
        wrongs += [{"day": model.today + timedelta(days=days)} for days in (1, -45, -400)]
    if verb in ("declare", "record", "report", "find", "decide_appeal"):
        wrongs += [{"item": item, "level": "", "each": None} for item in ("B03", "DT2", "DA5", "K06", "X1")]
    if verb in ("record", "report"):
        wrongs += [{"item": "V2", "level": "", "each": None}]
    return replace(claim, **luck.choice(wrongs))


def _another(model: Model, luck: Random, value: Any) -> Any:
    """Another thing of the same kind, in whatever state; fewer or other things of a list."""
    if isinstance(value, dict):
        left = luck.choice(sorted(value, key=lambda one: one.no)) if value else None
        return {one: what for one, what in value.items() if one is not left}
    if isinstance(value, list):
        more = (
            [*value[1:], *luck.sample(model.members, 1)]
            if value and isinstance(value[0], Member)
            else value[1:]
        )
        return list(dict.fromkeys(more))
    pools: dict[type, list[Any]] = {
        Matter: model.matters, Meeting: model.meetings, Member: model.members, Month: model.months,
        Quarter: model.quarters, Entry: model.entries, Year: model.years, cases.Objection: model.objections,
        cases.Appeal: model.appeals, cases.Request: model.requests, cases.Correction: model.corrections, cases.Veto: model.vetoes,
        years.Settlement: [one for year in model.years for one in year.settlements],
        years.Filing: [one for year in model.years for one in year.settlements for one in one.filings],
    }  # fmt: skip
    return luck.choice(pools.get(type(value), [value]))
