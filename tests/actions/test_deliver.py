"""送达: what was written to the outbox reaches each person once."""

from __future__ import annotations

import pytest

from fenming.actions._writing import writing
from fenming.actions.deliver import deliver
from fenming.records.models import AuditEvent, Notice, Outbox
from tests.cast import Cast, at, cast, key
from tests.racing import race

pytestmark = [pytest.mark.database]

NOW = at(2026, 2, 12)


def quiet_cast() -> Cast:
    """The cast, once everyone has been told of the offices."""
    people = cast()
    deliver(now=NOW)
    return people


def told(people: Cast, to: list[int], times: int = 1) -> None:
    """An act after which these persons are to be told."""
    for number in range(times):
        with writing(
            branch_id=people.branch_id, actor_id=people.lin, verb="assess", key=key(), now=NOW
        ) as act:
            act.tell(kind="assessed_changed", subject="matter", subject_id=number + 1, to=to)
            act.audit(subject="matter", subject_id=number + 1, clause="R34", detail={})


@pytest.mark.django_db
def test_each_person_is_told_once_of_each_act() -> None:
    people = quiet_cast()
    told(people, [people.he, people.zhou, people.he])
    assert deliver(now=NOW) == 2
    assert deliver(now=NOW) == 0
    mine = Notice.objects.filter(kind="assessed_changed")
    lines = mine.order_by("person_id").values_list("person_id", "kind", "subject", "subject_id", "at")
    assert list(lines) == sorted(
        (person, "assessed_changed", "matter", 1, NOW) for person in (people.he, people.zhou)
    )
    assert not Outbox.objects.filter(done_at__isnull=True).exists()


def told_and_failed(people: Cast) -> None:
    with writing(branch_id=people.branch_id, actor_id=people.lin, verb="assess", key=key(), now=NOW) as act:
        act.tell(kind="assessed_changed", subject="matter", subject_id=1, to=[people.he])
        raise ZeroDivisionError


@pytest.mark.django_db
def test_an_act_that_fails_tells_nobody() -> None:
    people = quiet_cast()
    with pytest.raises(ZeroDivisionError):
        told_and_failed(people)
    assert not Outbox.objects.filter(kind="assessed_changed").exists()
    assert deliver(now=NOW) == 0


@pytest.mark.django_db
def test_delivering_leaves_no_trail_of_its_own() -> None:
    people = quiet_cast()
    told(people, [people.he])
    trail = AuditEvent.objects.count()
    deliver(now=NOW)
    assert AuditEvent.objects.count() == trail


def test_after_a_week_off_and_from_32_clocks_at_once_every_line_comes_once(committed: None) -> None:
    people = quiet_cast()
    told(people, [people.he, people.zhou], times=40)
    assert race(lambda: deliver(now=NOW)) == ["done"] * 32
    lines = Notice.objects.filter(kind="assessed_changed")
    assert (lines.count(), lines.values("outbox").distinct().count()) == (80, 80)
