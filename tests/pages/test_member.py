"""党员履历: one member for all of the branch, the steps the secretary enters there, and the statement of the last day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from fenming.records.models import Absence, Departure, Membership, Standing
from tests.actions.roster_scene import (
    NOW,
    claim,
    ended,
    exempted,
    extended,
    formal,
    on_leave,
    out,
    received,
    sent,
    started,
)
from tests.cast import Cast, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.walk import walk_quarter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)


@pytest.fixture
def people() -> Cast:
    return cast()


def main_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return text(response).split("<main", 1)[1]


def post(client: Client, path: str, answer: int = 302, **given: Any) -> Any:
    response = client.post(path, given | {"key": key()})
    assert response.status_code == answer, text(response)
    return response


def test_the_roster_says_what_stands_today_and_opens_each_history(people: Cast) -> None:
    started(people)
    exempted(people)
    on_leave(people, "he")
    out(people, "shen")
    page = main_of(client_of(people.han), "/roster")
    rows = dict(re.findall(r'href="/roster/(\d+)">[^<]+</a>(.*?)</tr>', page, re.S))
    assert set(map(int, rows)) >= {people.m_zhou, people.m_he, people.m_shen, people.m_jiang}
    for membership_id, words in (
        (people.m_jiang, "预备期到2026年6月19日"),
        (people.m_zhou, "免予积分"),
        (people.m_he, "长期请假"),
        (people.m_shen, "已转出"),
    ):
        assert words in rows[str(membership_id)]
    assert "登记组织关系转入" not in page
    assert "登记组织关系转入" in main_of(client_of(people.lin), "/roster")


def test_the_history_of_a_member_is_for_the_whole_branch(people: Cast) -> None:
    started(people)
    extended(people)
    formal(people, day=date(2026, 6, 9))
    page = main_of(client_of(people.he), f"/roster/{people.m_jiang}")
    for words in (
        "蒋雨桐",
        "正式党员，教师岗",
        "预备党员，教师岗",
        "预备期开始",
        "决议延长预备期",
        "2026年12月19日",
        "转为正式党员",
    ):
        assert words in page
    for hidden in ("登记变动", "组织关系转出", "调整岗位类别"):
        assert hidden not in page
    han = main_of(client_of(people.he), f"/roster/{people.m_han}")
    assert "支部委员" in han
    assert "支部党员大会 2026年1月5日" in han


def test_what_was_applied_with_is_between_the_member_and_the_secretary(people: Cast) -> None:
    exempted(people)
    path = f"/roster/{people.m_zhou}"
    for person, sees in ((people.zhou, True), (people.lin, True), (people.han, False), (people.he, False)):
        page = main_of(client_of(person), path)
        assert "2026年6月1日至2026年8月31日" in page
        assert ("术后休养" in page) is sees
        assert ("登记恢复积分的日期" in page) is (person == people.lin)


def test_the_steps_that_fit_are_offered(people: Cast) -> None:
    client = client_of(people.lin)
    formal_member = main_of(client, f"/roster/{people.m_he}")
    assert [word in formal_member for word in ("预备党员转正", "登记预备期", "组织关系转出")] == [
        False,
        False,
        True,
    ]
    probationary = main_of(client, f"/roster/{people.m_jiang}")
    assert [word in probationary for word in ("登记预备期", "延长预备期", "预备党员转正")] == [
        True,
        False,
        True,
    ]
    started(people)
    assert "延长预备期" in main_of(client, f"/roster/{people.m_jiang}")
    out(people, "he")
    assert "登记变动" not in main_of(client, f"/roster/{people.m_he}")


@pytest.mark.parametrize(
    ("member", "path", "given", "words"),
    [
        ("jiang", "start-probation", {"since": "2025-06-20", "resolution": "大会"}, "预备期到2026年6月19日"),
        ("jiang", "turn-formal", {"day": "2026-06-05", "resolution": "大会"}, "转为正式党员"),
        (
            "jiang",
            "end-probation",
            {"day": "2026-06-05", "resolution": "大会", "reason": "经大会讨论。"},
            "取消预备党员资格",
        ),
        (
            "he",
            "change-type",
            {"post": "T", "day": "2026-06-01", "resolution": "校人12号"},
            "正式党员，教师岗",
        ),
        (
            "he",
            "exemption",
            {
                "since": "2026-06-01",
                "until": "",
                "text": "休养。",
                "applied_on": "2026-05-20",
                "resolution": "支委会",
            },
            "起，还没有定到哪天",
        ),
        (
            "he",
            "leave",
            {
                "since": "2026-06-01",
                "until": "2026-09-01",
                "text": "访学。",
                "applied_on": "2026-05-20",
                "resolution": "支委会",
            },
            "2026年6月1日至2026年9月1日",
        ),
    ],
)
def test_a_step_is_entered_and_stands_in_the_history(
    people: Cast, member: str, path: str, given: dict[str, str], words: str
) -> None:
    path = {"exemption": "grant-exemption", "leave": "record-leave"}.get(path, path)
    membership_id, client = getattr(people, f"m_{member}"), client_of(people.lin)
    address = f"/roster/{membership_id}/{path}"
    assert "csrfmiddlewaretoken" in main_of(client, address)
    response = post(client, address, **given)
    assert response.url == f"/roster/{membership_id}"
    page = main_of(client, response.url)
    assert "已登记" in page or "已固定" in page
    assert words in page


def test_what_speaks_against_a_step_stands_on_its_form(people: Cast) -> None:
    client, path = client_of(people.lin), f"/roster/{people.m_jiang}/turn-formal"
    page = text(post(client, path, 422, day="2026-06-30", resolution="大会"))
    assert "2026年6月30日还没有到，到那天再登记转正。" in page
    assert 'value="2026-06-30"' in page
    page = text(post(client, path, 422, day="", resolution=""))
    assert "还没有填“从哪天起”。" in page
    assert "还没有填大会决议。" in page
    assert Standing.objects.filter(membership_id=people.m_jiang).count() == 1


def test_the_end_of_an_exemption_is_entered(people: Cast) -> None:
    absence_id, client = exempted(people), client_of(people.lin)
    address = f"/roster/absences/{absence_id}/end"
    assert "只能改得更早" in main_of(client, address)
    assert "止日要在这以前" in text(post(client, address, 422, until="2026-09-30", resolution="支委会"))
    response = post(client, address, until="2026-07-10", resolution="支委会")
    assert "2026年6月1日至2026年7月10日" in main_of(client, response.url)
    assert Absence.objects.get().until == date(2026, 7, 10)


def test_a_member_goes_to_another_branch_and_is_received_there(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    lin, address = client_of(people.lin), f"/roster/{people.m_zhou}/transfer-out"
    page = main_of(lin, address)
    assert "本院教工第一党支部" in page
    given = {
        "to_branch": str(people.other_branch_id),
        "destination": "",
        "day": "2026-06-08",
        "resolution": "组转18号",
    }
    post(lin, address, **given)
    page = main_of(lin, f"/roster/{people.m_zhou}")
    assert "组织关系转出：青岚大学人文学院教工第一党支部" in page
    assert "看离开时的积分" in page
    deng = client_of(people.deng)
    assert "有 1 名同志等待转入" in main_of(deng, "/roster")
    departure = Departure.objects.get()
    assert f"/roster/transfer-in/{departure.pk}" in main_of(deng, "/roster/transfer-in")
    receive = f"/roster/transfer-in/{departure.pk}"
    assert "在那里算到2026年6月8日" in main_of(deng, receive)
    assert "转入从第二天起" in text(
        post(deng, receive, 422, day="2026-06-08", post="T", resolution="组转18号")
    )
    response = post(deng, receive, day="2026-06-09", post="T", resolution="组转18号")
    page = main_of(deng, response.url)
    assert "由青岚大学人文学院教工第二党支部转入" in page
    assert "眼下没有等待转入的同志" in main_of(deng, "/roster/transfer-in")


def test_somebody_from_outside_is_entered(people: Cast) -> None:
    client = client_of(people.lin)
    given = {
        "name": "陆闻笛", "post": "T", "status": "probationary", "probation_since": "2026-03-02",
        "origin": "临川大学理学院党委", "day": "2026-06-08", "resolution": "组转9号",
    }  # fmt: skip
    assert "请从列出的岗位里选" in text(post(client, "/roster/transfer-in", 422, **(given | {"post": "X"})))
    response = post(client, "/roster/transfer-in", **given)
    page = main_of(client, response.url)
    assert "由临川大学理学院党委转入" in page
    assert "预备期到2027年3月1日" in page


def test_the_statement_of_the_last_day_shows_what_was_frozen() -> None:
    walked = walk_quarter()
    people = walked.people
    open_id = claim(people, "zhou", date(2026, 6, 3))
    out(people)
    path = f"/roster/{people.m_zhou}/leaving-statement"
    page = main_of(client_of(people.lin), path)
    for words in (
        "2026年度党员积分情况",
        "周予安",
        "转往临川大学理学院党委",
        "教书育人、指导学生",
        "61",
        "还没有评定的事项",
        f"/matters/{open_id}",
    ):
        assert words in page
    for person, status in ((people.han, 403), (people.deng, 404)):
        assert client_of(person).get(path).status_code == status
    assert client_of(people.lin).get(f"/roster/{people.m_he}/leaving-statement").status_code == 404


def test_who_has_left_every_branch_still_opens_the_own_statement(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhou = client_of(people.zhou)
    out(people)
    path = f"/roster/{people.m_zhou}/leaving-statement"
    for url in ("/", "/roster", "/me/statement"):
        page = main_of(zhou, url, 403)
        assert f'href="{path}"' in page
    assert "周予安" in main_of(zhou, path)
    ended(people)
    assert zhou.get(f"/roster/{people.m_jiang}/leaving-statement").status_code == 404


def test_who_moved_inside_the_college_keeps_what_is_about_them(people: Cast) -> None:
    matter_id = claim(people, "zhou", date(2026, 6, 3))
    received(people, sent(people))
    zhou = client_of(people.zhou)
    assert "教工第一党支部" in text(zhou.get("/"))
    assert "学院图书整理" in main_of(zhou, f"/matters/{matter_id}")
    assert "周予安" in main_of(zhou, f"/roster/{people.m_zhou}")
    assert "周予安" in main_of(zhou, f"/roster/{people.m_zhou}/leaving-statement")
    assert zhou.get(f"/roster/{people.m_he}").status_code == 404


def test_members_of_other_branches_are_unknown(people: Cast) -> None:
    absence_id = exempted(people)
    departure_id = sent(people, "he")
    deng = client_of(people.deng)
    for path in (
        f"/roster/{people.m_he}",
        f"/roster/{people.m_he}/transfer-out",
        f"/roster/absences/{absence_id}/end",
    ):
        assert deng.get(path).status_code == 404, path
    lin = client_of(people.lin)
    assert lin.get(f"/roster/transfer-in/{departure_id}").status_code == 404
    assert lin.get(f"/roster/{people.m_deng}/change-type").status_code == 404
    assert Membership.objects.get(pk=people.m_zhou).until is None


def test_only_the_secretary_opens_the_forms(people: Cast) -> None:
    for person in (people.zhou, people.han):
        for path in ("transfer-out", "turn-formal", "grant-exemption"):
            response = client_of(person).get(f"/roster/{people.m_jiang}/{path}")
            assert response.status_code == 403
            assert "由支部书记办理" in text(response)
