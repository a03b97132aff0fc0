"""Tables as offices really have them: titles, two-line headings, notes, formulas, four formats, two encodings (R64).

Each is made here; what is asserted is every row that was read, or the whole sentence.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from fenming.queries.files.faults import Unreadable
from fenming.queries.files.headings import guess
from fenming.queries.files.reading import Reading, from_bytes, read_sheet, to_bytes
from fenming.queries.imports.opening import OPENING
from fenming.queries.imports.roster import ROSTER
from fenming.queries.imports.roster_words import day_of
from tests.actions.import_scene import workbook

HEAD = ("姓名", "人员类别", "工作岗位")
TWO = (("周予安", "正式党员", "教师"), ("何苗", "预备党员", "管理"))
READ = [(2, ["周予安", "正式党员", "教师"]), (3, ["何苗", "预备党员", "管理"])]


def sheet(write: Callable[[Any, Any], None]) -> bytes:
    """An XLSX file whose first sheet is written by a function of the book and the sheet."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        write(book, book.add_worksheet("党员名册"))
    return made.getvalue()


def read(data: bytes, name: str = "名册.xlsx") -> Reading:
    found = read_sheet(name=name, data=data, columns=ROSTER.columns)
    assert from_bytes(to_bytes(found)) == found
    return found


def below(rows: list[tuple[int, list[str]]], by: int) -> list[tuple[int, list[str]]]:
    return [(number + by, cells) for number, cells in rows]


def merged_titles(book: Any, page: Any) -> None:
    """Two title rows merged over the table, a blank row, then the heading in row 4."""
    page.merge_range(0, 0, 0, 2, "青岚大学人文学院教工第二党支部党员名册")
    page.merge_range(1, 0, 1, 2, "2026年3月")
    for at, row in enumerate((HEAD, *TWO), 3):
        page.write_row(at, 0, row)


def two_lines(book: Any, page: Any) -> None:
    """A heading of two rows: 姓名 merged downwards, 基本情况 and 日期 merged sideways above what they hold."""
    page.merge_range(0, 0, 1, 0, "姓名")
    page.merge_range(0, 1, 0, 2, "基本情况")
    page.merge_range(0, 3, 0, 4, "日期")
    page.write_row(1, 1, ("人员类别", "工作岗位", "入党", "转正"))
    page.write_row(2, 0, ("周予安", "正式党员", "教师", "2016-06-30", "2017-06-30"))


def formulas(book: Any, page: Any) -> None:
    """What a formula came to when the table was saved is what stands there."""
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, TWO[0])
    page.write_formula(2, 0, '="何"&"苗"', None, "何苗")
    page.write_row(2, 1, TWO[1][1:])


def dates(book: Any, page: Any) -> None:
    """A real date, a serial number, a Chinese date, one written out, full-width digits, dots."""
    page.write_row(0, 0, ("姓名", "人员类别", "入党日期"))
    page.write_row(1, 0, ("甲", "正式党员"))
    page.write_datetime(1, 2, date(2016, 3, 1), book.add_format({"num_format": "yyyy/m/d"}))
    days = (42430, "2016年3月1日", "二〇一六年三月一日", "２０１６年３月１日", "2016.3.1", 20160301)
    for at, day in enumerate(days, 2):
        page.write_row(at, 0, ("甲", "正式党员", day))


def offset(book: Any, page: Any) -> None:
    """The table begins in column C, row 6."""
    for at, row in enumerate((HEAD, *TWO), 5):
        page.write_row(at, 2, row)


def ended(*after: Sequence[object]) -> bytes:
    return workbook([HEAD, *TWO, *after])


