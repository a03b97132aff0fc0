"""Reading the paper book: who, what and when are found as people write them, and every fault is listed at once."""

from __future__ import annotations

import pytest

from fenming.actions._people import NewMember
from fenming.actions.enrol_members import enrol_members
from fenming.queries.files.faults import Unreadable
from fenming.queries.files.handed_in import table_of_text, table_of_upload
from fenming.queries.opening import figures_after, frame_of
from fenming.queries.opening_book import read_book
from fenming.rules.terms import Status
from tests.actions.opening_scene import BOOK, CLOSED, NOW, read
from tests.cast import SINCE, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADER = "编号,日期,项目,次数,分值,级别,成果,事由\n"


def test_members_by_number_or_name_items_by_number_or_title() -> None:
    people = cast()
    book = read(people)
    assert book.faults == ()
    assert [(one.row, one.membership_id, one.item) for one in book.lines] == [
        (2, people.m_zhou, "DT2"),
        (3, people.m_zhou, "J05"),
        (4, people.m_zhou, "K03"),
        (5, people.m_he, "DA2"),
        (6, people.m_he, "J01"),
    ]
    by_number = read(people, HEADER + "５,2026年3月18日,ｄｔ２,2.0,,,,指导学生试讲\n")
    assert [(one.membership_id, one.item, one.quantity) for one in by_number.lines] == [
        (people.m_zhou, "DT2", 2)
    ]


def test_a_title_on_two_lists_is_the_one_of_the_members_list() -> None:
    people = cast()
    book = read(
        people,
        HEADER + "周予安,2026-03-18,承诺践诺,,,,,第一季度兑现\n何苗,2026-03-18,承诺践诺,,,,,第一季度兑现\n",
    )
    assert [one.item for one in book.lines] == ["DT4", "DA4"]


def test_every_fault_of_every_row_with_row_and_column() -> None:
    people = cast()
    rows = [
        "不在册,2026-03-18,DT2,,,,,指导",
        "周予安,3/18/2026,DT2,x,,,,指导",
        "周予安,2026-03-18,打扫卫生,,,,,打扫",
        "周予安,2026-03-18,DT3,,9,,,论文",
        "何苗,2026-03-18,J01,,,院级,,表彰",
        "周予安,2026-07-02,DT2,,,,,指导",
        "周予安,2026-03-18,DT2,,,,,",
        ",2026-03-18,DT2,,,,,指导",
        "蒋雨桐,2025-12-18,DP3,,,,,承担任务",
        "周予安,2026-03-18,V5,,,,,违纪",
        "周予安,2026-03-18,DT2,,,,,指导,多余",
    ]
    book = read(people, HEADER + "\n".join(rows))
    found = {(one.row, one.column) for one in book.faults}
    assert found == {
        (2, "编号"), (3, "日期"), (3, "次数"), (4, "项目"), (5, "分值"), (6, "级别"), (7, "日期"), (8, "事由"),
        (9, "编号"), (10, "日期"), (11, "项目"), (12, "第 9 列"),
    }  # fmt: skip
    assert [one.row for one in book.faults] == sorted(one.row for one in book.faults)
    assert all(one.sentence.endswith("。") for one in book.faults)
    assert book.faults[0].value == "不在册"


def test_namesakes_are_told_apart_by_number() -> None:
    people = cast()
    enrol_members(
        actor_id=people.lin, branch_id=people.branch_id, members=[NewMember("周予安", "A", Status.FORMAL, SINCE)],
        resolution="支部党员大会", key=key(), now=at(2026, 1, 6),
    )  # fmt: skip
    book = read(people, HEADER + "周予安,2026-03-18,DT2,,,,,指导\n")
    assert "名册里有同名的党员" in book.faults[0].sentence
    both = "编号,姓名,日期,项目,事由\n5,周予安,2026-03-18,DT2,指导\n6,周予安,2026-03-18,DT2,指导\n"
    book = read(people, both)
    assert [one.membership_id for one in book.lines] == [people.m_zhou]
    assert "序号和姓名不是同一名党员" in book.faults[0].sentence


def test_the_same_line_twice_is_a_fault() -> None:
    people = cast()
    line = "周予安,2026-03-18,DT2,,,,,指导\n"
    book = read(people, HEADER + line + "5,20260318,教书育人、指导学生,1,,,,指导\n")
    assert [(one.row, one.sentence[:13]) for one in book.faults] == [(3, "这一行与第 2 行重复。请")]


def test_empty_and_headless_tables_are_told_apart() -> None:
    people = cast()
    assert "表头下面没有一行" in read(people, HEADER).faults[0].sentence
    missing = read(people, "姓名,日期,项目\n周予安,2026-03-18,DT2\n")
    assert [one.column for one in missing.faults] == ["事由/reason"]
    for text, words in ((" \n", "没有内容"), ("姓名，日期，项目，事由\n", "中文逗号")):
        with pytest.raises(Unreadable) as unreadable:
            table_of_text(text)
        assert words in unreadable.value.fault.reason


def test_uploads_in_both_encodings_and_as_a_workbook() -> None:
    people = cast()
    frame = frame_of(branch_id=people.branch_id, closed_on=CLOSED, today=NOW.date())
    csv = BOOK.replace("\t", ",")
    for content in (csv.encode("utf-8-sig"), csv.encode("gb18030")):
        assert len(read_book(table_of_upload("台账.csv", content), frame.judge).lines) == 5
    with pytest.raises(Unreadable) as unreadable:
        table_of_upload("台账.xlsx", b"not a workbook")
    assert unreadable.value.fault.file == "台账.xlsx"
    assert "内容却是文本表格" in unreadable.value.fault.reason


def test_the_figures_it_would_come_to() -> None:
    people = cast()
    frame = frame_of(branch_id=people.branch_id, closed_on=CLOSED, today=NOW.date())
    found = {one.name: one for one in figures_after(frame, read(people).lines)}
    zhou = found["周予安"]
    assert (
        zhou.no,
        zhou.lines,
        zhou.duty_centi,
        zhou.bonus_centi,
        zhou.deduction_centi,
        zhou.total_centi,
    ) == (
        5,
        3,
        200,
        100,
        -50,
        6250,
    )
    assert (found["林曼青"].lines, found["林曼青"].total_centi) == (0, 6000)
    assert list(found) == ["林曼青", "许明远", "韩若水", "沈知行", "周予安", "何苗", "蒋雨桐"]
