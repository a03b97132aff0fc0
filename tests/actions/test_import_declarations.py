"""纸质月度申报 from a table: each row judged as the member's own, all declared in one act, everyone told (R31, R67)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fenming.actions.accept_import import Accepted
from fenming.actions.declare_for import declare_for
from fenming.actions.withdraw import withdraw
from fenming.queries.chain import first_broken_event
from fenming.queries.imports.plan import Choice
from fenming.queries.trail import trail_of
from fenming.queries.viewer import viewer_of
from fenming.records.models import Account, AuditEvent, Import, Matter, MemberMonth, Month, Outbox
from fenming.rules.terms import Refused
from tests.actions.import_scene import NOW, accepted, handed_in, plan_of, workbook
from tests.cast import Cast, cast, key
from tests.pages.browse import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADING = ("姓名", "月份", "日期", "项目", "次数", "级别", "事由")
ZHOU = ("周予安", "2月", "2026-02-10", "DT5", "2", "", "布置学院读书会会场。")
HE = ("何苗", "", "2026-03-01", "DA5", "", "", "值班接待来访家长。")
NONE = Choice()


def sheets(people: Cast, *rows: tuple[object, ...], **change: Any) -> Import:
    """A table of paper sheets, typed by the recorder."""
    content = workbook([("二、三月纸质申报汇总",), HEADING, *rows])
    given: dict[str, Any] = {"actor_id": people.xu, "kind": "declarations", "name": "申报.xlsx"}
    return handed_in(people, content, **given | change)


def taken(people: Cast, found: Import, choice: Choice = NONE) -> Accepted:
    return accepted(people, found, choice, actor_id=people.xu)


def refusal(people: Cast, found: Import, choice: Choice = NONE) -> Refused:
    before = Matter.objects.count(), AuditEvent.objects.count(), Outbox.objects.count()
    with pytest.raises(Refused) as refused:
        taken(people, found, choice)
    assert (Matter.objects.count(), AuditEvent.objects.count(), Outbox.objects.count()) == before
    return refused.value


def test_each_row_is_declared_for_its_member_who_is_told_with_one_line_in_the_trail() -> None:
    people = cast()
    found = sheets(people, ZHOU, HE)
    assert [(one.row, one.who, one.outcome.value, one.words) for one in plan_of(found, NONE).rows] == [
        (3, "周予安", "new", "2026年2月10日，学院公共事务与志愿服务，2 分（每次 1 分，共 2 次），报在2月：布置学院读书会会场。"),
        (4, "何苗", "new", "2026年3月1日，改进建议与志愿服务，1 分（每次 1 分），报在3月：值班接待来访家长。"),
    ]  # fmt: skip
    before = AuditEvent.objects.count()
    assert taken(people, found).new == 2
    rows = list(
        Matter.objects.order_by("pk").values_list("membership_id", "item", "claimed_centi", "month__number")
    )
    assert rows == [(people.m_zhou, "DT5", 200, 2), (people.m_he, "DA5", 100, 3)]
    one = Matter.objects.order_by("pk")[0]
    assert (one.origin, one.on_behalf, one.declared_by_id) == ("declared", True, people.xu)
    assert MemberMonth.objects.get(membership_id=people.m_zhou, month__number=2).kind == "on_behalf"
    assert set(Outbox.objects.filter(kind="declared_for").values_list("to_id", flat=True)) == {
        people.zhou,
        people.he,
    }
    event = AuditEvent.objects.latest("pk")
    assert (AuditEvent.objects.count(), event.verb) == (before + 1, "accept_import")
    assert json.loads(event.detail)["matters"] == list(
        Matter.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert "周予安" not in event.detail
    assert first_broken_event(branch_id=people.branch_id) is None


def test_the_trail_of_a_matter_begins_with_the_table_it_came_in() -> None:
    people = cast()
    taken(people, sheets(people, ZHOU))
    matter = Matter.objects.get()
    client_of(people.zhou)  # has an account
    viewer = viewer_of(account=Account.objects.get(person_id=people.zhou), on=NOW.date())
    assert viewer is not None
    trail = trail_of(viewer=viewer, matter_id=matter.pk, today=NOW.date())
    assert [row.what for row in trail.rows] == ["导入表格"]


def test_what_was_declared_before_in_the_same_words_is_the_same_and_not_twice() -> None:
    people = cast()
    taken(people, sheets(people, ZHOU))
    again = sheets(people, ZHOU, HE)
    row = plan_of(again, NONE).rows[0]
    assert (row.outcome.value, row.words) == ("same", "已经报过，事项号 2026-02-001，现在是“已申报”")
    assert taken(people, again).new == 1
    assert Matter.objects.count() == 2
    withdraw(actor_id=people.zhou, matter_id=Matter.objects.order_by("pk")[0].pk, key=key(), now=NOW)
    assert plan_of(sheets(people, ZHOU), NONE).rows[0].outcome.value == "new"


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        ({0: "陶然"}, "A3", "名册里没有这名党员"),
        ({0: ""}, "A3", "没有写是谁"),
        ({1: "13月"}, "B3", "月份读不出来"),
        ({1: "1月"}, "B3", ""),
        ({2: "二月初"}, "C3", "日期读不出来"),
        ({2: ""}, "C3", "日期是空的"),
        ({2: "2026-03-05", 1: ""}, "C3", "还没有到"),
        ({2: "2019-03-05"}, "C3", "不在本支部已开始的年度里"),
        ({3: "喝茶"}, "D3", "积分标准里没有这个项目"),
        ({3: "本月无新增"}, "D3", "请不导入这一行，在“纸质表录入”里登记"),
        ({3: "DA5"}, "D3", "只用于行政教辅"),
        ({3: "K03"}, "D3", "由支部核实记录，不由本人申报"),
        ({4: "0"}, "E3", ""),
        ({4: "两次"}, "E3", "次数应是正整数"),
        ({6: ""}, "G3", "还没有写"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_declared_says_in_which_cell_and_nothing_is_written(
    cells: dict[int, str], cell: str, words: str
) -> None:
    people = cast()
    Month.objects.filter(branch_id=people.branch_id, number=1).update(assessed_at=NOW)
    row = tuple(cells.get(at, value) for at, value in enumerate(ZHOU))
    found = sheets(people, row, HE)
    one = plan_of(found, NONE).rows[0]
    assert one.outcome.value == "fault"
    assert cell in [fault.cell for fault in one.faults]
    assert words in "".join(fault.sentence for fault in one.faults)
    assert refusal(people, found).code == "bad_rows"


def test_the_same_row_twice_is_asked_about_and_one_may_be_left_out() -> None:
    people = cast()
    found = sheets(people, ZHOU, ZHOU)
    assert "和第 3 行完全一样" in refusal(people, found).sentence
    left = Choice(out=frozenset({4}))
    assert plan_of(found, left).rows[1].outcome.value == "left_out"
    assert taken(people, found, left).new == 1


def test_nobody_takes_in_the_own_sheet() -> None:
    people = cast()
    refused = refusal(people, sheets(people, HE, ("许明远", "", "2026-03-01", "DA5", "", "", "值班。")))
    assert refused.code == "forbidden"
    assert refused.sentence.startswith("第 4 行，许明远：")


def test_who_may_not_declare_for_others_may_not_take_in_such_a_table() -> None:
    people = cast()
    with pytest.raises(Refused, match="支部书记、积分记录员"):
        sheets(people, ZHOU, actor_id=people.he)


def test_a_month_named_in_the_table_goes_before_the_day() -> None:
    people = cast()
    month_id = Month.objects.get(branch_id=people.branch_id, number=1).pk
    Month.objects.filter(pk=month_id).update(assessed_at=NOW)
    late = ("周予安", "", "2026-01-20", "DT5", "", "", "布置学院读书会会场。")
    found = sheets(people, late)
    assert "报在2月" in plan_of(found, NONE).rows[0].words
    with pytest.raises(Refused):
        declare_for(
            actor_id=people.xu, membership_id=people.m_zhou, month_id=month_id, item="DT5",
            day=NOW.date(), said="布置。", key=key(), now=NOW,
        )  # fmt: skip