SHEETS: dict[str, tuple[bytes, list[tuple[int, list[str]]]]] = {
    "plain": (workbook([HEAD, *TWO]), READ),
    "titles above": (sheet(merged_titles), below(READ, 3)),
    "blank rows between": (workbook([HEAD, (), TWO[0], ("", " ", "　"), TWO[1]]), [(3, READ[0][1]), (5, READ[1][1])]),
    "heading of two rows": (sheet(two_lines), [(3, ["周予安", "正式党员", "教师", "2016-06-30", "2017-06-30"])]),
    "formulas": (sheet(formulas), READ),
    "table in the middle of the sheet": (sheet(offset), below(READ, 5)),
    "signed below": (ended((), ("制表人：林曼青", "", "审核人：韩若水")), READ),
    "remarks below": (ended(("备注：", "本表一式两份"), ("注1、管理含教辅",)), READ),
    "one long line below": (ended(("本表由各支部如实填写并于每季度末报送",)), READ),
    "total below": (ended(("合计", "2人")), READ),
    "sum in a later column": (ended(("", "小计", "2")), READ),
    "number of people below": (ended(("共2名党员",)), READ),
    "heading repeated on each printed page": (workbook([HEAD, TWO[0], HEAD, TWO[1]]), [READ[0], (4, READ[1][1])]),
    "spaced heading": (workbook([("姓　名", "人员 类别", "工作岗位（必填）"), *TWO]), READ),
    "starred heading": (workbook([("*姓名", "人员类别：", "工作\n岗位"), *TWO]), READ),
    "other words": (workbook([("党员姓名", "政治面貌", "岗位类别"), *TWO]), READ),
    "numbered rows": (
        workbook([("序号", *HEAD), (1, *TWO[0]), (2, *TWO[1])]),
        [(2, ["1", *READ[0][1]]), (3, ["2", *READ[1][1]])],
    ),
    "an example left in": (workbook([HEAD, ("示例：张三", "正式党员", "教师"), *TWO]), below(READ, 1)),
    "numbers as text and as numbers": (
        workbook([("姓名", "人员类别", "工号"), ("甲", "正式", 12.0), ("乙", "正式", "0012")]),
        [(2, ["甲", "正式", "12"]), (3, ["乙", "正式", "0012"])],
    ),
    "a short row": (workbook([HEAD, ("周予安",)]), [(2, ["周予安", "", ""])]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "rows"), SHEETS.values(), ids=SHEETS)
def test_rows_are_read_as_they_stand(data: bytes, rows: list[tuple[int, list[str]]]) -> None:
    assert list(read(data).rows) == rows


TEXT = "姓名,人员类别,工作岗位\n周予安,正式党员,教师\n何苗,预备党员,管理\n"
TEXTS = {
    "utf-8": TEXT.encode(),
    "utf-8 with its mark": TEXT.encode("utf-8-sig"),
    "gb18030": TEXT.encode("gb18030"),
    "utf-16 from Excel": TEXT.replace(",", "\t").encode("utf-16"),
    "tabs": TEXT.replace(",", "\t").encode(),
    "semicolons": TEXT.replace(",", ";").encode("gb18030"),
    "full-width commas": TEXT.replace(",", "，").encode(),
    "windows line ends": TEXT.replace("\n", "\r\n").encode("gb18030"),
    "quoted": '姓名,人员类别,工作岗位\n"周予安","正式党员","教师"\n何苗,预备党员,"管理"\n'.encode(),
}


