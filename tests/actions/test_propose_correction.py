"""提出笔误更正: a slip of typing in what a closed meeting booked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.end_due import end_due
from fenming.actions.settle import settle
from fenming.queries.access import NotFound
from fenming.queries.counter_entries import Figures
from fenming.records.models import AuditEvent, Correction, LedgerEntry, Outbox
from fenming.rules.terms import Refused
from tests.actions._corrections import confirmed, proposed
from tests.actions._objections import Wall, decided, entry_of, found, objected, wall, written
from tests.actions._walk import determine, locked, vetoed, year
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(scene: Wall, entry: LedgerEntry | None = None, **change: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        proposed(scene, entry, **change)
    assert written(scene.people) == before
    return refused.value


def test_what_it_should_have_been_is_written_down_and_the_reviewers_are_told() -> None:
    scene = wall()
    entry = entry_of(scene.plus)
    correction = Correction.objects.get(pk=proposed(scene))
    assert (correction.entry, correction.quantity, correction.points_centi) == (entry, 2, 200)
    assert (correction.state, correction.proposed_by_id) == ("proposed", scene.people.xu)
    assert (correction.shown_on, correction.reply_by) == (None, None)
    event = AuditEvent.objects.get(verb="propose_correction")
    assert (event.subject, event.subject_id, event.clause) == ("correction", correction.pk, "R77")
    assert "签到表" not in event.detail
    told = Outbox.objects.filter(subject="correction").values_list("kind", "to_id")
    reviewers = (scene.people.lin, scene.people.han, scene.people.shen)
    assert set(told) == {("correction_proposed", person) for person in reviewers}
    assert not LedgerEntry.objects.filter(correction__isnull=False).exists()


def test_where_points_would_fall_the_member_is_shown_it_with_days_to_answer() -> None:
    scene = wall()
    correction = Correction.objects.get(pk=proposed(scene, entry_of(scene.minus)))
    assert correction.points_centi == -100
    assert (correction.shown_on, correction.reply_by) == (date(2026, 4, 2), date(2026, 4, 10))
    assert Outbox.objects.get(kind="correction_shown").to_id == scene.people.he


def test_it_can_be_made_before_the_posting_too() -> None:
    people, plus, changed, refused, minus = decided()
    scene = Wall(people, plus, changed, refused, minus, None)  # type: ignore[arg-type]
    pk = proposed(scene, now=at(2026, 3, 30))
    confirmed(scene, pk, now=at(2026, 3, 31))
    assert {entry.quarter.number for entry in LedgerEntry.objects.filter(correction=pk)} == {1}


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"reason": " "}, "no_reason", "还没有写理由"),
        ({"reason": "一" * 201}, "too_long", "现在是 201 字"),
        ({"quantity": 1}, "unchanged", "没有要更正的"),
        ({"quantity": 0}, "bad_quantity", "不小于 1"),
        ({"quantity": 100}, "bad_quantity", "至多填 99 次"),
        ({"level": "校级"}, "bad_level", "不分级别"),
        ({"each_centi": 100}, "bad_each", "分值由标准定"),
        ({"day": date(2025, 2, 11)}, "bad_day", "不在2026年度"),
        ({"day": date(2026, 5, 1)}, "future_day", "还没有到"),
        ({"key": ""}, "no_key", "刷新页面"),
    ],
)
def test_what_cannot_be_right_is_refused(change: dict[str, Any], code: str, words: str) -> None:
    answer = refusal(wall(), **change)
    assert answer.code == code
    assert words in answer.sentence


def test_one_at_a_time_and_not_while_an_objection_is_looked_into() -> None:
    scene = wall()
    proposed(scene)
    assert refusal(scene).code == "already_proposed"
    objected(scene, scene.changed)
    answer = refusal(scene, entry_of(scene.changed), quantity=3)
    assert answer.code == "objected"
    assert "第 1 号" in answer.sentence


def test_a_veto_and_what_was_taken_back_are_no_slips() -> None:
    scene = wall()
    vetoed(scene.people, scene.people.m_zhou, date(2026, 3, 5))
    assert refusal(scene, LedgerEntry.objects.get(kind="veto")).code == "not_correctable"
    finding = found(scene, objected(scene), "upheld", figures=Figures("DT2", date(2026, 2, 11), quantity=2))
    answer = refusal(scene, entry_of(scene.plus), quantity=3)
    assert answer.code == "entry_changed"
    assert "从事项现在的一笔办理" in answer.sentence
    back = LedgerEntry.objects.get(finding=finding, kind="reversal")
    assert refusal(scene, back, quantity=3).code == "not_correctable"
    proposed(scene, LedgerEntry.objects.get(finding=finding, kind="correction"), quantity=3)


def test_after_the_settlement_another_way_is_named() -> None:
    scene = wall()
    end_due(now=at(2026, 4, 20))
    for number in (2, 3, 4):
        determine(scene.people, number)
        locked(scene.people, number)
    settle(actor_id=scene.people.lin, year_id=year(scene.people).pk, key=key(), now=at(2027, 1, 20))
    answer = refusal(scene, now=at(2027, 1, 21))
    assert answer.code == "year_settled"
    assert "请另作更正结算" in answer.sentence


def test_by_secretary_or_recorder_and_never_in_their_own_case() -> None:
    scene = wall()
    for actor in (scene.people.han, scene.people.zhou):
        assert refusal(scene, actor_id=actor).code == "forbidden"
    own = own_entry(scene, scene.people.m_xu)
    answer = refusal(scene, own)
    assert answer.code == "forbidden"
    assert "本人事项，不能由您提出笔误更正" in answer.sentence
    with pytest.raises(NotFound):
        proposed(scene, actor_id=scene.people.deng)
    with pytest.raises(NotFound):
        proposed(scene, entry_id=987654)
    proposed(scene, actor_id=scene.people.lin)


def own_entry(scene: Wall, membership_id: int) -> LedgerEntry:
    """An entry of this member: in the second quarter something of theirs is determined."""
    from tests.actions._walk import assessed

    end_due(now=at(2026, 4, 20))
    matter = assessed(scene.people, membership_id, "J05", date(2026, 5, 6))
    determine(scene.people, 2)
    return entry_of(matter)


def test_the_same_button_twice_counts_once() -> None:
    scene, same = wall(), key()
    proposed(scene, key=same)
    with pytest.raises(AlreadyDone):
        proposed(scene, key=same)
    assert Correction.objects.count() == 1
