"""32 at once: a quarter is posted, ended and locked once, a year settled and announced once."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.announce import announce
from fenming.actions.end_due import end_due
from fenming.actions.post import post
from fenming.actions.settle import settle
from fenming.actions.sign_off import sign_off
from fenming.queries.chain import first_broken_event
from fenming.records.models import (
    AuditEvent,
    Posting,
    PostingEvent,
    PostingLine,
    Settlement,
    SettlementEvent,
    Year,
)
from tests.actions._walk import all_locked, assessed, determine, posted, quarter, year
from tests.cast import at, cast, key
from tests.racing import race

pytestmark = [pytest.mark.database]

ONE_OF_32 = 31


def test_posting(committed: None) -> None:
    people = cast()
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    determine(people)
    pk, now = quarter(people).pk, at(2026, 4, 1)
    outcomes = race(lambda: post(actor_id=people.lin, quarter_id=pk, key=key(), now=now))
    assert outcomes == ["done"] + ["wrong_state"] * ONE_OF_32
    assert Posting.objects.count() == 1
    assert PostingLine.objects.count() == 7


def test_the_clock(committed: None) -> None:
    people = cast()
    determine(people)
    posted(people)
    assert race(lambda: end_due(now=at(2026, 5, 10))) == ["done"] * 32
    assert sorted(PostingEvent.objects.values_list("kind", flat=True)) == ["ended", "locked"]
    assert AuditEvent.objects.filter(verb__in=["end_posting", "lock"], actor__isnull=True).count() == 2
    assert first_broken_event(branch_id=people.branch_id) is None


def test_the_new_year(committed: None) -> None:
    cast()
    assert race(lambda: end_due(now=at(2027, 1, 1))) == ["done"] * 32
    assert Year.objects.filter(number=2027).count() == 2
    assert AuditEvent.objects.filter(verb="open_year").count() == 2


def test_settling_and_announcing(committed: None) -> None:
    people = cast()
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    all_locked(people)
    pk, now = year(people).pk, at(2027, 1, 27)
    outcomes = race(lambda: settle(actor_id=people.lin, year_id=pk, key=key(), now=now))
    assert outcomes == ["done"] + ["wrong_state"] * ONE_OF_32
    settlement = Settlement.objects.get()
    assert settlement.lines.count() == 7
    sign_off(actor_id=people.lin, settlement_id=settlement.pk, key=key(), now=now)
    outcomes = race(lambda: announce(actor_id=people.lin, settlement_id=settlement.pk, key=key(), now=now))
    assert outcomes == ["done"] + ["wrong_state"] * ONE_OF_32
    assert SettlementEvent.objects.count() == 1
