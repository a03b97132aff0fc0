"""纸质表录入 in the browser."""

from __future__ import annotations

import pytest

from fenming.records.models import Matter, MemberMonth, Month
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 2, 4))
    return cast()


def sheet_of(people: Cast, membership_id: int) -> str:
    month = Month.objects.get(branch_id=people.branch_id, number=1)
    return f"/desk/sheets/{membership_id}/{month.pk}"


def test_the_recorder_sees_who_has_said_nothing_and_enters_a_sheet(people: Cast) -> None:
    xu, sheet = client_of(people.xu), sheet_of(people, people.m_zhou)
    page = text(xu.get("/desk/sheets"))
    assert page.index("林曼青") < page.index("周予安") < page.index("蒋雨桐")
    assert page.count("还没有申报") == 7
    assert sheet in page
    choose = text(xu.get(sheet))
    assert "完成教学任务" in choose
    assert "岗位任务完成" not in choose
    assert "迟到早退" not in choose
    given = {"day": "2026-01-20", "said": "布置学院读书会会场。", "quantity": "1", "key": key()}
    after = text(xu.post(f"{sheet}?item=DT5", given, follow=True))
    assert "已按纸质表代周予安申报一件" in after
    assert "已录 1 件" in after
    assert "布置学院读书会会场。" in after
    assert "本月无新增" not in after
    assert "已按纸质表代报" in text(xu.get("/desk/sheets"))
    assert Matter.objects.get().on_behalf


def test_the_sheet_that_says_nothing_new(people: Cast) -> None:
    xu, sheet = client_of(people.xu), sheet_of(people, people.m_zhou)
    assert "本月无新增" in text(xu.get(sheet))
    after = text(xu.post(f"{sheet}/nothing-new", {"key": key()}, follow=True))
    assert "本月无新增" in after
    assert MemberMonth.objects.get().kind == "nothing_new"


def test_a_line_that_does_not_fit_stays_in_the_form(people: Cast) -> None:
    xu, sheet = client_of(people.xu), sheet_of(people, people.m_zhou)
    given = {"day": "2026-02-03", "said": "布置会场。", "quantity": "1", "key": key()}
    answer = xu.post(f"{sheet}?item=DT5", given)
    assert answer.status_code == 422
    assert "布置会场。" in text(answer)
    assert not Matter.objects.exists()


def test_the_member_reads_that_it_was_entered_from_paper(people: Cast) -> None:
    xu, sheet = client_of(people.xu), sheet_of(people, people.m_zhou)
    given = {"day": "2026-01-20", "said": "布置学院读书会会场。", "quantity": "1", "key": key()}
    xu.post(f"{sheet}?item=DT5", given)
    page = text(client_of(people.zhou).get(f"/matters/{Matter.objects.get().pk}"))
    assert "许明远按纸质表代报" in page


@pytest.mark.parametrize("name", ["m_xu", "m_deng"])
def test_own_sheet_and_other_branches(people: Cast, name: str) -> None:
    answer = client_of(people.xu).get(sheet_of(people, getattr(people, name)))
    assert answer.status_code == (403 if name == "m_xu" else 404)
