"""代录书面异议: the signed objection of a member without an account, entered by recorder or secretary."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from fenming.actions import AlreadyDone
from fenming.actions.object_for import object_for
from fenming.queries.access import NotFound
from fenming.queries.objecting import Omitted
from fenming.records.models import Account, AuditEvent, Objection, Outbox
from fenming.rules.terms import Refused
from tests.actions._objections import ON_THE_WALL, Wall, found, objected, wall, written
from tests.cast import at, key
from tests.racing import race

pytestmark = [pytest.mark.database]

WORDS = "那天做了两次，签到表上有两次签名。"


def scene_on_paper() -> Wall:
    """周予安 has no account any more."""
    scene = wall()
    Account.objects.filter(person_id=scene.people.zhou).update(is_active=False)
    return scene


def entered(scene: Wall, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": scene.people.xu, "membership_id": scene.people.m_zhou, "matter_id": scene.plus.pk, "text": WORDS,
        "signed_on": date(2026, 4, 2), "paper_kept": True, "key": key(), "now": ON_THE_WALL,
    }  # fmt: skip
    return object_for(**(given | change))


def refusal(scene: Wall, **change: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        entered(scene, **change)
    assert written(scene.people) == before
    return refused.value


@pytest.mark.django_db
def test_the_words_are_the_members_and_who_entered_them_is_named() -> None:
    scene = scene_on_paper()
    one = Objection.objects.get(pk=entered(scene))
    assert (one.kind, one.state, one.membership_id) == ("posted", "open", scene.people.m_zhou)
    assert (one.text.text, one.entered_by_id, one.signed_on) == (WORDS, scene.people.xu, date(2026, 4, 2))
    event = AuditEvent.objects.get(verb="object_for")
    assert (event.actor_id, event.subject_id) == (scene.people.xu, one.pk)
    assert event.detail == '{"kind":"posted","late":false,"number":1,"signed_on":"2026-04-02"}'
    told = set(Outbox.objects.filter(kind="objection_filed").values_list("to_id", flat=True))
    assert told == {scene.people.lin, scene.people.han, scene.people.shen}
    assert found(scene, one.pk)


@pytest.mark.django_db
def test_what_was_signed_in_time_needs_no_reason_and_what_was_not_does() -> None:
    scene = scene_on_paper()
    late = {"signed_on": date(2026, 4, 20), "now": at(2026, 4, 20)}
    assert refusal(scene, **late).code == "late"
    in_time = entered(scene, signed_on=date(2026, 4, 15), now=at(2026, 4, 20))
    assert Objection.objects.get(pk=in_time).late_reason is None
    reason = entered(scene, matter_id=scene.refused.pk, late_reason="住院。", **late)
    kept = Objection.objects.get(pk=reason).late_reason
    assert kept is not None
    assert kept.text == "住院。"


@pytest.mark.django_db
def test_what_was_left_out_is_this_members() -> None:
    scene = scene_on_paper()
    one = Objection.objects.get(
        pk=entered(scene, matter_id=None, omitted=Omitted("DT5", date(2026, 3, 3)))
    )  # fmt: skip
    assert (one.kind, one.membership_id, one.item) == ("omitted", scene.people.m_zhou, "DT5")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"text": " "}, "nothing_said", "还没有写异议"),
        ({"paper_kept": False}, "paper_not_kept", "请收好签字的原件"),
        ({"signed_on": date(2026, 4, 3)}, "future_day", "2026年4月3日还没有到"),
        ({"matter_id": None}, "nothing_chosen", "还没有选对哪一件"),
    ],
)
def test_what_does_not_fit_the_paper_is_said(change: dict[str, Any], code: str, words: str) -> None:
    refused = refusal(scene_on_paper(), **change)
    assert refused.code == code
    assert words in refused.sentence


@pytest.mark.django_db
def test_it_is_for_whoever_has_no_account_by_recorder_or_secretary_and_once() -> None:
    scene = scene_on_paper()
    people = scene.people
    refused = refusal(scene, membership_id=people.m_he, matter_id=scene.minus.pk)
    assert refused.sentence == "何苗本人有账号，请本人登录办理，不能由别人代录。"
    for actor in (people.han, people.zhou):
        assert refusal(scene, actor_id=actor).code == "forbidden"
    with pytest.raises(NotFound):
        entered(scene, actor_id=people.deng)
    with pytest.raises(NotFound):  # not this member's
        entered(scene, matter_id=scene.minus.pk)
    same = key()
    entered(scene, actor_id=people.lin, key=same)
    with pytest.raises(AlreadyDone):
        entered(scene, key=same)
    assert refusal(scene).code == "already_open"


@pytest.mark.django_db
def test_the_database_lets_nobody_enter_the_own_paper_nor_change_who_did() -> None:
    scene = scene_on_paper()
    own, paper = objected(scene, scene.minus), entered(scene)
    changes: list[tuple[int, dict[str, Any]]] = [
        (own, {"entered_by": scene.people.he, "signed_on": date(2026, 4, 2)}),
        (own, {"entered_by": scene.people.xu}),
        (paper, {"entered_by": scene.people.lin}),
    ]
    for pk, change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            Objection.objects.filter(pk=pk).update(**change)


def test_recorder_and_secretary_at_once_enter_it_once(committed: None) -> None:
    scene = scene_on_paper()
    assert race(lambda: entered(scene)) == ["already_open"] * 31 + ["done"]
    assert Objection.objects.count() == 1
