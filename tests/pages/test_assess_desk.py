"""初评: the desk of a month, its forms and its one red button."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.nothing_new import nothing_new
from fenming.actions.reply import reply
from fenming.queries.assess_desk import assess_desk
from fenming.records.models import Assessment, Matter, Month, Office
from tests.actions._matters import declared, late_to_meeting, month_of
from tests.cast import SINCE, Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

NOW = at(2026, 3, 9)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def han(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """韩若水 of the committee, on 9 March; February may be declared for until the 5th."""
    stop_clock(monkeypatch, NOW)
    return client_of(people.han)


def url(people: Cast, number: int = 2) -> str:
    return f"/desk/assess/{month_of(people, number).pk}"


def row(page: str, membership_id: int) -> str:
    """The words of one member's row."""
    found = re.search(rf'<tbody id="r{membership_id}".*?</tbody>', page, re.S)
    assert found is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found[0]))


def kind_of(page: str, membership_id: int) -> str:
    found = re.search(rf'<tbody id="r{membership_id}" role="rowgroup" class="([^"]*)"', page)
    assert found is not None
    return found[1]


def judged(people: Cast, matter_id: int, **change: Any) -> int:
    plain = {
        "actor_id": people.shen,
        "matter_id": matter_id,
        "outcome": "accepted",
        "seen_round": 0,
        "key": key(),
        "now": NOW,
    }
    return assess(**plain | change)


def posted(matter_id: int, **change: str) -> dict[str, str]:
    plain = {"matter_id": str(matter_id), "seen_round": "0", "outcome": "accepted", "key": key()}
    return plain | change


def test_the_desk_leads_to_the_earliest_month_left(people: Cast, han: Client) -> None:
    assert han.get("/desk/assess").url == url(people, 1)
    Month.objects.filter(branch_id=people.branch_id, number=1).update(assessed_at=NOW)
    assert han.get("/desk/assess").url == url(people, 2)
    Month.objects.filter(branch_id=people.branch_id).update(assessed_at=NOW)
    assert han.get("/desk/assess").url == url(people, 3)


def test_every_member_stands_there_in_roster_order_with_what_can_be_done(people: Cast, han: Client) -> None:
    declared(people)
    declared(people, "han")
    declared(people, "he", item="DA5")
    declared(people, "xu", item="J04", each_centi=300)
    nothing_new(actor_id=people.lin, month_id=month_of(people).pk, key=key(), now=at(2026, 3, 2))
    late_to_meeting(people, people.m_shen, now=at(2026, 3, 6))
    page = text(han.get(url(people)))
    names = re.findall(r'class="fm-name">(.*?) <span', page)
    assert names == ["林曼青", "许明远", "韩若水", "沈知行", "周予安", "何苗", "蒋雨桐"]
    assert "待初评 7 名：4 名可一并认定，1 名单独看，1 名等本人答复，1 名是您本人。" in page
    assert "一并认定 4 名（2 件）" in page
    assert "已初评 <b>0</b> / 7 名" in page
    assert "报了“本月无新增”" in row(page, people.m_lin)
    assert "可一并认定" in row(page, people.m_lin)
    assert "分值有幅度，请对照事由" in row(page, people.m_xu)
    assert "急难险重、见义勇为，每次 2 至 5 分" in row(page, people.m_xu)
    assert "本人事项，不能由您初评，由林曼青、沈知行办理" in row(page, people.m_han)
    assert "申报 1 件：教书育人、指导学生" in row(page, people.m_zhou)
    assert "答复期到3月13日，期满或答复后才能初评" in row(page, people.m_shen)
    assert "−0.5" in row(page, people.m_shen)
    assert "未申报。没有记录，也没有报告；不因此扣分" in row(page, people.m_jiang)
    assert "预备党员" in row(page, people.m_jiang)
    kinds = [kind_of(page, pk) for pk in (people.m_xu, people.m_han, people.m_shen, people.m_zhou)]
    assert kinds == ["is-open", "is-own", "is-own", ""]


def test_the_red_button_does_what_it_names(people: Cast, han: Client) -> None:
    declared(people)
    declared(people, "he", item="DA5")
    page = text(han.get(url(people)))
    fields = dict(re.findall(r'name="(matters|members)" value="([^"]*)"', page))
    response = han.post(url(people), fields | {"key": key()}, follow=True)
    page = text(response)
    assert "已一并认定 6 名（2 件）。" in page
    assert "已初评 <b>6</b> / 7 名" in page
    assert kind_of(page, people.m_zhou) == "is-done"
    assert "已初评，无事项" in row(page, people.m_lin)
    assert "一并认定" not in re.sub("已一并认定", "", page)
    # the same page from another window
    again = han.post(url(people), fields | {"key": key()})
    assert again.status_code == 422
    assert "周予安的“教书育人、指导学生”（2月11日）刚由韩若水初评，这次一件也没有保存。" in text(again)


