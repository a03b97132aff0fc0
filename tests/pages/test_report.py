"""Reporting in the browser: three steps, one's own list, and the page of the assessors."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions.assess import assess
from fenming.records.models import AccessEvent, Matter, Reporter
from tests.actions._reports import WHAT, reported
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.test_matter import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 2, 12))
    return cast()


def sent(people: Cast, **change: Any) -> dict[str, Any]:
    return {
        "step": "said", "member": people.m_zhou, "item": "K03", "day": "2026-02-11", "said": WHAT, "quantity": "1",
        "key": key(),
    } | change  # fmt: skip


def test_three_steps_lead_to_a_report(people: Cast) -> None:
    he = client_of(people.he)
    first = words(he.get("/report"))
    assert "周予安" in first
    assert "何苗" not in first
    second = text(he.post("/report", {"step": "whom", "member": people.m_zhou}))
    assert "报告周予安的事项" in second
    assert "迟到早退" in second
    assert "一票否决" not in second
    third = words(he.post("/report", {"step": "item", "member": people.m_zhou, "item": "K03"}))
    assert "写哪天、什么事" in third
    done = he.post("/report", sent(people), follow=True)
    assert done.redirect_chain == [("/me/reports", 302)]
    page = words(done)
    assert "报告已收到，由支部告知本人" in page
    assert "周予安：迟到早退，−0.5 分" in page
    assert "已申报 ，本人可答复到2月26日" in page
    assert Reporter.objects.get().person_id == people.he


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"step": "whom"}, "还没有选党员"),
        ({"step": "item", "member": "zhou"}, "还没有选项目"),
        ({"step": "said", "said": " "}, "请补写"),
        ({"step": "said", "day": "2026-02-13"}, "还没有到"),
        ({"step": "said", "day": ""}, "还没有填日期"),
        ({"step": "said", "day": "2023-01-01"}, "不在本支部已开始的年度里"),
    ],
)
def test_what_is_missing_is_asked_for(people: Cast, given: dict[str, Any], sentence: str) -> None:
    if given.get("member"):
        given = given | {"member": people.m_zhou}
    if given["step"] == "said":
        given = sent(people) | given
    response = client_of(people.he).post("/report", given)
    assert response.status_code == 422
    assert sentence in words(response)
    assert not Reporter.objects.exists()


def test_what_is_not_offered_is_not_found(people: Cast) -> None:
    he = client_of(people.he)
    for wrong in (
        {"member": people.m_he},
        {"member": people.m_deng},
        {"member": "x"},
        {"item": "V1"},
        {"item": "DA1"},
    ):
        assert he.post("/report", sent(people, **wrong)).status_code == 404
    assert client_of(people.gao).get("/report").status_code == 403
    assert not Reporter.objects.exists()


def test_the_one_concerned_is_asked_for_a_reply_and_does_not_see_who(people: Cast) -> None:
    matter_id = reported(people)
    page = words(client_of(people.zhou).get(f"/matters/{matter_id}"))
    assert "支部收到一份报告。报告人不公开。" in page
    assert "请在2月26日前答复" in page
    assert "查看报告人" not in page
    assert "何苗" not in page
    assert client_of(people.zhou).get(f"/matters/{matter_id}/reporter").status_code == 403


def test_a_good_thing_reported_asks_for_a_reply_too(people: Cast) -> None:
    matter_id = reported(people, item="DT5", said="布置读书会会场，两小时。")
    page = words(client_of(people.zhou).get(f"/matters/{matter_id}"))
    assert "不答复不会因此对您不利" in page
    assert "报告 1 分" in page


def test_an_assessor_looks_with_one_button_and_the_look_is_listed(people: Cast) -> None:
    matter_id, han = reported(people), client_of(people.han)
    assert f'href="/matters/{matter_id}/reporter"' in text(han.get(f"/matters/{matter_id}"))
    before = words(han.get(f"/matters/{matter_id}/reporter"))
    assert "还没有人查看过" in before
    assert "何苗" not in before
    assert not AccessEvent.objects.exists()
    after = han.post(f"/matters/{matter_id}/reporter", {"key": key()})
    assert "报告人：何苗" in words(after)
    assert "韩若水，2026年2月12日" in words(after)
    assert after.headers["Cache-Control"] == "no-store"
    again = words(client_of(people.shen).get(f"/matters/{matter_id}/reporter"))
    assert "何苗" not in again
    assert "韩若水，2026年2月12日" in again


def test_who_reported_is_told_on_opening_the_matter_not_to_assess_it(people: Cast) -> None:
    matter_id = reported(people, who="han")
    page = words(client_of(people.han).get(f"/matters/{matter_id}"))
    assert "这件事是您报告的，不由您初评" in page
    assert "查看报告人" not in page
    other = words(client_of(people.shen).get(f"/matters/{matter_id}"))
    assert "是您报告的" not in other
    assert "韩若水" not in other


def test_a_report_is_taken_back_until_it_is_assessed(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, he = reported(people), reported(people, said="另一次迟到。"), client_of(people.he)
    page = words(he.post(f"/me/reports/{first}/withdraw", {"key": key()}, follow=True))
    assert "已经撤回，这份报告不再办理" in page
    assert Matter.objects.get(pk=first).state == "withdrawn"
    told = words(client_of(people.zhou).get(f"/matters/{first}"))
    assert "这件已由报告人撤回" in told
    assert "撤回 报告人撤回。" in told
    assess(
        actor_id=people.han, matter_id=second, outcome="refused", seen_round=0, reason="没有核实。", key=key(),
        now=at(2026, 3, 2),
    )  # fmt: skip
    assert he.post(f"/me/reports/{second}/withdraw", {"key": key()}).status_code == 409
    assert client_of(people.jiang).post(f"/me/reports/{second}/withdraw", {"key": key()}).status_code == 403
    page = words(he.get("/me/reports"))
    assert "不认定" in page
    assert "没有核实" not in page


def test_the_trail_tells_that_it_was_reported_and_withdrawn_but_not_by_whom(people: Cast) -> None:
    matter_id = reported(people)
    client_of(people.han).post(f"/matters/{matter_id}/reporter", {"key": key()})
    page = words(client_of(people.zhou).get(f"/matters/{matter_id}/trail"))
    assert page.count("系统留痕，提出人不公开") == 1
    assert "查看报告人" not in page
    client_of(people.he).post(f"/me/reports/{matter_id}/withdraw", {"key": key()})
    page = words(client_of(people.zhou).get(f"/matters/{matter_id}/trail"))
    assert page.count("系统留痕，提出人不公开") == 2
    assert "撤回" in page
    assert "何苗" not in page
