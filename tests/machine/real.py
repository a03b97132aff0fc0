"""A step of the model carried out by the real action, and the numbers its results got in the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from fenming.actions.appraise import GivenGrade
from fenming.actions.end_due import end_due
from fenming.actions.transfer_in import Newcomer
from fenming.queries.access import NotFound
from fenming.queries.appealing import Which
from fenming.queries.counter_entries import Figures
from fenming.queries.objecting import Omitted
from fenming.records.models import LedgerEntry, Membership, Month, Quarter, Year
from fenming.rules.terms import Refused, Status
from tests.cast import accounts_for
from tests.machine import days, things
from tests.machine.model import Model
from tests.machine.things import Claim

NOTHING_AGAINST = {"ayes": 0, "nays": 0, "abstained": 0, "without_objection": True}


def _figures(claim: Claim) -> dict[str, Any]:
    return {"quantity": claim.quantity, "level": claim.level, "each_centi": claim.each}


def _whole(claim: Claim) -> dict[str, Any]:
    return _figures(claim) | {"item": claim.item, "day": claim.day, "achievement": claim.achievement}


def _hands(hands: tuple[int, int, int] | None) -> dict[str, Any]:
    if hands is None:
        return dict(NOTHING_AGAINST)
    return {"ayes": hands[0], "nays": hands[1], "abstained": hands[2], "without_objection": False}


def _ids(things: Any) -> list[int]:
    return [one.id for one in things]


_CLAIMS: Mapping[str, Callable[[Claim], dict[str, Any]]] = {
    "declare": _whole,
    "record": _whole,
    "report": _whole,
    "resubmit": lambda claim: {k: v for k, v in _whole(claim).items() if k != "item"},
    "assess": _figures,
    "decide_single": _figures,
    "find": lambda claim: {"figures": Figures(**_whole(claim)) if claim else None},
    "decide_appeal": lambda claim: {"figures": Figures(**_whole(claim)) if claim else None},
    "propose_correction": lambda claim: _figures(claim) | {"day": claim.day},
}
_LISTS = {
    "members": "membership_ids",
    "matters": "matter_ids",
    "present": "present_membership_ids",
    "seen": "seen",
}


def arguments(model: Model, verb: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the action of that name is called with, key and moment aside."""
    named: dict[str, Any] = {}
    for name, value in given.items():
        if name == "actor":
            named["actor_id"] = model.persons[value]
        elif name == "claim":
            named |= _CLAIMS[verb](value)
        elif name == "hands":
            named |= _hands(value)
        elif name in _LISTS:
            named[_LISTS[name]] = _ids(value)
        elif hasattr(value, "id"):
            named[f"{name}_id"] = value.id
        else:
            named[name] = value
    if verb in _PECULIAR:
        named |= _PECULIAR[verb](model, named, given)
    return named


def _record(model: Model, named: dict[str, Any], given: Any) -> dict[str, Any]:
    return {"branch_id": model.branch_id, "what": named.pop("said")}


def _object_to(model: Model, named: dict[str, Any], given: Any) -> dict[str, Any]:
    left_out = named.pop("left_out", None)
    return {"branch_id": model.branch_id} | ({"omitted": Omitted(*left_out)} if left_out else {})


def _appeal(model: Model, named: dict[str, Any], given: Any) -> dict[str, Any]:
    left_out = named.pop("left_out", None)
    ids = {f"{name}_id": named.pop(f"{name}_id", None) for name in ("objection", "matter", "entry", "veto")}
    which = Which(**ids, omitted=Omitted(*left_out) if left_out else None)
    return {"branch_id": model.branch_id, "which": which}


def _votes(_: Model, named: dict[str, Any], given: Any) -> dict[str, Any]:
    meeting, matter = given["meeting"], given.get("matter")
    line = meeting.agenda.get(matter)
    return {"seen_votes": meeting.votes if matter is None else line.votes if line else 0}


def _newcomer(model: Model, named: dict[str, Any], given: Any) -> dict[str, Any]:
    who = Newcomer(named.pop("name"), Status(named.pop("status")), "青岚大学理学院")
    return {"branch_id": model.branch_id, "newcomer": who, "resolution": "介绍信〔2026〕7号"}


def _grades(model: Model, named: dict[str, Any], given: Any) -> dict[str, Any]:
    return {"grades": [GivenGrade(one.id, *what) for one, what in given["grades"].items()]}


