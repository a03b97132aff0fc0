"""Build the demo's branch by the real actions, and let it live up to the day the demo opens on."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from fenming.actions._people import NewMember
from fenming.actions.adopt_standard import adopt_standard
from fenming.actions.create_account import create_account
from fenming.actions.enrol_members import enrol_members
from fenming.actions.found_branch import Founded, Founding, found_branch
from fenming.actions.give_office import give_office
from fenming.actions.set_password import set_password
from fenming.jobs.demo_life import YEAR, Stage, assess_month, at, hold_meeting, live_month, post_quarter
from fenming.jobs.demo_people import BRANCH, CONTACT, FOUNDED, LONG_NAME, PARTS, RESOLUTION, SUPERIOR
from fenming.queries.demo_reading import periods_of, roster_ids
from fenming.rules.authority import Role

STANDARD = Path(__file__).resolve().parents[2] / "regulations/standards/default.toml"
# The first secretary's account exists from the founding on.
FIRST_PASSWORD = "first-password-of-the-demo"  # noqa: S105 replaced at once


def build_stage(*, chance: random.Random) -> Stage:
    """The founded branch with its roster, offices and standard; the database must be empty."""
    founded = _found()
    roster = roster_ids(branch_id=founded.branch_id)
    stage = Stage(
        branch_id=founded.branch_id,
        members=[membership for membership, _ in roster],
        persons=[person for _, person in roster],
        periods=periods_of(branch_id=founded.branch_id, year=YEAR),
        chance=chance,
    )
    _give_offices(stage)
    adopt_standard(
        actor_id=founded.person_id,
        branch_id=founded.branch_id,
        text=STANDARD.read_text("utf-8"),
        in_force_from=date(YEAR, 1, 1),
        resolution=RESOLUTION,
        key=stage.key(),
        now=at(FOUNDED),
    )
    return stage


def _found() -> Founded:
    lines = [NewMember(part.name, part.post, part.status, FOUNDED) for part in PARTS]
    founding = Founding(
        superior_name=SUPERIOR, branch_name=BRANCH, long_name=LONG_NAME, contact=CONTACT, resolution=RESOLUTION,
        since=FOUNDED, secretary=lines[0], login=PARTS[0].login, password=FIRST_PASSWORD,
    )  # fmt: skip
    founded = found_branch(actor_id=None, founding=founding, key="demo-found", now=at(FOUNDED))
    enrol_members(
        actor_id=founded.person_id, branch_id=founded.branch_id, members=lines[1:], resolution=RESOLUTION,
        key="demo-enrol", now=at(FOUNDED),
    )  # fmt: skip
    return founded


def _give_offices(stage: Stage) -> None:
    for part, person in zip(PARTS, stage.persons, strict=True):
        if part.role is None or part.role is Role.SECRETARY:
            continue
        give_office(
            actor_id=stage.persons[0], branch_id=stage.branch_id, person_id=person, role=part.role, since=FOUNDED,
            resolution=RESOLUTION, key=stage.key(), now=at(FOUNDED),
        )  # fmt: skip


def open_accounts(stage: Stage, *, password: str) -> None:
    """Accounts for those with a login, each opened by a one-time code that is replaced at once."""
    for part, membership, person in zip(PARTS, stage.members, stage.persons, strict=True):
        if not part.login:
            continue
        current = FIRST_PASSWORD
        if part.role is not Role.SECRETARY:
            create_account(
                actor_id=stage.persons[0],
                membership_id=membership,
                login=part.login,
                key=stage.key(),
                now=at(FOUNDED),
            )
            current = ""
        set_password(actor_id=person, current=current, password=password, key=stage.key(), now=at(FOUNDED))


def live_until_today(stage: Stage) -> None:
    """Two quarters posted and locked, July assessed, August declared and half assessed."""
    for quarter, (assessed, held, posted, locked) in enumerate(
        [
            (
                (date(2026, 2, 11), date(2026, 3, 11), date(2026, 4, 10)),
                date(2026, 4, 15),
                date(2026, 4, 16),
                date(2026, 5, 12),
            ),
            (
                (date(2026, 5, 13), date(2026, 6, 10), date(2026, 7, 9)),
                date(2026, 7, 14),
                date(2026, 7, 15),
                date(2026, 8, 3),
            ),
        ],
        start=1,
    ):
        live_quarter(stage, quarter, assessed=assessed)
        hold_meeting(stage, quarter, held)
        post_quarter(stage, quarter, posted, locked_by=locked)
    live_month(stage, 7)
    assess_month(stage, 7, date(2026, 8, 12))
    live_month(stage, 8)
    assess_month(stage, 8, date(2026, 9, 8), only=9)


def live_quarter(stage: Stage, quarter: int, *, assessed: tuple[date, ...]) -> None:
    """Three months of a quarter, each assessed on its day of the month after."""
    for month, day in zip(range(quarter * 3 - 2, quarter * 3 + 1), assessed, strict=True):
        live_month(stage, month)
        assess_month(stage, month, day)