def test_before_the_last_day_to_declare_only_what_was_declared(
    people: Cast, han: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared(people)
    stop_clock(monkeypatch, at(2026, 3, 4))
    page = text(han.get(url(people)))
    assert "待初评 7 名：1 名可一并认定，6 名等申报期满（3月5日）。" in page
    assert 'name="members" value=""' in page
    assert "一并认定 1 名（1 件）" in page
    matters = re.findall(r'name="matters" value="([^"]*)"', page)[0]
    page = text(han.post(url(people), {"matters": matters, "members": "", "key": key()}, follow=True))
    assert "已一并认定 1 件。" in page
    assert "申报 1 件：教书育人、指导学生，都已初评" in row(page, people.m_zhou)
    assert "等申报期满" in row(page, people.m_zhou)


def test_a_row_is_judged_and_shows_the_outcome(people: Cast, han: Client) -> None:
    pk = declared(people, item="DT3", each_centi=300)
    form = posted(
        pk, outcome="changed", each="1.5", reason="校级课题，参照上半年同类事项。", row=str(people.m_zhou)
    )
    response = han.post(url(people), form)
    assert response.url == f"{url(people)}#r{people.m_zhou}"
    written = Assessment.objects.get(matter_id=pk)
    assert (written.points_centi, written.by_id) == (150, people.han)
    page = text(han.get(url(people)))
    assert "已保存初评。" in page
    assert "已初评，有改动" in row(page, people.m_zhou)
    assert "有改动 1" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcome": ""}, "还没有选初评结果"),
        ({"outcome": "praised"}, "没有这样的初评结果"),
        ({"outcome": "refused"}, "选了“不认定”，还没有写理由"),
        ({"outcome": "changed", "each": "9", "reason": "校级课题。"}, "9 分不在其中"),
        ({"outcome": "changed", "each": "两分", "reason": "校级课题。"}, "分值读不出来"),
        ({"outcome": "changed", "quantity": "x", "reason": "校级课题。"}, "次数要填整数"),
    ],
)
def test_what_is_wrong_is_said_at_the_row_and_above_and_nothing_is_lost(
    people: Cast, han: Client, change: dict[str, str], words: str
) -> None:
    pk = declared(people, item="DT3", each_centi=300)
    response = han.post(url(people), posted(pk, **change))
    page = text(response)
    assert response.status_code == 422
    assert page.count(words) == 2
    assert "有 1 处要改，改好再点“保存初评”" in page
    assert change.get("reason", "") in page
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("figure", "sentence"), [("9", "3 分"), ("多", "还没有写理由")], ids=["out of range", "no number"]
)
def test_a_missing_reason_is_told_with_the_figure_that_does_not_fit(
    people: Cast, han: Client, figure: str, sentence: str
) -> None:
    pk = declared(people, item="DT3", each_centi=200)
    page = text(han.post(url(people), posted(pk, outcome="changed", each=figure)))
    assert "有 2 处要改" in page
    assert sentence in page
    assert f'id="m{pk}_reason_error"' in page
    assert f'id="m{pk}_each_error"' in page


def test_a_page_overtaken_is_told_and_shows_the_new_result(people: Cast, han: Client) -> None:
    pk = declared(people, item="DT3", each_centi=300)
    judged(people, pk, outcome="changed", each_centi=200, reason="校级课题。")
    response = han.post(url(people), posted(pk))
    page = text(response)
    assert response.status_code == 422
    assert "这件事刚由沈知行初评，您这次没有保存。请看新的结果。" in page
    assert "已初评，有改动" in row(page, people.m_zhou)


def test_a_second_click_is_told_politely(people: Cast, han: Client) -> None:
    form = posted(declared(people))
    han.post(url(people), form)
    page = text(
        han.post(url(people), form, follow=True, headers={"referer": f"http://testserver{url(people)}"})
    )
    assert "没有重复办理" in page
    assert Assessment.objects.count() == 1


def test_a_finished_row_may_be_opened_and_judged_anew(people: Cast, han: Client) -> None:
    pk = declared(people)
    judged(people, pk)
    page = text(han.get(url(people)))
    assert f'href="?look={people.m_zhou}#r{people.m_zhou}"' in page
    page = text(han.get(f"{url(people)}?look={people.m_zhou}"))
    assert kind_of(page, people.m_zhou) == "is-open"
    assert "已初评 <b>1</b> / 7 名" in page
    assert 'name="seen_round" value="1"' in page
    han.post(url(people), posted(pk, outcome="changed", quantity="2", reason="实为两次。", seen_round="1"))
    assert Assessment.objects.filter(matter_id=pk).count() == 2


