"""确认新年度: once, when the year has begun and a standard is in force."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from fenming.actions import AlreadyDone
from fenming.actions._people import open_year
from fenming.actions.confirm_year import confirm_year
from fenming.actions.found_branch import found_branch
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Year
from fenming.rules.terms import Refused
from tests.cast import Cast, _founding, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = at(2026, 1, 6)


def confirm(
    people: Cast, number: int = 2026, *, actor: str = "lin", used: str = "", now: datetime = NOW
) -> int:
    year = Year.objects.get(branch_id=people.branch_id, number=number)
    return confirm_year(actor_id=getattr(people, actor), year_id=year.pk, key=used or key(), now=now)


def test_who_confirmed_and_when_stands_with_the_year() -> None:
    people = cast()
    year = Year.objects.get(pk=confirm(people))
    assert (year.confirmed_by_id, year.confirmed_at) == (people.lin, NOW)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject, event.subject_id, event.detail) == (
        "confirm_year", "year", year.pk, '{"standard":1,"year":2026}',
    )  # fmt: skip


def test_it_is_for_the_secretary_of_the_branch_once_and_in_its_time() -> None:
    people = cast()
    open_year(branch_id=people.branch_id, number=2027, first_day=date(2027, 1, 1))
    for given, code, words in (
        ({"actor": "han"}, "forbidden", "确认新年度由支部书记办理"),
        ({"number": 2027}, "not_begun", "2027年度从2027年1月1日开始"),
    ):
        with pytest.raises(Refused) as refused:
            confirm(people, **given)  # type: ignore[arg-type]
        assert (refused.value.code, words in refused.value.sentence) == (code, True)
    with pytest.raises(NotFound):
        confirm(people, actor="deng")
    assert not Year.objects.filter(confirmed_at__isnull=False).exists()
    used = key()
    confirm(people, used=used)
    with pytest.raises(AlreadyDone):
        confirm(people, used=used)
    with pytest.raises(Refused) as refused:
        confirm(people)
    assert refused.value.code == "confirmed_already"
    assert "2026年度已经确认过" in refused.value.sentence


def test_a_branch_without_a_standard_in_force_adopts_one_first() -> None:
    people = cast()
    third = found_branch(
        actor_id=people.gao, founding=_founding("教工第三党支部", "秦牧", "qin"), key=key(), now=NOW
    )
    year = Year.objects.get(branch_id=third.branch_id)
    with pytest.raises(Refused) as refused:
        confirm_year(actor_id=third.person_id, year_id=year.pk, key=key(), now=NOW)
    assert refused.value.code == "no_standard"
    assert "还没有启用积分标准" in refused.value.sentence
    assert not Year.objects.filter(confirmed_at__isnull=False).exists()
