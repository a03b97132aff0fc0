"""重新审议: the form, the page as proposer and the one concerned see it, the meeting's pages, what the statement keeps."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.records.models import Reopening
from tests.actions._objections import Wall, wall
from tests.actions._reopenings import (
    THERE,
    answered,
    decided_anew,
    dropped,
    lowering,
    over,
    reopened,
    sitting,
)
from tests.cast import at, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

REASON = "档案里有两次的记录。"


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


def test_a_committee_member_proposes_from_the_matter_and_the_one_concerned_sees_it(scene: Wall) -> None:
    path = f"/matters/{scene.plus.pk}"
    people = scene.people
    assert f"{path}/reopen" in client_of(people.han).get(path).content.decode()
    assert f"{path}/reopen" not in client_of(people.zhou).get(path).content.decode()
    assert "现在计 1 分" in get(people.han, f"{path}/reopen")
    asked = {"outcome": "changed", "quantity": "2", "reason": REASON}
    for change, words in (
        ({"reason": " "}, "还没有写理由"),
        ({"quantity": "many"}, "次数请填"),
        ({"quantity": "1"}, "和现在的分相同"),
        ({"outcome": ""}, "还没有选提请怎么改"),
    ):
        response = post(people.han, f"{path}/reopen", asked | change)
        assert (response.status_code, words in text(response)) == (422, True)
    response = post(people.han, f"{path}/reopen", asked)
    reopening = Reopening.objects.get()
    assert (response.status_code, response.url) == (302, f"/reopenings/{reopening.pk}")
    page = get(people.zhou, response.url)
    for words in (REASON, "1 次", "2 次", "2 分", "下一次党员大会召集时列入议程"):
        assert words in page
    assert "撤下，不再审议" not in page
    assert "已提请大会重新审议" in get(people.zhou, path)
    get(people.han, f"{path}/reopen", 409)
    get(people.he, f"/reopenings/{reopening.pk}", 403)
    get(people.deng, f"/reopenings/{reopening.pk}", 404)


def test_a_loss_waits_on_the_home_page_until_it_is_answered(scene: Wall) -> None:
    pk = lowering(scene, now=at(2026, 4, 7))
    people = scene.people
    assert "答复一件重新审议" in get(people.zhou, "/")
    assert "等本人答复" in get(people.han, f"/reopenings/{pk}")
    assert post(people.zhou, f"/reopenings/{pk}/answer", {"text": " "}).status_code == 422
    assert post(people.zhou, f"/reopenings/{pk}/answer", {"text": "当天是我做的。"}).status_code == 302
    assert "当天是我做的。" in get(people.han, f"/reopenings/{pk}")
    assert "答复一件重新审议" not in get(people.zhou, "/")
    assert post(people.lin, f"/reopenings/{pk}/drop", {"text": ""}).status_code == 422
    assert post(people.lin, f"/reopenings/{pk}/drop", {"text": "材料还没有收齐。"}).status_code == 302
    assert "材料还没有收齐。" in get(people.zhou, f"/reopenings/{pk}")


def test_the_room_shows_what_stood_and_what_is_proposed_and_decides(
    scene: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = lowering(scene)
    answered(scene, pk)
    stop_clock(monkeypatch, THERE)
    people = scene.people
    meeting_id = sitting(people)
    path = f"/meetings/{meeting_id}/matters/{scene.plus.pk}"
    page = get(people.xu, path)
    for words in (
        "提请重新审议",
        "原来的结果",
        "提请不认定",
        "维持原来的 1 分",
        "本人已答复。",
        "本人不参加本件表决",
    ):
        assert words in page
    assert "不是本人做的" not in page  # what is said of a loss is not thrown on the wall (A22)
    hands = {"ayes": "5", "nays": "0", "abstained": "0", "seen_votes": "0"}
    response = post(
        people.xu, path, hands | {"outcome": "refused", "reason": "与档案核对。", "quantity": "1"}
    )
    assert response.status_code == 302
    assert "第 1 项决议，重新评定为不认定" in get(people.xu, path)
    over(people, meeting_id)
    minutes = get(people.he, f"/meetings/{meeting_id}")
    assert "重新审议：不认定" in minutes
    assert "教书育人、指导学生：重新评定为不认定" in minutes


def test_the_matter_the_trail_and_the_statement_keep_both(
    scene: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = reopened(scene)
    decided_anew(scene, quantity=2)
    stop_clock(monkeypatch, at(2026, 6, 29))
    people = scene.people
    page = get(people.zhou, f"/matters/{scene.plus.pk}")
    for words in ("提请重新审议", "重新评定：改为 2 分", "评定：1 分", "冲正", "重新审议：已重新评定"):
        assert words in page
    trail = get(people.zhou, f"/matters/{scene.plus.pk}/trail")
    assert "提请重新审议" in trail
    assert "结束会议" in trail
    statement = get(people.zhou, "/me/statement")
    assert "已锁定" not in page
    assert "接下来公示第二季度积分。" in page
    assert "原评定：" in statement
    assert "冲正：" in statement
    assert "已重新评定" in get(people.zhou, f"/reopenings/{pk}")


def test_kept_and_taken_off_are_told(scene: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, off = reopened(scene), reopened(scene, scene.minus)
    dropped(scene, off)
    decided_anew(scene, "accepted")
    stop_clock(monkeypatch, at(2026, 6, 29))
    assert "维持原来的结果" in get(scene.people.zhou, f"/reopenings/{kept}")
    assert "已撤下" in get(scene.people.he, f"/reopenings/{off}")
