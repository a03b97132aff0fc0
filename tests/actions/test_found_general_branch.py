"""建立党总支: by the reviewer of its committee, with a name of its own, and no branch in it at first."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Organisation, OrganisationEvent
from fenming.rules.terms import Refused
from tests.actions.tree_scene import DOCUMENT, NAME, SINCE_MARCH, founded, tree_traces
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(act: Any) -> Refused:
    before = tree_traces()
    with pytest.raises(Refused) as refused:
        act()
    assert tree_traces() == before
    return refused.value


def test_it_stands_below_the_committee_and_says_by_which_document() -> None:
    people = cast()
    place = Organisation.objects.get(pk=founded(people))
    assert (place.kind, place.parent_id, place.name, place.since) == (
        "general_branch", people.superior_id, NAME, SINCE_MARCH,
    )  # fmt: skip
    event = OrganisationEvent.objects.get()
    assert (event.kind, event.name, event.resolution, event.by_id) == ("founded", NAME, DOCUMENT, people.gao)
    assert AuditEvent.objects.get(verb="found_general_branch").branch_id == people.superior_id


@pytest.mark.parametrize("who", ["lin", "deng", "zhou"])
def test_nobody_of_a_branch_founds_one(who: str) -> None:
    people = cast()
    assert refusal(lambda: founded(people, actor_id=getattr(people, who))).code == "forbidden"


def test_what_is_missing_taken_or_elsewhere() -> None:
    people, same = cast(), key()
    assert refusal(lambda: founded(people, name=" ")).code == "no_name"
    assert refusal(lambda: founded(people, name="长" * 81)).code == "name_too_long"
    assert refusal(lambda: founded(people, resolution=" ")).code == "no_resolution"
    assert refusal(lambda: founded(people, resolution="长" * 121)).code == "resolution_too_long"
    assert refusal(lambda: founded(people, name="教工第一党支部")).code == "name_taken"
    with pytest.raises(NotFound):
        founded(people, committee_id=people.branch_id)
    founded(people, key=same)
    with pytest.raises(AlreadyDone):
        founded(people, key=same, name="学生党总支")
