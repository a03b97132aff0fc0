"""提醒方式: opened, used by a calendar, revoked; nobody else's, and nothing private in what is sent out."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from fenming.records.models import MailReminder
from tests.cast import Cast, at, cast
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 3, 2))
    return cast()


def opened(client: Client) -> str:
    """The path of the address that was shown once."""
    page = text(client.post("/account/reminders/feed"))
    assert "地址只在这里显示这一次。" in page
    found = re.search(r"http://testserver(/calendar/[\w-]+\.ics)", html.unescape(page))
    assert found
    return found[1]


def test_a_calendar_reads_the_last_days_without_signing_in_and_nothing_else(
    people: Cast, django_assert_max_num_queries: Any
) -> None:
    client = client_of(people.zhou)
    path = opened(client)
    with django_assert_max_num_queries(10):
        response = Client().get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    events: Any = Calendar.from_ical(response.content).walk("VEVENT")
    assert [event["dtstart"].dt for event in events] == [date(2026, 3, 5), date(2026, 4, 5)]
    assert {str(event["summary"]) for event in events} == {"分明：有待办到期"}
    for private in ("周予安", "申报", "积分", "支部"):
        assert private not in text(response)
    again = Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    assert [event["uid"] for event in again] == [event["uid"] for event in events]
    assert "2026年3月2日开通了日历订阅" in text(client.get("/account/reminders"))


def test_a_revoked_address_is_not_found(people: Cast) -> None:
    client = client_of(people.zhou)
    path = opened(client)
    client.post("/account/reminders/feed/revoke")
    assert Client().get(path).status_code == 404
    assert Client().get("/calendar/nonsense.ics").status_code == 404
    assert "开通日历订阅" in text(client.get("/account/reminders"))


def test_mail_is_offered_where_there_is_a_server_and_an_address_may_be_wrong(
    people: Cast, settings: Any
) -> None:
    client = client_of(people.zhou)
    assert "本系统没有开邮件" in text(client.get("/account/reminders"))
    settings.MAIL_SERVER = "smtp://"
    wrong = client.post("/account/reminders", {"address": "周予安"})
    assert wrong.status_code == 422
    assert "邮箱地址不对。请照“名字@单位.cn”的样子写。" in text(wrong)
    assert 'value="周予安"' in text(wrong)
    page = text(client.post("/account/reminders", {"address": "zhou@example.org"}, follow=True))
    assert "邮件提醒已开通。" in page
    assert "zhou@example.org" in page
    page = text(client.post("/account/reminders/mail/stop", follow=True))
    assert "邮箱地址已删除" in page
    assert MailReminder.objects.get().address == ""
