"""建立党小组: by the secretary, by resolution, one of a name; it has no office and opens no door."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Organisation, OrganisationEvent
from tests.actions.group_scene import founded, with_group
from tests.actions.test_found_general_branch import refusal
from tests.cast import key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_it_stands_below_the_branch_with_its_history() -> None:
    people, group = with_group()
    row = Organisation.objects.get(pk=group)
    assert (row.kind, row.parent_id, row.name, row.until) == ("group", people.branch_id, "第一党小组", None)
    event = OrganisationEvent.objects.get(organisation=group)
    assert (event.kind, event.resolution) == ("founded", "支委会 2026年3月2日")
    assert AuditEvent.objects.get(verb="found_group").subject_id == group


def test_what_is_refused() -> None:
    people, _ = with_group()
    before = Organisation.objects.count()
    assert refusal(lambda: founded(people)).sentence == "本支部下面已经有“第一党小组”。请换一个名称。"
    assert refusal(lambda: founded(people, name=" ")).code == "no_name"
    assert refusal(lambda: founded(people, name="第二党小组", resolution="")).code == "no_resolution"
    assert refusal(lambda: founded(people, name="第二党小组", actor_id=people.han)).code == "forbidden"
    with pytest.raises(NotFound):
        founded(people, name="第二党小组", branch_id=people.other_branch_id)
    assert Organisation.objects.count() == before


def test_the_same_form_twice_counts_once() -> None:
    people, _ = with_group()
    once = key()
    founded(people, name="第二党小组", key=once)
    with pytest.raises(AlreadyDone):
        founded(people, name="第三党小组", key=once)
