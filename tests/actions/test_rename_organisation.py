"""更名: from now on on every page, with the old name kept; what was posted is as it was."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.queries.access import NotFound
from fenming.queries.verification import verify
from fenming.records.models import Organisation, OrganisationEvent
from tests.actions._walk import determine, posted
from tests.actions.test_found_general_branch import refusal
from tests.actions.tree_scene import NAME, renamed, with_general
from tests.cast import cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_new_name_stands_and_the_old_one_is_kept() -> None:
    people, general = with_general()
    renamed(people, general, "人文教工党总支")
    assert Organisation.objects.get(pk=general).name == "人文教工党总支"
    event = OrganisationEvent.objects.get(kind="renamed")
    assert (event.before, event.name) == (NAME, "人文教工党总支")


def test_what_a_branch_posted_under_its_old_name_still_holds() -> None:
    people = cast()
    determine(people)
    posted(people)
    renamed(people, people.branch_id, "文学教工党支部", day=date(2026, 3, 2))
    report = verify(step=lambda done, of: None)
    assert [one.sentence for one in report.faults] == []


def test_what_is_refused() -> None:
    people, general = with_general()
    assert refusal(lambda: renamed(people, general, " ")).code == "no_name"
    assert refusal(lambda: renamed(people, general, NAME)).code == "same_name"
    assert refusal(lambda: renamed(people, general, "教工第一党支部")).code == "name_taken"
    assert refusal(lambda: renamed(people, general, "新", day=date(2026, 3, 3))).code == "future_day"
    assert refusal(lambda: renamed(people, general, "新", resolution="")).code == "no_resolution"
    assert refusal(lambda: renamed(people, people.branch_id, "新", actor_id=people.lin)).code == "forbidden"
    assert refusal(lambda: renamed(people, people.superior_id, "新")).code == "forbidden"
    with pytest.raises(NotFound):
        renamed(people, 987654, "新")
