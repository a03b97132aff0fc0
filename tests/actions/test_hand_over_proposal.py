"""登记拟办送达: a veto, a correction, a reopening of somebody without an account: the term runs from the paper on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.answer_veto import answer_veto
from fenming.actions.confirm_veto import confirm_veto
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox
from fenming.rules.terms import Refused
from tests.actions import _corrections, _reopenings, veto_scene
from tests.actions._objections import wall
from tests.actions.paper_scene import HANDED, Papers, given_accounts, handed, papers
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SUBJECTS = ("veto", "correction", "reopening")


def refusal(scene: Papers, subject: str, **change: Any) -> Refused:
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        handed(scene, subject, **change)
    assert AuditEvent.objects.count() == before
    return refused.value


@pytest.mark.parametrize("subject", SUBJECTS)
def test_nobody_is_told_by_a_page_and_the_term_runs_from_the_paper_on(subject: str) -> None:
    scene = papers()
    row = scene.row(subject)
    assert (row.by_hand, row.shown_on, row.reply_by) == (True, None, None)
    told = Outbox.objects.filter(subject=subject).values_list("to_id", flat=True)
    assert not {scene.wall.people.he, scene.wall.people.zhou} & set(told)
    assert handed(scene, subject) == date(2026, 4, 20)
    row.refresh_from_db()
    assert (row.shown_on, row.reply_by, row.handed_by_id) == (
        HANDED,
        date(2026, 4, 20),
        scene.wall.people.lin,
    )
    event = AuditEvent.objects.get(verb="hand_over_proposal")
    assert (event.subject, event.subject_id) == (subject, row.pk)
    assert event.detail == '{"handed_on":"2026-04-13","reply_by":"2026-04-20"}'
    assert refusal(scene, subject).code == "already_handed_over"


def test_a_veto_is_confirmed_only_after_the_paper_and_its_term() -> None:
    scene = papers()
    given = {"actor_id": scene.wall.people.shen, "veto_id": scene.ids["veto"]}

    def refused(day: int) -> str:
        with pytest.raises(Refused) as why:
            confirm_veto(**given, key=key(), now=at(2026, 4, day))
        return why.value.code

    assert refused(30) == "not_handed_over"
    handed(scene, "veto")
    assert refused(20) == "not_heard"
    confirm_veto(**given, key=key(), now=at(2026, 4, 21))


def test_a_correction_too_and_a_meeting_decides_no_loss_before() -> None:
    scene = papers()

    def confirmed(day: int) -> int:
        return _corrections.confirmed(scene.wall, scene.ids["correction"], now=at(2026, 4, day))

    with pytest.raises(Refused, match="告知书还没有当面送达，现在不能复核"):
        confirmed(30)
    handed(scene, "correction")
    with pytest.raises(Refused, match="本人可在4月20日前答复"):
        confirmed(20)
    confirmed(21)
    meeting_id = _reopenings.sitting(scene.wall.people)
    with pytest.raises(Refused, match="告知书还没有当面送达。请决议缓议"):
        _reopenings.voted(scene.wall, meeting_id, "refused")
    handed(scene, "reopening")
    _reopenings.voted(scene.wall, meeting_id, "refused")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"handed_on": date(2026, 4, 14)}, "future_day", "2026年4月14日还没有到"),
        ({"handed_on": date(2026, 4, 1)}, "too_early", "2026年4月2日才登记"),
        ({"receipt_kept": False}, "receipt_not_kept", "请收好本人签收的回执"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(change: dict[str, Any], code: str, words: str) -> None:
    scene = papers()
    for subject in SUBJECTS:
        refused = refusal(scene, subject, **change)
        assert refused.code == code
        assert words in refused.sentence
        assert scene.row(subject).shown_on is None


def test_it_is_entered_once_by_secretary_or_committee_and_by_nobody_of_another_branch() -> None:
    scene, same = papers(), key()
    people = scene.wall.people
    for subject in SUBJECTS:
        assert refusal(scene, subject, actor_id=people.xu).code == "forbidden"
        for change in ({"actor_id": people.deng}, {"thing_id": 987654}):
            with pytest.raises(NotFound):
                handed(scene, subject, **change)
    with pytest.raises(NotFound):
        handed(Papers(scene.wall, {"matter": scene.wall.plus.pk}), "matter")
    handed(scene, "veto", key=same, actor_id=people.shen)
    with pytest.raises(AlreadyDone):
        handed(scene, "correction", key=same)
    _corrections.declined(scene.wall, scene.ids["correction"])
    assert refusal(scene, "correction").code == "wrong_state"


def test_who_is_given_an_account_meanwhile_may_answer_there_and_that_is_enough() -> None:
    scene = papers()
    given_accounts()
    answer_veto(
        actor_id=scene.wall.people.he, veto_id=scene.ids["veto"], text="属实。", key=key(), now=at(2026, 4, 8)
    )
    confirm_veto(actor_id=scene.wall.people.shen, veto_id=scene.ids["veto"], key=key(), now=at(2026, 4, 8))


def test_who_has_an_account_is_told_there() -> None:
    other = wall()
    ids = {
        "veto": veto_scene.proposed(other.people, document="校纪〔2026〕7号", now=at(2026, 4, 2)),
        "correction": _corrections.lowering(other),
        "reopening": _reopenings.lowering(other),
    }
    for subject in SUBJECTS:
        assert refusal(Papers(other, ids), subject).code == "no_notice_due"
