"""32 at once on one veto: one effect, 31 polite refusals."""

from __future__ import annotations

import pytest

from fenming.actions.confirm_lifting import confirm_lifting
from fenming.actions.confirm_veto import confirm_veto
from fenming.actions.decline_veto import decline_veto
from fenming.actions.propose_lifting import propose_lifting
from fenming.queries.chain import first_broken_entry, first_broken_event
from fenming.records.models import LedgerEntry, Veto
from tests.actions.veto_scene import REVOKED, answered, confirmed, proposed
from tests.cast import at, cast, key
from tests.racing import race

pytestmark = [pytest.mark.database]

ONE_OF_32 = 31


def test_proposing_on_one_document(committed: None) -> None:
    people = cast()
    assert race(lambda: proposed(people)) == ["done"] + ["repeat"] * ONE_OF_32
    assert Veto.objects.count() == 1


def test_answering(committed: None) -> None:
    people = cast()
    veto_id = proposed(people)
    assert race(lambda: answered(people, veto_id)) == ["already_answered"] * ONE_OF_32 + ["done"]


def test_confirming_and_declining(committed: None) -> None:
    people = cast()
    veto_id = proposed(people)
    answered(people, veto_id)
    turns = iter(range(32))

    def decide() -> None:
        now = at(2026, 3, 12)
        if next(turns) % 2:
            decline_veto(actor_id=people.lin, veto_id=veto_id, reason="复议中。", key=key(), now=now)
        else:
            confirm_veto(actor_id=people.shen, veto_id=veto_id, key=key(), now=now)

    assert race(decide) == ["done"] + ["wrong_state"] * ONE_OF_32
    booked = LedgerEntry.objects.filter(kind="veto").count()
    assert booked == (Veto.objects.get().state == "confirmed")
    assert first_broken_entry(branch_id=people.branch_id) is None
    assert first_broken_event(branch_id=people.branch_id) is None


def test_confirming_a_lifting(committed: None) -> None:
    people = cast()
    veto_id = confirmed(people)
    propose_lifting(actor_id=people.lin, veto_id=veto_id, document=REVOKED, key=key(), now=at(2026, 5, 6))

    def confirm() -> None:
        confirm_lifting(
            actor_id=people.shen, veto_id=veto_id, document=REVOKED, key=key(), now=at(2026, 5, 6)
        )

    assert race(confirm) == ["done"] + ["wrong_state"] * ONE_OF_32
    assert LedgerEntry.objects.filter(kind="reversal").count() == 1
    assert first_broken_entry(branch_id=people.branch_id) is None
