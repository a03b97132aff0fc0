"""A member without an account in the browser of recorder and secretary: what is on paper is entered."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from fenming.actions.record import record
from fenming.records.models import Reply
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

WORDS = "那天去医院复查，事先请过假。"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 2, 6))
    return cast()


def words(response: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", text(response).split("<main", 1)[1])
    return re.sub(r"\s+", " ", plain)


def recorded(people: Cast) -> int:
    return record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 2, 3),
        membership_ids=[people.m_zhou], what="支部党员大会迟到十五分钟。", key=key(), now=at(2026, 2, 4),
    ).matter_ids[0]  # fmt: skip


def test_the_signed_reply_is_entered_and_shown_as_entered_from_paper(people: Cast) -> None:
    matter_id, xu = recorded(people), client_of(people.xu)
    assert "周予安没有账号" in words(xu.get(f"/matters/{matter_id}"))
    address = f"/matters/{matter_id}/reply-for"
    page = words(xu.get(address))
    assert "代录周予安的书面答复" in page
    assert "拟扣 0.5 分" in page
    given = {"agrees": "no", "text": WORDS, "signed_on": "2026-02-05", "paper_kept": "on", "key": key()}
    page = words(xu.post(address, given, follow=True))
    assert "已代录周予安的书面答复。接下来由支部对照答复初评。" in page
    assert f"周予安，在答复期内。书面答复，签于2月5日，由许明远代录。 {WORDS}" in page
    assert "代录书面答复" not in page
    again = xu.post(address, given | {"key": key()})
    assert again.status_code == 409
    assert "这件事已经录过答复" in words(again)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"agrees": "no", "signed_on": "2026-02-05", "paper_kept": "on"}, "还没有写答复。"),
        ({"agrees": "yes", "paper_kept": "on"}, "还没有填“签字的日期”。"),
        ({"agrees": "yes", "signed_on": "2026-02-05"}, "还没有确认原件已由支部留存。"),
        ({"agrees": "yes", "signed_on": "2026-02-09", "paper_kept": "on"}, "2026年2月9日还没有到"),
        ({"signed_on": "2026-02-05", "paper_kept": "on"}, "还没有选意见。"),
    ],
)
def test_what_is_missing_stands_at_its_field(people: Cast, given: dict[str, str], sentence: str) -> None:
    address = f"/matters/{recorded(people)}/reply-for"
    response = client_of(people.lin).post(address, given | {"key": key()})
    assert response.status_code == 422
    assert sentence in words(response)
    assert not Reply.objects.exists()


def test_whoever_has_an_account_is_not_spoken_for(people: Cast) -> None:
    matter_id = recorded(people)
    client_of(people.zhou)
    lin = client_of(people.lin)
    assert "代录书面答复" not in words(lin.get(f"/matters/{matter_id}"))
    refused = lin.get(f"/matters/{matter_id}/reply-for")
    assert refused.status_code == 409
    assert "周予安本人有账号，请本人登录办理" in words(refused)
