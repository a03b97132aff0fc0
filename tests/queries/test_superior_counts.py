"""How a year went, counted for the committee: things are counted, the people behind them decide what is shown."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.record import record
from fenming.queries.superior_counts import CountTable, count_tables
from fenming.queries.superior_statistics import superior_statistics
from fenming.records.models import Absence, Matter
from tests.actions._objections import found, objected, wall
from tests.cast import Cast, at, cast, key
from tests.side_tables import text_about

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def noted(people: Cast, *members: int, day: date = date(2026, 2, 10)) -> None:
    record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=day, membership_ids=list(members),
        what="主题党日迟到。", key=key(), now=at(2026, 2, 12),
    )  # fmt: skip


def tables(people: Cast) -> dict[str, CountTable]:
    branches = ((people.branch_id, "教工第二党支部"), (people.other_branch_id, "教工第一党支部"))
    return {one.title: one for one in count_tables(branches=branches, number=2026)}


def test_things_are_counted_and_shown_from_five_people_on() -> None:
    people = cast()
    four = (people.m_zhou, people.m_he, people.m_han, people.m_shen)
    noted(people, *four)
    noted(people, *four, day=date(2026, 2, 11))
    matters = tables(people)["申报、登记和报告的事项"]
    assert dict(matters.rows[0][1]) == {"评定": None, "不认定": None, "撤回": None, "办理中": None}
    assert dict(matters.sums)["办理中"] is None
    noted(people, people.m_lin)
    matters = tables(people)["申报、登记和报告的事项"]
    assert dict(matters.rows[0][1])["办理中"] == 9
    assert dict(matters.sums)["办理中"] is None  # it would be the other branch's as well, which has none
    assert Matter.objects.count() == 9


def test_few_objections_and_exemptions_are_not_told() -> None:
    scene = wall()
    found(scene, objected(scene), "kept")
    Absence.objects.create(
        branch_id=scene.people.branch_id, membership_id=scene.people.m_han, kind="exemption",
        since=date(2026, 1, 5), application=text_about(scene.people), applied_on=date(2026, 1, 5), resolution="支委会",
        by_id=scene.people.lin, at=at(2026, 1, 5),
    )  # fmt: skip
    shown = tables(scene.people)
    for title in ("异议", "申诉", "免予积分的党员"):
        for _, cells in (*shown[title].rows, ("", shown[title].sums)):
            assert all(count is None for _, count in cells), title


def test_the_statistics_carry_them_although_nobody_has_filed() -> None:
    people = cast()
    noted(people, people.m_zhou, people.m_he, people.m_han, people.m_shen, people.m_lin)
    view = superior_statistics(actor_id=people.gao, number=2026, today=date(2026, 3, 2))
    assert (view.years, view.branches) == ((2026,), ())
    assert view.course[0].title == "申报、登记和报告的事项"
    assert dict(view.course[0].rows[0][1])["办理中"] == 5
