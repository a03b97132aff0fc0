"""Workbooks: numbers, date cells, failed formulas, several sheets."""

from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from tests.settle.desk import LEDGER, ROSTER, TEACHER, Rows, Run, csv_bytes, entry, settle_files, write_xlsx


def test_a_file_named_xlsx_that_is_none_is_refused(tmp_path: Path) -> None:
    fake = tmp_path / "ledger.xlsx"
    fake.write_bytes(csv_bytes([LEDGER]))
    (tmp_path / "r.csv").write_bytes(csv_bytes([ROSTER, TEACHER]))
    run = settle_files(tmp_path, roster=str(tmp_path / "r.csv"), ledger=str(fake))
    assert run.faults == [
        f"{fake}:1: 文件: : 这不是 Excel 工作簿（.xlsx）。请在 Excel 里重新另存为 .xlsx，或存为 CSV。"
    ]


def settle_workbook(folder: Path, ledger: Rows, *, header: Rows = (LEDGER,)) -> Run:
    roster = write_xlsx(folder / "roster.xlsx", [ROSTER, (1001, *TEACHER[1:])])
    book = write_xlsx(folder / "ledger.xlsx", [*header, *ledger])
    return settle_files(folder, roster=str(roster), ledger=str(book))


def test_a_workbook_is_read_with_its_numbers_and_dates(tmp_path: Path) -> None:
    ledger = [
        entry("1001", date(2016, 3, 1), quantity=3),
        entry("1001", datetime(2016, 3, 2), item="DT3", points=2.5, reason="课题"),  # noqa: DTZ001
        entry("1001", 42432, item="DT4", quantity=1.0),
        entry("1001", 20160304, item="J04", points=0.1 + 0.2 + 2, reason="防汛"),
    ]
    run = settle_workbook(tmp_path, ledger)
    assert run.code == 0, run.err
    assert run.rows[0]["id"] == "1001"
    assert (run.rows[0]["duty"], run.rows[0]["bonus"]) == ("6.50", "2.30")


def test_a_workbook_names_row_and_column_of_its_faults(tmp_path: Path) -> None:
    ledger = [
        entry("1001", datetime(2016, 3, 1, 14, 30)),  # noqa: DTZ001
        ("",) * 8,
        entry("1001", quantity=1.5),
        entry("1001", item="J04", points=2.005, reason="防汛"),
        entry("1001", quantity=True),
    ]
    run = settle_workbook(tmp_path, ledger)
    assert [line.removeprefix(f"{tmp_path}/ledger.xlsx:").split(": ")[0:3] for line in run.faults] == [
        ["2", "日期", "2016-03-01 14:30:00"],
        ["4", "次数", "1.5"],
        ["5", "分值", "2.005"],
        ["6", "次数", "TRUE"],
    ]


def test_a_cell_whose_formula_failed_is_not_an_empty_cell(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, LEDGER)
    sheet.write_row(1, 0, entry())
    sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    sheet.write_row(2, 0, entry(date="2016-03-02"))
    sheet.write_formula(2, 3, "=A1", None, "")
    sheet.write_row(3, 0, entry(date="2016-03-03"))
    sheet.write_formula(3, 3, "=1+1", None, 2)
    sheet.write_formula(3, 9, "=1/0", None, "#DIV/0!")
    book.close()
    (tmp_path / "r.csv").write_bytes(csv_bytes([ROSTER, TEACHER]))
    run = settle_files(tmp_path, roster=str(tmp_path / "r.csv"), ledger=str(path))
    assert run.faults == [
        f"{path}:2: 次数: #DIV/0!: 公式出错（#DIV/0!）。请在 Excel 里改成数值后再存。",
        f"{path}:3: 次数: : 公式还没有算出结果。请在 Excel 里改成数值后再存。",
    ]


def test_only_the_first_sheet_is_read_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("上半年").write_row(0, 0, LEDGER)
    book.add_worksheet("下半年").write_row(0, 0, LEDGER)
    book.close()
    (tmp_path / "r.csv").write_bytes(csv_bytes([ROSTER, TEACHER]))
    run = settle_files(tmp_path, roster=str(tmp_path / "r.csv"), ledger=str(path))
    assert run.code == 0
    assert run.err == f"提示：{path}：有 2 张工作表，只读了第一张“上半年”。\n"


def test_a_header_below_the_first_row_is_refused(tmp_path: Path) -> None:
    run = settle_workbook(tmp_path, [], header=[("",) * 8, LEDGER])
    assert run.code == 1
    assert len(run.faults) == len(LEDGER)
    assert "请在第 1 行的表头补上" in run.faults[0]


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    run = settle_workbook(tmp_path, [], header=[])
    assert len(run.faults) == 1
    assert "工作表是空的" in run.faults[0]
