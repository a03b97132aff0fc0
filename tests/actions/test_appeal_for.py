"""代录书面申诉: the signed appeal of a member without an account, entered by whom the member gave it to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from fenming.actions import AlreadyDone
from fenming.actions.appeal_for import appeal_for
from fenming.queries.access import NotFound
from fenming.queries.appealing import Which
from fenming.queries.objecting import Omitted
from fenming.records.models import Account, Appeal, AuditEvent, Outbox
from fenming.rules.terms import Refused
from tests.actions._objections import ON_THE_WALL, Wall, found, objected, wall
from tests.actions.appeal_scene import decided, traces
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WORDS = "当天做了两次，只记了一次。"


def on_paper() -> Wall:
    """周予安 has no account any more."""
    scene = wall()
    Account.objects.filter(person_id=scene.people.zhou).update(is_active=False)
    return scene


def entered(scene: Wall, which: Which | None = None, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": scene.people.gao, "membership_id": scene.people.m_zhou, "which": which or Which(matter_id=scene.plus.pk),
        "text": WORDS, "signed_on": date(2026, 4, 2), "paper_kept": True, "key": key(), "now": ON_THE_WALL,
    }  # fmt: skip
    return appeal_for(**given | change)


def refusal(scene: Wall, which: Which | None = None, **change: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        entered(scene, which, **change)
    assert traces() == before
    return refused.value


@pytest.mark.parametrize("name", ["gao", "lin", "xu"])
def test_the_words_are_the_members_and_who_entered_them_is_named(name: str) -> None:
    scene = on_paper()
    people, who = scene.people, getattr(scene.people, name)
    one = Appeal.objects.get(pk=entered(scene, actor_id=who))
    assert (one.kind, one.state, one.membership_id, one.objection) == ("posted", "open", people.m_zhou, None)
    assert (one.text.text, one.entered_by_id, one.signed_on) == (WORDS, who, date(2026, 4, 2))
    event = AuditEvent.objects.get(verb="appeal_for")
    assert (event.actor_id, '"signed_on":"2026-04-02"' in event.detail) == (who, True)
    above = set(Outbox.objects.filter(kind="appeal_filed").values_list("to_id", flat=True))
    assert above == {people.gao} - {who}
    here = set(Outbox.objects.filter(kind="appeal_runs").values_list("to_id", flat=True))
    assert here == {people.lin, people.han, people.shen} - {who}
    assert refusal(scene).code == "already_open"
    assert decided(people, one.pk)


def test_from_the_branchs_answer_and_of_what_was_left_out() -> None:
    scene = wall()
    objection = objected(scene)
    found(scene, objection)
    Account.objects.filter(person_id=scene.people.zhou).update(is_active=False)
    late = {"signed_on": date(2026, 4, 8), "now": at(2026, 4, 8)}
    one = Appeal.objects.get(pk=entered(scene, Which(objection_id=objection), **late))
    assert one.objection_id == objection
    two = Appeal.objects.get(pk=entered(scene, Which(omitted=Omitted("DT5", date(2026, 3, 3))), **late))
    assert (two.kind, two.membership_id, two.item) == ("omitted", scene.people.m_zhou, "DT5")


def test_in_time_or_not_is_by_the_day_it_was_signed() -> None:
    scene = on_paper()
    after = {"now": at(2026, 4, 20)}
    assert refusal(scene, signed_on=date(2026, 4, 20), **after).code == "late"
    pk = entered(scene, signed_on=date(2026, 4, 15), **after)
    assert Appeal.objects.get(pk=pk).late_reason is None
    refused = Which(matter_id=scene.refused.pk)
    pk = entered(scene, refused, signed_on=date(2026, 4, 20), late_reason="住院。", **after)
    assert Appeal.objects.get(pk=pk).late_reason is not None


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"text": " "}, "nothing_said", "还没有写申诉"),
        ({"text": "长" * 501}, "too_long", "500 字以内"),
        ({"paper_kept": False}, "paper_not_kept", "请收好签字的原件"),
        ({"signed_on": date(2026, 4, 3)}, "future_day", "2026年4月3日还没有到"),
        ({"which": Which()}, "nothing_chosen", "还没有选对哪一件"),
    ],
)
def test_what_does_not_fit_the_paper_is_said(change: dict[str, Any], code: str, words: str) -> None:
    scene = on_paper()
    which = change.pop("which") if "which" in change else None
    before = traces()
    with pytest.raises(Refused) as refused:
        entered(scene, **(change if which is None else change | {"which": which}))
    assert (refused.value.code, words in refused.value.sentence, traces()) == (code, True, before)


def test_for_whoever_has_no_account_of_ones_own_branch_or_below_and_once() -> None:
    scene = on_paper()
    people, same = scene.people, key()
    refused = refusal(scene, Which(matter_id=scene.minus.pk), membership_id=people.m_he)
    assert "何苗本人有账号" in refused.sentence
    for actor in (people.han, people.he, people.zhou):
        assert refusal(scene, actor_id=actor).code == "forbidden"
    with pytest.raises(NotFound):
        entered(scene, actor_id=people.deng)
    with pytest.raises(NotFound):  # not this member's
        entered(scene, Which(matter_id=scene.minus.pk))
    entered(scene, key=same)
    with pytest.raises(AlreadyDone):
        entered(scene, Which(matter_id=scene.refused.pk), key=same)


def test_the_database_lets_nobody_enter_the_own_paper_nor_change_who_did() -> None:
    scene = on_paper()
    pk = entered(scene)
    for change in (
        {"entered_by": scene.people.lin},
        {"entered_by": None, "signed_on": None},
        {"entered_by": scene.people.zhou},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Appeal.objects.filter(pk=pk).update(**change)
