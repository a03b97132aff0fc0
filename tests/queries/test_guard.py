"""What is handed in as a table is looked at first: hostile and broken files are refused quickly, with a sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineWorkbook

from fenming.queries.files.faults import Unreadable
from fenming.queries.files.grid import Book
from fenming.queries.files.guard import refuse_hostile
from fenming.queries.files.guard_words import OF_THE_COMMAND, TableKind
from tests.queries import hostile_xls as x
from tests.queries.hostile_tables import HOSTILE, ROW
from tests.queries.hostile_zip import book, ods, sheet
from tests.settle.desk import ROSTER, TEACHER, csv_bytes, settle_files

BOOKS = Path(__file__).parent / "books"


@cache
def measured() -> dict[str, tuple[str, str, float, float]]:
    """Every hostile file judged, in one process that may take 256 MB beyond what it had."""
    run = subprocess.run(
        [sys.executable, "tests/queries/hostile_run.py"],
        capture_output=True, text=True, check=True, timeout=120, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    return {name: tuple(told) for name, *told in map(json.loads, run.stdout.splitlines())}  # type: ignore[misc]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_two_seconds_and_256_mb(name: str) -> None:
    code, sentence, seconds, megabytes = measured()[name]
    assert code == HOSTILE[name].code
    assert HOSTILE[name].words in sentence
    assert sentence.startswith("“名册.")
    assert "请" in sentence  # what to do
    assert seconds <= 2
    assert megabytes <= 256


def test_there_are_more_than_enough_of_them() -> None:
    assert len(HOSTILE) >= 120


def by_xlsxwriter() -> bytes:
    memory = io.BytesIO()
    whole = xlsxwriter.Workbook(memory, {"in_memory": True})
    page = whole.add_worksheet("名册")
    page.merge_range(0, 0, 0, 3, "教工第一党支部党员名册")
    page.write_row(1, 0, ["姓名", "性别", "入党日期", "备注"])
    page.write_row(2, 0, ["林远舟", "男", 42432, "a|b!"])
    page.write_formula(3, 3, '=IF(A3="","a|b",说明!A1)', None, "")
    page.write_url(4, 0, "mailto:lin@example.invalid")
    page.data_validation(2, 1, 500, 1, {"validate": "list", "source": ["男", "女"]})
    page.freeze_panes(2, 0)
    page.set_column(0, 16_383, 12)
    chart = whole.add_chart({"type": "column"})
    chart.add_series({"values": "=名册!$C$3:$C$9"})
    whole.add_worksheet("说明").insert_chart(0, 0, chart)
    whole.close()
    return memory.getvalue()


def by_openpyxl() -> bytes:
    whole = openpyxl.Workbook()
    page = whole.active
    assert page is not None
    page.append(["姓名", "人员类别"])
    for number in range(1, 300):
        page.append([f"林远舟{number}", "正式党员"])
    page["A1"].font = Font(bold=True)
    page.add_data_validation(DataValidation(type="list", formula1='"正式党员,预备党员"'))
    page["A9"].hyperlink = "https://example.invalid/"
    memory = io.BytesIO()
    whole.save(memory)
    return memory.getvalue()


EMPTY_BELOW = (
    ROW.format("", "")
    + '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
FAR = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(2, 60_000))
GOOD = {
    "XlsxWriter": ("名册.xlsx", by_xlsxwriter, TableKind.XLSX),
    "openpyxl": ("名册.XLSX", by_openpyxl, TableKind.XLSX),
    "LibreOffice xlsx": ("名册.xlsx", (BOOKS / "office.xlsx").read_bytes, TableKind.XLSX),
    "LibreOffice xls": ("名册.xls", (BOOKS / "office.xls").read_bytes, TableKind.XLS),
    "LibreOffice ods": ("名册.ods", (BOOKS / "office.ods").read_bytes, TableKind.ODS),
    "XLS of WPS": ("名册.et", (BOOKS / "office.xls").read_bytes, TableKind.XLS),
    "without an ending": ("2026.5.6名册", by_openpyxl, TableKind.XLSX),
    "a plain book": ("名册.xlsx", book, TableKind.XLSX),
    "a book that says it is full": ("名册.xlsx", lambda: book(sheet(FAR, dimension="A1:XFD1048576")), TableKind.XLSX),
    "cells without a place": (
        "名册.xlsx", lambda: book("<row><c><v>1</v></c><c><v>2</v></c></row>" * 900), TableKind.XLSX,
    ),
    "a column of an old book": ("名册.xls", lambda: x.xls(*(x.number(n, 0) for n in range(9000))), TableKind.XLS),
    "texts of an old book": (
        "名册.xls",
        lambda: x.xls(*(x.text_cell(n, 0, 1) for n in range(9000)), more=x.texts("字" * 32_000, "短")),
        TableKind.XLS,
    ),
    "a whole sheet of nothing in ODS": ("名册.ods", lambda: ods(EMPTY_BELOW), TableKind.ODS),
    "text": ("名册.csv", lambda: "姓名,备注\r\n林远舟,\"甲|乙\n第二行\"\r\n".encode("utf-8-sig"), TableKind.CSV),
    "text in GB18030": ("名册.txt", lambda: "姓名\t备注\n林远舟\t-1|2\n".encode("gb18030"), TableKind.CSV),
    "Unicode text of Excel": ("名册.txt", lambda: "姓名\t备注\n林远舟\t甲\n".encode("utf-16"), TableKind.CSV),
    "text with minus signs": ("台账.csv", lambda: b"id,points\n1,-1.00\n2,+0.5\nBM1,3\n", TableKind.CSV),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_offices_have_passes_and_opens(name: str) -> None:
    file_name, make, kind = GOOD[name]
    data = make()
    assert refuse_hostile(data, file_name=file_name) is kind
    if kind is not TableKind.CSV:
        whole = CalamineWorkbook.from_filelike(io.BytesIO(data))
        assert whole.get_sheet_by_index(0).height < 10_000


def test_where_the_library_trips_over_a_file_it_is_said_all_the_same() -> None:
    data = HOSTILE["a sheet that begins nowhere"].make()
    with pytest.raises(Unreadable, match="表格打不开"):
        Book(name="名册.xls", data=data)


def test_the_operators_machine_takes_more_than_a_page() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 250_001))
    assert refuse_hostile(book(rows), file_name="台账.xlsx", limits=OF_THE_COMMAND) is TableKind.XLSX


def test_a_settlement_from_files_is_guarded_too(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(csv_bytes([ROSTER, TEACHER]))
    ledger = tmp_path / "名册.xlsx"
    ledger.write_bytes(HOSTILE["macros"].make())
    run = settle_files(tmp_path, roster=str(tmp_path / "r.csv"), ledger=str(ledger))
    assert run.code == 1
    assert run.faults == [
        f"{ledger}:1: 文件: : “名册.xlsx”里有宏（程序）。请另存为不带宏的文件（“.xlsx”“.docx”），再提交。"
    ]
    assert not (tmp_path / "out").exists()
