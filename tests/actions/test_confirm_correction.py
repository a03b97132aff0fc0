"""复核笔误更正: two persons, a counter-entry, the member told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.give_office import give_office
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_entry
from fenming.queries.counter_entries import Figures, standing_entry
from fenming.queries.objecting import Omitted
from fenming.queries.scores import statements_of
from fenming.records.models import AuditEvent, Correction, LedgerEntry, Outbox, PostingLine
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.actions._corrections import answered, confirmed, lowering, proposed
from tests.actions._objections import Wall, entry_of, found, objected, wall, written
from tests.actions._walk import year
from tests.cast import SINCE, at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def total(scene: Wall, membership_id: int, up_to_seq: int | None = None) -> int:
    rows = statements_of(branch_id=scene.people.branch_id, year=year(scene.people), up_to_seq=up_to_seq)
    return next(statement.total_centi for row, _, statement in rows if row.pk == membership_id)


def refusal(scene: Wall, correction_id: int, **change: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        confirmed(scene, correction_id, **change)
    assert written(scene.people) == before
    return refused.value


def test_a_counter_entry_and_the_entry_as_it_should_have_been() -> None:
    scene = wall()
    old, before = entry_of(scene.plus), total(scene, scene.people.m_zhou)
    pk = confirmed(scene, proposed(scene))
    back, new = LedgerEntry.objects.filter(correction=pk).order_by("seq")
    assert (back.kind, back.reverses, back.points_centi) == ("reversal", old, -old.points_centi)
    assert (new.kind, new.quantity, new.points_centi) == ("correction", 2, 200)
    assert {back.reason_code, new.reason_code} == {"clerical"}
    assert {back.quarter.number, new.quarter.number} == {2}
    assert new.text_id == old.text_id
    assert standing_entry(old) == new
    assert total(scene, scene.people.m_zhou) == before + 100
    assert first_broken_entry(branch_id=scene.people.branch_id) is None
    correction = Correction.objects.get(pk=pk)
    assert (correction.state, correction.ended_by_id) == ("confirmed", scene.people.shen)
    assert AuditEvent.objects.get(verb="confirm_correction").subject_id == pk
    assert Outbox.objects.get(kind="correction_confirmed").to_id == scene.people.zhou


def test_what_was_posted_stays_as_it_was_posted() -> None:
    scene = wall()
    confirmed(scene, proposed(scene))
    line = PostingLine.objects.get(posting=scene.posting, membership_id=scene.people.m_zhou)
    assert total(scene, scene.people.m_zhou, up_to_seq=scene.posting.ledger_seq) == line.total_centi


def test_a_corrected_entry_can_be_corrected_again_and_objected_to() -> None:
    scene = wall()
    first = confirmed(scene, proposed(scene))
    entry = LedgerEntry.objects.get(correction=first, kind="correction")
    second = confirmed(scene, proposed(scene, entry, quantity=3))
    assert standing_entry(entry_of(scene.plus)) == LedgerEntry.objects.get(
        correction=second, kind="correction"
    )


def test_who_would_lose_points_is_heard_first() -> None:
    scene = wall()
    pk = lowering(scene)
    refused = refusal(scene, pk)
    assert refused.code == "not_heard"
    assert "本人可在4月10日前答复" in refused.sentence
    answered(scene, pk)
    before = total(scene, scene.people.m_he)
    confirmed(scene, pk, now=at(2026, 4, 7))
    assert total(scene, scene.people.m_he) == before - 50


def test_or_the_days_to_answer_are_over() -> None:
    scene = wall()
    pk = lowering(scene)
    assert refusal(scene, pk, now=at(2026, 4, 10, 23)).code == "not_heard"
    confirmed(scene, pk, now=at(2026, 4, 11))


def test_what_would_lower_only_by_now_has_to_be_shown_first() -> None:
    """An item that counts once a quarter: moved into the second one it costs nothing, until another stands there."""
    scene = wall()
    entry = LedgerEntry.objects.get(item="DT4")
    pk = proposed(scene, entry, quantity=1, day=date(2026, 4, 1))
    assert Correction.objects.get(pk=pk).reply_by is None
    omission = objected(scene, matter_id=None, omitted=Omitted("DT4", date(2026, 3, 3)))
    found(scene, omission, "upheld", figures=Figures("DT4", date(2026, 4, 2)))
    refused = refusal(scene, pk, now=at(2026, 4, 8))
    assert refused.code == "not_shown"
    assert "请不同意这一次，另提一次" in refused.sentence


def test_the_proposer_does_not_confirm_and_neither_does_the_one_concerned() -> None:
    scene = wall()
    pk = proposed(scene, actor_id=scene.people.lin)
    refused = refusal(scene, pk, actor_id=scene.people.lin)
    assert refused.code == "same_person"
    assert "要由另一人复核" in refused.sentence
    assert refusal(scene, pk, actor_id=scene.people.xu).code == "forbidden"
    give_office(
        actor_id=scene.people.lin, branch_id=scene.people.branch_id, person_id=scene.people.zhou, role=Role.COMMITTEE,
        since=SINCE, resolution="支部党员大会", key=key(), now=at(2026, 4, 2),
    )  # fmt: skip
    assert "本人事项，不能由您复核笔误更正" in refusal(scene, pk, actor_id=scene.people.zhou).sentence
    with pytest.raises(NotFound):
        confirmed(scene, pk, actor_id=scene.people.deng)


def test_an_objection_in_between_comes_first() -> None:
    scene = wall()
    pk = proposed(scene)
    objection = objected(scene)
    assert refusal(scene, pk).code == "objected"
    found(scene, objection, "upheld", figures=Figures("DT2", date(2026, 2, 11), quantity=2))
    refused = refusal(scene, pk, now=at(2026, 4, 8))
    assert refused.code == "entry_changed"


def test_once() -> None:
    scene, same = wall(), key()
    pk = proposed(scene)
    confirmed(scene, pk, key=same)
    with pytest.raises(AlreadyDone):
        confirmed(scene, pk, key=same)
    refused = refusal(scene, pk)
    assert refused.code == "wrong_state"
    assert "现在是“已更正”" in refused.sentence
