"""批准免予积分: on application, by resolution, for days on which nothing counts (A21; reading.md §16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.assess_batch import assess_batch
from fenming.queries.access import NotFound
from fenming.queries.assessment import roster_of
from fenming.queries.demo_reading import periods_of
from fenming.queries.own_year import members_with_standings
from fenming.queries.scores import member_of
from fenming.records.models import Absence, AuditEvent, Membership, Month, Outbox, Year
from fenming.rules.people import Span
from fenming.rules.terms import Refused
from tests.actions.roster_scene import ASKED, claim, exempted, on_leave, out
from tests.cast import Cast, at, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
FIRST, LAST = date(2026, 6, 1), date(2026, 8, 31)


@in_transaction
def test_the_days_the_words_and_the_resolution_are_kept() -> None:
    people = cast()
    absence = Absence.objects.select_related("application").get(pk=exempted(people))
    assert (absence.membership_id, absence.kind, absence.since, absence.until) == (
        people.m_zhou, "exemption", FIRST, LAST,
    )  # fmt: skip
    assert (absence.application.text, absence.applied_on, absence.resolution) == (
        "术后休养，医嘱三个月。", date(2026, 5, 25), "支委会 2026年5月28日",
    )  # fmt: skip
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.clause) == ("grant_exemption", people.m_zhou, "A21")
    assert "休养" not in event.detail
    assert list(Outbox.objects.exclude(kind="office_given").values_list("kind", "subject_id", "to_id")) == [
        ("grant_exemption", people.m_zhou, people.zhou)
    ]


@in_transaction
def test_both_ways_of_reading_members_know_of_it() -> None:
    people = cast()
    exempted(people)
    exempted(people, application=replace(ASKED, since=date(2026, 11, 1), until=None))
    on_leave(people, "he")
    spans = (Span(FIRST, LAST), Span(date(2026, 11, 1), None))
    year = Year.objects.get(branch_id=people.branch_id)
    by_page = {
        row.pk: member for row, member in members_with_standings(branch_id=people.branch_id, year=year)
    }
    by_fold = {pk: member_of(Membership.objects.get(pk=pk)) for pk in (people.m_zhou, people.m_he)}
    for known in (by_page, by_fold):
        assert known[people.m_zhou].exempt == spans
        assert known[people.m_he].exempt == ()
    assert len(by_page) == 7


@in_transaction
def test_nothing_of_those_days_is_entered_and_no_month_wholly_exempt_is_due() -> None:
    people = cast()
    exempted(people, application=replace(ASKED, since=date(2026, 5, 20), until=date(2026, 7, 30)))
    with pytest.raises(Refused) as refused:
        claim(people, "zhou", date(2026, 6, 3))
    assert "2026年6月3日在免予积分期间" in refused.value.sentence
    months = {month.number: month for month in Month.objects.filter(branch_id=people.branch_id)}
    there = {
        number: people.m_zhou in {one.pk for one in roster_of(months[number])} for number in (5, 6, 7, 8)
    }
    assert there == {5: True, 6: False, 7: True, 8: True}
    others = [one.pk for one in roster_of(months[6]) if one.pk != people.m_han]
    month_id = periods_of(branch_id=people.branch_id, year=2026).months[6]
    for actor, members in ((people.han, others), (people.shen, [people.m_han])):
        assess_batch(
            actor_id=actor,
            month_id=month_id,
            matter_ids=[],
            membership_ids=members,
            key=key(),
            now=at(2026, 7, 10),
        )
    assert Month.objects.get(pk=month_id).assessed_at is not None


@in_transaction
@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": ""}, "incomplete", "还没有写依据的决议"),
        ({"application": replace(ASKED, text=" ")}, "incomplete", "还没有写免予积分的申请理由"),
        ({"application": replace(ASKED, text="长" * 401)}, "too_long", "至多 400 字，现在是 401 字"),
        (
            {"application": replace(ASKED, applied_on=date(2026, 6, 11))},
            "future_day",
            "申请日期2026年6月11日还没有到",
        ),
        ({"application": replace(ASKED, until=date(2026, 5, 31))}, "bad_span", "止日早于起日"),
        (
            {"application": replace(ASKED, since=date(2026, 1, 4))},
            "before_joining",
            "不能早于加入本支部的2026年1月5日",
        ),
        (
            {"application": replace(ASKED, since=date(2026, 5, 6))},
            "happened_then",
            "5月7日“学院公共事务与志愿服务”",
        ),
        ({"actor": "han"}, "forbidden", "批准免予积分由支部书记办理"),
    ],
)
def test_what_is_refused_exempts_nobody(given: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    claim(people, "zhou", date(2026, 5, 7))
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        exempted(people, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert (Absence.objects.count(), AuditEvent.objects.count()) == (0, before)


@in_transaction
@pytest.mark.parametrize(
    ("since", "until"), [(FIRST, None), (date(2026, 8, 31), None), (date(2026, 5, 1), FIRST)]
)
def test_two_exemptions_share_no_day_but_a_leave_may_lie_beside(since: date, until: date | None) -> None:
    people = cast()
    exempted(people)
    with pytest.raises(Refused) as refused:
        exempted(people, application=replace(ASKED, since=since, until=until))
    assert refused.value.code == "absence_overlaps"
    assert "2026年6月1日至2026年8月31日已经登记过免予积分" in refused.value.sentence
    on_leave(people)
    assert Absence.objects.count() == 2


@in_transaction
def test_who_has_left_a_foreign_branch_and_a_second_form_get_nowhere() -> None:
    people = cast()
    with pytest.raises(NotFound):
        exempted(people, actor="deng")
    used = key()
    exempted(people, used=used)
    with pytest.raises(AlreadyDone):
        exempted(people, used=used)
    out(people, "he")
    with pytest.raises(Refused) as refused:
        exempted(people, "he")
    assert refused.value.code == "left_already"
    assert Absence.objects.count() == 1


def test_32_at_once_exempt_one_member_once(committed: None) -> None:
    people: Cast = cast()
    assert race(lambda: exempted(people, now=at(2026, 6, 10))) == ["absence_overlaps"] * (THREADS - 1) + [
        "done"
    ]
    assert Absence.objects.count() == 1
