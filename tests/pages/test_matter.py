"""One matter in the browser: its course, who may see it, reply and withdrawal."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fenming.actions.assess import assess
from fenming.actions.declare import declare
from fenming.actions.record import record
from fenming.records.models import Matter, Month, Reply
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

LATE = "支部党员大会迟到十五分钟。"
HELPED = "布置学院读书会会场。"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 2, 5))
    return cast()


def words(response: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", text(response).split("<main", 1)[1])
    return re.sub(r"\s+", " ", plain)


def recorded(people: Cast) -> int:
    return record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 2, 3),
        membership_ids=[people.m_zhou], what=LATE, key=key(), now=at(2026, 2, 4),
    ).matter_ids[0]  # fmt: skip


def declared(people: Cast) -> int:
    return declare(
        actor_id=people.zhou, month_id=Month.objects.get(branch_id=people.branch_id, number=2).pk, item="DT5",
        day=date(2026, 2, 3), said=HELPED, key=key(), now=at(2026, 2, 4),
    )  # fmt: skip


def test_a_minus_asks_the_one_concerned_for_a_reply(people: Cast) -> None:
    page = words(client_of(people.zhou).get(f"/matters/{recorded(people)}"))
    assert "事项 2026-02-001" in page
    assert "迟到早退" in page
    assert "从“三会一课与主题党日”里扣，扣完 5 分为止" in page
    assert "申报 −0.5 分 支部记录，2月4日" in page
    assert "待您答复" in page
    assert "请在2月11日前答复" in page
    assert "积分记录员许明远登记。" in page
    assert f"{LATE} 2026年2月3日，拟扣 0.5 分" in page
    assert "撤回这件申报" not in page
    assert "K03" not in page


def test_a_reply_is_taken_shown_and_not_asked_for_again(people: Cast) -> None:
    matter_id, zhou = recorded(people), client_of(people.zhou)
    given = {"agrees": "no", "text": "当天上午有课，课前已说明。", "key": key()}
    page = words(zhou.post(f"/matters/{matter_id}/reply", given, follow=True))
    assert "答复已收到。接下来由支部对照您的答复初评" in page
    assert "答复：有不同意见 周予安，在答复期内。 当天上午有课，课前已说明。" in page
    assert "提交答复" not in page
    again = zhou.post(f"/matters/{matter_id}/reply", given | {"key": key()})
    assert again.status_code == 409
    assert "您已经答复过这件事" in words(again)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": "说明"}, "还没有选意见。"),
        ({"agrees": "no", "text": " "}, "还没有写答复。有不同意见的，请写明情况"),
        ({"agrees": "no", "text": "说" * 301}, "300 字以内，现在是 301 字"),
    ],
)
def test_a_reply_that_says_nothing_is_sent_back(people: Cast, given: dict[str, str], sentence: str) -> None:
    matter_id = recorded(people)
    response = client_of(people.zhou).post(f"/matters/{matter_id}/reply", given | {"key": key()})
    assert response.status_code == 422
    assert sentence in words(response)
    assert not Reply.objects.exists()


def test_the_assessors_see_that_a_reply_is_awaited_but_get_no_form(people: Cast) -> None:
    page = words(client_of(people.han).get(f"/matters/{recorded(people)}"))
    assert "等本人答复" in page
    assert "答复后或期满，才能初评" in page
    assert "提交答复" not in page


def test_other_members_do_not_see_the_matter(people: Cast) -> None:
    matter_id = recorded(people)
    response = client_of(people.he).get(f"/matters/{matter_id}")
    assert response.status_code == 403
    assert LATE not in text(response)
    assert client_of(people.deng).get(f"/matters/{matter_id}").status_code == 404
    assert client_of(people.zhou).get("/matters/999999").status_code == 404
    assert client_of(people.zhou).get(f"/matters/{2**70}").status_code == 404


def test_one_withdraws_and_the_course_tells(people: Cast) -> None:
    matter_id, zhou = declared(people), client_of(people.zhou)
    assert "撤回这件申报" in words(zhou.get(f"/matters/{matter_id}"))
    page = words(zhou.post(f"/matters/{matter_id}/withdraw", {"key": key()}, follow=True))
    assert "已经撤回，这件不再办理" in page
    assert "撤回 周予安" in page
    assert "撤回这件申报" not in page
    again = zhou.post(f"/matters/{matter_id}/withdraw", {"key": key()})
    assert again.status_code == 409
    assert Matter.objects.get(pk=matter_id).state == "withdrawn"


def test_nobody_withdraws_through_anothers_page(people: Cast) -> None:
    matter_id = declared(people)
    response = client_of(people.han).post(f"/matters/{matter_id}/withdraw", {"key": key()})
    assert response.status_code == 403
    assert Matter.objects.get(pk=matter_id).state == "declared"


def test_an_assessment_stands_beside_the_claim_with_its_reason(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter_id = declared(people)
    assess(
        actor_id=people.han, matter_id=matter_id, outcome="refused", quantity=None, level=None, each_centi=None,
        reason="这次布置属于岗位任务。", seen_round=0, key=key(), now=at(2026, 3, 9),
    )  # fmt: skip
    stop_clock(monkeypatch, at(2026, 3, 10))
    page = words(client_of(people.zhou).get(f"/matters/{matter_id}"))
    assert "申报 1 分 周予安，2月4日" in page
    assert "初评 0 分 不认定，理由见下 韩若水，3月9日" in page
    assert "初评：不认定 支部，初评人韩若水。" in page
    assert "理由：这次布置属于岗位任务。" in page


def test_the_page_asks_at_most_ten_queries(people: Cast) -> None:
    matter_id, zhou = recorded(people), client_of(people.zhou)
    zhou.get(f"/matters/{matter_id}")
    with CaptureQueriesContext(connection) as queries:
        zhou.get(f"/matters/{matter_id}")
    assert len(queries) <= 10
