"""重新提交 in the browser: what was asked, the form filled as it was, and the course afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.assess import assess
from fenming.actions.record import record
from fenming.records.models import Matter
from tests.actions._matters import FIRST_DAY, declared
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.test_matter import words

pytestmark = pytest.mark.django_db

ASKED = "请补指导记录。"
FIRST = "指导 4 名师范生试讲并点评，两课时。"
SECOND = "指导 4 名师范生试讲并点评，两课时，记录附后。"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 3, 4))
    return cast()


def returned(people: Cast, matter_id: int | None = None) -> int:
    matter_id = matter_id or declared(people)
    assess(
        actor_id=people.han, matter_id=matter_id, outcome="returned", seen_round=0, reason=ASKED, key=key(),
        now=at(2026, 3, 3),
    )  # fmt: skip
    return matter_id


def test_the_matter_leads_to_the_form_and_the_form_holds_what_was_said(people: Cast) -> None:
    matter_id, zhou = returned(people), client_of(people.zhou)
    page = text(zhou.get(f"/matters/{matter_id}"))
    assert f'href="/matters/{matter_id}/resubmit"' in page
    assert "请您补充好，重新提交。" in page
    form = words(zhou.get(f"/matters/{matter_id}/resubmit"))
    assert f"支部的意见： {ASKED}" in form
    assert FIRST in form
    assert "DT2" not in text(zhou.get(f"/matters/{matter_id}/resubmit"))


def test_sent_again_both_sentences_stay_in_the_course(people: Cast) -> None:
    matter_id, zhou = returned(people), client_of(people.zhou)
    given = {"day": "2026-02-11", "said": SECOND, "quantity": "1", "key": key()}
    page = words(zhou.post(f"/matters/{matter_id}/resubmit", given, follow=True))
    assert "已经重新提交。接下来由支部再次初评" in page
    assert "周予安，3月4日重新提交" in page
    assert page.index(FIRST) < page.index(f"理由：{ASKED}") < page.index(SECOND)
    assert "补充后重新提交" not in page
    again = zhou.post(f"/matters/{matter_id}/resubmit", given | {"key": key()})
    assert again.status_code == 409
    assert "不能重新提交" in words(again)


def test_a_form_with_faults_comes_back_and_nothing_is_sent(people: Cast) -> None:
    matter_id, zhou = returned(people), client_of(people.zhou)
    response = zhou.post(f"/matters/{matter_id}/resubmit", {"day": "2026-03-20", "said": "", "key": key()})
    assert response.status_code == 422
    assert "还没有到" in words(response)
    assert Matter.objects.get(pk=matter_id).state == "returned"


def test_the_recorder_sends_again_what_the_recorder_noted(people: Cast) -> None:
    (matter_id,) = record(
        actor_id=people.xu, branch_id=people.branch_id, item="DT5", day=FIRST_DAY, membership_ids=[people.m_zhou],
        what="布置会场。", key=key(), now=at(2026, 2, 12),
    ).matter_ids  # fmt: skip
    returned(people, matter_id)
    assert "请积分记录员补充好" in words(client_of(people.zhou).get(f"/matters/{matter_id}"))
    assert client_of(people.zhou).get(f"/matters/{matter_id}/resubmit").status_code == 409
    xu = client_of(people.xu)
    assert "周予安" in words(xu.get(f"/matters/{matter_id}/resubmit"))
    given = {"day": f"{date(2026, 2, 10)}", "said": "布置读书会会场。", "key": key()}
    page = words(xu.post(f"/matters/{matter_id}/resubmit", given, follow=True))
    assert "重新提交 支部记录，申报 1 分。 布置读书会会场。" in page
