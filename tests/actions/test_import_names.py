"""Whose row it is: names as offices pad them, branches as they are written, and what was answered while it was looked at (R64)."""

from __future__ import annotations

import pytest

from fenming.queries.imports.plan import Choice, Outcome
from fenming.queries.imports.roster_words import is_here
from fenming.rules.terms import Refused
from tests.actions.import_scene import BASIS, HEADING, accepted, handed_in, plan_of, seen_of, workbook
from tests.cast import cast

pytestmark = pytest.mark.django_db


def test_a_name_padded_to_line_up_is_the_same_name() -> None:
    """Offices write `何　苗` under names of three characters; nobody becomes a second person by it."""
    people = cast()
    rows = plan_of(
        handed_in(people, workbook([HEADING, ("何　苗", "正式党员", "管理", "2026-01-05", "")]))
    ).rows
    assert [(one.who, one.outcome) for one in rows] == [("何苗", Outcome.SAME)]


@pytest.mark.parametrize(
    ("cell", "ours"),
    [
        ("教工党支部", True), ("中共教工党支部", True), ("青岚大学人文学院教工党支部", True), ("人文学院 教工党支部委员会", True),
        ("退休教工党支部", False), ("青岚大学人文学院", False), ("学生党支部", False), ("", True),
    ],
)  # fmt: skip
def test_which_cells_name_this_branch(cell: str, ours: bool) -> None:
    assert is_here(cell, name="教工党支部", long_name="青岚大学人文学院") is ours


def test_what_was_answered_is_part_of_what_was_looked_at() -> None:
    people = cast()
    found = handed_in(people)
    seen = seen_of(found, Choice(answers=BASIS | {"since": "2026-01-05"}))
    with pytest.raises(Refused) as refused:
        accepted(people, found, Choice(answers=BASIS | {"since": "2026-01-06"}), seen=seen)
    assert refused.value.code == "books_changed"
