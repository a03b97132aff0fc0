"""逐项审议: its owner does not vote, points follow from the item, and a minus never grows unheard."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.queries.access import NotFound
from fenming.records.models import AgendaItem, AuditEvent, Matter, PersonalText, Resolution
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, attend, called, matter_of, opened, single
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = date(2026, 2, 3)


def changed_research(people: Cast) -> Matter:
    """3 points claimed, 2 assessed: singled out by itself."""
    return matter_of(
        people, people.m_zhou, "DT3", DAY, each_centi=300, assessed={"each_centi": 200}, outcome="changed"
    )


def result_of(matter: Matter) -> tuple[str, int | None]:
    row = AgendaItem.objects.get(matter=matter)
    return row.outcome, row.points_centi


def test_the_owner_is_left_out_of_the_count() -> None:
    people = cast()
    matter = changed_research(people)
    meeting_id = opened(people, people.m_lin)
    decided = single(people, meeting_id, matter, ayes=3, nays=1, without_objection=False)
    assert decided.adopted
    assert "本人不表决，按 5 名计算" in decided.sentence
    resolution = Resolution.objects.get()
    assert (resolution.should_attend, resolution.present, resolution.ayes) == (5, 4, 3)
    assert (resolution.matter_id, resolution.proposal) == (matter.pk, "按初评评定 2 分")
    assert result_of(matter) == ("accepted", 200)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id) == ("decide_single", matter.pk)


def test_a_probationary_or_absent_owner_changes_no_count_of_those_there() -> None:
    people = cast()
    minus = matter_of(people, people.m_jiang, "K03", DAY)
    absent = matter_of(people, people.m_he, "K03", DAY)
    meeting_id = opened(people, people.m_he)
    single(people, meeting_id, minus)
    single(people, meeting_id, absent)
    counts = Resolution.objects.order_by("number").values_list("should_attend", "present")
    assert list(counts) == [(6, 5), (5, 5)]


def test_points_change_inside_what_the_item_allows_with_a_reason() -> None:
    people = cast()
    matter = changed_research(people)
    levelled = matter_of(
        people, people.m_zhou, "J01", DAY, level="校", assessed={"level": "院"}, outcome="changed"
    )
    several = matter_of(people, people.m_he, "K03", DAY, quantity=3)
    meeting_id = opened(people)
    single(people, meeting_id, matter, "changed", each_centi=300, reason="结题等次为优秀")
    single(people, meeting_id, levelled, "changed", level="校", reason="以证书为准")
    single(people, meeting_id, several, "changed", quantity=2, reason="有一次是公务")
    assert result_of(matter) == ("changed", 300)
    assert result_of(levelled) == ("changed", 200)
    assert result_of(several) == ("changed", -100)
    row = AgendaItem.objects.get(matter=matter)
    assert row.reason is not None
    assert row.reason.text == "结题等次为优秀"


@pytest.mark.parametrize(
    ("outcome", "more", "code", "words"),
    [
        ("changed", {"each_centi": 350, "reason": "高"}, "bad_points", "1 至 3 分"),
        ("changed", {"each_centi": 300, "quantity": 0, "reason": "高"}, "bad_points", "不小于 1"),
        ("changed", {"each_centi": 300, "quantity": 100, "reason": "多"}, "bad_points", "至多 99 次"),
        ("changed", {"level": "校", "reason": "错"}, "bad_points", "不分级别"),
        ("changed", {"each_centi": 200, "reason": "照旧"}, "unchanged", "与初评分相同"),
        ("changed", {"each_centi": 300, "reason": " "}, "reason_missing", "写明理由"),
        ("refused", {}, "reason_missing", "写明理由"),
        ("deferred", {}, "reason_missing", "写明理由"),
        ("doubled", {}, "bad_outcome", "请选择"),
        (
            "accepted",
            {"without_objection": False, "ayes": 6},
            "votes",
            "到会能表决的是 5 名（本人不表决，已除去）",
        ),
        ("accepted", {"seen_votes": 1}, "stale", "看新的结果"),
    ],
)
def test_what_cannot_be_decided_is_refused(outcome: str, more: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    matter = changed_research(people)
    meeting_id = opened(people)
    texts = PersonalText.objects.count()
    with pytest.raises(Refused) as refused:
        single(people, meeting_id, matter, outcome, **more)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert result_of(matter) == ("", None)
    assert not Resolution.objects.exists()
    assert PersonalText.objects.count() == texts


def test_a_minus_larger_than_the_one_shown_must_be_heard_first() -> None:
    people = cast()
    minus = matter_of(people, people.m_he, "K12", DAY, level="一般")
    meeting_id = opened(people)
    with pytest.raises(Refused) as refused:
        single(people, meeting_id, minus, "changed", level="较重", reason="后果较重")
    assert refused.value.code == "not_heard"
    assert "拟扣 4 分，比已经告知本人的 2 分多" in refused.value.sentence
    assert result_of(minus) == ("", None)


def test_what_is_not_assessed_can_only_be_deferred() -> None:
    people = cast()
    matter = matter_of(people, people.m_he, "DA5", DAY, state="declared")
    meeting_id = opened(people)
    for outcome in ("accepted", "changed", "refused"):
        with pytest.raises(Refused) as refused:
            single(people, meeting_id, matter, outcome, reason="理由")
        assert refused.value.code == "not_assessed"
        assert "还没有初评" in refused.value.sentence
    single(people, meeting_id, matter, "deferred", reason="答复期未满")
    assert result_of(matter) == ("deferred", 0)


def test_deciding_again_adds_a_resolution_and_a_failed_vote_leaves_the_result() -> None:
    people = cast()
    matter = changed_research(people)
    meeting_id = opened(people)
    single(people, meeting_id, matter)
    failed = single(
        people,
        meeting_id,
        matter,
        "changed",
        each_centi=300,
        reason="再议",
        ayes=2,
        nays=3,
        without_objection=False,
        seen_votes=1,
    )
    assert not failed.adopted
    assert result_of(matter) == ("accepted", 200)
    single(people, meeting_id, matter, "refused", reason="与另一件重复", seen_votes=2)
    assert result_of(matter) == ("refused", 0)
    made = Resolution.objects.order_by("number").values_list("proposal", "adopted")
    assert list(made) == [("按初评评定 2 分", True), ("改为 3 分", False), ("不认定", True)]


def test_a_matter_of_the_list_must_be_singled_out_first() -> None:
    people = cast()
    matter = matter_of(people, people.m_zhou, "DT2", DAY)
    meeting_id = opened(people)
    with pytest.raises(Refused) as refused:
        single(people, meeting_id, matter)
    assert refused.value.code == "not_singled_out"
    assert "先提出来逐项审议" in refused.value.sentence


def test_who_may_and_when() -> None:
    people = cast()
    matter = changed_research(people)
    meeting_id = called(people)
    with pytest.raises(Refused) as refused:
        single(people, meeting_id, matter)
    assert refused.value.code == "wrong_state"
    with pytest.raises(Refused) as refused:
        single(people, meeting_id, matter, actor_id=people.zhou)
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        single(people, meeting_id, matter, actor_id=people.deng)
    assert not Resolution.objects.exists()


def test_the_same_form_twice_is_one_resolution() -> None:
    people, once = cast(), key()
    matter = changed_research(people)
    meeting_id = opened(people)
    single(people, meeting_id, matter, key=once)
    with pytest.raises(AlreadyDone):
        single(people, meeting_id, matter, key=once)
    assert Resolution.objects.count() == 1


def test_each_vote_keeps_who_was_there_and_counts_against_it() -> None:
    people = cast()
    plus = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    minus = matter_of(people, people.m_zhou, "K03", date(2026, 2, 4))
    meeting_id = opened(people, people.m_he)
    voters = [people.m_lin, people.m_xu, people.m_han, people.m_shen, people.m_zhou, people.m_he]
    single(people, meeting_id, minus)
    attend(people, meeting_id, people.m_shen)
    with pytest.raises(Refused) as refused:
        decide_en_bloc(
            actor_id=people.xu, meeting_id=meeting_id, ayes=6, nays=0, abstained=0, without_objection=False,
            seen=[plus.pk], key=key(), now=NOW,
        )  # fmt: skip
    assert refused.value.code == "votes"
    assert "到会能表决的是 5 名" in refused.value.sentence
    decide_en_bloc(
        actor_id=people.xu, meeting_id=meeting_id, ayes=5, nays=0, abstained=0, without_objection=False,
        seen=[plus.pk], key=key(), now=NOW,
    )  # fmt: skip
    first, second = Resolution.objects.order_by("number")
    assert json.loads(first.those_present) == [pk for pk in voters if pk != people.m_he]
    assert first.present == 4  # the owner is there and does not vote
    assert json.loads(second.those_present) == [pk for pk in voters if pk != people.m_shen]
    assert second.present == 5
