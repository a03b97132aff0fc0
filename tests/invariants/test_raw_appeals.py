"""Raw SQL against appeals, questions to the branch, hearings and receipts: the database refuses each wrong row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fenming.actions.acknowledge_finding import acknowledge_finding
from fenming.actions.ask_record import ask_record
from fenming.actions.give_record import give_record
from fenming.actions.hear_appeal import hear_appeal
from fenming.queries.appealing import Which
from fenming.records.models import Appeal, Finding
from tests.actions._objections import Wall, found, objected, wall
from tests.actions.appeal_scene import appealed, decided
from tests.actions.veto_scene import confirmed
from tests.cast import at, key
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Wall]:
    """周予安's first appeal: answered by the branch, heard, decided, signed for. A second: one question answered, one
    waiting, late. 何苗's third about a veto."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("appeals")):
        stage = wall()
        people, first = stage.people, appealed(stage)
        ask(stage, first)
        heard = {"who": "周予安", "said": "两次都在。", "heard_on": at(2026, 4, 3).date()}
        hear_appeal(actor_id=people.gao, appeal_id=first, key=key(), now=at(2026, 4, 3), **heard)
        decided(people, first)
        acknowledge_finding(
            actor_id=people.zhou, finding_id=Finding.objects.get().pk, key=key(), now=at(2026, 4, 21)
        )
        late = {"late_reason": "在外地。", "now": at(2026, 4, 22)}
        second = appealed(stage, Which(matter_id=stage.changed.pk), **late)
        ask(stage, second)
        ask_record(actor_id=people.gao, appeal_id=second, question="还有吗。", key=key(), now=at(2026, 4, 22))
        found(stage, objected(stage, stage.refused))
        veto = confirmed(people, now=at(2026, 4, 21))
        appealed(stage, Which(veto_id=veto), actor_id=people.he, now=at(2026, 4, 22))
        yield stage


def ask(stage: Wall, appeal_id: int) -> None:
    """A question, and the branch's answer."""
    people, now = stage.people, at(2026, 4, 3) if appeal_id == 1 else at(2026, 4, 22)
    asked = ask_record(actor_id=people.gao, appeal_id=appeal_id, question="请说明。", key=key(), now=now)
    give_record(actor_id=people.lin, request_id=asked, answer="有签到。", key=key(), now=now)


SECOND = "UPDATE records_appeal SET {} WHERE number = 2"


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'posted'", "text_id = text_id + 1", "number = 99", "matter_id = NULL", "entry_id = NULL",
        "quarter_id = quarter_id + 1", "late_reason_id = NULL", "item = 'DT2'", "decide_by = '2026-04-23'",
        "filed_at = '2026-04-15 00:00:00+00'", "membership_id = membership_id + 1", "day = '2026-02-12'",
    ],
)  # fmt: skip
def test_what_was_appealed_stays(scene: Wall, change: str) -> None:
    refused(SECOND.format(change), "stays as it was")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE records_appeal SET state = 'open', ended_at = NULL WHERE number = 1", "has ended"),
        (SECOND.format("state = 'decided', ended_at = filed_at"), "has no finding"),
        (SECOND.format("state = 'withdrawn'"), "appeal_ended_when_over"),
        (SECOND.format("state = 'lost'"), "appeal_"),
        (
            "UPDATE records_recordrequest SET answer_id = question_id WHERE answer_id IS NOT NULL AND appeal_id = (SELECT id FROM records_appeal WHERE number = 2)",
            "stays",
        ),
        ("UPDATE records_recordrequest SET answer_by = '2026-04-22' WHERE answer_id IS NULL", "stays"),
        ("UPDATE records_recordrequest SET by_id = by_id + 1 WHERE answer_id IS NULL", "stays"),
        ("UPDATE records_recordrequest SET answer_id = question_id WHERE answer_id IS NULL", "answered_by"),
        ("UPDATE records_hearing SET heard_on = '2026-04-04'", "append-only"),
        ("UPDATE records_acknowledgement SET at = '2026-04-04 00:00:00+00'", "append-only"),
        ("DELETE FROM records_appeal", "nothing is deleted"),
        ("DELETE FROM records_recordrequest", "nothing is deleted"),
        ("DELETE FROM records_hearing", "nothing is deleted"),
        ("DELETE FROM records_acknowledgement", "nothing is deleted"),
    ],
)
def test_what_was_said_and_decided_stays(scene: Wall, statement: str, words: str) -> None:
    refused(statement, words)


def test_a_number_and_an_open_thing_are_taken_once(scene: Wall) -> None:
    for number in (2, 3):
        refused(copy_row("records_appeal", f"number = {number}"), "unique")
        refused(copy_row("records_appeal", f"number = {number}", number="77"), "unique")
    refused(copy_row("records_recordrequest", "answer_id IS NULL"), "unique")


def test_an_appeal_is_about_own_points_and_one_thing(scene: Wall) -> None:
    other, ended = str(scene.people.m_shen), {"number": "77", "state": "'withdrawn'", "ended_at": "filed_at"}
    for number in (2, 3):
        refused(
            copy_row("records_appeal", f"number = {number}", **ended, membership_id=other), "not the points"
        )
    refused(copy_row("records_appeal", "number = 2", **ended, kind="'veto'"), "appeal_kind_fits")
    refused(copy_row("records_appeal", "number = 3", **ended, kind="'posted'"), "appeal_kind_fits")
    refused(copy_row("records_appeal", "number = 2", **ended, item="'DT2'"), "appeal_omission_says_what")


@pytest.mark.parametrize(("who", "number"), [("zhou", 2), ("han", 2), ("he", 3), ("han", 3), ("shen", 3)])
def test_neither_the_one_concerned_nor_who_had_a_hand_in_it_decides(
    scene: Wall, who: str, number: int
) -> None:
    appeal, person = Appeal.objects.get(number=number).pk, getattr(scene.people, who)
    statement = copy_row("records_finding", "appeal_id IS NOT NULL", appeal_id=str(appeal), by_id=str(person))
    refused(statement, "not found by who is concerned or assessed it")


def test_an_appeal_that_has_ended_is_asked_heard_and_decided_no_more(scene: Wall) -> None:
    finding, first = Finding.objects.get(appeal__isnull=False), Appeal.objects.get(number=1)
    refused(copy_row("records_finding", f"id = {finding.pk}"), "")
    asked = {"answer_id": "NULL", "answered_by_id": "NULL", "answered_at": "NULL"}
    refused(copy_row("records_recordrequest", f"appeal_id = {first.pk}", **asked), "has ended")
    refused(copy_row("records_hearing", f"appeal_id = {first.pk}"), "it has ended")
    second = str(Appeal.objects.get(number=2).pk)
    both = copy_row("records_finding", f"id = {finding.pk}", appeal_id=second, appeal_by="'2026-05-01'")
    refused(both, "finding_answers_one")


def test_only_the_one_concerned_signs_and_once(scene: Wall) -> None:
    refused(copy_row("records_acknowledgement", "id > 0"), "unique")
    other = {"finding_id": str(Finding.objects.get(objection__isnull=False).pk)}
    for who in (scene.people.lin, scene.people.shen, scene.people.he):
        refused(
            copy_row("records_acknowledgement", "id > 0", **other, by_id=str(who)),
            "neither by who is concerned",
        )
