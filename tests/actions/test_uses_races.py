"""32 at once: the list drawn up once, each name decided once, whoever was slower is told."""

from __future__ import annotations

import itertools

import pytest

from fenming.actions.confirm_use import confirm_use
from fenming.actions.propose_uses import propose_uses
from fenming.actions.strike_use import strike_use
from fenming.queries.chain import first_broken_event
from fenming.records.models import UseDecision, UseList
from tests.actions.uses_scene import DECIDE_DAY, DRAW_DAY, accepted, name_of
from tests.cast import cast, key
from tests.racing import race

pytestmark = [pytest.mark.database]

ONE_OF_32 = 31


def test_drawn_up_and_decided_once(committed: None) -> None:
    people = cast()
    pk = accepted(people)
    outcomes = race(lambda: propose_uses(actor_id=people.lin, settlement_id=pk, key=key(), now=DRAW_DAY))
    assert outcomes == ["done"] + ["drawn_already"] * ONE_OF_32
    assert UseList.objects.get().proposals.count() == 5
    proposal_id, turns = name_of(people.m_zhou, "honours").pk, itertools.count()

    def decide() -> None:
        verb, actor = (confirm_use, people.lin) if next(turns) % 2 else (strike_use, people.xu)
        verb(
            actor_id=actor, proposal_id=proposal_id, reason="全年表现好。", seen=0, key=key(), now=DECIDE_DAY
        )

    assert race(decide) == ["decided_meanwhile"] * ONE_OF_32 + ["done"]
    assert UseDecision.objects.count() == 1
    assert first_broken_event(branch_id=people.branch_id) is None
