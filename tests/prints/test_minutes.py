"""会议记录 as it is printed: who was there, what was decided by how many, and what is told of nobody."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from fenming.prints.minutes import minutes_data, minutes_name, minutes_pdf
from tests.actions._objections import decided
from tests.actions.meeting_scene import called_monthly, seven
from tests.cast import at
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.a_meeting import MONTHLY, PAPER, in_state
from tests.prints.looking import looks_as_kept, read


def test_the_minutes_of_a_members_meeting_tell_attendance_votes_and_results() -> None:
    words = "".join(read(minutes_pdf(PAPER)))
    for sentence in (
        "2026年第一季度党员大会记录",
        "应到会有表决权7名，到会5名；同意4名以上通过。",
        "到会：林曼青、徐嘉树（迟到早退）、韩若水、周予安、欧阳海棠、顾雨桐（预备）。",
        "缺席：沈知行（因公请假）、何苗（未到）。",
        "第4项决议表决时，何苗在场，之后离会。",
        "第1项决议，一并评定2件：应到7名，到会5名，无异议，通过。",
        "提请重新审议：",
        "讨论暑期学习安排。结果：七月集中两天，由学习委员拟方案。",
        "第1号异议",
        "到会党员逐件评议并表决。",
        "补记1（徐嘉树，2026年4月1日）：",
        "“文学馆204室”应为“文学馆205室”。",
        "主持人（签名）：年月日记录人（签名）：",
    ):
        assert sentence in words, sentence
    assert "草稿" not in words


def test_every_vote_on_a_matter_stands_beside_what_came_of_it() -> None:
    row = minutes_data(PAPER)["singled"][0]
    assert row[:3] == [
        "周予安",
        "2月13日，教研科研：指导 6 名师范生试讲并逐一点评，课后汇总意见发给各人。",
        "初评有改动：与同类事项核对",
    ]
    assert row[3:6] == ["3", "2", "2.5"]
    assert row[6].split("\n") == [
        "改动。理由：会上折中，按两次半计。",
        "第 2 项决议，按初评评定 2 分：应到 6 名，到会 5 名，同意 2 名，反对 2 名，弃权 1 名，没有通过。",
        "第 3 项决议，改为 2.5 分：应到 6 名，到会 5 名，同意 4 名，反对 1 名，弃权 0 名，通过。",
    ]


def test_what_a_deduction_was_for_and_what_its_owner_withheld_are_not_on_it() -> None:
    data = minutes_data(PAPER)
    assert data["singled"][1] == [
        "何苗", "2月14日，迟到早退", "扣分", "−0.5", "−0.5", "0",
        "不认定。\n第 4 项决议，不认定：应到 6 名，到会 5 名，无异议，通过。",
    ]  # fmt: skip
    assert data["together"]["rows"][1][1] == "承诺践诺：本人要求不显示"
    assert "公务" not in str(data)


def test_minutes_of_a_committee_meeting_and_what_those_who_do_not_assess_read_of_them() -> None:
    words = "".join(read(minutes_pdf(MONTHLY)))
    for sentence in (
        "应到支部委员3名，到会3名，已过半数。",
        "二、核实和初评2月的积分",
        "3名党员中已初评2名，3件事项中已初评2件，其中当天初评1件。",
        "有事项，还没有初评完",
    ):
        assert sentence in words, sentence
    view = replace(MONTHLY.meeting, may_see_month=False)
    told = minutes_data(replace(MONTHLY, meeting=view))["month"]
    assert told == {"words": "3 名党员中已初评 2 名。", "rows": None}


def test_it_is_a_draft_until_the_meeting_is_over() -> None:
    words = "".join(read(minutes_pdf(in_state(PAPER, "open", minutes=""))))
    assert "草稿" in words
    assert "（大会结束时写入。）" in words


def test_minutes_look_as_they_did() -> None:
    assert minutes_name(PAPER) == "2026年第一季度党员大会记录_青岚大学人文学院教工第二党支部"
    assert looks_as_kept("minutes", minutes_pdf(PAPER))
    assert looks_as_kept("minutes_month", minutes_pdf(in_state(MONTHLY, "open", minutes="")))


@pytest.mark.django_db
def test_minutes_come_from_the_page_of_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    people, *_ = decided()
    stop_clock(monkeypatch, at(2026, 4, 2))
    zhou = client_of(people.zhou)
    page = text(zhou.get("/meetings"))
    address = page[page.index('href="/meetings/') + 6 :].split('"')[0]
    assert f'href="{address}/minutes.pdf"' in text(zhou.get(address))
    response = zhou.get(f"{address}/minutes.pdf")
    assert "2026年第一季度党员大会记录_" in unquote(response["Content-Disposition"])
    words = "".join(read(b"".join(response.streaming_content)))
    assert "一、到会情况" in words
    assert "初评有改动：与同类事项核对" in words
    assert client_of(people.deng).get(f"{address}/minutes.pdf").status_code == 404
    seven(people)
    monthly = called_monthly(people, kind="committee", month=3)
    refused = text(zhou.get(f"/meetings/{monthly}/minutes.pdf"))
    assert "2026年3月支委会还没有开始，没有会议记录和决议。会前可以打印议程和签到表" in refused
