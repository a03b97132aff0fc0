"""A member without an account in the browser of recorder and secretary: what is on paper is entered."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from fenming.actions.hand_over import hand_over
from fenming.actions.record import record
from fenming.records.models import Matter, Reply
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

WORDS = "那天去医院复查，事先请过假。"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 2, 6))
    return cast(accounts=False)


def words(response: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", text(response).split("<main", 1)[1])
    return re.sub(r"\s+", " ", plain)


def recorded(people: Cast, *, handed: bool = True) -> int:
    matter_id = record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 2, 3),
        membership_ids=[people.m_zhou], what="支部党员大会迟到十五分钟。", key=key(), now=at(2026, 2, 4),
    ).matter_ids[0]  # fmt: skip
    if handed:
        hand_over(
            actor_id=people.xu, matter_id=matter_id, handed_on=date(2026, 2, 4), receipt_kept=True, key=key(),
            now=at(2026, 2, 4),
        )  # fmt: skip
    return matter_id


def test_the_desk_says_that_nothing_was_delivered_and_the_notice_is_printed_and_entered(people: Cast) -> None:
    xu = client_of(people.xu)
    given = {
        "day": "2026-02-03",
        "said": "支部党员大会迟到十五分钟。",
        "quantity": "1",
        "members": [people.m_zhou],
    }
    page = words(xu.post("/desk/record?item=K03", given | {"key": key()}, follow=True))
    assert "周予安没有账号，请打印告知书当面送达，答复期从送达之日起算；答复或期满后由支部初评。" in page
    assert "今天起送达本人" not in page
    assert "周予安 （待当面送达）" in page
    matter_id = Matter.objects.get().pk
    page = words(xu.get(f"/matters/{matter_id}"))
    assert "等当面送达" in page
    assert "当日送达" not in page
    assert "代录书面答复" not in page
    notice = words(xu.get(f"/matters/{matter_id}/notice"))
    assert "青岚大学人文学院教工第二党支部 党员积分事项告知书" in notice
    assert "周予安同志：" in notice
    assert "“迟到早退”，拟扣 0.5 分" in notice
    assert "自收到本告知书之日起 5 个工作日内书面答复" in notice
    form = {"handed_on": "2026-02-06", "receipt_kept": "on", "key": key()}
    page = words(xu.post(f"/matters/{matter_id}/notice", form, follow=True))
    assert "已登记送达，周予安可答复到2月13日。" in page
    assert "告知书当面送达，由许明远登记，可答复到2月13日。" in page
    assert "代录书面答复" in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"receipt_kept": "on"}, "还没有填“当面送达的日期”。"),
        ({"handed_on": "2026-02-06"}, "还没有确认送达回执已由支部留存。"),
        ({"handed_on": "2026-02-09", "receipt_kept": "on"}, "2026年2月9日还没有到。"),
        ({"handed_on": "2026-02-03", "receipt_kept": "on"}, "送达不会更早。"),
    ],
)
def test_what_is_wrong_with_a_hand_over_stands_at_its_field(
    people: Cast, given: dict[str, str], sentence: str
) -> None:
    matter_id = recorded(people, handed=False)
    response = client_of(people.lin).post(f"/matters/{matter_id}/notice", given | {"key": key()})
    assert response.status_code == 422
    assert sentence in text(response)
    assert Matter.objects.get(pk=matter_id).shown_on is None


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
