"""积分运用: the lists of a year, for those who answer for it; in roster order, without places."""

from __future__ import annotations

import pytest

from tests.actions._year import FILE_DAY, appraised, filed, settled
from tests.cast import cast
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


def test_the_lists_of_the_latest_year_and_how_they_come_about(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    appraised(people)
    filed(people)
    stop_clock(monkeypatch, FILE_DAY)
    page = text(client_of(people.lin).get("/uses"))
    assert "2026年度积分运用" in page
    assert "靠前的名单" in page
    assert "不足一人的进为一人" in page
    # no resolution: nobody is listed at the bottom
    assert "靠后的名单，支部作出决议以前不列" in page
    assert "取消评优评先资格的，由人逐个决定" not in page
    assert "位次" not in page.split("名单怎样得出")[0]


def test_before_the_grades_there_is_no_list_and_before_a_settlement_no_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    stop_clock(monkeypatch, FILE_DAY)
    assert "还没有结算过的年度" in text(client_of(people.lin).get("/uses"))
    settled(people)
    page = text(client_of(people.lin).get("/uses/2026"))
    assert "登记了民主评议等次以后才有名单。接下来请书记和领导小组签署" in page
    assert client_of(people.lin).get("/uses/2025").status_code == 404
