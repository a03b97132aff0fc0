"""会前会后: moved, called off, its agenda sent out, topics talked about, and a paragraph added to the minutes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from fenming.actions.decide_single import decide_single
from fenming.actions.withhold_text import withhold_text
from fenming.records.models import Addendum, Matter, Meeting, Outbox, Topic
from tests.actions.meeting_scene import (
    NOW,
    attend,
    called,
    closed,
    matter_of,
    opened,
    quarter_of,
    single,
    topic_of,
)
from tests.cast import cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 18)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)


def send(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, {"key": key()} | fields)


def test_a_meeting_is_moved_and_then_called_off() -> None:
    people = cast()
    url = f"/meetings/{called(people)}"
    lin = client_of(people.lin)
    assert 'value="2026-03-28"' in text(lin.get(f"{url}/move"))
    came = send(lin, f"{url}/move", held_on="2026-03-20", place="图书馆")
    assert came.status_code == 422
    assert "3月20日已经过了" in text(came)
    assert send(lin, f"{url}/move", held_on="2026-04-02", place="图书馆").url == url
    page = text(lin.get(url))
    assert "会议已经改期，应到会的人都会收到。" in page
    assert "4月2日" in page
    assert "图书馆" in page
    assert "还没有写取消的原因" in text(send(lin, f"{url}/cancel", reason=""))
    assert send(lin, f"{url}/cancel", reason="会场临时被占用。").url == url
    for person in (people.lin, people.zhou):
        page = text(client_of(person).get(url))
        assert "取消的原因：会场临时被占用。" in page
        assert "等下一次召集的大会评定" in page
        assert ('<a href="/meetings#call">另行召集</a>' in page) is (person == people.lin)
    assert "已取消" in text(lin.get("/meetings"))
    assert "党员大会（0 件待评定）" in text(lin.get("/meetings"))
    for path in ("/move", "/cancel", "/topics", "/attendance"):
        assert lin.get(f"{url}{path}").url == url


def test_the_agenda_is_sent_and_read_by_members() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT2", DAY)
    meeting_id = called(people)
    topic_of(people, meeting_id)
    url = f"/meetings/{meeting_id}"
    lin, zhou = client_of(people.lin), client_of(people.zhou)
    assert "发送议程" in text(lin.get(url))
    assert "发送议程" not in text(zhou.get(url))
    assert send(lin, f"{url}/circulate").url == url
    assert Outbox.objects.filter(kind="agenda_circulated").count() == 6
    page = text(zhou.get(url))
    for words in (
        "议程已于3月28日发送。",
        "议程二：一并评定 1 件",
        "议程三：其他议题 1 个",
        "讨论暑期学习安排",
        "打印议程",
    ):
        assert words in page
    again = send(lin, f"{url}/circulate")
    assert again.status_code == 409
    assert "议程已经发送，之后没有增减议题，不用再发。" in text(again)


def test_topics_come_and_go_and_are_talked_about() -> None:
    people = cast()
    meeting_id = opened(people)
    url = f"/meetings/{meeting_id}"
    lin, xu = client_of(people.lin), client_of(people.xu)
    assert "还没有其他议题" in text(xu.get(f"{url}/topics"))
    assert "还没有写议题" in text(send(xu, f"{url}/topics", title=" "))
    for title in ("讨论暑期学习安排", "通报发展党员工作", "不谈的事"):
        assert send(xu, f"{url}/topics", title=title).url == f"{url}/topics"
    gone = Topic.objects.get(title="不谈的事")
    assert send(xu, f"{url}/topics/{gone.pk}/drop").url == f"{url}/topics"
    assert "其他议题 2 个" in text(xu.get(url))
    first, second = Topic.objects.exclude(pk=gone.pk).order_by("number")
    page = text(xu.get(f"{url}/topics/{first.pk}"))
    assert "其他议题，第 1 个，共 2 个。" in page
    assert f'href="{url}/topics/{second.pk}"' in page
    assert "还没有写讨论的结果" in text(send(xu, f"{url}/topics/{first.pk}", outcome=""))
    send(xu, f"{url}/topics/{first.pk}", outcome="同意，七月第一周办。")
    assert "同意，七月第一周办。" in text(client_of(people.zhou).get(f"{url}/topics/{first.pk}"))
    summary = text(lin.get(f"{url}/close"))
    assert "讨论暑期学习安排：同意，七月第一周办。" in summary
    assert "通报发展党员工作：没有记下结果。" in summary
    send(lin, f"{url}/close", minutes="讨论了两件事。")
    after = text(client_of(people.zhou).get(url))
    assert "四、其他议题" in after
    assert "结果：同意，七月第一周办。" in after
    assert "不谈的事" not in after


def test_members_enter_nothing_there() -> None:
    people = cast()
    url = f"/meetings/{called(people)}"
    topic = topic_of(people, Meeting.objects.get().pk)
    zhou = client_of(people.zhou)
    for path in ("/move", "/cancel", "/topics", "/addendum", f"/topics/{topic}"):
        assert zhou.get(f"{url}{path}").url == url
    forms = {
        "/move": {"held_on": "2026-04-02", "place": ""},
        "/cancel": {"reason": "没空"},
        "/circulate": {},
        "/topics": {"title": "加一件"},
        f"/topics/{topic}": {"outcome": "同意"},
        f"/topics/{topic}/drop": {},
    }
    for path, fields in forms.items():
        refused = send(zhou, f"{url}{path}", **fields)
        assert refused.status_code in (403, 422)
        assert "您现在不担任这一职务" in text(refused)
    assert Meeting.objects.get().state == "called"
    assert Topic.objects.get().dropped_at is None


def test_a_paragraph_is_added_to_the_minutes() -> None:
    people = cast()
    url = f"/meetings/{closed(people)}"
    xu = client_of(people.xu)
    came = send(xu, f"{url}/addendum", text="", seen="0")
    assert came.status_code == 422
    assert "补记是空的" in text(came)
    assert send(xu, f"{url}/addendum", text="参会的还有列席的入党积极分子两名。", seen="0").url == url
    came = send(xu, f"{url}/addendum", text="再补一段。", seen="0")
    assert "刚才已有人补记了一段" in text(came)
    assert 'name="seen" value="1"' in text(came)
    page = text(client_of(people.zhou).get(url))
    assert "补记 1，" in page
    assert "参会的还有列席的入党积极分子两名。" in page
    assert "没有要评定的事项。" in page
    assert "保存补记" not in page
    assert Addendum.objects.count() == 1


def test_a_sentence_is_left_off_the_wall_and_read_at_home() -> None:
    people = cast()
    matter = matter_of(
        people, people.m_zhou, "DT3", DAY, each_centi=300, assessed={"each_centi": 200}, outcome="changed"
    )
    url = f"/meetings/{called(people)}"
    zhou = client_of(people.zhou)
    assert "不上屏显示" in text(zhou.get(url))
    assert "不上屏显示" not in text(client_of(people.he).get(url))
    assert send(zhou, f"/matters/{matter.pk}/withhold", withheld="yes", meeting=url.split("/")[-1]).url == url
    assert "照常上屏显示" in text(zhou.get(url))
    assert "做了什么" in text(client_of(people.he).get(url))
    refused = send(client_of(people.he), f"/matters/{matter.pk}/withhold", withheld="no")
    assert refused.status_code == 403
    assert Matter.objects.get().text_withheld


def test_the_wall_shows_that_it_was_asked() -> None:
    people = cast()
    matter = matter_of(
        people, people.m_zhou, "DT3", DAY, each_centi=300, assessed={"each_centi": 200}, outcome="changed"
    )
    withhold_text(actor_id=people.zhou, matter_id=matter.pk, withheld=True, key=key(), now=NOW)
    url = f"/meetings/{opened(people)}"
    page = text(client_of(people.lin).get(f"{url}/matters/{matter.pk}"))
    assert "本人要求不显示" in page
    assert "做了什么" not in page
    assert "做了什么" not in text(client_of(people.lin).get(f"{url}/close"))


def test_the_minutes_say_who_was_there_at_each_vote() -> None:
    people = cast()
    first = matter_of(people, people.m_zhou, "K03", DAY)
    second = matter_of(people, people.m_zhou, "K03", date(2026, 2, 20))
    meeting_id = opened(people, people.m_he)
    single(people, meeting_id, first)
    attend(people, meeting_id, people.m_shen)
    single(people, meeting_id, second)
    lin = client_of(people.lin)
    send(lin, f"/meetings/{meeting_id}/close", minutes="逐项评议并表决。")
    page = text(lin.get(f"/meetings/{meeting_id}"))
    assert "第 1 项决议表决时，何苗还没有到会；沈知行在场，之后离会。" in page
    assert "第 2 项决议表决时" not in page


def test_leave_and_lateness_stand_in_the_minutes() -> None:
    people = cast()
    meeting_id = called(people)
    url, xu = f"/meetings/{meeting_id}", client_of(people.xu)
    everyone = (people.m_lin, people.m_xu, people.m_han, people.m_shen, people.m_jiang)
    marks = {f"mark_{pk}": "present" for pk in everyone}
    marks |= {f"mark_{people.m_zhou}": "late", f"mark_{people.m_he}": "duty"}
    assert "请从列出的几种里选" in text(
        send(xu, f"{url}/attendance", **(marks | {f"mark_{people.m_he}": "x"}))
    )
    assert send(xu, f"{url}/attendance", **marks).url == url
    assert '<option value="duty" selected>因公请假</option>' in text(xu.get(url))
    lin = client_of(people.lin)
    send(lin, f"{url}/open")
    send(lin, f"{url}/close", minutes="没有要评定的事项。")
    page = text(lin.get(url))
    assert "周予安（迟到早退）" in page
    assert "何苗（因公请假）" in page


@pytest.mark.parametrize("quarter", [1, 4])
def test_a_deferred_matter_is_on_the_next_meetings_agenda(
    quarter: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = cast()
    day, held_on = (DAY, date(2026, 3, 28)) if quarter == 1 else (date(2026, 11, 3), date(2026, 12, 20))
    now = NOW.replace(month=held_on.month, day=held_on.day)
    matter = matter_of(people, people.m_zhou, "K03", day)
    meeting_id = opened(people, quarter=quarter, held_on=held_on)
    decide_single(
        actor_id=people.xu, meeting_id=meeting_id, matter_id=matter.pk, outcome="deferred", reason="材料没有交齐。",
        ayes=0, nays=0, abstained=0, without_objection=True, key=key(), now=now,
    )  # fmt: skip
    stop_clock(monkeypatch, now)
    lin = client_of(people.lin)
    send(lin, f"/meetings/{meeting_id}/close", minutes="一件缓议。")
    later = now if quarter == 4 else now.replace(month=6)
    stop_clock(monkeypatch, later)
    next_quarter = quarter_of(people, min(quarter + 1, 4))
    fields = {"what": f"members-{next_quarter.pk}", "held_on": later.date().isoformat(), "place": ""}
    page = text(lin.get(send(lin, "/meetings", **fields).url))
    assert "议程一：逐项审议 1 件" in page
    assert ("（第二次）" in page) is (quarter == 4)
