"""撤销党小组: once nobody is in it any more, and its name stays in what was written."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import Organisation, OrganisationEvent
from tests.actions.group_scene import ended, founded, grouped, with_group
from tests.actions.test_found_general_branch import refusal
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_it_ends_when_it_is_empty_and_takes_nobody_after_that() -> None:
    people, group = with_group()
    grouped(people, group)
    answer = refusal(lambda: ended(people, group))
    assert answer.code == "members_left"
    assert "周予安、何苗" in answer.sentence
    grouped(people, None, since=date(2026, 6, 1), now=at(2026, 6, 1))
    ended(people, group)
    assert Organisation.objects.get(pk=group).until == date(2026, 6, 30)
    assert list(OrganisationEvent.objects.filter(organisation=group).values_list("kind", flat=True)) == [
        "founded", "ended",
    ]  # fmt: skip
    later = {"since": date(2026, 7, 1), "now": at(2026, 7, 1)}
    assert refusal(lambda: grouped(people, group, **later)).code == "not_a_choice"
    assert refusal(lambda: ended(people, group)).code == "already_ended"


def test_what_is_refused() -> None:
    people, group = with_group()
    assert refusal(lambda: ended(people, group, until=date(2026, 3, 1))).code == "before_start"
    assert refusal(lambda: ended(people, group, resolution="")).code == "no_resolution"
    assert refusal(lambda: ended(people, group, actor_id=people.he)).code == "forbidden"
    for wrong in (people.branch_id, people.superior_id, 987654):
        with pytest.raises(NotFound):
            ended(people, wrong)


def test_the_same_form_twice_counts_once() -> None:
    people, group = with_group()
    once = key()
    ended(people, group, key=once)
    with pytest.raises(AlreadyDone):
        ended(people, founded(people, name="第二党小组"), key=once)
