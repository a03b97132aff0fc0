"""会议页: the meeting walked through by secretary and recorder, and what others see of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fenming.records.models import AgendaItem, Attendance, LedgerEntry, Meeting, Resolution
from tests.actions.meeting_scene import MEETING_DAY, NOW, called, matter_of, opened, quarter_of, single
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db
HANDS = {"ayes": "6", "nays": "0", "abstained": "0", "seen_votes": "0"}
NO_HANDS = {"ayes": "0", "nays": "0", "abstained": "0", "without_objection": "on", "seen_votes": "0"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)


def send(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, {"key": key()} | fields)


def scene() -> tuple[Cast, dict[str, Any]]:
    """A plain matter, one that assessment changed, a minus."""
    people = cast()
    day = date(2026, 2, 18)
    matters = {
        "plain": matter_of(people, people.m_zhou, "DT2", day),
        "changed": matter_of(
            people, people.m_zhou, "DT3", day, each_centi=300, assessed={"each_centi": 200}, outcome="changed"
        ),
        "minus": matter_of(people, people.m_he, "K03", day),
    }
    return people, matters


def test_a_quarters_meeting_from_the_call_to_the_minutes() -> None:
    people, matters = scene()
    lin, xu = client_of(people.lin), client_of(people.xu)
    assert "2026年第一季度党员大会（3 件待评定）" in text(lin.get("/meetings"))
    came = send(
        lin, "/meetings", what=f"members-{quarter_of(people).pk}", held_on="2026-03-28", place="文学馆"
    )
    meeting = Meeting.objects.get()
    url = f"/meetings/{meeting.pk}"
    assert came.url == url
    before = text(xu.get(url))
    assert "议程一：逐项审议 2 件" in before
    assert "初评有改动" in before
    assert before.count("<select") == 7
    send(
        xu,
        f"{url}/attendance",
        **{
            f"mark_{pk}": "present"
            for pk in (people.m_lin, people.m_xu, people.m_han, people.m_zhou, people.m_he)
        },
    )
    assert "应到会有表决权 6 名，到会 5 名；同意 4 名以上通过。" in text(lin.get(url))
    assert send(lin, f"{url}/open").url == url
    room = text(xu.get(url))
    assert "应到 6 名，实到 5 名，已过半数" in room
    assert "一并评定：1 名党员，1 件" in room
    assert "另 1 件逐项审议" in room
    seen = re.search(r'name="seen" value="(\d+)"', room)
    assert seen is not None
    came = send(xu, f"{url}/en-bloc", **(NO_HANDS | {"seen": seen[1]}))
    assert came.url == url
    assert "已经评定：无异议，通过。" in text(xu.get(url))
    changed = f"{url}/matters/{matters['changed'].pk}"
    page = text(xu.get(changed))
    assert "本人不参加本件表决，计 5 名；到会 4 名，同意 3 名以上通过。" in page
    assert "按初评评定 2 分" in page
    assert "按同类事项" in page
    send(xu, changed, **(NO_HANDS | {"outcome": "changed", "each": "2.5", "reason": "折中"}))
    minus = f"{url}/matters/{matters['minus'].pk}"
    send(xu, minus, **(HANDS | {"ayes": "4", "outcome": "accepted"}))
    assert "第 3 项决议，按初评评定 −0.5 分：同意 4 名，反对 0 名，弃权 0 名，通过。" in text(xu.get(minus))
    summary = text(lin.get(f"{url}/close"))
    assert "改为 2.5 分：无异议，通过" in summary
    assert send(lin, f"{url}/close", minutes="逐项评议并表决。").url == url
    assert list(LedgerEntry.objects.order_by("seq").values_list("points_centi", flat=True)) == [100, 250, -50]
    after = text(client_of(people.jiang).get(url))
    for words in ("逐项评议并表决。", "一并评定 1 件", "按初评评定 −0.5 分", "缺席：", "沈知行"):
        assert words in after


def test_the_room_says_nothing_of_what_a_deduction_was_for() -> None:
    people, matters = scene()
    meeting_id = opened(people)
    page = text(client_of(people.xu).get(f"/meetings/{meeting_id}/matters/{matters['minus'].pk}"))
    assert "何苗" in page
    assert "迟到早退" in page
    assert "做了什么" not in page
    single(people, meeting_id, matters["minus"], "refused", reason="当天确有公务")
    for path in ("", "/close", f"/matters/{matters['minus'].pk}"):
        shown = client_of(people.zhou).get(f"/meetings/{meeting_id}{path}", follow=True)
        assert "当天确有公务" not in text(shown)


def test_members_read_and_are_offered_nothing_to_press() -> None:
    people, _ = scene()
    meeting_id = called(people)
    zhou = client_of(people.zhou)
    assert "召集会议" not in text(zhou.get("/meetings"))
    before = text(zhou.get(f"/meetings/{meeting_id}"))
    assert "议程二：一并评定 1 件" in before
    assert "登记到会" not in before
    assert "开始大会" not in before
    for path in ("attendance", "open"):
        refused = send(zhou, f"/meetings/{meeting_id}/{path}")
        assert refused.status_code == 403
        assert "支部书记" in text(refused)
    assert not Attendance.objects.exists()
    assert Meeting.objects.get().state == "called"


def test_during_the_meeting_members_follow_without_forms() -> None:
    people, matters = scene()
    meeting_id = opened(people)
    zhou = client_of(people.zhou)
    for path in ("", f"/matters/{matters['changed'].pk}", "/close", "/single-out", "/attendance"):
        page = text(zhou.get(f"/meetings/{meeting_id}{path}", follow=True))
        assert 'name="ayes"' not in page
        assert 'name="minutes"' not in page
        assert 'name="matter"' not in page
        assert 'name="present"' not in page


def test_a_refused_vote_keeps_what_was_typed_and_says_why() -> None:
    people, matters = scene()
    meeting_id = opened(people)
    xu = client_of(people.xu)
    seen = str(matters["plain"].pk)
    came = send(xu, f"/meetings/{meeting_id}/en-bloc", **(HANDS | {"ayes": "5", "seen": seen}))
    assert came.status_code == 422
    assert "合计 5 名；到会能表决的是 6 名" in text(came)
    assert 'value="5"' in text(came)
    came = send(xu, f"/meetings/{meeting_id}/en-bloc", **(HANDS | {"nays": "一", "seen": "x"}))
    assert came.status_code == 422
    assert "反对的人数读不出来" in text(came)
    assert not Resolution.objects.exists()


def test_a_stale_list_is_refused_and_the_new_one_shown() -> None:
    people, matters = scene()
    meeting_id = opened(people)
    xu = client_of(people.xu)
    plain = matters["plain"].pk
    came = send(xu, f"/meetings/{meeting_id}/single-out", matter=plain)
    assert came.url == f"/meetings/{meeting_id}/matters/{plain}"
    assert "到会党员提出" in text(xu.get(came.url))
    came = send(xu, f"/meetings/{meeting_id}/en-bloc", **(HANDS | {"seen": str(plain)}))
    assert came.status_code == 422
    assert "名单在您打开页面之后有变动" in text(came)
    assert "没有要一并评定的事项" in text(came)


def test_one_matter_refused_shows_its_form_open_again() -> None:
    people, matters = scene()
    meeting_id = opened(people)
    xu, url = client_of(people.xu), f"/meetings/{meeting_id}/matters/{matters['changed'].pk}"
    for fields, words in (
        ({"outcome": "changed", "each": "4", "reason": "高"}, "4 分不在其中"),
        ({"outcome": "changed", "each": "两分", "reason": "高"}, "分值读不出来"),
        ({"outcome": "deferred"}, "写明理由"),
        ({"outcome": ""}, "还没有选决议"),
        ({"outcome": "accepted", "seen_votes": "3"}, "看新的结果"),
    ):
        came = send(xu, url, **(NO_HANDS | fields))
        assert came.status_code == 422
        assert words in text(came)
        assert ("<details open>" in text(came)) == (fields["outcome"] != "accepted")
    assert not Resolution.objects.exists()


def test_what_is_undecided_is_listed_before_the_minutes() -> None:
    people, matters = scene()
    meeting_id = opened(people)
    lin = client_of(people.lin)
    page = text(lin.get(f"/meetings/{meeting_id}/close"))
    assert "还有 3 件没有结果" in page
    assert f'/meetings/{meeting_id}/matters/{matters["minus"].pk}"' in page
    assert 'name="minutes"' not in page
    came = send(lin, f"/meetings/{meeting_id}/close", minutes="记录")
    assert came.status_code == 422
    assert "还不能结束大会" in text(came)
    assert Meeting.objects.get().state == "open"


def test_a_second_window_is_told_that_the_meeting_has_ended() -> None:
    people = cast()
    meeting_id = opened(people)
    lin = client_of(people.lin)
    assert send(lin, f"/meetings/{meeting_id}/close", minutes="记录").status_code == 302
    for path in ("close", "en-bloc"):
        came = lin.post(f"/meetings/{meeting_id}/{path}", {"key": key(), "minutes": "记录"}, follow=True)
        assert came.status_code == 200
        assert "您刚才办的没有保存" in text(came)
    assert "会议记录已经固定" in text(send(lin, f"/meetings/{meeting_id}/attendance"))


def test_a_second_click_says_so_and_does_nothing() -> None:
    people, matters = scene()
    meeting_id = opened(people)
    xu, once = client_of(people.xu), key()
    url = f"/meetings/{meeting_id}/matters/{matters['minus'].pk}"
    for _ in range(2):
        came = xu.post(
            url,
            NO_HANDS | {"outcome": "accepted", "key": once},
            headers={"referer": f"http://testserver{url}"},
        )
        assert (came.status_code, came.url.removeprefix("http://testserver")) == (302, url)
    assert "刚才已经办过" in text(xu.get(url))
    assert Resolution.objects.count() == 1


def test_forged_ids_and_another_branch_find_nothing() -> None:
    people, matters = scene()
    meeting_id = opened(people)
    xu, deng = client_of(people.xu), client_of(people.deng)
    other = matter_of(people, people.m_he, "DA5", date(2026, 3, 2))
    assert xu.get("/meetings/987654").status_code == 404
    assert xu.get(f"/meetings/{meeting_id}/matters/987654").status_code == 404
    assert send(xu, f"/meetings/{meeting_id}/matters/{other.pk}", **NO_HANDS).status_code == 404
    for forged in ("987654", "abc", str(other.pk)):
        assert send(xu, f"/meetings/{meeting_id}/single-out", matter=forged).status_code == 404
    for forged in ("987654", "abc", str(people.m_deng)):
        marks = {f"mark_{forged}": "present"}
        assert send(xu, f"/meetings/{meeting_id}/attendance", **marks).status_code == 404
    for path in ("", "/close", "/single-out", "/attendance", f"/matters/{matters['minus'].pk}"):
        assert deng.get(f"/meetings/{meeting_id}{path}").status_code == 404
    for path in ("/open", "/en-bloc", "/close", "/single-out"):
        assert send(deng, f"/meetings/{meeting_id}{path}", matter=matters["plain"].pk).status_code == 404
    assert "2026年第一季度" not in text(deng.get("/meetings")).split("召集会议")[0]
    assert not AgendaItem.objects.exclude(outcome="").exists()


def test_the_call_form_says_what_is_wrong() -> None:
    people, _ = scene()
    lin = client_of(people.lin)
    for fields, words in (
        ({"held_on": "2026-03-01"}, '<a href="#id_held_on">3月1日已经过了'),
        ({"held_on": "三月"}, "日期读不出来"),
        ({"held_on": "2026-03-28", "what": "members-987654"}, "请从列出的会里选"),
    ):
        came = send(lin, "/meetings", **({"what": f"members-{quarter_of(people).pk}", "place": ""} | fields))
        assert came.status_code == 422
        assert words in text(came)
    assert not Meeting.objects.exists()


def test_before_its_day_it_cannot_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    people, _ = scene()
    lin = client_of(people.lin)
    stop_clock(monkeypatch, at(2026, 3, 20))
    send(lin, "/meetings", what=f"members-{quarter_of(people).pk}", held_on=MEETING_DAY.isoformat(), place="")
    url = f"/meetings/{Meeting.objects.get().pk}"
    send(lin, f"{url}/attendance", **{f"mark_{people.m_lin}": "present"})
    page = text(lin.get(url))
    assert "先把议程发给应到会的人；大会定在3月28日，到那一天才能开始" in page
    assert '<button class="btn btn-primary" type="submit">发送议程</button>' in page
    assert page.count("btn-primary") == 1
    assert f'action="{url}/open"' not in page
    assert send(lin, f"{url}/open").status_code == 409


@pytest.mark.parametrize("matters", [3, 12])
def test_each_page_asks_few_questions_however_many_matters(matters: int) -> None:
    people, known = scene()
    for number in range(matters):
        matter_of(people, people.m_he, "DA5", date(2026, 2, 1 + number))
    meeting_id = called(people)
    lin = client_of(people.lin)
    asked = {"/meetings": _queries(lin, "/meetings"), "before": _queries(lin, f"/meetings/{meeting_id}")}
    send(
        lin,
        f"/meetings/{meeting_id}/attendance",
        **{f"mark_{pk}": "present" for pk in (people.m_lin, people.m_xu, people.m_han, people.m_zhou)},
    )
    assert send(lin, f"/meetings/{meeting_id}/open").status_code == 302
    for path in ("", f"/matters/{known['minus'].pk}", "/single-out", "/attendance", "/close"):
        asked[path] = _queries(lin, f"/meetings/{meeting_id}{path}")
    assert max(asked.values()) <= 9, asked  # and one more in a demo, for its day


def _queries(client: Client, path: str) -> int:
    client.get(path)  # takes the message of the step before off the session
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