def _findings(model: Model, named: dict[str, Any], given: Any) -> dict[str, Any]:
    return {"finding_ids": [one.finding_id for one in named.pop("findings")]}


_PECULIAR: Mapping[str, Callable[[Model, dict[str, Any], Any], dict[str, Any]]] = {
    "record": _record,
    "object_to": _object_to,
    "decide_en_bloc": _votes,
    "decide_single": _votes,
    "report_back": _findings,
    "call_meeting": lambda *_: {"place": "文学馆 204 室"},
    "transfer_in": _newcomer,
    "transfer_out": lambda *_: {"resolution": "介绍信〔2026〕8号"},
    "appraise": _grades,
    "appeal": _appeal,
    "decide_appeal": lambda *_: {"inquiry": "看了支部的说明和签到表。"},
    "find": lambda *_: {"inquiry": "问了当事人，看了签到表。"},
}


def act(verb: str, named: Mapping[str, Any]) -> tuple[str, Any]:
    """The code it was refused with, or "" and what the action gave back."""
    action = getattr(import_module(f"fenming.actions.{verb}"), verb)
    try:
        return "", action(**named)
    except NotFound:
        return "not_found", None
    except Refused as refused:
        code, sentence = refused.code, refused.sentence
    assert sentence.endswith("。"), sentence
    return code, None


def tick(model: Model) -> None:
    """The clock's own work, and the periods of a year it opened."""
    end_due(now=model.now)
    if model.year_at(model.today) is None:
        open_year(model, model.today.year)


def open_year(model: Model, number: int) -> None:
    """The year's periods with their numbers in the database."""
    year = things.Year(number, id=Year.objects.get(branch_id=model.branch_id, number=number).pk)
    ids = dict(Quarter.objects.filter(year_id=year.id).values_list("number", "pk"))
    months = dict(Month.objects.filter(quarter__year_id=year.id).values_list("number", "pk"))
    model.years.append(year)
    for one in range(1, 5):
        quarter = things.Quarter(year, one, id=ids[one])
        model.quarters.append(quarter)
        for month in range(one * 3 - 2, one * 3 + 1):
            start, end = quarter.start.replace(month=month), days.last_of_month(number, month)
            model.months.append(things.Month(quarter, month, start, end, id=months[month]))


def _number_matters(model: Model, result: Any) -> None:
    ids = result.matter_ids if hasattr(result, "matter_ids") else [result]
    for matter, pk in zip(model.matters[-len(ids) :], ids, strict=True):
        matter.id = pk


def _number_member(model: Model, result: Any) -> None:
    member = model.members[-1]
    member.id = result
    model.persons[member.name] = Membership.objects.get(pk=result).person_id
    accounts_for(model.persons[member.name])  # what goes on paper is no part of the model


def _last(things: Callable[[Model], list[Any]]) -> Callable[[Model, Any], None]:
    def number(model: Model, result: Any) -> None:
        things(model)[-1].id = result

    return number


_NUMBERS: Mapping[str, Callable[[Model, Any], None]] = {
    "declare": _number_matters,
    "record": _number_matters,
    "report": _number_matters,
    "transfer_in": _number_member,
    "call_meeting": _last(lambda model: model.meetings),
    "object_to": _last(lambda model: model.objections),
    "appeal": _last(lambda model: model.appeals),
    "ask_record": _last(lambda model: model.requests),
    "propose_correction": _last(lambda model: model.corrections),
    "propose_veto": _last(lambda model: model.vetoes),
}


def number(model: Model, verb: str, given: Mapping[str, Any], result: Any) -> None:
    """Tell the model which rows its new things are."""
    if verb in _NUMBERS:
        _NUMBERS[verb](model, result)
    elif verb == "post":
        given["quarter"].posting.id = result
    elif verb == "find":
        given["objection"].finding_id = result
    elif verb == "decide_appeal":
        given["appeal"].finding_id = result
    elif verb in ("settle", "settle_again"):
        given["year"].settlements[-1].id = result
    elif verb == "file_year":
        given["settlement"].filings[-1].id = result
    number_entries(model)


def number_entries(model: Model) -> None:
    new = [one for one in model.entries if not one.id]
    if new:
        rows = LedgerEntry.objects.filter(branch_id=model.branch_id, seq__gte=new[0].seq)
        ids = dict(rows.values_list("seq", "pk"))
        for one in new:
            one.id = ids.get(one.seq, 0)
