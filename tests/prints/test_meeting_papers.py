"""会议议程, 签到表, 决议 as they are printed, for both kinds of meeting."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from fenming.prints.agenda import agenda_data, agenda_name, agenda_pdf
from fenming.prints.attendance_list import (
    attendance_list_data,
    attendance_list_name,
    attendance_list_pdf,
)
from fenming.prints.resolution import resolution_data, resolution_name, resolution_pdf
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import NOW, called, closed
from tests.cast import cast
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.a_meeting import MEMBERS, MONTHLY, PAPER, attendee, in_state, vote
from tests.prints.looking import looks_as_kept, read

CALLED = in_state(PAPER, "called")
BRANCH = "青岚大学人文学院教工第二党支部"


def test_the_agenda_says_what_is_decided_by_itself_and_why_and_what_together() -> None:
    words = "".join(read(agenda_pdf(CALLED)))
    for sentence in (
        "2026年第一季度党员大会议程",
        "应到会：林曼青、徐嘉树、韩若水、沈知行、周予安、何苗、欧阳海棠、顾雨桐（预备）。",
        "一、逐项审议3件",
        "初评有改动：与同类事项核对",
        "提请重新审议：原来1分，提请改为2分",
        "二、一并评定2件",
        "会上可以要求把任何一件提出来，逐项审议。",
        "三、其他议题2个",
        "四、通报异议和申诉的结论1件",
        "不点名，不念原话。",
    ):
        assert sentence in words, sentence
    assert "草稿" not in words, "it was sent out"
    assert "草稿" in read(agenda_pdf(in_state(PAPER, "called", circulated_at=None)))[0]


def test_the_agenda_tells_no_result_no_ground_of_a_deduction_and_nothing_withheld() -> None:
    data = agenda_data(CALLED)
    assert data["singled"][1] == ["何苗", "迟到早退", "2月14日", "扣分", "−0.5", "−0.5"]
    assert data["together"][1][1] == "承诺践诺：本人要求不显示"
    assert not [word for word in ("2.5", "公务", "会上折中", "第 1 号") if word in str(data)]


def test_the_agenda_of_a_committee_meeting() -> None:
    (page,) = read(agenda_pdf(in_state(MONTHLY, "called")))
    assert "一、核实和初评2月的积分3名党员中已初评2名，3件事项中已初评2件。" in page
    assert "二、其他议题2个" in page
    assert "周予安有事项222" in page


def test_who_signs_stands_in_roster_order_with_who_is_excused() -> None:
    data = attendance_list_data(CALLED)
    assert data["pages"] == [
        [
            ["1", "林曼青", "", "", "5", "周予安", "", ""],
            ["2", "徐嘉树", "", "", "6", "何苗", "", ""],
            ["3", "韩若水", "", "", "7", "欧阳海棠", "", ""],
            ["4", "沈知行", "", "因公请假", "8", "顾雨桐", "", "预备"],
        ]
    ]
    assert data["should"] == "应到有表决权的党员 7 名，到会 4 名以上方可开会。"
    committee = attendance_list_data(MONTHLY)
    assert committee["should"] == "应到支部委员 3 名，到会 2 名以上方可开会。"
    assert committee["pages"][0][1] == ["2", "徐嘉树", "", "", "", "", "", ""]


def test_a_large_branch_signs_on_several_pages_each_with_its_heading() -> None:
    sheet = tuple(replace(attendee(1 + number % 8), roster_no=number + 1) for number in range(57))
    pages = read(attendance_list_pdf(replace(PAPER, meeting=replace(MEMBERS, sheet=sheet))))
    assert len(pages) == 2
    assert all("序姓名签名备注" in page for page in pages)
    assert "应到有表决权的党员50名，到会26名以上方可开会。" in pages[1]


def test_the_resolution_names_its_ground_the_votes_and_what_became_of_each_matter() -> None:
    words = "".join(read(resolution_pdf(PAPER)))
    for sentence in (
        "2026年3月28日，青岚大学人文学院教工第二党支部在文学馆204室召开2026年第一季度党员大会。"
        "应到会有表决权7名，到会5名；同意4名以上通过。",
        "根据党员积分管理方案（四.3④）关于每季度召开支部党员大会",
        "一、一并评定2件，名单见附表。应到7名，到会5名，无异议，通过。",
        "二、周予安“教研科研”（2月13日）：改为2.5分。应到6名，到会5名，同意4名，反对1名，弃权0名，通过。",
        "五、讨论暑期学习安排：七月集中两天，由学习委员拟方案。",
        "附表：评定结果",
        "改动：会上折中，按两次半计",
    ):
        assert sentence in words, sentence
    assert not [word for word in ("草稿", "没有通过", "公务", "通报近期工作") if word in words]
    assert "草稿" in read(resolution_pdf(in_state(PAPER, "open")))[0]


def test_of_a_matter_voted_on_again_the_last_adopted_vote_stands() -> None:
    again = (*MEMBERS.votes, vote(6, "改为 2 分", 3))
    decided = resolution_data(replace(PAPER, meeting=replace(MEMBERS, votes=again)))["decided"]
    assert [one for one in decided if "教研科研" in one] == [
        "四、周予安“教研科研”（2月13日）：改为 2 分。应到 6 名，到会 5 名，无异议，通过。"
    ]


def test_the_resolution_of_a_committee_meeting_and_one_that_decided_nothing() -> None:
    data = resolution_data(MONTHLY)
    assert data["opening"][1].startswith("根据党员积分管理方案（四.3③）关于每月召开支委会或支部会")
    assert data["decided"][0] == (
        "一、会议核实和初评2月的积分：3 名党员中已初评 2 名，3 件事项中已初评 2 件，其中当天初评 1 件。"
    )
    assert data["closing"] == "会议的初评结果提交支部党员大会评议。"
    empty = replace(MEMBERS, votes=(), lines=(), topics=())
    assert resolution_data(replace(PAPER, meeting=empty))["decided"] == ["一、没有作出评定的决议。"]
    assert "没有评定的事项。" in "".join(read(resolution_pdf(replace(PAPER, meeting=empty))))


def test_they_look_as_they_did_and_have_names_of_their_own() -> None:
    assert agenda_name(PAPER) == f"2026年第一季度党员大会议程_{BRANCH}"
    assert attendance_list_name(PAPER) == f"2026年第一季度党员大会签到表_{BRANCH}"
    assert resolution_name(MONTHLY) == f"2026年2月支委会决议_{BRANCH}"
    assert looks_as_kept("agenda", agenda_pdf(CALLED))
    assert looks_as_kept("attendance_list", attendance_list_pdf(CALLED))
    assert looks_as_kept("resolution", resolution_pdf(PAPER))
    assert looks_as_kept("resolution_month", resolution_pdf(MONTHLY))


@pytest.mark.parametrize("make", [agenda_pdf, attendance_list_pdf, resolution_pdf])
def test_a_name_the_fonts_lack_is_told_before_anything_is_printed(make: object) -> None:
    odd = replace(MEMBERS, sheet=(replace(attendee(1), name="周\U00030edd安"),))
    with pytest.raises(Refused, match="在打印用的字库里没有"):
        make(replace(PAPER, meeting=odd))  # type: ignore[operator]


@pytest.mark.django_db
def test_each_paper_is_offered_where_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    stop_clock(monkeypatch, NOW)
    xu, he = client_of(people.xu), client_of(people.he)
    url = f"/meetings/{called(people)}"
    before = text(xu.get(url))
    assert f'href="{url}/agenda.pdf"' in before
    assert f'href="{url}/attendance.pdf"' in before
    assert "打印签到表" not in text(he.get(url))
    assert he.get(f"{url}/attendance.pdf").status_code == 403
    response = xu.get(f"{url}/attendance.pdf")
    assert "2026年第一季度党员大会签到表_" in unquote(response["Content-Disposition"])
    assert "蒋雨桐预备" in read(b"".join(response.streaming_content))[0]
    assert "没有要逐项审议的事项。" in read(b"".join(he.get(f"{url}/agenda.pdf").streaming_content))[0]
    early = he.get(f"{url}/resolution.pdf")
    assert early.status_code == 409
    assert "没有会议记录和决议" in text(early)


@pytest.mark.django_db
def test_a_resolution_is_offered_once_the_meeting_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    stop_clock(monkeypatch, NOW)
    url = f"/meetings/{closed(people)}"
    he = client_of(people.he)
    assert f'href="{url}/resolution.pdf"' in text(he.get(url))
    (page,) = read(b"".join(he.get(f"{url}/resolution.pdf").streaming_content))
    assert "没有作出评定的决议。" in page
