"""A year filed and accepted, with two names towards the top and one towards the bottom: 周予安 and 韩若水, 何苗."""

from __future__ import annotations

from datetime import date, datetime

from fenming.actions.accept_filing import accept_filing
from fenming.actions.announce import announce
from fenming.actions.confirm_use import confirm_use
from fenming.actions.give_office import give_office
from fenming.actions.propose_uses import propose_uses
from fenming.actions.resolve_bottom_list import resolve_bottom_list
from fenming.actions.settle_again import settle_again
from fenming.actions.sign_off import sign_off
from fenming.records.models import UseProposal
from fenming.rules.authority import Role
from tests.actions._walk import assessed, vetoed, year
from tests.actions._year import FILE_DAY, appraised, filed, graded, members_meeting, steps_of
from tests.cast import Cast, at, key
from tests.once import once

RESOLVED = date(2026, 6, 1)
DRAW_DAY = at(2027, 4, 2)
DECIDE_DAY = at(2027, 4, 6)
AGAIN = at(2027, 4, 12)
REFILED = at(2027, 6, 18)
HEARD = "没有意见。"


def resolved(
    people: Cast,
    *,
    is_on: bool = True,
    day: date = RESOLVED,
    now: datetime | None = None,
    actor: int | None = None,
) -> int:
    """The branch has resolved on a bottom list."""
    return resolve_bottom_list(
        actor_id=actor or people.lin, branch_id=people.branch_id, is_on=is_on, day=day, key=key(),
        resolution="支部党员大会决议〔2026〕6号", now=now or at(day.year, day.month, day.day),
    )  # fmt: skip


@once
def accepted(people: Cast) -> int:
    """周予安 has 62 points, 韩若水 61, 何苗 58, everyone else 60; accepted above; 韩若水 and 许明远 are in the leading
    group. The settlement's id."""
    resolved(people)
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3), quantity=2)
    assessed(people, people.m_han, "DT2", date(2026, 2, 4))
    assessed(people, people.m_he, "K01", date(2026, 2, 5))
    settlement_id = appraised(people)
    accept_filing(actor_id=people.gao, filing_id=filed(people), number="", key=key(), now=FILE_DAY)
    for person in (people.han, people.xu):
        give_office(
            actor_id=people.lin, branch_id=people.branch_id, person_id=person, role=Role.LEADING_GROUP,
            since=date(2027, 4, 1), resolution="支部党员大会 2027年4月1日", key=key(), now=at(2027, 4, 1),
        )  # fmt: skip
    return settlement_id


@once
def proposed(people: Cast) -> int:
    """The list drawn up by the secretary."""
    settlement_id = accepted(people)
    return propose_uses(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=DRAW_DAY)


def name_of(membership_id: int, use: str) -> UseProposal:
    """The newest row about a member."""
    return UseProposal.objects.filter(membership_id=membership_id, use=use).latest("pk")


def confirmed(
    people: Cast, membership_id: int, use: str, *, actor: int | None = None, now: datetime = DECIDE_DAY
) -> int:
    """The newest row about a member confirmed."""
    row = name_of(membership_id, use)
    return confirm_use(
        actor_id=actor or people.lin, proposal_id=row.pk, reason="全年表现好。", heard=HEARD,
        seen=row.decisions.count(), key=key(), now=now,
    )  # fmt: skip


def settled_again(people: Cast) -> int:
    """周予安's year is vetoed after all, so that the settlement is corrected and nothing more."""
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    return settle_again(actor_id=people.lin, year_id=year(people).pk, key=key(), now=AGAIN)


def accepted_again(people: Cast) -> int:
    """The correcting settlement went the whole way once more; its id."""
    settlement_id = settled_again(people)
    for person in (people.lin, people.han, people.xu):
        sign_off(actor_id=person, settlement_id=settlement_id, key=key(), now=AGAIN)
    announce(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=AGAIN)
    graded(people, members_meeting(people, date(2027, 6, 16), quarter=2), now=at(2027, 6, 17))
    filing = filed(people, now=REFILED)
    accept_filing(actor_id=people.gao, filing_id=filing, number="", key=key(), now=REFILED)
    assert steps_of(people).settlement_id == settlement_id
    return settlement_id
