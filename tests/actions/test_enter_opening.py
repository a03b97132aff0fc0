"""转入纸质台账: whole, once, before the first meeting here; nothing is due in what it covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.call_meeting import call_meeting
from fenming.actions.close_meeting import close_meeting
from fenming.actions.declare import declare
from fenming.actions.withdraw import withdraw
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_entry
from fenming.queries.quarter import quarter_state, quarters_of
from fenming.queries.scores import statements_of
from fenming.queries.year import gates_of, year_facts
from fenming.records.models import AuditEvent, LedgerEntry, Matter, Month, Opening, Outbox, Settlement, Year
from fenming.rules.terms import Refused
from tests.actions._walk import quarter
from tests.actions.meeting_scene import opened
from tests.actions.opening_scene import CLOSED, NOW, RESOLUTION, entered, lines_of
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(people: Cast, **change: Any) -> Refused:
    before = Opening.objects.count(), LedgerEntry.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        entered(people, **change)
    assert (Opening.objects.count(), LedgerEntry.objects.count(), AuditEvent.objects.count()) == before
    assert refused.value.sentence.endswith("。")
    return refused.value


def test_one_entry_a_line_without_matter_and_without_other_figures() -> None:
    people = cast()
    done = entered(people)
    assert (done.entries, done.objection_until) == (5, date(2026, 7, 13))
    opening = Opening.objects.get()
    assert (opening.pk, opening.closed_on, opening.resolution) == (done.opening_id, CLOSED, RESOLUTION)
    assert (opening.quarter.number, opening.by_id, opening.at) == (3, people.lin, NOW)
    rows = LedgerEntry.objects.order_by("seq").select_related("text", "quarter")
    found = [
        (one.membership_id, one.item, one.day, one.quantity, one.level, one.points_centi) for one in rows
    ]
    assert found == [
        (people.m_zhou, "DT2", date(2026, 3, 18), 2, "", 200),
        (people.m_he, "DA2", date(2026, 3, 31), 1, "", 150),
        (people.m_zhou, "K03", date(2026, 4, 9), 1, "", -50),
        (people.m_zhou, "J05", date(2026, 5, 4), 1, "", 100),
        (people.m_he, "J01", date(2026, 6, 12), 1, "校", 200),
    ]
    assert {(one.kind, one.opening_id, one.determination_id, one.quarter.number) for one in rows} == {
        ("opening", opening.pk, None, 3)
    }
    assert rows[0].text.text == "指导学生试讲两次"
    assert first_broken_entry(branch_id=people.branch_id) is None
    assert not Matter.objects.exists()
    event = AuditEvent.objects.get(verb="enter_opening")
    assert (event.subject, event.subject_id, event.actor_id) == ("opening", opening.pk, people.lin)
    told = Outbox.objects.filter(kind="opening_entered").values_list("to_id", flat=True)
    assert set(told) == {people.zhou, people.he}


def test_the_points_are_those_of_the_paper_book() -> None:
    people = cast()
    entered(people)
    year = Year.objects.get(branch_id=people.branch_id)
    totals = {row.pk: one.total_centi for row, _, one in statements_of(branch_id=people.branch_id, year=year)}
    assert (totals[people.m_zhou], totals[people.m_he], totals[people.m_lin]) == (6250, 6350, 6000)


def test_quarters_it_covers_are_taken_over_and_nothing_is_due_in_them() -> None:
    people = cast()
    entered(people)
    assert [quarter_state(quarter=quarter(people, number)) for number in (1, 2, 3)] == [
        "taken_over",
        "taken_over",
        "open",
    ]
    assert [one.number for one in quarters_of(branch_id=people.branch_id)] == [4, 3]
    open_months = Month.objects.filter(branch_id=people.branch_id, assessed_at__isnull=True)
    assert list(open_months.order_by("start").values_list("number", flat=True)) == [7, 8, 9, 10, 11, 12]
    facts = year_facts(branch_id=people.branch_id, number=2026)
    sentences = [
        f"{one.sentence}{one.more}"
        for one in gates_of(year=facts, branch_id=people.branch_id, today=NOW.date())
    ]
    assert not [one for one in sentences if "第一季度" in one and "转入" not in one]
    assert any("截至6月30日的积分已按纸质台账转入" in one and RESOLUTION in one for one in sentences)
    assert any(one.startswith("两个季度都开过党员大会") for one in sentences)
    with pytest.raises(Refused) as refused:
        call_meeting(
            actor_id=people.lin,
            quarter_id=quarter(people, 1).pk,
            held_on=date(2026, 7, 8),
            place="",
            key=key(),
            now=NOW,
        )
    assert "已按纸质台账转入" in refused.value.sentence


def test_a_book_closed_within_a_quarter_leaves_that_quarter_to_be_held() -> None:
    people = cast()
    entered(people, closed_on=date(2026, 5, 15), lines=lines_of(people)[:1])
    assert [one.number for one in quarters_of(branch_id=people.branch_id)] == [4, 3, 2]
    first_open = Month.objects.filter(branch_id=people.branch_id, assessed_at__isnull=True).order_by("start")[
        0
    ]
    assert (first_open.number, Opening.objects.get().quarter.number) == (5, 2)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"resolution": " "}, "resolution_missing", "还没有填依据的决议"),
        ({"resolution": "决" * 121}, "too_long", "120 字以内"),
        ({"lines": ()}, "no_lines", "没有一行可以转入"),
        ({"closed_on": date(2026, 7, 7)}, "future_day", "2026年7月7日还没有到"),
        ({"closed_on": date(2025, 12, 31)}, "no_year", "本支部从2026年1月1日起在这里记分"),
        ({"closed_on": date(2026, 12, 31), "now": at(2027, 1, 8)}, "whole_year", "全年都在纸质台账上"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    lines = lines_of(people)
    refused = refusal(people, **{"lines": lines} | change)
    assert refused.code == code
    assert words in refused.sentence


def test_every_bad_line_is_named_and_none_is_taken() -> None:
    people = cast()
    good = lines_of(people)
    bad = (
        good[0],
        replace(good[1], day=date(2026, 7, 2), row=3),
        replace(good[3], item="DT2", row=5),
        replace(good[4], level="", row=6),
        replace(good[0], row=7),
        replace(good[0], item="V5", row=8),
    )
    refused = refusal(people, lines=bad)
    assert refused.code == "bad_lines"
    for words in (
        "第3行，日期：纸质台账截至2026年6月30日，这一天在它之后",
        "第5行，项目：",
        "第6行，级别：",
        "第7行，编号：这一行与第 2 行重复",
        "第8行，项目：一票否决不随纸质台账转入",
        "没有转入任何一笔",
    ):
        assert words in refused.sentence


def test_once() -> None:
    people = cast()
    lines = lines_of(people)
    entered(people)
    refused = refusal(people, lines=lines)
    assert refused.code == "already_entered"
    assert "只能转入一次" in refused.sentence


def test_not_after_the_first_meeting_began() -> None:
    people = cast()
    lines = lines_of(people)
    meeting_id = opened(people, quarter=2, held_on=date(2026, 6, 30))
    assert refusal(people, lines=lines).code == "meeting_held"
    close_meeting(
        actor_id=people.lin, meeting_id=meeting_id, minutes="没有事项。", key=key(), now=at(2026, 6, 30)
    )
    refused = refusal(people, lines=lines)
    assert refused.code == "meeting_held"
    assert "6月30日的党员大会已经在这里开过" in refused.sentence


def test_a_matter_in_the_months_it_covers_is_out_of_the_way_first() -> None:
    people = cast()
    lines = lines_of(people)
    matter_id = declare(
        actor_id=people.zhou, month_id=Month.objects.get(branch_id=people.branch_id, number=6).pk, item="DT5",
        day=date(2026, 6, 3), said="迎新志愿服务。", key=key(), now=at(2026, 7, 2),
    )  # fmt: skip
    refused = refusal(people, lines=lines)
    assert refused.code == "matters_there"
    assert "6月在系统里已有 1 件" in refused.sentence
    withdraw(actor_id=people.zhou, matter_id=matter_id, key=key(), now=at(2026, 7, 3))
    assert entered(people, lines=lines).entries == 5


def test_a_settled_year_takes_none() -> None:
    people = cast()
    lines = lines_of(people)
    Settlement.objects.create(
        branch_id=people.branch_id, year=Year.objects.get(branch_id=people.branch_id), ledger_seq=0, head_hash="0" * 64,
        statements="[]", digest="0" * 64, settled_by_id=people.lin, settled_at=NOW,
    )  # fmt: skip
    assert refusal(people, lines=lines).code == "year_closed"


def test_only_the_secretary_and_only_members_of_the_branch() -> None:
    people = cast()
    lines = lines_of(people)
    for actor in (people.han, people.xu, people.zhou):
        assert refusal(people, actor_id=actor, lines=lines).code == "forbidden"
    with pytest.raises(NotFound):
        entered(people, actor_id=people.deng, lines=lines)
    with pytest.raises(NotFound):
        entered(people, lines=(replace(lines[0], membership_id=people.m_deng),))
    assert not Opening.objects.exists()


def test_the_same_button_twice_counts_once() -> None:
    people, same = cast(), key()
    lines = lines_of(people)
    entered(people, key=same, lines=lines)
    with pytest.raises(AlreadyDone):
        entered(people, key=same, lines=lines)
    assert LedgerEntry.objects.count() == 5