def test_looked_at_alone_a_plain_row_leaves_the_batch(people: Cast, han: Client) -> None:
    declared(people)
    page = text(han.get(f"{url(people)}?look={people.m_zhou}"))
    assert "一并认定 5 名" in page
    assert 'name="matters" value=""' in page
    assert 'value="returned"' in page


def test_a_minus_shows_the_reply_and_a_twin_its_link(people: Cast, han: Client) -> None:
    (minus,) = late_to_meeting(people)
    reply(
        actor_id=people.zhou, matter_id=minus, agrees=False, text="第二节有课，已在群里说明。",
        key=key(), now=at(2026, 2, 13),
    )  # fmt: skip
    plain = declared(people, day=date(2026, 2, 20))
    first, second = declared(people, "shen"), declared(people, "shen", said="另一场试讲。")
    page = text(han.get(url(people)))
    zhou, shen = row(page, people.m_zhou), row(page, people.m_shen)
    assert "记录要扣分，本人已答复" in zhou
    assert "“第二节有课，已在群里说明。” 周予安答复，2月13日" in zhou
    assert "迟到早退，每次 0.5 分" in zhou
    assert "认定 1 分" in zhou
    assert f'value="{plain}"' in page
    assert shen.count("疑似与2月的另一件为同一件事") == 2
    assert f"/matters/{first}" in page
    assert f"/matters/{second}" in page
    assert "许明远" not in zhou  # whoever noted it down is not named


def test_filters_show_a_part_and_count_the_whole(people: Cast, han: Client) -> None:
    pk = declared(people, item="DT3", each_centi=300)
    declared(people, "shen", item="DT3", each_centi=300)
    judged(people, pk, outcome="changed", each_centi=200, reason="校级课题。")
    waiting = [people.m_lin, people.m_xu, people.m_han, people.m_shen, people.m_he, people.m_jiang]
    parts = {"alone": [people.m_shen], "changed": [people.m_zhou], "open": waiting}
    for show, members in parts.items():
        page = text(han.get(f"{url(people)}?show={show}"))
        assert [int(pk) for pk in re.findall(r'<tbody id="r(\d+)"', page)] == members
        assert "已初评 <b>1</b> / 7 名" in page
    assert text(han.get(f"{url(people)}?show=nonsense")).count("<tbody") == 7


def test_the_finished_month_says_what_comes_next(people: Cast, han: Client) -> None:
    everyone = [people.m_lin, people.m_xu, people.m_shen, people.m_zhou, people.m_he, people.m_jiang]
    for actor, ids in ((people.han, everyone), (people.shen, [people.m_han])):
        assess_batch(
            actor_id=actor, month_id=month_of(people).pk, matter_ids=[], membership_ids=ids, key=key(), now=NOW
        )  # fmt: skip
    page = text(han.get(url(people)))
    assert "2月的党员都已初评。接下来由党员大会评定。" in page
    assert "btn-primary" not in page


def test_who_may_look_and_who_may_judge(people: Cast, han: Client) -> None:
    pk = declared(people, item="DT3", each_centi=300)
    denied = client_of(people.zhou).get(url(people))
    assert denied.status_code == 403
    assert "这一页不由您办理" in text(denied)
    assert "初评台只对支部委员、支部书记、监督检查人开放。" in text(denied)
    assert client_of(people.deng).get(url(people)).status_code == 404
    assert han.get("/desk/assess/999999").status_code == 404
    assert han.get(f"{url(people)}?look=x").status_code == 200
    assert han.post(url(people), {"matters": "1;2", "members": "", "key": key()}).status_code == 404
    assert han.post(url(people), posted(10**9)).status_code == 404
    Office.objects.create(
        organisation_id=people.branch_id, person_id=people.he, role="auditor", since=SINCE, resolution="决议"
    )
    auditor = client_of(people.he)
    page = text(auditor.get(url(people)))
    assert "您可以查看，不能初评。" in page
    assert "保存初评" not in page
    assert "btn-primary" not in page
    assert auditor.post(url(people), posted(pk)).status_code == 422
    assert not Assessment.objects.exists()
    assert Matter.objects.get(pk=pk).state == "declared"


def test_five_queries_however_many_stand_there(people: Cast) -> None:
    month_id = month_of(people).pk

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assess_desk(actor_id=people.han, month_id=month_id, today=NOW.date())
        return len(seen)

    queries()  # the standard is read once a process
    few = queries()
    for number in range(6):
        declared(people, said=f"第 {number} 场试讲。", day=date(2026, 2, 1 + number))
    late_to_meeting(people, people.m_he, people.m_jiang)
    assert few == queries() == 5


def test_the_whole_page_takes_ten_queries_at_most(people: Cast, han: Client) -> None:
    declared(people, item="DT3", each_centi=300)
    han.get(url(people))
    with CaptureQueriesContext(connection) as seen:
        han.get(url(people))
    assert len(seen) <= 10
