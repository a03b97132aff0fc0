"""The named cast of all database tests, put on the stage by the real actions."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fenming.actions._people import NewMember
from fenming.actions.adopt_standard import adopt_standard
from fenming.actions.enrol_members import enrol_members
from fenming.actions.found_branch import Founded, Founding, found_branch
from fenming.actions.give_office import give_office
from fenming.records.models import Account, Membership, Office, Person
from fenming.rules.authority import Role
from fenming.rules.terms import Status
from tests.once import once

SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "a-long-test-password"
DEFAULT_STANDARD = (Path(__file__).parent.parent / "regulations/standards/default.toml").read_text("utf-8")
SINCE = date(2026, 1, 5)


def at(year: int, month: int, day: int, hour: int = 10) -> datetime:
    """A moment of a working morning in the branch's time zone."""
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


def key() -> str:
    """A key no form used before."""
    return secrets.token_urlsafe(12)


@dataclass(frozen=True, slots=True)
class Cast:
    """Person ids by surname, membership ids with `m_`; who holds which office is in the docstring of `cast`."""

    superior_id: int
    branch_id: int
    other_branch_id: int
    lin: int
    xu: int
    han: int
    shen: int
    zhou: int
    he: int
    jiang: int
    gao: int
    deng: int
    m_lin: int
    m_xu: int
    m_han: int
    m_shen: int
    m_zhou: int
    m_he: int
    m_jiang: int
    m_deng: int


def _founding(branch_name: str, secretary: str, login: str) -> Founding:
    return Founding(
        superior_name="青岚大学人文学院党委",
        branch_name=branch_name,
        long_name="青岚大学人文学院",
        contact="电话 0000-0000000，文学馆 204 室",
        resolution="院党委〔2026〕1号",
        since=SINCE,
        secretary=NewMember(secretary, "T", Status.FORMAL, SINCE),
        login=login,
        password=PASSWORD,
    )


def _superior_officer(superior_id: int) -> int:
    """The college committee's officer: entered by the superior's own system, which is not built yet."""
    gao = Person.objects.create(name="高远")
    Office.objects.create(
        organisation_id=superior_id,
        person=gao,
        role=Role.SUPERIOR_REVIEWER,
        since=SINCE,
        resolution="院党委〔2026〕1号",
    )
    return gao.pk


def _offices(founded: Founded, people: dict[str, int], now: datetime) -> None:
    for name, role in (("许明远", Role.RECORDER), ("韩若水", Role.COMMITTEE), ("沈知行", Role.COMMITTEE)):
        give_office(
            actor_id=founded.person_id,
            branch_id=founded.branch_id,
            person_id=people[name],
            role=role,
            since=SINCE,
            resolution="支部党员大会 2026年1月5日",
            key=key(),
            now=now,
        )


def accounts_for(*persons: int) -> None:
    """An account without a password for each; `client_of` sets one when it is needed."""
    Account.objects.bulk_create(
        Account(person_id=one, login=f"p{one}", must_set_password=False) for one in persons
    )


@once
def cast(*, accounts: bool = True) -> Cast:
    """Everyone with an account of no password unless `accounts` is False: then only 林曼青 and 邓可为 have one.

    林曼青 secretary and administrator, 许明远 recorder, 韩若水 and 沈知行 committee, 周予安 and 何苗 formal,
    蒋雨桐 probationary, 高远 superior reviewer; 邓可为 secretary of the other branch. Default standard in force."""
    return cast_by_actions(accounts=accounts)


def cast_by_actions(*, accounts: bool = True) -> Cast:
    """The same, done anew: for whoever counts what is drawn or written on the way."""
    now = at(2026, 1, 5)
    founded = found_branch(
        actor_id=None, founding=_founding("教工第二党支部", "林曼青", "lin"), key=key(), now=now
    )
    gao = _superior_officer(founded.superior_id)
    lines = [
        ("许明远", "A"),
        ("韩若水", "T"),
        ("沈知行", "T"),
        ("周予安", "T"),
        ("何苗", "A"),
        ("蒋雨桐", "T"),
    ]
    members = [
        NewMember(name, kind, Status.PROBATIONARY if name == "蒋雨桐" else Status.FORMAL, SINCE)
        for name, kind in lines
    ]
    ids = enrol_members(
        actor_id=founded.person_id,
        branch_id=founded.branch_id,
        members=members,
        resolution="支部党员大会 2026年1月5日",
        key=key(),
        now=now,
    )
    person_of = dict(Membership.objects.filter(pk__in=ids).values_list("pk", "person_id"))
    persons = [person_of[pk] for pk in ids]
    _offices(founded, dict(zip([name for name, _ in lines], persons, strict=True)), now)
    _adopt(founded, now)
    other = found_branch(
        actor_id=gao, founding=_founding("教工第一党支部", "邓可为", "deng"), key=key(), now=now
    )
    _adopt(other, now)
    if accounts:
        accounts_for(*persons, gao)
    return Cast(
        founded.superior_id, founded.branch_id, other.branch_id,
        founded.person_id, *persons, gao, other.person_id,
        founded.membership_id, *ids, other.membership_id,
    )  # fmt: skip


def _adopt(founded: Founded, now: datetime) -> None:
    adopt_standard(
        actor_id=founded.person_id,
        branch_id=founded.branch_id,
        text=DEFAULT_STANDARD,
        in_force_from=date(2026, 1, 1),
        resolution="支部党员大会 2026年1月5日",
        key=key(),
        now=now,
    )
