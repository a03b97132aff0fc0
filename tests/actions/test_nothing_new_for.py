"""代报本月无新增: the sheet says there is nothing."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.nothing_new_for import nothing_new_for
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, MemberMonth, Month
from fenming.rules.terms import Refused
from tests.actions.test_declare_for import entered, month_of
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 2, 4)


def said(people: Cast, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": people.xu, "membership_id": people.m_zhou, "month_id": month_of(people.branch_id), "key": key(),
        "now": NOW,
    }  # fmt: skip
    return nothing_new_for(**(given | change))


def test_the_members_month_is_spoken_for() -> None:
    people = cast()
    row = MemberMonth.objects.get(pk=said(people))
    assert (row.membership_id, row.kind, row.late) == (people.m_zhou, "nothing_new", False)
    assert AuditEvent.objects.get(verb="nothing_new_for").actor_id == people.xu


def test_after_the_fifth_it_is_marked_late() -> None:
    people = cast()
    assert MemberMonth.objects.get(pk=said(people, now=at(2026, 2, 6))).late


def test_once_is_enough_and_what_was_declared_stands() -> None:
    people = cast()
    said(people)
    with pytest.raises(Refused) as again:
        said(people)
    assert again.value.code == "already_said"
    entered(people, membership_id=people.m_he, item="DA5")
    with pytest.raises(Refused, match="何苗1月已经申报了 1 件"):
        said(people, membership_id=people.m_he)


def test_an_assessed_month_takes_nothing() -> None:
    people = cast()
    Month.objects.filter(pk=month_of(people.branch_id)).update(assessed_at=NOW)
    with pytest.raises(Refused) as refused:
        said(people)
    assert refused.value.code == "month_assessed"
    assert not MemberMonth.objects.exists()


def test_own_sheet_other_offices_other_branches() -> None:
    people = cast()
    with pytest.raises(Refused, match="您本人的"):
        said(people, membership_id=people.m_xu)
    with pytest.raises(Refused, match="支部书记、积分记录员"):
        said(people, actor_id=people.he)
    with pytest.raises(NotFound):
        said(people, month_id=month_of(people.other_branch_id))


def test_the_same_form_twice() -> None:
    people, once = cast(), key()
    said(people, key=once)
    with pytest.raises(AlreadyDone):
        said(people, key=once)
