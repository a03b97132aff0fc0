"""节假日与假期: what each reads, and what the secretary and the administrator enter there."""

from __future__ import annotations

import pytest

from fenming.records.models import Holiday, Pause
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

SUMMER = {
    "name": "暑假", "since": "2026-07-11", "until": "2026-08-23", "resolution": "支委会 2026年6月30日",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 7, 1))


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_vacation_entered_by_the_secretary_is_read_by_every_member(people: Cast) -> None:
    answer = client_of(people.lin).post("/calendar/pauses", SUMMER | {"key": key()}, follow=True)
    assert "假期已登记" in text(answer)
    page = text(client_of(people.zhou).get("/calendar"))
    for words in ("暑假", "2026年7月11日至2026年8月23日", "支委会 2026年6月30日"):
        assert words in page
    assert "登记假期</button>" not in page


def test_a_holiday_entered_by_the_administrator(people: Cast) -> None:
    given = {"since": "2031-10-01", "until": "2031-10-03", "kind": "holiday", "name": "国庆节", "key": key()}
    page = text(client_of(people.lin).post("/calendar/holidays", given, follow=True))
    assert "节假日已登记" in page
    assert page.count("国庆节") == 3
    assert Holiday.objects.count() == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"since": "", "until": "2026-08-23"}, "还没有填第一天的日期"),
        ({"since": "后天"}, "这个日期读不出来"),
        ({"since": "2026-06-01"}, "假期要在开始之前登记"),
        ({"until": "2026-07-01"}, "最后一天不能早于第一天"),
        ({"resolution": ""}, "依据的决议"),
    ],
)
def test_a_form_that_does_not_fit_says_what_to_do_and_keeps_what_was_written(
    people: Cast, change: dict[str, str], words: str
) -> None:
    answer = client_of(people.lin).post("/calendar/pauses", SUMMER | change | {"key": key()})
    assert answer.status_code == 422
    assert words in text(answer)
    assert "改好再点“登记假期”" in text(answer)
    assert 'value="暑假"' in text(answer)
    assert not Pause.objects.exists()
