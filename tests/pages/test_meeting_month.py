"""支委会和支部会: called for a month, shows how far it is assessed, keeps minutes, and the desk leads to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from fenming.actions.assess import assess
from fenming.records.models import Meeting
from tests.actions.meeting_scene import (
    MONTH_NOW,
    called_monthly,
    matter_of,
    month_of,
    opened_monthly,
    seven,
    topic_of,
)
from tests.cast import Cast, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, MONTH_NOW)


def send(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, {"key": key()} | fields)


def assessed_today(people: Cast) -> None:
    """One matter of 何苗 assessed on the day of the meeting, one still waiting."""
    first = matter_of(people, people.m_he, "DA5", date(2026, 2, 3), state="declared")
    matter_of(people, people.m_he, "DA5", date(2026, 2, 4), state="declared")
    assess(
        actor_id=people.han, matter_id=first.pk, outcome="accepted", seen_round=0, key=key(), now=MONTH_NOW
    )


def test_a_small_branch_is_offered_the_branch_meeting_alone() -> None:
    people = cast()
    lin = client_of(people.lin)
    page = text(lin.get("/meetings"))
    assert "2026年2月支部会（初评2月的积分）" in page
    assert "支委会（" not in page
    seven(people)
    page = text(lin.get("/meetings"))
    assert "2026年2月支部会（初评2月的积分）" in page
    assert "2026年2月支委会（初评2月的积分）" in page
    assert "2026年4月支委会" not in page


def test_a_monthly_meeting_from_the_call_to_the_minutes() -> None:
    people = cast()
    lin, zhou = client_of(people.lin), client_of(people.zhou)
    what = f"branch-{month_of(people).pk}"
    came = send(lin, "/meetings", what=what, held_on="2026-03-09", place="文学馆 204 室")
    url = f"/meetings/{Meeting.objects.get().pk}"
    assert came.url == url
    assert "2026年2月支部会（初评" not in text(lin.get("/meetings"))
    assert "2026年2月支部会" in text(lin.get("/meetings"))
    page = text(lin.get(url))
    assert "议程一：核实和初评2月的积分" in page
    assert "7 名党员中已初评 0 名" in page
    marks = {f"mark_{pk}": "present" for pk in (people.m_lin, people.m_xu, people.m_han, people.m_zhou)}
    send(lin, f"{url}/attendance", **marks)
    assert "应到有表决权的党员 6 名，到会 4 名，已过半数。" in text(lin.get(url))
    assert "开始会议" in text(lin.get(url))
    send(lin, f"{url}/open")
    assessed_today(people)
    topic_of(people, Meeting.objects.get().pk, now=MONTH_NOW)
    page = text(lin.get(url))
    assert "2 件事项中已初评 1 件，其中开会当天初评 1 件。" in page
    assert "其他议题 1 个" in page
    for path in ("/single-out", f"/topics/{987654}"):
        assert lin.get(f"{url}{path}").status_code in (302, 404)
    assert send(lin, f"{url}/en-bloc", ayes=4, nays=0, abstained=0, seen_votes=0, seen="").url == url
    summary = text(lin.get(f"{url}/close"))
    assert (
        "会议核实和初评2月的积分：7 名党员中已初评 0 名，2 件事项中已初评 1 件，其中当天初评 1 件。"
        in summary
    )
    assert "结束会议" in summary
    assert "应到 6 名，实到 4 名，已过半数" in summary
    send(lin, f"{url}/close", minutes="核实和初评了2月的事项。")
    after = text(zhou.get(url))
    for words in ("二、2月的初评", "三、其他议题", "四、会议记录", "核实和初评了2月的事项。"):
        assert words in after
    assert "决议和票数" not in after


def test_members_lines_are_for_those_who_assess() -> None:
    people = cast()
    assessed_today(people)
    url = f"/meetings/{called_monthly(people)}"
    assert "各党员的初评情况" in text(client_of(people.han).get(url))
    page = text(client_of(people.zhou).get(url))
    assert "7 名党员中已初评 0 名" in page
    assert "各党员的初评情况" not in page
    assert "件事项" not in page


def test_a_committee_meeting_lists_its_committee() -> None:
    people = cast()
    seven(people)
    url = f"/meetings/{called_monthly(people, kind='committee')}"
    page = text(client_of(people.xu).get(url))
    assert page.count("<select") == 3
    assert "2026年2月支委会" in page
    assert client_of(people.deng).get(url).status_code == 404


def test_the_desk_leads_to_the_meeting_of_its_month() -> None:
    people = cast()
    path = f"/desk/assess/{month_of(people).pk}"
    lin, han = client_of(people.lin), client_of(people.han)
    page = text(lin.get(path))
    assert "评2月的会还没有召集" in page
    assert "去召集" in page
    assert "去召集" not in text(han.get(path))
    meeting_id = opened_monthly(people)
    page = text(han.get(path))
    assert f'href="/meetings/{meeting_id}"' in page
    assert "支部会正在召开" in page
