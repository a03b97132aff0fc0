"""代录书面意见: the signed answer of a member without an account to a veto, a correction or a reopening."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.confirm_veto import confirm_veto
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox
from fenming.rules.terms import Refused
from tests.actions import _corrections, _reopenings, veto_scene
from tests.actions.paper_scene import Papers, given_accounts, handed, papers, said
from tests.cast import at, key
from tests.once import once

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SUBJECTS = ("veto", "correction", "reopening")


@once
def told() -> Papers:
    """Everything handed over on 13 April, to be answered by the 20th."""
    scene = papers()
    for subject in SUBJECTS:
        handed(scene, subject)
    return scene


def refusal(scene: Papers, subject: str, **change: Any) -> Refused:
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        said(scene, subject, **change)
    assert AuditEvent.objects.count() == before
    return refused.value


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_words_are_the_members_and_who_entered_them_is_named(subject: str) -> None:
    scene = told()
    people = scene.wall.people
    said(scene, subject)
    row = scene.row(subject)
    assert row.answer.text == "那天在医院陪护。"
    assert (row.entered_by_id, row.signed_on, row.state) == (people.lin, date(2026, 4, 15), "proposed")
    event = AuditEvent.objects.get(verb="answer_for")
    assert (event.subject, event.subject_id, event.actor_id) == (subject, row.pk, people.lin)
    assert event.detail == '{"in_time":true,"signed_on":"2026-04-15"}'
    to = set(Outbox.objects.filter(kind=f"{subject}_answered").values_list("to_id", flat=True))
    assert to == ({people.han} if subject == "reopening" else {people.han, people.shen})
    assert refusal(scene, subject).code == "already_answered"


def test_in_time_or_not_is_by_the_day_it_was_signed_and_it_opens_the_decision() -> None:
    scene = told()
    said(scene, "veto", now=at(2026, 4, 16))
    confirm_veto(actor_id=scene.wall.people.shen, veto_id=scene.ids["veto"], key=key(), now=at(2026, 4, 16))
    said(scene, "correction", signed_on=date(2026, 4, 21), now=at(2026, 4, 22))
    last = AuditEvent.objects.filter(verb="answer_for").latest("pk")
    assert last.detail == '{"in_time":false,"signed_on":"2026-04-21"}'
    _corrections.confirmed(scene.wall, scene.ids["correction"], now=at(2026, 4, 22))
    for subject in ("veto", "correction"):
        assert refusal(scene, subject, now=at(2026, 4, 23)).code == "wrong_state"


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"signed_on": date(2026, 4, 17)}, "future_day", "2026年4月17日还没有到"),
        ({"signed_on": date(2026, 4, 12)}, "signed_early", "早于告知书送达的日期"),
        ({"paper_kept": False}, "paper_not_kept", "请收好签字的原件"),
        ({"text": " "}, "nothing_said", "写“没有意见”"),
        ({"text": "长" * 501}, "too_long", "现在是 501 字"),
    ],
)
def test_what_does_not_fit_the_paper_is_said(change: dict[str, Any], code: str, words: str) -> None:
    scene = told()
    for subject in SUBJECTS:
        refused = refusal(scene, subject, **change)
        assert refused.code == code
        assert words in refused.sentence
        assert scene.row(subject).answer is None


def test_not_before_the_notice_was_handed_over_and_not_where_nothing_is_lost() -> None:
    scene = papers()
    for subject in SUBJECTS:
        assert refusal(scene, subject).code == "not_handed_over"
    gain = _reopenings.reopened(scene.wall, scene.wall.changed)
    assert refusal(Papers(scene.wall, {"reopening": gain}), "reopening").code == "no_reply_due"


def test_it_is_for_whoever_has_no_account_and_by_secretary_or_committee() -> None:
    scene, same = told(), key()
    people = scene.wall.people
    for subject in SUBJECTS:
        for actor in (people.xu, people.jiang):
            assert refusal(scene, subject, actor_id=actor).code == "forbidden"
        with pytest.raises(NotFound):
            said(scene, subject, actor_id=people.deng)
    said(scene, "veto", actor_id=people.han, key=same)
    with pytest.raises(AlreadyDone):
        said(scene, "correction", key=same)
    given_accounts()
    assert "周予安本人有账号" in refusal(scene, "reopening").sentence


def test_nobody_enters_what_is_about_themselves() -> None:
    scene = told()
    own = veto_scene.proposed(scene.wall.people, membership_id=scene.wall.people.m_lin, now=at(2026, 4, 13))
    assert refusal(Papers(scene.wall, {"veto": own}), "veto").code == "forbidden"
