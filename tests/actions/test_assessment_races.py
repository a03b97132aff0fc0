"""32 at once before the same matter or month: one effect, 31 polite refusals."""

from __future__ import annotations

import pytest

from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.records.models import Assessment, AuditEvent, MemberMonth
from tests.actions._matters import declared, month_of
from tests.cast import at, cast, key
from tests.racing import race

pytestmark = [pytest.mark.database]

NOW = at(2026, 3, 9)


def test_two_assessors_before_one_matter(committed: None) -> None:
    people = cast()
    pk, turn = declared(people), iter([people.han, people.shen] * 16)
    outcomes = race(
        lambda: assess(
            actor_id=next(turn), matter_id=pk, outcome="accepted", seen_round=0, key=key(), now=NOW
        )
    )
    assert outcomes == ["done"] + ["stale"] * 31
    assert Assessment.objects.filter(matter_id=pk).count() == 1
    assert AuditEvent.objects.filter(verb="assess").count() == 1


def test_the_same_month_from_many_pages(committed: None) -> None:
    people = cast()
    month_id, matters = month_of(people).pk, [declared(people), declared(people, "he", item="DA5")]
    members, turn = [people.m_zhou, people.m_he, people.m_jiang], iter([people.han, people.shen] * 16)
    outcomes = race(
        lambda: assess_batch(
            actor_id=next(turn),
            month_id=month_id,
            matter_ids=matters,
            membership_ids=members,
            key=key(),
            now=NOW,
        )
    )
    assert outcomes == ["done"] + ["stale"] * 31
    assert Assessment.objects.count() == 2
    assert MemberMonth.objects.exclude(assessed_at=None).count() == 3
    assert AuditEvent.objects.filter(verb="assess_batch").count() == 1
