"""What tests stand on: a scene put back is the scene that was played, and the guards stand again afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from fenming.queries.verification import verify
from fenming.records import triggers
from fenming.records.models import Objection, Organisation, Person
from tests.actions._objections import Wall, objected, wall
from tests.actions._year import appraised
from tests.cast import cast
from tests.once import once

T = TypeVar("T")

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def rows() -> dict[str, list[tuple[Any, ...]]]:
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_app_config("records").get_models()
    }


def both(scene: Callable[[], T]) -> tuple[tuple[T, Any], tuple[T, Any]]:
    """The scene as it was played and as it was put back into an empty database."""
    point = transaction.savepoint()
    first = (scene(), rows())
    transaction.savepoint_rollback(point)
    assert not Organisation.objects.exists()
    return first, (scene(), rows())


def year_on_the_cast() -> int:
    """One scene upon another: it alters rows the first one left."""
    return appraised(cast())


@pytest.mark.parametrize("scene", [wall, year_on_the_cast])
def test_a_scene_put_back_has_the_same_rows_and_is_sound(scene: Callable[[], object]) -> None:
    first, again = both(scene)
    assert sum(map(len, first[1].values())) > 150
    assert again == first
    assert verify(step=lambda _done, _of: None).faults == ()
    assert triggers.missing(connection) == []


def test_it_is_played_once_and_anew_on_what_is_not_known() -> None:
    played = []

    @once
    def scene() -> int:
        played.append(1)
        return Person.objects.create(name="田一禾").pk

    point = transaction.savepoint()
    pk = scene()
    transaction.savepoint_rollback(point)
    assert (scene(), len(played)) == (pk, 1)
    Person.objects.create(name="石一川")
    assert (scene() > pk, len(played)) == (True, 2)
    assert [one.name for one in Person.objects.order_by("pk")] == ["田一禾", "石一川", "田一禾"]


def test_the_guards_stand_again() -> None:
    _, (scene, _) = both(wall)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE records_posting SET code = 'x' WHERE id = {scene.posting.pk}")


def test_new_rows_are_numbered_after_those_put_back() -> None:
    _, (scene, _) = both(wall)
    last = Person.objects.latest("pk").pk
    assert Person.objects.create(name="田一禾").pk == last + 1
    objected(scene)


def test_what_a_test_does_to_its_scene_is_not_kept() -> None:
    point = transaction.savepoint()
    scene: Wall = wall()
    scene.plus.quantity = 9
    objected(scene)
    transaction.savepoint_rollback(point)
    assert wall().plus.quantity == 1
    assert not Objection.objects.exists()
