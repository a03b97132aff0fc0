"""提出申诉: straight, after the branch's answer or its falling due, against a veto; once a thing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.end_due import end_due
from fenming.actions.extend_terms import extend_terms
from fenming.actions.set_holiday import set_holiday
from fenming.queries.access import NotFound
from fenming.queries.appealing import Which, ground_of
from fenming.queries.objecting import Omitted
from fenming.records.models import Appeal, AuditEvent, Outbox
from fenming.rules.terms import Refused
from tests.actions import veto_scene
from tests.actions._objections import Wall, found, objected, wall
from tests.actions.appeal_scene import appealed, decided, traces
from tests.cast import at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(scene: Wall, which: Which | None = None, **change: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        appealed(scene, which, **change)
    assert traces() == before
    return refused.value


def test_straight_to_the_committee_and_the_branch_learns_that_it_runs() -> None:
    scene = wall()
    one = Appeal.objects.get(pk=appealed(scene))
    assert (one.number, one.kind, one.state, one.objection) == (1, "posted", "open", None)
    # twenty working days: Qingming's Monday and the days of May are off
    assert one.decide_by == date(2026, 5, 6)
    event = AuditEvent.objects.get(verb="appeal")
    assert (event.actor_id, event.clause) == (scene.people.zhou, "R40 A23")
    assert "两次" not in event.detail
    assert [row.to_id for row in Outbox.objects.filter(kind="appeal_filed")] == [scene.people.gao]
    told = set(Outbox.objects.filter(kind="appeal_runs").values_list("to_id", flat=True))
    assert told == {scene.people.lin, scene.people.han, scene.people.shen}


def test_after_the_answer_it_follows_the_objection_for_ten_working_days() -> None:
    scene = wall()
    objection = objected(scene)
    found(scene, objection)
    where = {"actor_id": scene.people.zhou, "branch_id": scene.people.branch_id, "on": date(2026, 4, 8)}
    ground = ground_of(which=Which(objection_id=objection), **where)  # type: ignore[arg-type]
    assert (ground.objection is not None, ground.until) == (True, date(2026, 4, 21))
    # asked for the matter, one is led to the answer
    pk = appealed(scene, now=at(2026, 4, 8))
    assert Appeal.objects.get(pk=pk).objection_id == objection
    assert refusal(scene, Which(objection_id=objection), now=at(2026, 4, 9)).code == "already_open"


def test_an_answer_that_stays_away_may_be_appealed_once_it_is_due() -> None:
    scene = wall()
    objection = objected(scene)
    due = date(2026, 4, 17)
    assert Appeal.objects.get(pk=appealed(scene, Which(objection_id=objection))).objection is None
    other = objected(scene, scene.refused)
    late = Which(objection_id=other)
    assert refusal(scene, late, now=at(2026, 5, 29)).code == "late"
    pk = appealed(scene, late, now=at(2026, due.month, due.day + 3))
    assert Appeal.objects.get(pk=pk).objection_id == other


def test_too_late_it_needs_a_reason_and_then_is_taken() -> None:
    scene = wall()
    refused = refusal(scene, now=at(2026, 4, 16))
    assert refused.code == "late"
    assert "申诉的期限到4月15日" in refused.sentence
    pk = appealed(scene, now=at(2026, 4, 16), late_reason="住院，刚看到公示单。")
    assert Appeal.objects.get(pk=pk).late_reason is not None


def test_a_confirmed_veto_may_be_appealed_and_one_that_is_only_proposed_may_not() -> None:
    people = cast()
    veto = veto_scene.confirmed(people)
    scene: Any = type("Stage", (), {"people": people})
    he = {"actor_id": people.he, "text": "处理决定已在复核。"}
    pk = appealed(scene, Which(veto_id=veto), **he, now=at(2026, 3, 20))
    one = Appeal.objects.get(pk=pk)
    assert (one.kind, one.veto_id, one.entry is not None) == ("veto", veto, True)
    decided(people, pk, "upheld", now=at(2026, 3, 25))
    assert refusal(scene, Which(veto_id=veto), **he, now=at(2026, 3, 26)).code == "not_confirmed"


def test_something_left_out() -> None:
    scene = wall()
    which = Which(omitted=Omitted("DT5", date(2026, 3, 3)))
    one = Appeal.objects.get(pk=appealed(scene, which))
    assert (one.kind, one.item, one.day, one.matter) == ("omitted", "DT5", date(2026, 3, 3), None)
    assert refusal(scene, which).code == "already_open"


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"text": " "}, "nothing_said", "还没有写申诉"),
        ({"text": "一" * 501}, "too_long", "申诉请写在 500 字以内"),
        ({"which": Which()}, "nothing_chosen", "还没有选对哪一件申诉"),
        ({"key": ""}, "no_key", "刷新页面"),
    ],
)
def test_what_is_not_a_whole_appeal(change: dict[str, Any], code: str, words: str) -> None:
    scene = wall()
    which = change.pop("which", None)
    refused = refusal(scene, which, **change)
    assert refused.code == code
    assert words in refused.sentence


def test_only_on_own_points() -> None:
    scene = wall()
    assert refusal(scene, actor_id=scene.people.he).code == "forbidden"
    with pytest.raises(NotFound):
        appealed(scene, actor_id=scene.people.deng)
    same = key()
    appealed(scene, key=same)
    with pytest.raises(AlreadyDone):
        appealed(scene, key=same)
    assert refusal(scene).code == "already_open"


def test_what_was_decided_above_is_decided() -> None:
    scene = wall()
    decided(scene.people, appealed(scene))
    refused = refusal(scene)
    assert refused.code == "decided_above"
    assert "第 1 号" in refused.sentence
    with pytest.raises(Refused) as objection:
        objected(scene)
    assert objection.value.code == "decided_above"


def test_it_holds_neither_the_lock_nor_gets_a_shorter_term() -> None:
    scene = wall()
    one = Appeal.objects.get(pk=appealed(scene))
    set_holiday(
        actor_id=scene.people.lin, branch_id=scene.people.branch_id, since=date(2026, 4, 23), until=date(2026, 4, 24),
        kind="holiday", name="校庆", key=key(), now=at(2026, 4, 9),
    )  # fmt: skip
    extend_terms(now=at(2026, 4, 10))
    longer = Appeal.objects.get(pk=one.pk).decide_by
    assert longer > one.decide_by
    assert len(end_due(now=at(2026, 4, 20)).locked) == 1
