"""Tables as spreadsheets: what is in the cells, that nothing calculates, that nothing is lost."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from fenming.prints.cells import as_written, harmless, is_formula_like
from fenming.prints.tables import Column, Kind, Table, csv_file, sheet_name, xlsx_file
from tests.prints.looking import read

LONG = "指导 6 名师范生试讲并逐一点评，课后汇总意见发给各人。" * 3
TABLE = Table(
    title="2026年第一季度积分 & 名册",
    sheet="积分：2026/1",
    columns=(Column("姓名"), Column("合计", Kind.POINTS), Column("次数", Kind.COUNT), Column("日期", Kind.DAY),
             Column("记于", Kind.MOMENT), Column("说明")),
    rows=(
        ("周予安", -150, 3, date(2026, 2, 11), datetime(2026, 2, 11, 16, 30, tzinfo=UTC), LONG),
        ("何苗", 6750, None, date(2026, 3, 1), None, "第一行\n第二行，有“引号”\"和逗号,"),
        ("007", "未结算", 0, None, None, ""),
    ),
    notes=("积分以支部公示为准。",),
)  # fmt: skip
FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n x", "＝1+1", "＋1", "－1", "＠a", "﹦1", "−1", "  =1",
    "\u200b=1", "\ufeff+1", "\u3000=cmd|' /C calc'!A1", "\u202e-1", "\x00=1", "\u0301=1",
)  # fmt: skip
HARMLESS = (
    "周予安",
    "1-1",
    "'",
    "'甲",
    "a=b",
    "（=1）",
    "—",
    "",
    "<r>甲</r>",
    "http://a.example/",
)


def sheet_of(*tables: Table) -> Worksheet:
    book = openpyxl.load_workbook(BytesIO(xlsx_file(*tables)))
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def one_column(*texts: str) -> Table:
    return Table("表", "表", (Column("说明"),), tuple((one,) for one in texts))


def test_cells_have_their_types_and_the_sheet_is_ready_to_print() -> None:
    sheet = sheet_of(TABLE)
    assert sheet.title == "积分：2026－1"
    assert [cell.value for cell in sheet[1]] == ["姓名", "合计", "次数", "日期", "记于", "说明"]
    name, total, times, day, moment, words = sheet[2]
    assert (name.value, total.value, times.value, words.value) == ("周予安", -1.5, 3, LONG)
    assert day.value == datetime(2026, 2, 11)  # noqa: DTZ001
    assert moment.value == datetime(2026, 2, 12, 0, 30)  # noqa: DTZ001 (eight hours on)
    assert (day.number_format, total.number_format) == ('yyyy"年"m"月"d"日"', "0.00")
    assert words.alignment.wrap_text
    assert [cell.value for cell in sheet[4]] == ["007", "未结算", 0, None, None, None]
    assert sheet["A6"].value == "积分以支部公示为准。"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F4")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area == "'积分：2026－1'!$A$1:$F$6"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0), "as broad as the paper"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.oddHeader.center.text == "2026年第一季度积分 && 名册"
    assert (sheet.oddFooter.center.text or "") == "第 &P 页 共 &N 页"
    assert sheet.column_dimensions["F"].width > 40
    assert 6 < sheet.column_dimensions["A"].width < 20


def test_the_same_table_gives_the_same_bytes_and_names_nobody() -> None:
    made = xlsx_file(TABLE)
    assert made == xlsx_file(TABLE)
    with ZipFile(BytesIO(made)) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert "2026年第一季度积分" in core


def test_calamine_reads_what_was_written() -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(xlsx_file(TABLE))).get_sheet_by_index(0).to_python()
    assert rows[1][:4] == ["周予安", -1.5, 3, date(2026, 2, 11)]
    assert rows[2][5] == '第一行\n第二行，有“引号”"和逗号,'


def test_csv_is_plain_for_excel_and_for_programs() -> None:
    made = csv_file(TABLE)
    assert made.startswith("\ufeff姓名,合计,次数,日期,记于,说明\r\n".encode())
    assert list(csv.reader(StringIO(made.decode("utf-8-sig"), newline="")))[1:] == [
        ["周予安", "-1.50", "3", "2026-02-11", "2026-02-12 00:30", LONG],
        ["何苗", "67.50", "", "2026-03-01", "", '第一行\n第二行，有“引号”"和逗号,'],
        ["007", "未结算", "0", "", "", ""],
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_calculates(text: str) -> None:
    assert is_formula_like(text)
    (cell,) = sheet_of(one_column(text))[2]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.quotePrefix
    with ZipFile(BytesIO(xlsx_file(one_column(text)))) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    written = csv_file(one_column(text)).decode("utf-8-sig")
    assert list(csv.reader(StringIO(written, newline="")))[1] == [f"'{text}"]
    assert harmless(f"'{text}") == f"''{text}", "an apostrophe that was written is kept apart"


def test_other_texts_come_back_as_they_are() -> None:
    sheet = sheet_of(one_column(*HARMLESS))
    assert [sheet.cell(row, 1).value or "" for row in range(2, len(HARMLESS) + 2)] == list(HARMLESS)
    assert not any(sheet.cell(row, 1).quotePrefix for row in range(2, len(HARMLESS) + 2))
    assert [harmless(one) for one in HARMLESS] == list(HARMLESS)


@given(st.text(alphabet=st.sampled_from("'=+-@＝ \t\u200b甲1"), max_size=6))
def test_the_apostrophe_is_taken_off_again(text: str) -> None:
    assert as_written(harmless(text)) == text
    assert not is_formula_like(harmless(text))


def test_a_text_too_long_for_a_cell_says_so_and_is_whole_in_csv() -> None:
    fits, over = "字" * 32_767, "𠮷" * 20_000
    sheet = sheet_of(one_column(fits, over))
    assert sheet["A2"].value == fits
    shown = str(sheet["A3"].value)
    assert re.search("𠮷……（全文 20000 字，Excel 的一格放不下，这里是前 16333 字；全文请下载 CSV）$", shown)
    assert over in csv_file(one_column(over)).decode()


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ("a[b]:*?/\\c", "a－b－－－－－－c"),
        ("'表'", "表"),
        ("表" * 40, "表" * 31),
        ("History", "History（2）"),
        ("", "（2）"),
    ],
)
def test_sheets_have_names_that_excel_takes(wanted: str, named: str) -> None:
    assert sheet_name(wanted) in (named, f"表{named}")


def test_two_sheets_alike_are_told_apart_and_a_wrong_cell_is_a_mistake_of_ours() -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx_file(TABLE, replace(TABLE, rows=()))))
    assert book.sheetnames == ["积分：2026－1", "积分：2026－1（2）"]
    with pytest.raises(TypeError):
        xlsx_file(replace(one_column(), rows=((date(2026, 1, 1),),)))


def test_libreoffice_opens_it_and_prints_the_heading_on_every_page(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "./test names the packages that are missing"
    many = replace(TABLE, rows=(*TABLE.rows, *(("=1+1", 100, 1, None, None, "合唱") for _ in range(60))))
    (tmp_path / "t.xlsx").write_bytes(xlsx_file(many))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [
        soffice,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "t.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = read((tmp_path / "t.pdf").read_bytes())
    assert len(pages) > 1
    assert all("姓名合计次数日期记于说明" in page for page in pages)
    assert all(f"第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, 1))
    assert "2026年2月11日" in pages[0]
    assert "-1.50" in pages[0]
    assert "=1+1" in pages[1]
