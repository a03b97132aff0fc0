"""Raw SQL against the tree of organisations: no other order of kinds, no circle, one place at a time, offices where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.actions.group_scene import founded as group_founded
from tests.actions.group_scene import grouped
from tests.actions.tree_scene import ended, founded, officer, placed, with_general
from tests.cast import Cast
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ORGANISATION, BELONGS = "records_organisation", "records_affiliation"


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Cast, int, int]]:
    """A branch in a general branch that has an officer; another general branch has ended."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("tree")):
        people, general = with_general()
        placed(people, general)
        officer(people, general)
        other = founded(people, name="机关党总支")
        ended(people, other)
        yield people, general, other


def test_nothing_stands_above_what_it_may_not(stage: tuple[Cast, int, int]) -> None:
    people, general, _ = stage
    branch, one = str(people.branch_id), f"id = {people.branch_id}"
    for kind, above in (
        ("general_branch", branch), ("branch", branch), ("branch", str(general)), ("branch", "NULL"), ("committee", branch),
        ("group", str(people.superior_id)), ("group", str(general)), ("general_branch", str(general)), ("committee", str(people.superior_id)),
    ):  # fmt: skip
        row = copy_row(ORGANISATION, one, kind=f"'{kind}'", parent_id=above, name="'别的'")
        refused(row, "not what stands above")


def test_nothing_moves_in_the_tree_and_no_circle_comes_about(stage: tuple[Cast, int, int]) -> None:
    people, general, other = stage
    refused(f"UPDATE {ORGANISATION} SET parent_id = id WHERE id = {people.branch_id}", "fenming")
    refused(
        f"UPDATE {ORGANISATION} SET parent_id = {people.branch_id} WHERE id = {people.superior_id}", "fenming"
    )
    refused(f"UPDATE {ORGANISATION} SET kind = 'branch' WHERE id = {general}", "stays what and where it is")
    refused(f"UPDATE {ORGANISATION} SET until = NULL WHERE id = {other}", "stays what and where it is")
    refused("UPDATE records_organisationevent SET name = 'x'", "append-only")


def test_a_branch_has_one_place_at_a_time(stage: tuple[Cast, int, int]) -> None:
    people, _, other = stage
    later = {"general_id": str(other), "since": "'2026-05-01'"}
    refused(copy_row(BELONGS, "id > 0", **later), "fenming")
    refused(copy_row(BELONGS, "id > 0", **later, until="'2026-05-31'"), "another general branch then")
    refused(
        copy_row(BELONGS, "id > 0", since="'2026-01-01'", until="'2026-03-02'"), "another general branch then"
    )
    free = {"branch_id": str(people.other_branch_id)}
    refused(copy_row(BELONGS, "id > 0", **free, general_id=str(people.branch_id)), "not a general branch")
    refused(copy_row(BELONGS, "id > 0", **free, general_id=str(people.superior_id)), "not a general branch")
    refused(copy_row(BELONGS, "id > 0", branch_id=str(other)), "not a general branch")
    refused(copy_row(BELONGS, "id > 0", **free, resolution="''"), "affiliation_by_resolution")


def test_where_it_belonged_stays(stage: tuple[Cast, int, int]) -> None:
    _, _, other = stage
    for change in (
        f"general_id = {other}", "since = '2026-02-01'", "until = '2026-06-30'", "until = '2026-06-30', end_resolution = 'x'",
    ):  # fmt: skip
        refused(f"UPDATE {BELONGS} SET {change}", "it is only ended, once")
    refused(f"DELETE FROM {BELONGS}", "nothing is deleted")


def test_offices_are_where_they_belong(stage: tuple[Cast, int, int]) -> None:
    people, general, _ = stage
    at_general = f"organisation_id = {general}"
    for role in ("superior_reviewer", "auditor", "secretary"):
        refused(
            copy_row("records_office", at_general, role=f"'{role}'"), "not an office of such an organisation"
        )
    for place in (people.branch_id, people.superior_id):
        refused(copy_row("records_office", at_general, organisation_id=str(place)), "not an office of such")


def test_a_member_is_in_one_group_of_the_own_branch(stage: tuple[Cast, int, int]) -> None:
    people, general, _ = stage
    group = group_founded(people)
    grouped(people, group, membership_ids=[people.m_zhou])
    row, later = "records_grouping", {"since": "'2026-05-01'"}
    refused(copy_row(row, "id > 0", **later), "fenming")
    refused(copy_row(row, "id > 0", **later, until="'2026-05-31'"), "another group then")
    for wrong in (people.branch_id, general):
        refused(
            copy_row(row, "id > 0", membership_id=str(people.m_he), group_id=str(wrong)), "not a group of this branch"
        )  # fmt: skip
    refused(copy_row(row, "id > 0", membership_id=str(people.m_deng)), "another branch")
    refused(f"UPDATE {row} SET group_id = {general}", "only ended, once")
    refused(f"UPDATE {row} SET until = '2026-05-01'", "only ended, once")
    refused(f"DELETE FROM {row}", "nothing is deleted")
