"""考勤 in the browser: mark, look over, record."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.records.models import Matter, RollCall
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.walk import walk_quarter

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 2, 12))
    return cast()


def marked(people: Cast, **change: Any) -> dict[str, Any]:
    names = ("m_lin", "m_xu", "m_han", "m_shen", "m_zhou", "m_he", "m_jiang")
    marks = {f"mark_{getattr(people, name)}": "present" for name in names}
    plain = {"day": "2026-02-10", "what": "二月主题党日", f"mark_{people.m_he}": "late"}
    return marks | plain | {"key": key()} | change


def test_marks_become_proposals_and_only_ticked_ones_matters(people: Cast) -> None:
    xu = client_of(people.xu)
    assert "考勤" in text(xu.get("/desk/roll-call"))
    check = text(xu.post("/desk/roll-call", marked(people)))
    assert "核对考勤" in check
    assert "何苗" in check
    assert "迟到早退" in check
    assert "林曼青" not in check.split("<main", 1)[1]
    assert not RollCall.objects.exists()
    after = xu.post("/desk/roll-call", marked(people, save="1", take=[people.m_he]), follow=True)
    assert "考勤已登记，另登记 1 件事项" in text(after)
    assert Matter.objects.get().membership_id == people.m_he


def test_nothing_ticked_costs_nobody_anything(people: Cast) -> None:
    after = client_of(people.xu).post("/desk/roll-call", marked(people, save="1"), follow=True)
    assert "没有登记扣分事项" in text(after)
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"what": ""}, "还没有写是什么活动"),
        ({"day": "2026-02-30"}, "日期读不出来"),
        ({"day": ""}, "还没有填日期"),
    ],
)
def test_bad_input_is_told_and_the_marks_stay(people: Cast, change: dict[str, str], words: str) -> None:
    answer = client_of(people.xu).post("/desk/roll-call", marked(people, **change))
    assert answer.status_code == 422
    assert words in text(answer)
    assert '<option value="late" selected>' in text(answer)


def test_from_the_check_one_goes_back_to_the_marks(people: Cast) -> None:
    check = client_of(people.xu).post("/desk/roll-call", marked(people))
    assert '<button class="btn btn-plain" type="submit" name="edit" value="1">返回修改</button>' in text(
        check
    )
    answer = client_of(people.xu).post("/desk/roll-call", marked(people, edit="1"))
    assert answer.status_code == 200
    assert '<option value="late" selected>' in text(answer)
    assert not RollCall.objects.exists()


def test_a_day_to_come_is_told_at_the_day(people: Cast) -> None:
    answer = client_of(people.xu).post("/desk/roll-call", marked(people, day="2026-02-20", save="1"))
    assert answer.status_code == 422
    assert "还没有到" in text(answer)


def test_a_forged_tick_is_not_found(people: Cast) -> None:
    xu = client_of(people.xu)
    answer = xu.post("/desk/roll-call", marked(people, save="1", take=[people.m_deng]))
    assert answer.status_code == 404
    assert not RollCall.objects.exists()


def test_the_roll_of_a_meeting_comes_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 6, 1))
    walked = walk_quarter()
    page = text(client_of(walked.people.xu).get(f"/desk/roll-call?meeting={walked.meeting_id}"))
    assert 'value="2026-04-15"' in page
    assert "党员大会" in page
