"""撤销党总支: once no branch belongs to it; its offices end with it."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import Office, Organisation, OrganisationEvent
from tests.actions.test_found_general_branch import refusal
from tests.actions.tree_scene import ended, officer, placed, with_general
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LAST = date(2026, 6, 30)


def test_it_ends_with_its_offices_and_the_history_stays() -> None:
    people, general = with_general()
    office = officer(people, general)
    same = key()
    ended(people, general, key=same)
    assert Organisation.objects.get(pk=general).until == LAST
    assert Office.objects.get(pk=office).until == LAST
    assert OrganisationEvent.objects.filter(organisation=general).last().kind == "ended"  # type: ignore[union-attr]
    with pytest.raises(AlreadyDone):
        ended(people, general, key=same)
    assert refusal(lambda: ended(people, general)).code == "already_ended"
    late = {"since": date(2026, 7, 1), "now": at(2026, 7, 1)}
    assert refusal(lambda: placed(people, general, **late)).code == "not_a_choice"
    assert refusal(lambda: officer(people, general, "lin", **late)).code == "ended"


def test_not_while_a_branch_belongs_to_it() -> None:
    people, general = with_general()
    placed(people, general)
    refused = refusal(lambda: ended(people, general))
    assert refused.code == "branches_left"
    assert "教工第二党支部" in refused.sentence
    placed(people, None, since=date(2026, 6, 1), now=at(2026, 6, 1))
    ended(people, general)


def test_what_is_refused() -> None:
    people, general = with_general()
    assert refusal(lambda: ended(people, general, until=date(2026, 3, 1))).code == "before_start"
    assert refusal(lambda: ended(people, general, resolution=" ")).code == "no_resolution"
    officer(people, general)
    assert refusal(lambda: ended(people, general, actor_id=people.deng)).code == "forbidden"
    for place, who in ((general, people.lin), (people.branch_id, people.gao)):
        with pytest.raises(NotFound):
            ended(people, place, actor_id=who)
