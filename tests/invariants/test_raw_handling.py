"""Raw SQL against the naming of a handler: nobody tied to it, nothing that has ended, nothing taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

from tests.actions._objections import Wall, found, objected, wall
from tests.actions.handler_scene import asked, named
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@dataclass(frozen=True, slots=True)
class Asked:
    """Three objections: one asked for and not answered, one with a handler named, one that was answered."""

    scene: Wall
    waiting: int
    answered: int
    ended: int


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asked]:
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("handling")):
        scene = wall()
        waiting = asked(scene.people, objected(scene))
        answered = asked(scene.people, objected(scene, scene.changed))
        named(scene.people, answered)
        objection = objected(scene, scene.refused)
        ended = asked(scene.people, objection)
        found(scene, objection)
        yield Asked(scene, waiting, answered, ended)


def test_nothing_of_it_is_changed_or_deleted(stage: Asked) -> None:
    refused("UPDATE records_handling SET person_id = person_id + 1", "append-only")
    refused("UPDATE records_handlerrequest SET by_id = by_id + 1", "append-only")
    refused("DELETE FROM records_handling", "nothing is deleted")
    refused("DELETE FROM records_handlerrequest", "nothing is deleted")


def test_a_request_is_about_one_thing_and_asked_once_at_a_time(stage: Asked) -> None:
    table = "records_handlerrequest"
    refused(copy_row(table, f"id = {stage.waiting}"), "asked already")
    refused(copy_row(table, f"id = {stage.ended}"), "fenming")
    matter = str(stage.scene.minus.pk)
    refused(copy_row(table, f"id = {stage.answered}", matter_id=matter), "it has ended")
    refused(copy_row(table, f"id = {stage.answered}", objection_id="NULL"), "handler_request_about_one")
    other = str(stage.scene.people.other_branch_id)
    refused(copy_row(table, f"id = {stage.answered}", branch_id=other), "another branch")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copy_row(table, f"id = {stage.answered}"))  # after an answer it may be asked anew
        transaction.set_rollback(True)


@pytest.mark.parametrize("who", ["zhou", "han"])
def test_neither_the_one_concerned_nor_who_assessed_it_is_named(stage: Asked, who: str) -> None:
    person = str(getattr(stage.scene.people, who))
    refused(copy_row("records_handling", "id > 0", person_id=person), "named who is concerned or decided")


def test_a_naming_has_a_document_and_something_still_to_handle(stage: Asked) -> None:
    refused(copy_row("records_handling", "id > 0", document="''"), "handling_has_document")
    refused(copy_row("records_handling", "id > 0", request_id=str(stage.ended)), "it has ended")
