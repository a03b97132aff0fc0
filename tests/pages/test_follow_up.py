"""后续办理: the forms, the pages, and that a talk leaves no trace before anybody but its two (R55, A22)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from fenming.pages.home_cards import CARDS
from fenming.queries.due import due_rows
from fenming.queries.home import NO_DUTY
from fenming.queries.reminders import letters_due
from fenming.records.models import Disposal, Rectification, Talk
from tests.actions.follow_up_scene import (
    AGREED,
    NOW,
    REMARKS,
    TO_PUT_RIGHT,
    appraised_year,
    signed_for,
    talked,
)
from tests.actions.roster_scene import WHY, started
from tests.cast import Cast, at, key
from tests.pages.browse import client_of, stop_clock, text
from tests.queries.scene import viewer

pytestmark = pytest.mark.django_db

FRESH = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"')
FOLLOW_UP = ("acknowledge_talk",)
OTHERS = ("zhou", "han", "shen", "xu", "jiang", "gao", "deng", "")


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, NOW)
    return appraised_year()


def get(person_id: int, path: str, status: int = 200) -> str:
    response = client_of(person_id).get(path)
    assert response.status_code == status, text(response)
    return text(response)


def post(person_id: int, path: str, data: dict[str, Any]) -> Any:
    return client_of(person_id).post(path, data | {"key": key()})


def waits(people: Cast, name: str) -> list[str]:
    """What follow-up waits for that person."""
    rows = due_rows(viewer=viewer(people, name, NOW.date()), on=NOW.date())
    assert {row.kind for row in rows} <= {*CARDS, *NO_DUTY}
    return sorted(row.kind for row in rows if row.kind in FOLLOW_UP)


def test_the_secretary_enters_a_talk_and_the_member_signs_for_it(people: Cast) -> None:
    assert "登记一次谈话" in get(people.lin, "/follow-up")
    assert "何苗，2026年度不合格" in get(people.lin, "/follow-up/talks/new")
    asked = {"member": people.m_he, "day": "2027-04-06", "text": AGREED, "document": ""}
    for change, words in (
        ({"member": people.m_zhou}, "等次是“合格”，不因积分和名次采取措施"),
        ({"text": ""}, "还没有写谈话的内容"),
        ({"day": "2027-04-08"}, "还没有到"),
        ({"member": people.m_deng}, "请从名册里选"),
    ):
        response = post(people.lin, "/follow-up/talks/new", asked | change)
        assert (response.status_code, words in text(response)) == (422, True)
    response = post(people.lin, "/follow-up/talks/new", asked)
    path = f"/follow-up/talks/{Talk.objects.get().pk}"
    assert response.url == path
    assert waits(people, "he") == ["acknowledge_talk"]
    shown = get(people.he, path)
    assert AGREED in shown
    assert "2026年度民主评议等次为“不合格”" in shown
    assert post(people.he, f"{path}/acknowledge", {"text": REMARKS}).status_code == 302
    assert REMARKS in get(people.lin, path)
    assert waits(people, "he") == []
    assert "已签收" in get(people.he, "/follow-up")


def what_others_see(people: Cast, talk_id: int) -> dict[tuple[str, str], tuple[int, str]]:
    paths = (
        "/", "/follow-up", "/follow-up/talks/new", f"/follow-up/talks/{talk_id}", f"/follow-up/talks/{talk_id}/acknowledge",
        "/notices", "/roster", f"/roster/{people.m_he}", "/year/2026", "/year/2026/appraisal", "/year/2026/roster.csv",
        "/meetings", "/superior", "/vetoes", "/offices", "/me/statement", "/calendar",
    )  # fmt: skip
    found = {}
    for who in OTHERS:
        client = client_of(getattr(people, who)) if who else Client()
        for path in paths:
            response = client.get(path)
            body = "file" if response.streaming else text(response)
            found[who, path] = (response.status_code, FRESH.sub("", body))
    return found


def test_to_everybody_else_it_is_as_if_there_had_been_no_talk(people: Cast) -> None:
    next_id = (Talk.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    before = what_others_see(people, next_id)
    talk_id = talked(people)
    assert talk_id == next_id
    signed_for(people, talk_id)
    after = what_others_see(people, talk_id)
    assert [place for place in before if before[place] != after[place]] == []
    assert {status for (_, path), (status, _) in after.items() if path.endswith(str(talk_id))} == {302, 404}
    assert {before["zhou", "/follow-up"][0], before["han", "/"][0]} == {200}
    assert letters_due(on=NOW.date()) == ()


def test_something_is_put_right_under_everybody_s_eyes_who_may_know(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"member": people.m_he, "text": TO_PUT_RIGHT, "due_on": "2027-06-30", "document": ""}
    for change, words in (
        ({"due_on": "2027-04-07"}, "期限要在2027年4月7日以后"),
        ({"text": ""}, "还没有写要整改什么"),
        ({"member": people.m_jiang}, "没有民主评议等次"),
    ):
        response = post(people.lin, "/follow-up/rectifications/new", asked | change)
        assert (response.status_code, words in text(response)) == (422, True)
    post(people.lin, "/follow-up/rectifications/new", asked)
    path = f"/follow-up/rectifications/{Rectification.objects.get().pk}"
    assert TO_PUT_RIGHT in get(people.he, path)
    assert post(people.he, f"{path}/report", {"text": ""}).status_code == 422
    post(people.he, f"{path}/report", {"text": "四月都到了。"})
    stop_clock(monkeypatch, at(2027, 7, 5))
    for who in (people.he, people.han):
        assert "期限2027年6月30日已过，还没有检查" in get(who, path)
        assert "逾期" in get(who, "/follow-up")
    assert "何苗" in get(people.han, "/follow-up")
    assert "何苗" not in get(people.zhou, "/follow-up")
    assert "限期整改只对本人、支部委员、支部书记、监督检查人开放" in get(people.zhou, path, 403)
    wrong = post(people.han, f"{path}/check", {"outcome": "extended", "text": "住院。"})
    assert (wrong.status_code, "还没有填延长到哪一天" in text(wrong)) == (422, True)
    post(people.han, f"{path}/check", {"outcome": "extended", "text": "住院。", "due_on": "2027-08-31"})
    assert "期限改为2027年8月31日" in get(people.he, path)
    post(people.han, f"{path}/check", {"outcome": "done", "text": "查了签到表。"})
    assert "已完成" in get(people.he, "/follow-up")
    assert "登记检查结果" not in get(people.han, path)


def test_a_probation_is_the_meeting_s_to_decide_and_its_reason_is_for_two(people: Cast) -> None:
    started(people, now=NOW, since=date(2026, 6, 20))
    register = get(people.lin, "/follow-up")
    assert "积分和名次不自动带来其中任何一步" in register
    assert f"/roster/{people.m_jiang}/extend-probation" in register
    assert "2027年6月19日" in register
    decided = {"day": "2027-04-02", "due_on": "2027-12-31", "resolution": "支部党员大会 2027年4月2日"}
    path = f"/roster/{people.m_jiang}/extend-probation"
    assert "还没有填理由" in text(post(people.lin, path, decided))
    assert post(people.lin, path, decided | {"reason": WHY}).status_code == 302
    register = get(people.lin, "/follow-up")
    assert ("延长过一次" in register, path in register) == (True, False)
    assert "由支部书记登记" in get(people.jiang, "/follow-up")
    assert "预备党员" not in get(people.zhou, "/follow-up").partition("<main")[2]
    page = get(people.lin, f"/roster/{people.m_jiang}")
    address = re.search(r'href="(/roster/probation/\d+/approval)"', page)
    assert address is not None
    assert "登记上级审批" not in get(people.jiang, f"/roster/{people.m_jiang}")
    approved = {"document": "院党委〔2027〕15号", "day": "2027-04-01"}
    assert "批复在大会决议以后" in text(post(people.lin, address[1], approved))
    assert post(people.lin, address[1], approved | {"day": "2027-04-06"}).status_code == 302
    assert "上级2027年4月6日批复：院党委〔2027〕15号" in get(people.zhou, f"/roster/{people.m_jiang}")
    seen = {
        who: WHY in get(getattr(people, who), f"/roster/{people.m_jiang}")
        for who in ("lin", "jiang", "zhou", "han")
    }
    assert seen == {"lin": True, "jiang": True, "zhou": False, "han": False}


def test_a_case_is_proposed_heard_decided_filed_returned_and_filed_again(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"member": people.m_zhou, "text": "拟限期改正。"}
    wrong = post(people.han, "/follow-up/disposals/new", asked)
    assert (wrong.status_code, "只对“不合格”的提出组织处理" in text(wrong)) == (422, True)
    post(people.han, "/follow-up/disposals/new", asked | {"member": people.m_he})
    path = f"/follow-up/disposals/{Disposal.objects.get().pk}"
    assert "还没有听取本人意见" in get(people.lin, path)
    assert "登记决定" not in get(people.lin, path)
    assert post(people.he, f"{path}/answer", {"text": ""}).status_code == 422
    post(people.he, f"{path}/answer", {"text": "今后改正。"})
    heard = {"day": "2027-04-06", "text": "愿意改正。"}
    assert "请填" in text(post(people.shen, f"{path}/hearing", heard))
    post(people.shen, f"{path}/hearing", heard | {"day": "2027-04-07"})
    decision = {
        "outcome": "correct",
        "text": "限期一年改正。",
        "document": "支部党员大会",
        "day": "2027-04-07",
    }
    assert "还没有选处理的结果" in text(post(people.lin, f"{path}/decision", decision | {"outcome": ""}))
    post(people.lin, f"{path}/decision", decision)
    assert get(people.gao, path, 404)
    post(people.lin, f"{path}/file", {})
    assert "何苗" in get(people.gao, "/follow-up")
    assert "限期一年改正" in get(people.gao, path)
    assert "还没有写退回的意见" in text(post(people.gao, f"{path}/return", {"text": ""}))
    post(people.gao, f"{path}/return", {"text": "请写明依据。"})
    assert "请写明依据。" in get(people.he, path)
    post(people.lin, f"{path}/decision", decision | {"text": "依据党章，限期一年改正。"})
    post(people.lin, f"{path}/file", {})
    post(people.gao, f"{path}/accept", {"number": ""})
    for who in (people.he, people.lin, people.gao):
        assert "备案编号处备〔2027〕1号" in get(who, path)
    assert "何苗" not in get(people.zhou, "/follow-up")
    get(people.zhou, path, 403)
