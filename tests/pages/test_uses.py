"""积分运用: the lists of a year for those who answer for it, each name decided by a person, and what oneself is told."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from fenming.records.models import BottomResolution, Incentive, UseDecision, UseList, UseProposal
from tests.actions._year import FILE_DAY, appraised, filed, settled
from tests.actions.uses_scene import (
    AGAIN,
    DECIDE_DAY,
    DRAW_DAY,
    REFILED,
    accepted,
    accepted_again,
    confirmed,
    name_of,
    proposed,
    settled_again,
)
from tests.cast import Cast, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


def _send(client: Client, path: str, **form: object) -> HttpResponse:
    response: HttpResponse = client.post(path, {"key": key(), **form}, follow=True)  # type: ignore[assignment]
    return response


def _use(people: Cast, membership_id: int, use: str) -> str:
    return f"/uses/names/{name_of(membership_id, use).pk}"


def test_before_the_grades_there_is_no_list_and_before_a_settlement_no_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    stop_clock(monkeypatch, FILE_DAY)
    assert "还没有结算过的年度" in text(client_of(people.lin).get("/uses"))
    settled(people)
    page = text(client_of(people.lin).get("/uses/2026"))
    assert "登记了民主评议等次以后才有名单。接下来请书记和领导小组签署" in page
    assert client_of(people.lin).get("/uses/2025").status_code == 404


def test_the_lists_may_be_read_before_they_may_be_drawn_up(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    appraised(people)
    filed(people)
    stop_clock(monkeypatch, FILE_DAY)
    page = text(client_of(people.lin).get("/uses"))
    assert "按现在的结算和等次算出的名单，还没有拟定。备案以后才能拟定。接下来由上级党委审核" in page
    assert "未拟定" in page
    assert "settlement_id" not in page
    # no resolution: nobody is listed at the bottom
    assert "这一年度没有列靠后名单的决议" in page
    assert "取消评优评先资格" not in page
    assert "对党员有利的变通，随标准写明" in page


def test_drawn_up_decided_and_given(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    settlement_id = accepted(people)
    stop_clock(monkeypatch, DRAW_DAY)
    lin = client_of(people.lin)
    page = text(lin.get("/uses"))
    assert "这一年度按支部决议列靠后的名单" in page
    assert "拟定名单</button>" in page
    page = text(_send(lin, "/uses/2026/propose", settlement_id=settlement_id))
    assert "名单已经拟定" in page
    assert "参加排序 7 名，靠前的名额 2 名，靠后的名额 1 名" in page
    assert page.index("韩若水") < page.index("周予安")  # roster order, not by points
    assert "待决定 2 名" in page
    stop_clock(monkeypatch, DECIDE_DAY)
    where = _use(people, people.m_zhou, "incentive")
    assert "列在名单上，还没有人决定" in text(lin.get(where))
    answer = _send(lin, f"{where}/confirm", seen=0, reason="")
    assert answer.status_code == 422
    assert "还没有写理由。请写明，本人会看到。" in text(answer)
    page = text(_send(lin, f"{where}/confirm", seen=0, reason="全年牵头教研。"))
    assert "已经确认，本人会收到理由。" in page
    assert "理由：全年牵头教研。" in page
    given = {
        "kind": "training",
        "what": "参加骨干培训班。",
        "day": "2027-04-05",
        "document": "院党委〔2027〕8号",
    }
    assert "还没有写依据的决定或文件" in text(_send(lin, f"{where}/incentive", **given | {"document": ""}))
    assert "参加骨干培训班。" in text(_send(lin, f"{where}/incentive", **given))
    assert Incentive.objects.get().proposal.membership_id == people.m_zhou
    page = text(_send(lin, f"{where}/strike", seen=1, reason="另有任用。"))
    assert "已划去" in page
    assert UseDecision.objects.count() == 2


def test_who_would_lose_something_is_heard_before(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    proposed(people)
    stop_clock(monkeypatch, DECIDE_DAY)
    lin, where = client_of(people.lin), _use(people, people.m_he, "ineligible")
    answer = _send(lin, f"{where}/confirm", seen=0, reason="全年缺席两次。", heard="")
    assert answer.status_code == 422
    assert "取消资格之前要听取本人意见" in text(answer)
    assert 'id="decide_heard"' in text(answer)
    page = text(_send(lin, f"{where}/confirm", seen=0, reason="全年缺席两次。", heard="没有意见。"))
    assert "本人的意见：没有意见。" in page


def test_nobody_decides_about_oneself(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    proposed(people)
    stop_clock(monkeypatch, DECIDE_DAY)
    han, where = client_of(people.han), _use(people, people.m_han, "honours")
    page = text(han.get(where))
    assert "您本人的，不能由您办理。请由支部书记或领导小组中的另一人办理。" in page
    assert "<form" not in page.split("<main")[1]
    assert _send(han, f"{where}/confirm", seen=0, reason="好。").status_code == 403


def test_a_member_sees_what_was_decided_about_oneself_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    proposed(people)
    confirmed(people, people.m_zhou, "honours")
    confirmed(people, people.m_he, "ineligible")
    stop_clock(monkeypatch, DECIDE_DAY)
    page = text(client_of(people.zhou).get("/me/uses"))
    assert "2026年度，评先评优推荐对象" in page
    assert "理由：全年表现好。" in page
    # listed for an incentive too, but nobody has decided that
    assert "激励关怀</h2>" not in page
    assert "何苗" not in page
    page = text(client_of(people.he).get("/me/uses"))
    assert "2026年度，取消评优评先资格" in page
    assert "记下的您的意见：没有意见。" in page
    assert "没有对您的决定" in text(client_of(people.shen).get("/me/uses"))
    assert "看我的推荐和激励" in text(client_of(people.zhou).get("/me/statement?year=2026"))
    for path in ("/uses", _use(people, people.m_zhou, "honours"), "/uses/bottom-list"):
        assert client_of(people.zhou).get(path).status_code == 403


def test_after_a_correction_a_person_decides_again(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    proposed(people)
    confirmed(people, people.m_zhou, "honours")
    settled_again(people)
    stop_clock(monkeypatch, AGAIN)
    lin = client_of(people.lin)
    page = text(lin.get("/uses"))
    assert "所据的结算已被更正。" in page
    assert "更正结算备案以后，重新拟定名单，再逐人决定。" in page
    assert "已确认" in page
    page = text(lin.get(_use(people, people.m_zhou, "honours")))
    assert "这份名单所据的结算已被更正" in page
    assert "在此之前只能撤去确认" in page
    assert "确认</button>" not in page
    page = text(lin.get(_use(people, people.m_han, "honours")))
    assert "<form" not in page.split("<main")[1]
    page = text(client_of(people.zhou).get("/me/uses"))
    assert "所据的结算已被更正，支部会重新决定" in page


def test_the_new_list_has_who_was_confirmed_and_is_on_it_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    proposed(people)
    confirmed(people, people.m_zhou, "honours")
    settlement_id = accepted_again(people)
    stop_clock(monkeypatch, REFILED)
    lin = client_of(people.lin)
    assert "重新拟定名单</button>" in text(lin.get("/uses"))
    page = text(_send(lin, "/uses/2026/propose", settlement_id=settlement_id))
    assert "按更正后的结算不在名单内" in page
    assert "原来已确认，照旧有效" in page
    assert UseList.objects.count() == 2
    page = text(lin.get(_use(people, people.m_zhou, "honours")))
    assert "已不在名单内。原来的确认照旧有效，请决定确认还是划去。" in page
    assert "按更正以前的结算。" in page
    assert UseProposal.objects.filter(listed=False).count() == 1


def test_the_bottom_list_is_turned_on_by_a_resolution(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    stop_clock(monkeypatch, DRAW_DAY)
    lin = client_of(people.lin)
    assert "还没有决议。" in text(lin.get("/uses/bottom-list"))
    answer = _send(lin, "/uses/bottom-list", resolution="", day="2027-04-01")
    assert answer.status_code == 422
    assert "还没有写决议的名称和编号。" in text(answer)
    page = text(_send(lin, "/uses/bottom-list", resolution="支部党员大会决议〔2027〕3号", day="2027-04-01"))
    assert "现在列。" in page
    assert "登记停用的决议" in page
    assert BottomResolution.objects.get().by_id == people.lin


def test_the_committee_above_sees_that_it_is_done_and_neither_who_nor_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    proposed(people)
    stop_clock(monkeypatch, DECIDE_DAY)
    gao = client_of(people.gao)
    page = text(gao.get("/superior?year=2026"))
    assert "名单已拟定，等逐人决定" in page
    assert "周予安" not in page
    assert gao.get("/uses").status_code == 403
    assert gao.get(_use(people, people.m_zhou, "honours")).status_code == 403
    settled_again(people)
    assert "名单已" not in text(gao.get("/superior?year=2026"))
