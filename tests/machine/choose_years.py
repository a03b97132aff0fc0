"""What somebody sensible would do next on the roster and at the end of a year."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from tests.machine.choose_matters import Choice, Words
from tests.machine.model import Model
from tests.machine.things import FORMAL, PROBATIONARY, Year
from tests.machine.years import BANDS, Settlement, hears_grades, ready


def transfer_in(model: Model, luck: Random, _: Words) -> Choice:
    if len(model.roster(model.today)) > 9:
        return None
    status = FORMAL if luck.random() < 0.7 else PROBATIONARY
    day = model.today - timedelta(days=luck.randrange(10))
    name = f"new{len(model.members)}"
    return {"actor": "lin", "day": day, "post": luck.choice("TA"), "name": name, "status": status}


def transfer_out(model: Model, luck: Random, _: Words) -> Choice:
    free = [one for one in model.roster(model.today) if not one.offices]
    if len(free) < 3:
        return None
    day = model.today - timedelta(days=luck.randrange(4))
    return {
        "actor": "lin",
        "membership": luck.choice(free),
        "day": day,
        "destination": "青岚大学理学院党总支",
    }


def turn_formal(model: Model, luck: Random, words: Words) -> Choice:
    there = [one for one in model.roster(model.today) if one.standing(model.today)[0] == PROBATIONARY]
    there = [one for one in there if model.today > one.since + timedelta(days=120)]
    if not there:
        return None
    day = model.today - timedelta(days=luck.randrange(4))
    return {"actor": "lin", "membership": luck.choice(there), "day": day, "resolution": words.new("决议第")}


def _year(model: Model, *states: str) -> Year | None:
    return next((one for one in model.years if one.state in states), None)


def settle(model: Model, luck: Random, _: Words) -> Choice:
    year = _year(model, "open")
    return {"actor": "lin", "year": year} if year and ready(model, year) else None


def settle_again(model: Model, luck: Random, _: Words) -> Choice:
    for year in model.years:
        if year.state not in ("open", "filed"):
            later = model.entries[year.settlements[-1].seq :]
            if any(one.claim.day.year == year.number for one in later):
                return {"actor": "lin", "year": year}
    return None


def _latest(model: Model, *states: str) -> Settlement | None:
    year = _year(model, *states)
    found: Settlement | None = year.settlements[-1] if year else None
    return found


def sign_off(model: Model, luck: Random, _: Words) -> Choice:
    one = _latest(model, "settled")
    left = sorted(model.holders("secretary", "leading") - one.signed) if one else []
    return {"actor": luck.choice(left), "settlement": one} if left else None


def announce(model: Model, luck: Random, _: Words) -> Choice:
    one = _latest(model, "settled")
    return {"actor": "lin", "settlement": one} if one and len(one.signed) > 1 else None


def appraise(model: Model, luck: Random, words: Words) -> Choice:
    one = _latest(model, "announced", "appraised", "returned")
    meetings = [meeting for meeting in model.meetings if one and hears_grades(one, meeting)]
    if one is None or not meetings or (one.rounds and luck.random() < 0.9):
        return None
    grades: dict[Any, tuple[str, str]] = {}
    for member in model.members:
        _, suggested, there = one.lines.get(member.id, (0, "", False))
        if there and luck.random() < 0.8:
            grades[member] = (suggested, "")
        elif there:
            grades[member] = (luck.choice(BANDS)[0], words.new("大会评第"))
    return {"actor": "lin", "settlement": one, "meeting": luck.choice(meetings), "grades": grades}


def file_year(model: Model, luck: Random, _: Words) -> Choice:
    one = _latest(model, "appraised", "returned")
    return {"actor": "lin", "settlement": one} if one else None


def accept_filing(model: Model, luck: Random, _: Words) -> Choice:
    one = _latest(model, "filed")
    return {"actor": "gao", "filing": one.filings[-1], "number": ""} if one else None


def return_filing(model: Model, luck: Random, words: Words) -> Choice:
    one = _latest(model, "filed")
    return {"actor": "gao", "filing": one.filings[-1], "remarks": words.new("请改第")} if one else None
