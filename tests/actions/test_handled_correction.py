"""A slip that nobody of the branch could confirm: confirmed or declined by whom the committee above names."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.queries.access import NotFound
from fenming.records.models import Correction, LedgerEntry, Office
from fenming.rules.terms import Refused
from tests.actions._corrections import confirmed, declined, proposed
from tests.actions._objections import Wall, entry_of, wall
from tests.actions.handler_scene import asked, named
from tests.cast import at, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 4, 3)


def alone() -> tuple[Wall, int]:
    """许明远 proposed it about 周予安, and then no assessor is left but 周予安."""
    scene = wall()
    pk = proposed(scene)
    left = Office.objects.filter(organisation_id=scene.people.branch_id, role__in=("committee", "secretary"))
    left.update(until=date(2026, 4, 2))
    Office.objects.create(
        organisation_id=scene.people.branch_id, person_id=scene.people.zhou, role="committee", since=date(2026, 4, 3),
        resolution="支部党员大会",
    )  # fmt: skip
    return scene, pk


def ask(scene: Wall, pk: int) -> int:
    """By the one concerned, who alone is left."""
    return asked(scene.people, pk, actor_id=scene.people.zhou, subject="correction", now=NOW)


def test_who_was_named_confirms_it() -> None:
    scene, pk = alone()
    with pytest.raises(Refused, match="本人事项"):
        confirmed(scene, pk, actor_id=scene.people.zhou)
    request = ask(scene, pk)
    for who in ("xu", "zhou"):
        with pytest.raises(Refused, match="不能指定这名同志"):
            named(scene.people, request, person_id=getattr(scene.people, who), now=NOW)
    with pytest.raises(NotFound):
        confirmed(scene, pk, actor_id=scene.people.deng)
    named(scene.people, request, now=NOW)
    confirmed(scene, pk, actor_id=scene.people.deng)
    assert Correction.objects.get(pk=pk).ended_by_id == scene.people.deng
    assert LedgerEntry.objects.filter(correction=pk).count() == 2


def test_or_declines_it_and_may_do_nothing_else() -> None:
    scene, pk = alone()
    other = proposed(scene, entry_of(scene.changed), now=NOW)
    named(scene.people, ask(scene, pk), now=NOW)
    with pytest.raises(NotFound):
        confirmed(scene, other, actor_id=scene.people.deng)
    declined(scene, pk, actor_id=scene.people.deng)
    assert Correction.objects.get(pk=pk).state == "declined"


def test_its_page_asks_and_tells_who_handles_it(monkeypatch: pytest.MonkeyPatch) -> None:
    scene, pk = alone()
    stop_clock(monkeypatch, NOW)
    people = scene.people
    assert "请上级指定办理人" in text(client_of(people.zhou).get(f"/corrections/{pk}"))
    assert client_of(people.zhou).post(f"/corrections/{pk}/handler", {"key": key()}).status_code == 302
    desk = text(client_of(people.gao).get("/superior"))
    assert "笔误更正（台账第" in desk
    request = int(desk.partition("/superior/handlers/")[2].partition('"')[0])
    named(people, request, now=NOW)
    page = text(client_of(people.deng).get(f"/corrections/{pk}"))
    assert "同意更正" in page
    assert f'/matters/{scene.plus.pk}">看事项' in page
    assert client_of(people.deng).get(f"/matters/{scene.plus.pk}").status_code == 200
    assert client_of(people.deng).get(f"/matters/{scene.changed.pk}").status_code == 404
    assert f"/corrections/{pk}" in text(client_of(people.deng).get("/?all=1"))
    assert client_of(people.deng).post(f"/corrections/{pk}/confirm", {"key": key()}).status_code == 302
    assert "回避，由上级指定的邓可为办理" in text(client_of(people.zhou).get(f"/corrections/{pk}"))
