"""移动演示日期: one day on a click, never back, and only in demo mode."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from fenming.rules.terms import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MODULES = ("fenming.queries.demo_day", "fenming.actions.advance_demo_day")


@pytest.fixture
def verb(settings: Any) -> Iterator[ModuleType]:
    """The module, loaded as a demo system loads it, and unloaded again."""
    settings.DEMO = True
    yield importlib.import_module(MODULES[1])
    for name in MODULES:
        sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("days", "day"), [(1, date(2026, 9, 10)), (7, date(2026, 9, 16)), (30, date(2026, 10, 9))]
)
def test_a_button_moves_the_day_on(verb: ModuleType, days: int, day: date) -> None:
    verb.set_demo_day(day=date(2026, 9, 9))
    assert verb.advance_demo_day(seen=date(2026, 9, 9), days=days) == day
    assert verb.demo_day() == day


def test_a_second_click_on_the_same_page_changes_nothing(verb: ModuleType) -> None:
    verb.set_demo_day(day=date(2026, 9, 9))
    for _ in range(2):
        assert verb.advance_demo_day(seen=date(2026, 9, 9), days=1) == date(2026, 9, 10)


def test_before_the_day_was_first_set_it_moves_on_from_the_day_shown(verb: ModuleType) -> None:
    assert verb.advance_demo_day(seen=date(2026, 12, 31), days=1) == date(2027, 1, 1)


@pytest.mark.parametrize("days", [0, -1, 32])
def test_a_leap_is_a_month_at_most(verb: ModuleType, days: int) -> None:
    verb.set_demo_day(day=date(2026, 9, 9))
    with pytest.raises(Refused) as refused:
        verb.advance_demo_day(seen=date(2026, 9, 9), days=days)
    assert refused.value.code == "bad_days"
    assert verb.demo_day() == date(2026, 9, 9)


def test_the_day_never_goes_back(verb: ModuleType) -> None:
    verb.set_demo_day(day=date(2026, 9, 9))
    with pytest.raises(Refused) as refused:
        verb.set_demo_day(day=date(2026, 9, 8))
    assert refused.value.code == "backwards"
    assert verb.demo_day() == date(2026, 9, 9)
