"""The room on the wall: what it never says, the one key that leads on, and which of its pages are only for those who enter."""

from __future__ import annotations

import re
from datetime import date

import pytest

from fenming.actions.record import record
from fenming.actions.reply import reply
from fenming.records.models import Assessment, Matter, PersonalText
from tests.actions.meeting_scene import NOW, called, matter_of, opened, single
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

FACT = "金丝雀甲：主题党日缺席去看展览"
ANSWER = "金丝雀乙：当天陪家人就医"
REASON = "金丝雀丙：假条没有交到支部"
DECIDED = "金丝雀丁：大会认为情况属实"
CANARIES = (FACT, ANSWER, REASON, DECIDED)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)


def minus_with_canaries(people: Cast) -> Matter:
    """A deduction noted, answered and changed by assessment, each with words of its own."""
    (pk,) = record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 3, 3), membership_ids=[people.m_he],
        what=FACT, key=key(), now=at(2026, 3, 4),
    ).matter_ids  # fmt: skip
    reply(actor_id=people.he, matter_id=pk, agrees=False, text=ANSWER, key=key(), now=at(2026, 3, 5))
    matter = Matter.objects.get(pk=pk)
    why = PersonalText.objects.create(branch_id=people.branch_id, text=REASON, salt="s", digest="0" * 64)
    Assessment.objects.create(
        branch_id=people.branch_id, matter=matter, round=1, outcome="changed", quantity=1, level="", each_centi=None,
        points_centi=-50, reason=why, by_id=people.han, at=at(2026, 3, 10),
    )  # fmt: skip
    Matter.objects.filter(pk=pk).update(state="assessed")
    return Matter.objects.get(pk=pk)


def test_no_page_of_the_room_carries_a_word_about_a_deduction() -> None:
    people = cast()
    minus = minus_with_canaries(people)
    plus = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 18))
    meeting_id = opened(people)
    single(people, meeting_id, minus, "refused", reason=DECIDED)
    for person in (people.lin, people.xu, people.zhou, people.he):
        browser = client_of(person)
        for path in ("", f"/matters/{minus.pk}", "/single-out", "/close", "/attendance"):
            page = text(browser.get(f"/meetings/{meeting_id}{path}", follow=True))
            assert [one for one in CANARIES if one in page] == [], path
    assert plus.said.text in text(client_of(people.lin).get(f"/meetings/{meeting_id}/single-out"))


def test_one_key_leads_on_and_one_back_and_the_page_says_which() -> None:
    people = cast()
    first = matter_of(people, people.m_zhou, "DT3", date(2026, 2, 18), each_centi=300, outcome="changed")
    last = matter_of(people, people.m_he, "K03", date(2026, 2, 18))
    meeting_id = opened(people)
    xu, url = client_of(people.xu), f"/meetings/{meeting_id}"
    assert keys(text(xu.get(url))) == {"ArrowRight": f"{url}/matters/{first.pk}"}
    page = text(xu.get(f"{url}/matters/{first.pk}"))
    assert keys(page) == {"ArrowRight": f"{url}/matters/{last.pk}", "ArrowLeft": url}
    assert "<kbd>空格</kbd> 或 <kbd>N</kbd> 看下一件" in page
    assert keys(text(xu.get(f"{url}/matters/{last.pk}"))) == {
        "ArrowRight": f"{url}/close",
        "ArrowLeft": f"{url}/matters/{first.pk}",
    }
    follower = text(client_of(people.zhou).get(f"{url}/matters/{last.pk}"))
    assert keys(follower) == {"ArrowLeft": f"{url}/matters/{first.pk}"}
    assert "<script>" not in page


def keys(page: str) -> dict[str, str]:
    """First key of each link that has any → where it leads; the space bar and N always go with the arrow."""
    found = re.findall(r'href="([^"]+)" data-key="([^"]+)"', page)
    assert all(("ArrowRight" in names) == ("Space n N" in names) for _, names in found)
    return {names.split()[0]: url for url, names in found}


def test_pages_that_take_something_open_for_those_who_enter_it() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT2", date(2026, 2, 18))
    meeting_id = opened(people)
    for path in ("attendance", "single-out", "close"):
        url = f"/meetings/{meeting_id}"
        assert client_of(people.zhou).get(f"{url}/{path}").url == url
        assert client_of(people.han).get(f"{url}/{path}").url == url
        for person in (people.lin, people.xu):
            assert client_of(person).get(f"{url}/{path}").status_code == 200


def test_before_the_meeting_only_attendance_opens() -> None:
    people = cast()
    meeting_id = called(people)
    lin, url = client_of(people.lin), f"/meetings/{meeting_id}"
    assert lin.get(f"{url}/attendance").status_code == 200
    assert lin.get(f"{url}/single-out").url == url
    assert lin.get(f"{url}/close").url == url
