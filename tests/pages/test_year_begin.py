"""新年度: offices, roster and standard on one page, confirmed once by the secretary."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions._people import open_year
from fenming.records.models import Year
from tests.actions.roster_scene import started
from tests.cast import at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db
PATH = "/year/2027/begin"


def test_what_carries_over_is_looked_at_and_confirmed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    started(people, since=date(2026, 1, 5), now=at(2026, 12, 28))
    open_year(branch_id=people.branch_id, number=2027, first_day=date(2027, 1, 1))
    stop_clock(monkeypatch, at(2026, 12, 28))
    lin = client_of(people.lin)
    early = text(lin.get(PATH))
    assert "2027年度从2027年1月1日开始，到那天再确认。" in early
    assert "确认2027年度照此进行" not in early
    stop_clock(monkeypatch, at(2027, 1, 4))
    page = text(lin.get(PATH)).split("<main", 1)[1]
    for words in (
        "支部书记",
        "积分记录员",
        "现有党员 7 名",
        "上一年转入 7 名",
        "预备期到2027年1月4日",
        "沿用第1版",
        "看标准全文",
        "登记任职",
    ):
        assert words in page
    assert f'href="{PATH}"' in text(lin.get("/year/2026"))
    used = key()
    response = lin.post(PATH, {"key": used})
    assert (response.status_code, response.url) == (302, PATH)
    page = text(lin.get(PATH))
    assert "林曼青已在" in page
    assert "确认2027年度照此进行" not in page
    assert Year.objects.get(branch_id=people.branch_id, number=2027).confirmed_by_id == people.lin
    assert lin.post(PATH, {"key": key()}).status_code == 409


def test_it_is_the_secretarys_and_each_branch_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    stop_clock(monkeypatch, at(2026, 1, 6))
    for person in (people.han, people.zhou):
        response = client_of(person).get("/year/2026/begin")
        assert response.status_code == 403
        assert "新年度准备情况只对支部书记开放" in text(response)
    assert client_of(people.lin).get("/year/2031/begin").status_code == 404
    client_of(people.deng).post("/year/2026/begin", {"key": key()})
    confirmed = Year.objects.filter(confirmed_at__isnull=False)
    assert list(confirmed.values_list("branch_id", flat=True)) == [people.other_branch_id]


def test_an_office_nobody_holds_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    stop_clock(monkeypatch, at(2026, 1, 6))
    page = text(client_of(people.deng).get("/year/2026/begin"))
    assert "现在没有人担任积分记录员、支部委员，请按决议登记。" in page
