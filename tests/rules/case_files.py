"""Reading the worked cases of ``regulations/cases`` into what the rules take."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fenming.rules.people import Member, Standing, YearSpan
from fenming.rules.standard import Standard, load_standard
from fenming.rules.statement import Entry
from fenming.rules.terms import Status, parse_centi

REGULATIONS = Path(__file__).parents[2] / "regulations"
DEFAULT_REASON = "已核实。"


@dataclass(frozen=True, slots=True)
class Case:
    """A worked case: a member's year and what must come out."""

    name: str
    file: str
    clauses: tuple[str, ...]
    standard: Standard
    member: Member
    year: YearSpan
    entries: tuple[tuple[Entry, str], ...]
    expect: Mapping[str, Any]
    cuts: tuple[Mapping[str, Any], ...]
    faults: tuple[Mapping[str, Any], ...]


def read_cases() -> list[Case]:
    """All cases of all files, in the order of the files."""
    cases = []
    for path in sorted((REGULATIONS / "cases").glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        groups = content.get("groups", {})
        assert set(content) <= {"groups", "case"}, path
        cases += [_case(raw, groups=groups, file=path.stem) for raw in content["case"]]
    return cases


def centi(value: Any) -> int:
    """Points of a case, an int or a Decimal, in hundredths."""
    return parse_centi(str(value))


@cache
def default_text() -> str:
    return (REGULATIONS / "standards" / "default.toml").read_text(encoding="utf-8")


@cache
def default_standard() -> Standard:
    return load_standard(default_text())


def _case(raw: dict[str, Any], *, groups: dict[str, Any], file: str) -> Case:
    known = {"name", "clauses", "settings", "amounts", "degrees", "year", "member", "with", "entries"}
    assert set(raw) <= known | {"expect", "cuts", "faults"}, raw["name"]
    assert ("expect" in raw) != ("faults" in raw), raw["name"]
    rows = list(enumerate(raw.get("entries", []), start=1))
    # Entries of a group stand behind the case's own rows, so that these count from 1.
    grouped = [row for name in raw.get("with", []) for row in groups[name]]
    rows += list(enumerate(grouped, start=1001))
    return Case(
        name=raw["name"],
        file=file,
        clauses=tuple(raw["clauses"]),
        standard=_standard(raw.get("settings", {}), raw.get("amounts", {}), raw.get("degrees", {})),
        member=_member(raw.get("member", {})),
        year=YearSpan.calendar(raw.get("year", 2016)),
        entries=tuple((_entry(order, row), row.get("reason", DEFAULT_REASON)) for order, row in rows),
        expect=raw.get("expect", {}),
        cuts=tuple(raw.get("cuts", [])),
        faults=tuple(raw.get("faults", [])),
    )


def _standard(settings: dict[str, str], amounts: dict[str, Any], degrees: dict[str, Any]) -> Standard:
    """The default standard with other settings, other points of fixed items, or degrees of its vetoes."""
    text = with_degrees(default_text(), degrees)
    for key, value in settings.items():
        start = text.index(f"\n{key} = ") + 1
        text = text[:start] + f'{key} = "{value}"' + text[text.index("\n", start) :]
    standard = load_standard(text)
    if not amounts:
        return standard
    items = tuple(
        replace(item, points_centi=centi(amounts[item.id])) if item.id in amounts else item
        for item in standard.items
    )
    return replace(standard, items=items, by_id=MappingProxyType({item.id: item for item in items}))


def with_degrees(text: str, degrees: dict[str, Any]) -> str:
    """A standard's TOML with these degrees in every veto, name to the most that is left; none: as it was."""
    if not degrees:
        return text
    rows = ", ".join(f'{{ name = "{name}", most = {most} }}' for name, most in degrees.items())
    text = text.replace('veto_levels = "one"', 'veto_levels = "by_degree"')
    return text.replace('bucket = "veto"\n', f'bucket = "veto"\ndegrees = [{rows}]\n')


def _member(raw: dict[str, Any]) -> Member:
    known = {"type", "status", "since", "until", "formal_since"}
    assert set(raw) <= known, raw
    kind = raw.get("type", "T")
    formal_since: date | None = raw.get("formal_since")
    standings: tuple[Standing, ...] = (Standing(None, kind, Status(raw.get("status", "formal"))),)
    if formal_since is not None:
        standings = (
            Standing(None, kind, Status.PROBATIONARY),
            Standing(formal_since, kind, Status.FORMAL),
        )
    return Member(
        id="001",
        name="周予安",
        type=kind,
        since=raw.get("since"),
        until=raw.get("until"),
        standings=standings,
    )


def _entry(order: int, raw: dict[str, Any]) -> Entry:
    known = {"date", "item", "quantity", "points", "level", "achievement", "reason"}
    assert set(raw) <= known, raw
    return Entry(
        order=order,
        item=raw["item"],
        day=raw["date"],
        quantity=raw.get("quantity", 1),
        points_centi=None if "points" not in raw else centi(raw["points"]),
        level=raw.get("level", ""),
        achievement=raw.get("achievement", ""),
    )
