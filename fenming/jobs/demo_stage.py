"""Found the demo's branches by the real actions: rosters, offices, standard, accounts, the college committee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from fenming.actions._people import NewMember
from fenming.actions.adopt_standard import adopt_standard
from fenming.actions.create_account import create_account
from fenming.actions.enrol_members import enrol_members
from fenming.actions.found_branch import Founded, Founding, found_branch
from fenming.actions.give_office import give_office
from fenming.actions.name_reviewer import name_reviewer
from fenming.actions.set_password import set_password
from fenming.jobs.demo_diary import Entry, Stage, at
from fenming.jobs.demo_people import (
    BRANCHES,
    FOUNDED,
    LONG_NAME,
    MAIN,
    RESOLUTION,
    REVIEWER,
    REVIEWER_DOCUMENT,
    SUPERIOR,
    BranchCast,
    Part,
    further_people,
)
from fenming.jobs.demo_year import YEAR, Demo
from fenming.queries.demo_reading import branch_ids, reviewer_id
from fenming.rules.authority import Role
from fenming.rules.terms import Status

STANDARD = Path(__file__).resolve().parents[2] / "regulations/standards/default.toml"
# The first secretaries' accounts exist from the founding on.
FIRST_PASSWORD = "first-password-of-the-demo"  # noqa: S105 replaced at once


def demo_again(*, members: int = 0, years: int = 0) -> Demo:
    """The demo that stands in the database, to go on with; built with the same figures."""
    stages = [_stages(cast, branch_ids()[cast.name], members, _lived(cast, years)) for cast in BRANCHES]
    return Demo(stages[0], stages[1], reviewer_id(name=REVIEWER[0]))


def build(*, password: str, members: int = 0, years: int = 0) -> Demo:
    """Both branches as they are founded; the database must be empty.

    `members`: so many in the main branch at least, `years` lived through before the year of the demo.
    """
    founded = _found(MAIN, _since(MAIN, years), actor_id=None, members=members)
    reviewer = _reviewer(min(_since(cast, years) for cast in BRANCHES), password)
    others = [_found(cast, _since(cast, years), actor_id=reviewer, members=0) for cast in BRANCHES[1:]]
    demo = demo_again(members=members, years=years)
    for stage, one in zip((demo.main[0], demo.small[0]), (founded, *others), strict=True):
        since = _since(stage.cast, years)
        _give_offices(stage, since)
        adopt_standard(
            actor_id=one.person_id, branch_id=one.branch_id, text=STANDARD.read_text("utf-8"),
            in_force_from=since.replace(day=1), resolution=RESOLUTION, key=stage.key(), now=at(since),
        )  # fmt: skip
        first = [part for part in stage.parts if part.since <= since]
        _open_accounts(stage, first, password, now=at(since))
    return demo


def _lived(cast: BranchCast, years: int) -> int:
    """The small branch has a year behind it in any case: what a filed year leads to can be looked at from the start."""
    return years if cast is MAIN else max(years, 1)


def _since(cast: BranchCast, years: int) -> date:
    return date(YEAR - _lived(cast, years), FOUNDED.month, FOUNDED.day)


def _stages(cast: BranchCast, branch_id: int, members: int, years: int) -> tuple[Stage, ...]:
    parts = _everyone(cast, members)
    found = []
    for year in range(YEAR - years, YEAR + 1):
        here = parts if year == YEAR and not years else _in_year(parts, year, YEAR - years)
        found.append(Stage(branch_id, cast, year, here))
    return tuple(found)


def _everyone(cast: BranchCast, members: int) -> tuple[Part, ...]:
    there = sum(part.until is None for part in cast.parts)
    return (*cast.parts, *further_people(max(0, members - there) if cast is MAIN else 0))


def _in_year(parts: Sequence[Part], year: int, first: int) -> tuple[Part, ...]:
    """Founding members have been there from the first year on; who is on probation came in the demo's year."""
    begun = [replace(part, since=date(first, 1, 5)) if _founding(part) else part for part in parts]
    return tuple(part for part in begun if part.since.year <= year)


def _founding(part: Part) -> bool:
    return part.since == FOUNDED and part.status is Status.FORMAL


def _found(cast: BranchCast, since: date, *, actor_id: int | None, members: int) -> Founded:
    parts = [part for part in _everyone(cast, members) if part.since == FOUNDED]
    lines = {part: NewMember(part.name, part.post, part.status, since) for part in parts}
    founding = Founding(
        superior_name=SUPERIOR, branch_name=cast.name, long_name=LONG_NAME, contact=cast.contact, resolution=RESOLUTION,
        since=since, secretary=lines[parts[0]], login=parts[0].login, password=FIRST_PASSWORD,
    )  # fmt: skip
    founded = found_branch(actor_id=actor_id, founding=founding, key=f"demo-found-{cast.name}", now=at(since))
    first = [part for part in parts[1:] if since == FOUNDED or _founding(part)]
    enrol_members(
        actor_id=founded.person_id, branch_id=founded.branch_id, members=[lines[part] for part in first],
        resolution=RESOLUTION, key=f"demo-enrol-{cast.name}", now=at(since),
    )  # fmt: skip
    return founded


def latecomers(demo: Demo, *, password: str) -> Iterator[Entry]:
    """Who is on probation in the demo's year joins with it, when years were lived through before."""
    stage = demo.main[-1]
    if len(demo.main) > 1:
        yield Entry(at(FOUNDED, 8), partial(_enrol_later, stage, password))


def _enrol_later(stage: Stage, password: str, *, now: datetime) -> None:
    parts = [part for part in stage.parts if part.since == FOUNDED and not _founding(part)]
    enrol_members(
        actor_id=stage.secretary, branch_id=stage.branch_id, resolution=RESOLUTION, key=stage.key(), now=now,
        members=[NewMember(part.name, part.post, part.status, FOUNDED) for part in parts],
    )  # fmt: skip
    _open_accounts(stage, parts, password, now=now)


def _reviewer(since: date, password: str) -> int:
    name, login = REVIEWER
    name_reviewer(
        committee=SUPERIOR, name=name, login=login, since=since, document=REVIEWER_DOCUMENT, key="demo-reviewer", now=at(since)
    )  # fmt: skip
    person_id = reviewer_id(name=name)
    set_password(
        actor_id=person_id, current="", password=password, key="demo-reviewer-password", now=at(since)
    )
    return person_id


def _give_offices(stage: Stage, since: date) -> None:
    given = [(part, part.role) for part in stage.parts if part.role not in (None, Role.SECRETARY)]
    if not stage.is_main:  # the first branch of a system keeps the machine; here somebody opens accounts too
        given.append((stage.parts[0], Role.ADMINISTRATOR))
    for part, role in given:
        if role is not None:
            give_office(
                actor_id=stage.secretary, branch_id=stage.branch_id, person_id=stage.person(part.name), role=role,
                since=since, resolution=RESOLUTION, key=stage.key(), now=at(since),
            )  # fmt: skip


def _open_accounts(stage: Stage, parts: Sequence[Part], password: str, *, now: datetime) -> None:
    """Accounts for those with a login, each opened by a one-time code that is replaced at once."""
    for part in parts:
        if not part.login:
            continue
        person, current = stage.person(part.name), FIRST_PASSWORD
        if part.role is not Role.SECRETARY:
            create_account(
                actor_id=stage.secretary,
                membership_id=stage.member(part.name),
                login=part.login,
                key=stage.key(),
                now=now,
            )
            current = ""
        set_password(actor_id=person, current=current, password=password, key=stage.key(), now=now)