@pytest.mark.parametrize("data", TEXTS.values(), ids=TEXTS)
def test_text_is_read_in_each_way_it_is_saved(data: bytes) -> None:
    assert list(read(data, "名册.csv").rows) == READ


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One messy XLSX, saved by LibreOffice as XLS, ODS and XLSX."""
    folder = tmp_path_factory.mktemp("saved")
    source = folder / "from.xlsx"
    source.write_bytes(sheet(all_at_once))
    for ending in ("xls", "ods", "xlsx"):
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            ending,
        ]
        subprocess.run(
            [*command, "--outdir", str(folder / ending), str(source)], check=True, capture_output=True
        )
    return folder


def all_at_once(book: Any, page: Any) -> None:
    """A title, a heading of two rows, a date, a formula, a total and who made it."""
    page.merge_range(0, 0, 0, 3, "党员名册")
    page.merge_range(1, 0, 2, 0, "姓名")
    page.merge_range(1, 1, 1, 2, "党员情况")
    page.merge_range(1, 3, 2, 3, "入党时间")
    page.write_row(2, 1, ("人员类别", "岗位"))
    page.write_row(3, 0, ("周予安", "正式党员", "教师"))
    page.write_datetime(3, 3, date(2016, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    page.write_row(4, 0, ("何苗", "预备党员", "管理"))
    page.write_formula(4, 3, "=DATE(2025,6,1)", book.add_format({"num_format": "yyyy-mm-dd"}), 45809)
    page.write_row(5, 0, ("合计", "2"))
    page.write_row(6, 0, ("制表人：林曼青",))


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_what_another_program_saved_reads_the_same(converted: Path, ending: str) -> None:
    found = read((converted / ending / f"from.{ending}").read_bytes(), f"名册.{ending}")
    assert (found.first, found.last, found.headings) == (2, 3, ("姓名", "人员类别", "岗位", "入党时间"))
    assert list(found.rows) == [
        (4, ["周予安", "正式党员", "教师", "2016-03-01"]), (5, ["何苗", "预备党员", "管理", "2025-06-01"]),
    ]  # fmt: skip
    assert found.left_out == ((6, "合计"), (7, "表下的说明"))


def test_days_are_kept_as_written_for_the_kind_to_read() -> None:
    found = read(sheet(dates))
    assert [day_of(cells[2]) for _, cells in found.rows] == [date(2016, 3, 1)] * 7


def test_identity_numbers_and_the_like_are_dropped_before_anything_is_kept() -> None:
    head = ("姓名", "性别", "公民身份号码", "人员类别", "手机号码", "家庭住址", "出生日期")
    row = ("周予安", "女", "000000190001010000", "正式党员", "00000000000", "云栖路", "1990-01-01")
    found = read(workbook([head, row]))
    assert found.dropped == ("公民身份号码", "手机号码", "家庭住址", "出生日期")
    assert (found.headings, list(found.rows)) == (
        ("姓名", "性别", "人员类别"),
        [(2, ["周予安", "女", "正式党员"])],
    )
    assert b"000000190001010000" not in to_bytes(found)


def test_a_column_without_a_heading_is_not_kept_either() -> None:
    found = read(workbook([("姓名", "", "人员类别"), ("周予安", "000000190001010000", "正式党员")]))
    assert list(found.rows) == [(2, ["周予安", "正式党员"])]


def test_the_first_sheet_with_a_heading_is_read_and_the_others_are_named() -> None:
    found = read(workbook([("目录",), ("名册见后",)], sheet="封面", 名册=[HEAD, *TWO], 去年=[HEAD, *TWO]))
    assert (found.sheet, found.others, list(found.rows)) == ("名册", ("封面", "去年"), READ)


def test_a_formula_without_a_value_is_named_by_its_cell() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(HEAD)
    page.append(("周予安", "=VLOOKUP(A2,B:B,1)", "教师"))
    made = BytesIO()
    book.save(made)
    found = read(made.getvalue())
    assert [(found.cell(row, at), text) for row, at, text in found.broken] == [("B2", "")]


def test_headings_of_other_systems_are_guessed_and_a_second_one_is_left_open() -> None:
    words = (
        "姓名",
        "性别",
        "人员类别",
        "所在党支部",
        "加入中共组织日期",
        "转为正式党员日期",
        "工作岗位",
        "岗位",
    )
    assert guess(words, ROSTER.columns) == ("name", "", "status", "branch", "joined", "formal", "post", "")
    assert guess(("名册序号", "姓名", "时间", "积分事项", "说明"), OPENING.columns) == (
        "id",
        "id",
        "date",
        "item",
        "reason",
    )


PAGE = "<html><table><tr><td>姓名</td><td>人员类别</td></tr></table></html>"
REFUSED = {
    "no heading": (workbook([("张", "王"), ("李", "赵")]), "没有找到表头。表头要有“姓名”这些列名，写在前 30 行里；也可以下载模板填写。"),
    "one known word is no heading": (workbook([("姓名",), ("周予安",)]), "没有找到表头。表头要有“姓名”这些列名，写在前 30 行里；也可以下载模板填写。"),
    "empty workbook": (workbook([]), "没有找到表头。表头要有“姓名”这些列名，写在前 30 行里；也可以下载模板填写。"),
    "a web page": (PAGE.encode(), "扩展名像表格，内容却是网页。请在表格软件里打开，另存为 .xlsx 再选。"),
    "cut short": (workbook([HEAD, *TWO])[:900], "表格打不开，可能加了密码或已经损坏。请在表格软件里去掉密码，另存为 .xlsx 再选。"),
    "an old file that is none": (b"\xd0\xcf\x11\xe0" + b"0" * 900, "表格打不开，可能加了密码或已经损坏。请在表格软件里去掉密码，另存为 .xlsx 再选。"),
    "unknown signs": (b"\xff\x00\xff\xff\x81", "文字编码读不出来，既不是 UTF-8 也不是 GB18030。请另存为 .xlsx 再选。"),
    "an open quotation mark": ('姓名,人员类别\n"周予安,正式党员\n'.encode(), "第 2 行起读不下去。请看这一行的英文双引号是否成对。"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_said(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.fault.reason == sentence
