"""划定隶属: from a day on, one place at a time; who heads the general branch sees how far it is, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound, require
from fenming.queries.superior import superior_desk
from fenming.queries.superior_people import reviewers_of
from fenming.records.models import Affiliation, Organisation
from fenming.rules.terms import Refused
from tests.actions.test_found_general_branch import refusal
from tests.actions.tree_scene import founded, officer, placed, with_general
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
IN_MAY = date(2026, 5, 1)


def spans() -> list[tuple[Any, ...]]:
    return list(Affiliation.objects.order_by("since").values_list("general__name", "since", "until"))


def test_it_belongs_to_one_at_a_time_and_the_history_stays() -> None:
    people, general = with_general()
    other = founded(people, name="机关党总支")
    placed(people, general)
    placed(people, other, since=IN_MAY, now=at(2026, 5, 1))
    placed(people, None, since=date(2026, 6, 1), now=at(2026, 6, 1))
    assert spans() == [
        ("教工党总支", date(2026, 3, 2), date(2026, 4, 30)),
        ("机关党总支", date(2026, 5, 1), date(2026, 5, 31)),
    ]
    placed(people, general, since=date(2026, 6, 2), now=at(2026, 6, 2))
    assert Organisation.objects.get(pk=people.branch_id).parent_id == people.superior_id
    assert reviewers_of(branch_id=people.branch_id, on=IN_MAY) == [people.gao]


def test_what_does_not_change_or_would_count_a_day_twice_is_refused() -> None:
    people, general = with_general()
    assert refusal(lambda: placed(people, None)).code == "unchanged"
    same = key()
    placed(people, general, key=same)
    with pytest.raises(AlreadyDone):
        placed(people, None, key=same, since=IN_MAY)
    assert refusal(lambda: placed(people, general, since=IN_MAY)).code == "unchanged"
    assert refusal(lambda: placed(people, None)).code == "not_later"
    assert refusal(lambda: placed(people, None, resolution=" ")).code == "no_resolution"
    assert refusal(lambda: placed(people, people.other_branch_id, since=IN_MAY)).code == "not_a_choice"


def test_only_the_reviewer_and_only_branches() -> None:
    people, general = with_general()
    assert refusal(lambda: placed(people, general, actor_id=people.lin)).code == "forbidden"
    for wrong in (people.superior_id, general, 987654):
        with pytest.raises((NotFound, Refused)):
            placed(people, general, branch_id=wrong)


def test_who_heads_it_sees_how_far_its_branches_are_and_nothing_that_is_the_committees() -> None:
    people, general = with_general()
    officer(people, general)
    for verb in ("see_superior_desk", "see_filing"):
        with pytest.raises((NotFound, Refused)):
            require(actor_id=people.deng, verb=verb, branch_id=people.branch_id, on=IN_MAY)
    placed(people, general)
    for verb in ("see_superior_desk", "see_posted_sheet", "see_roster"):
        require(actor_id=people.deng, verb=verb, branch_id=people.branch_id, on=IN_MAY)
    with pytest.raises(NotFound):
        require(actor_id=people.deng, verb="see_roster", branch_id=people.branch_id, on=date(2026, 3, 1))
    for verb in ("see_filing", "see_appeals", "see_matter", "give_office", "accept_filing", "name_handler"):
        with pytest.raises(Refused):
            require(actor_id=people.deng, verb=verb, branch_id=people.branch_id, on=IN_MAY)
    desk = superior_desk(actor_id=people.deng, number=None, today=IN_MAY)
    assert [(one.id, one.general) for one in desk.branches] == [(people.branch_id, "教工党总支")]
    assert (desk.committees, desk.sees_files, desk.appeals) == (("教工党总支",), False, ())


def test_the_committee_sees_all_of_them_those_that_belong_together_side_by_side() -> None:
    people, general = with_general()
    placed(people, general)
    desk = superior_desk(actor_id=people.gao, number=None, today=IN_MAY)
    assert [(one.id, one.general) for one in desk.branches] == [
        (people.other_branch_id, ""),
        (people.branch_id, "教工党总支"),
    ]
