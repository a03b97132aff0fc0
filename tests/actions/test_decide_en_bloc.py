"""一并评定: one vote for everything not singled out, owners included."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.single_out import single_out
from fenming.queries.access import NotFound
from fenming.records.models import AgendaItem, AuditEvent, LedgerEntry, Matter, Resolution
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, called, matter_of, opened
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def three(people: Cast) -> list[int]:
    """Two plain matters and a minus, which is not part of the list."""
    matter_of(people, people.m_zhou, "K03", date(2026, 2, 3))
    first = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    return [first.pk, matter_of(people, people.m_he, "DA5", date(2026, 2, 4), quantity=2).pk]


def decide(people: Cast, meeting_id: int, seen: list[int], **change: Any) -> Any:
    given: dict[str, Any] = {
        "actor_id": people.xu,
        "ayes": 6,
        "nays": 0,
        "abstained": 0,
        "without_objection": False,
        "key": key(),
        "now": NOW,
    }
    return decide_en_bloc(meeting_id=meeting_id, seen=seen, **(given | change))


def test_an_adopted_vote_gives_every_matter_of_the_list_its_assessed_points() -> None:
    people = cast()
    seen = three(people)
    meeting_id = opened(people)
    decided = decide(people, meeting_id, seen, ayes=4, nays=1, abstained=1)
    assert decided.adopted
    assert decided.sentence == "应到会有表决权 6 名，须 4 名以上同意。同意 4 名，反对 1 名，弃权 1 名，通过。"
    resolution = Resolution.objects.get()
    assert (resolution.should_attend, resolution.present, resolution.proposal) == (6, 6, "一并评定 2 件")
    results = dict(AgendaItem.objects.exclude(outcome="").values_list("matter_id", "points_centi"))
    assert results == {seen[0]: 100, seen[1]: 200}
    assert set(AgendaItem.objects.filter(resolution=resolution).values_list("matter_id", flat=True)) == set(
        seen
    )
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id) == ("decide_en_bloc", meeting_id)
    assert not LedgerEntry.objects.exists()


def test_without_objection_counts_all_who_are_there() -> None:
    people = cast()
    seen = three(people)
    meeting_id = opened(people, people.m_lin)
    assert decide(people, meeting_id, seen, ayes=0, without_objection=True).adopted
    resolution = Resolution.objects.get()
    assert (resolution.ayes, resolution.present, resolution.without_objection) == (5, 5, True)


def test_a_vote_that_fails_is_kept_and_decides_nothing() -> None:
    people = cast()
    seen = three(people)
    meeting_id = opened(people)
    decided = decide(people, meeting_id, seen, ayes=3, nays=3)
    assert not decided.adopted
    assert "没有通过" in decided.sentence
    assert not AgendaItem.objects.exclude(outcome="").exists()
    assert decide(people, meeting_id, seen, seen_votes=1).adopted
    assert list(Resolution.objects.order_by("number").values_list("number", "adopted")) == [
        (1, False),
        (2, True),
    ]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"ayes": 5}, "votes", "合计 5 名；到会能表决的是 6 名"),
        ({"ayes": 7, "nays": -1}, "votes", "不能是负数"),
        ({"without_objection": True, "nays": 1}, "votes", "去掉“无异议”"),
        ({"seen_votes": 1}, "stale", "看新的结果"),
    ],
)
def test_a_vote_that_does_not_add_up_is_refused(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    seen = three(people)
    meeting_id = opened(people)
    with pytest.raises(Refused) as refused:
        decide(people, meeting_id, seen, **change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Resolution.objects.exists()
    assert not AgendaItem.objects.exclude(outcome="").exists()


def test_a_list_that_changed_since_it_was_shown_is_refused() -> None:
    people = cast()
    seen = three(people)
    meeting_id = opened(people)
    single_out(actor_id=people.xu, meeting_id=meeting_id, matter_id=seen[0], key=key(), now=NOW)
    with pytest.raises(Refused) as refused:
        decide(people, meeting_id, seen)
    assert refused.value.code == "stale"
    assert "名单在您打开页面之后有变动" in refused.value.sentence
    assert not Resolution.objects.exists()
    Matter.objects.filter(pk=seen[1]).update(state="returned")
    with pytest.raises(Refused) as refused:
        decide(people, meeting_id, [])
    assert refused.value.code == "nothing_to_decide"


def test_who_may_and_when() -> None:
    people = cast()
    seen = three(people)
    meeting_id = called(people)
    with pytest.raises(Refused) as refused:
        decide(people, meeting_id, seen)
    assert refused.value.code == "wrong_state"
    assert "再开始会议" in refused.value.sentence
    with pytest.raises(Refused) as refused:
        decide(people, meeting_id, seen, actor_id=people.han)
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        decide(people, meeting_id, seen, actor_id=people.deng)
    assert not Resolution.objects.exists()


def test_the_same_form_twice_is_one_resolution() -> None:
    people, once = cast(), key()
    seen = three(people)
    meeting_id = opened(people)
    decide(people, meeting_id, seen, key=once)
    with pytest.raises(AlreadyDone):
        decide(people, meeting_id, seen, key=once)
    assert Resolution.objects.count() == 1
