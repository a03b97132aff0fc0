"""Who comes, goes, is away and turns formal in the demo's year, entered by the secretary from resolutions and letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from fenming.actions.grant_exemption import Application, grant_exemption
from fenming.actions.start_probation import start_probation
from fenming.actions.transfer_in import Newcomer, transfer_in
from fenming.actions.transfer_out import transfer_out
from fenming.actions.turn_formal import turn_formal
from fenming.jobs.demo_diary import Entry, Stage, at
from fenming.jobs.demo_people import PROBATIONS
from fenming.queries.demo_reading import waiting_departure
from fenming.rules.terms import Status

NEWCOMER, LEAVER, AWAY, TURNED = "叶知秋", "罗思齐", "彭舒然", "陆怀瑾"
LETTER_OUT = "组织关系介绍信 2026 年第 12 号"


def comings_and_goings(main: Stage, small: Stage) -> Iterator[Entry]:
    """What the roster of the two branches goes through in the year."""
    year = main.year
    for name, since in PROBATIONS.items():
        yield Entry(at(date(year, 1, 6)), partial(_start_probation, main, name, since))
    yield Entry(at(date(year, 3, 10)), partial(_receive_newcomer, main))
    yield Entry(at(date(year, 3, 30)), partial(_exempt, main))
    yield Entry(at(date(year, 6, 26)), partial(_turn_formal, main))
    yield Entry(at(date(year, 7, 1), 9), partial(_send, main, small))
    yield Entry(at(date(year, 7, 2), 9), partial(_receive, small))


def _start_probation(stage: Stage, name: str, since: date, *, now: datetime) -> None:
    start_probation(
        actor_id=stage.secretary, membership_id=stage.member(name), since=since,
        resolution=f"支部党员大会 {since.year}年{since.month}月{since.day}日", key=stage.key(), now=now,
    )  # fmt: skip


def _receive_newcomer(stage: Stage, *, now: datetime) -> None:
    part = next(one for one in stage.parts if one.name == NEWCOMER)
    newcomer = Newcomer(NEWCOMER, Status.FORMAL, "青岚大学外国语学院教工党支部")
    transfer_in(
        actor_id=stage.secretary, branch_id=stage.branch_id, day=part.since, post=part.post, newcomer=newcomer,
        resolution="组织关系介绍信 2026 年第 7 号", key=stage.key(), now=now,
    )  # fmt: skip


def _exempt(stage: Stage, *, now: datetime) -> None:
    part = next(one for one in stage.parts if one.name == AWAY)
    first, last = part.away or (now.date(), now.date())
    asked = Application(first, last, "四月至六月休假，申请这一季度免予积分。", date(stage.year, 3, 25))
    grant_exemption(
        actor_id=stage.secretary, membership_id=stage.member(AWAY), application=asked,
        resolution=f"支部党员大会 {stage.year}年3月30日", key=stage.key(), now=now,
    )  # fmt: skip


def _turn_formal(stage: Stage, *, now: datetime) -> None:
    part = next(one for one in stage.parts if one.name == TURNED)
    day = part.formal_on or now.date()
    turn_formal(
        actor_id=stage.secretary, membership_id=stage.member(TURNED), day=day,
        resolution=f"支部党员大会 {day.year}年{day.month}月{day.day}日", key=stage.key(), now=now,
    )  # fmt: skip


def _send(main: Stage, small: Stage, *, now: datetime) -> None:
    last = next(one.until for one in main.parts if one.name == LEAVER)
    transfer_out(
        actor_id=main.secretary, membership_id=main.member(LEAVER), day=last or now.date(), resolution=LETTER_OUT,
        to_branch_id=small.branch_id, key=main.key(), now=now,
    )  # fmt: skip


def _receive(small: Stage, *, now: datetime) -> None:
    part = next(one for one in small.parts if one.name == LEAVER)
    transfer_in(
        actor_id=small.secretary, branch_id=small.branch_id, day=part.since, post=part.post,
        departure_id=waiting_departure(branch_id=small.branch_id), resolution=LETTER_OUT, key=small.key(), now=now,
    )  # fmt: skip
