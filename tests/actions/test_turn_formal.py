"""预备党员转正: a new standing from a day on; a fact belongs to the list of its day (reading.md §14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.queries.scores import member_of
from fenming.records.models import AuditEvent, Membership, Outbox, ProbationEvent, Standing
from fenming.rules.terms import Refused, Status
from tests.actions.roster_scene import MEETING, claim, formal, started
from tests.cast import Cast, at, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
DAY = date(2026, 6, 5)


def member(people: Cast) -> Any:
    return member_of(Membership.objects.get(pk=people.m_jiang))


@in_transaction
def test_the_new_standing_holds_from_its_day() -> None:
    people = cast()
    started(people)
    standing = Standing.objects.get(pk=formal(people))
    assert (standing.status, standing.type, standing.since, standing.resolution) == (
        "formal",
        "T",
        DAY,
        MEETING,
    )
    jiang = member(people)
    assert [jiang.status_on(day) for day in (date(2026, 6, 4), DAY)] == [Status.PROBATIONARY, Status.FORMAL]
    assert [jiang.list_on(day) for day in (date(2026, 6, 4), DAY)] == ["P", "T"]
    step = ProbationEvent.objects.get(membership_id=people.m_jiang, kind="formal")
    assert (step.day, step.due_on) == (DAY, None)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.clause) == ("turn_formal", people.m_jiang, "R85")
    assert list(Outbox.objects.exclude(kind="office_given").values_list("kind", "to_id")) == [
        ("turned_formal", people.jiang)
    ]


@in_transaction
def test_a_matter_goes_by_the_list_of_its_day() -> None:
    people = cast()
    formal(people)
    claim(people, "jiang", date(2026, 6, 4), item="DP3", said="承担支部换届会务。")
    claim(people, "jiang", DAY, item="DT5")
    for day, item in ((date(2026, 6, 4), "DT5"), (DAY, "DP3")):
        with pytest.raises(Refused) as refused:
            claim(people, "jiang", day, item=item, said="另一件事。")
        assert "适用的是" in refused.value.sentence


@in_transaction
def test_what_was_already_entered_must_fit_the_new_list() -> None:
    people = cast()
    claim(people, "jiang", date(2026, 6, 8), item="DP3", said="承担支部换届会务。")
    before = Standing.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        formal(people)
    assert refused.value.code == "off_list"
    assert "6月8日“承担支部任务”不在那份清单上" in refused.value.sentence
    assert (Standing.objects.count(), AuditEvent.objects.count()) == before
    assert formal(people, day=date(2026, 6, 9))


@in_transaction
@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": ""}, "incomplete", "还没有写大会决议"),
        ({"member": "he"}, "not_probationary", "何苗现在是正式党员，不用办理转正"),
        ({"day": date(2026, 6, 11)}, "future_day", "到那天再登记转正"),
        ({"day": date(2026, 1, 4)}, "before_joining", "转正的日期不能更早"),
        ({"day": date(2026, 1, 5)}, "standing_later", "2026年1月5日起的身份已经登记"),
        ({"actor": "shen"}, "forbidden", "预备党员转正由支部书记办理"),
    ],
)
def test_what_is_refused_leaves_no_standing(given: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    before = Standing.objects.count(), ProbationEvent.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        formal(people, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert (Standing.objects.count(), ProbationEvent.objects.count(), AuditEvent.objects.count()) == before


@in_transaction
def test_a_foreign_branch_and_a_second_form_get_nowhere() -> None:
    people = cast()
    with pytest.raises(NotFound):
        formal(people, actor="deng")
    used = key()
    formal(people, used=used)
    with pytest.raises(AlreadyDone):
        formal(people, used=used)
    assert Standing.objects.filter(membership_id=people.m_jiang).count() == 2


def test_32_at_once_turn_one_member_formal_once(committed: None) -> None:
    people = cast()
    assert race(lambda: formal(people, now=at(2026, 6, 10))) == ["done"] + ["not_probationary"] * (
        THREADS - 1
    )
    assert Standing.objects.filter(membership_id=people.m_jiang).count() == 2
