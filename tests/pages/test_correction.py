"""笔误更正: the form, the page as proposer, reviewer and the one concerned see it, the list."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.records.models import Correction, LedgerEntry
from tests.actions._corrections import confirmed, lowering, proposed
from tests.actions._objections import Wall, entry_of, wall
from tests.cast import at, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

REASON = "签到表是两次，录入时写成一次。"


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Wall:
    stop_clock(monkeypatch, at(2026, 4, 7))
    return wall()


def get(person_id: int, path: str, status: int = 200) -> str:
    response = client_of(person_id).get(path)
    assert response.status_code == status, text(response)
    return text(response)


def post(person_id: int, path: str, data: dict[str, Any]) -> Any:
    return client_of(person_id).post(path, data | {"key": key()})


def form(scene: Wall, **change: str) -> dict[str, Any]:
    return {
        "entry": entry_of(scene.plus).pk, "day": "2026-02-11", "quantity": "2", "reason": REASON,
    } | change  # fmt: skip


def test_the_recorder_proposes_and_the_page_shows_before_and_after(scene: Wall) -> None:
    page = get(scene.people.xu, f"/corrections/new?entry={entry_of(scene.plus).pk}")
    assert "教书育人、指导学生" in page
    assert "周予安" in page
    response = post(scene.people.xu, "/corrections/new", form(scene))
    correction = Correction.objects.get()
    assert (response.status_code, response.url) == (302, f"/corrections/{correction.pk}")
    page = get(scene.people.xu, response.url)
    assert "1 次" in page
    assert "2 次" in page
    assert REASON in page
    assert "/confirm" not in page
    get(scene.people.xu, f"/corrections/new?entry={entry_of(scene.plus).pk}", 409)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": " "}, "还没有写理由"),
        ({"quantity": "1"}, "填的和现在的一样"),
        ({"quantity": "0"}, "次数请填 1 到 99 的整数"),
        ({"day": "2026-05-01"}, "还没有到"),
        ({"day": "x"}, "读不出来"),
    ],
)
def test_a_wrong_form_is_sent_back(scene: Wall, change: dict[str, str], words: str) -> None:
    response = post(scene.people.xu, "/corrections/new", form(scene, **change))
    assert response.status_code == 422
    assert words in text(response)
    assert not Correction.objects.exists()


def test_a_second_person_confirms(scene: Wall) -> None:
    pk = proposed(scene)
    assert "同意更正" in get(scene.people.shen, f"/corrections/{pk}")
    assert post(scene.people.shen, f"/corrections/{pk}/confirm", {}).status_code == 302
    page = get(scene.people.zhou, f"/corrections/{pk}")
    new = LedgerEntry.objects.get(correction=pk, kind="correction")
    assert f"{new.seq} 号" in page
    assert "复核同意" in page
    assert post(scene.people.shen, f"/corrections/{pk}/confirm", {}).status_code == 409


def test_who_would_lose_points_answers_first(scene: Wall) -> None:
    pk = lowering(scene)
    assert "等本人答复" in get(scene.people.shen, f"/corrections/{pk}")
    assert "/confirm" not in get(scene.people.shen, f"/corrections/{pk}")
    assert "提交答复" in get(scene.people.he, f"/corrections/{pk}")
    empty = post(scene.people.he, f"/corrections/{pk}/answer", {"text": ""})
    assert empty.status_code == 422
    assert "还没有写答复" in text(empty)
    assert post(scene.people.he, f"/corrections/{pk}/answer", {"text": "那天只迟到一次。"}).status_code == 302
    page = get(scene.people.shen, f"/corrections/{pk}")
    assert "那天只迟到一次。" in page
    assert "/confirm" in page
    assert "提交答复" not in get(scene.people.he, f"/corrections/{pk}")


def test_a_reviewer_declines_with_a_reason(scene: Wall) -> None:
    pk = proposed(scene)
    empty = post(scene.people.shen, f"/corrections/{pk}/decline", {"text": ""})
    assert empty.status_code == 422
    assert "请写明为什么不更正" in text(empty)
    assert post(scene.people.shen, f"/corrections/{pk}/decline", {"text": "确是一次。"}).status_code == 302
    page = get(scene.people.xu, f"/corrections/{pk}")
    assert "理由：确是一次。" in page
    assert "台账不变" in page


def test_each_door_opens_for_those_it_is_for(scene: Wall) -> None:
    pk = proposed(scene)
    for person in (scene.people.xu, scene.people.lin, scene.people.han):
        assert "周予安" in get(person, "/corrections")
    for person in (scene.people.zhou, scene.people.gao):
        get(person, "/corrections", 403)
    assert "周予安" not in get(scene.people.deng, "/corrections")
    get(scene.people.zhou, f"/corrections/{pk}")
    get(scene.people.he, f"/corrections/{pk}", 403)
    get(scene.people.deng, f"/corrections/{pk}", 404)
    entry = entry_of(scene.plus).pk
    get(scene.people.han, f"/corrections/new?entry={entry}", 403)
    get(scene.people.deng, f"/corrections/new?entry={entry}", 404)
    get(scene.people.xu, "/corrections/new?entry=x", 404)
    get(scene.people.xu, "/corrections/new", 404)
    assert post(scene.people.xu, f"/corrections/{pk}/confirm", {}).status_code == 403


def test_a_confirmed_one_is_in_the_list_with_its_word(scene: Wall) -> None:
    assert "没有提出过笔误更正" in get(scene.people.lin, "/corrections")
    confirmed(scene, proposed(scene))
    assert "已更正" in get(scene.people.lin, "/corrections")


def test_the_trail_leads_to_the_form_for_who_may_correct(scene: Wall) -> None:
    link = f"/corrections/new?entry={entry_of(scene.plus).pk}"
    path = f"/matters/{scene.plus.pk}/trail"
    assert link in get(scene.people.xu, path)
    for person in (scene.people.zhou, scene.people.han):
        assert "/corrections/new" not in get(person, path)
    confirmed(scene, proposed(scene))
    new = LedgerEntry.objects.get(kind="correction")
    page = get(scene.people.xu, path)
    assert link not in page
    assert f"/corrections/new?entry={new.pk}" in page
    assert "复核笔误更正" in page
