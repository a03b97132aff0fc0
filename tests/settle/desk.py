"""Files as people make them, and the command run on them."""

import csv
import io
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from fenming.jobs.cli import main

Cells = Sequence[object]
Rows = Sequence[Cells]

ROSTER = ("编号", "姓名", "类别", "人员类别", "加入日期", "离开日期")
LEDGER = ("编号", "日期", "项目", "次数", "分值", "级别", "成果", "事由")
TEACHER = ("001", "林远舟", "T", "正式", "", "")


def csv_bytes(rows: Rows, *, encoding: str = "utf-8") -> bytes:
    """The rows as a CSV file."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(encoding)


def write_xlsx(path: Path, rows: Rows) -> Path:
    """The rows as the first sheet of a workbook; days become date cells, numbers stay numbers."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy/m/d"})
    sheet = book.add_worksheet("台账")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            else:
                sheet.write(row, column, cell)
    book.close()
    return path


@dataclass(frozen=True)
class Run:
    """What one run of the command left behind."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def faults(self) -> list[str]:
        """The lines of standard error that name a row."""
        return [line for line in self.err.splitlines() if ":" in line and not line.startswith("提示：")]

    @property
    def results(self) -> str:
        return (self.folder / "results.csv").read_bytes().decode("utf-8-sig")

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.results)))


def settle_files(folder: Path, *more: str, roster: str, ledger: str, year: str = "2016") -> Run:
    """Run the command on files of ``folder``; results go to its sub-folder ``out``."""
    out, err = io.StringIO(), io.StringIO()
    argv = ["settle", "--year", year, "--roster", roster, "--ledger", ledger, "--out", str(folder / "out")]
    if "--standard" not in more:
        argv += ["--standard", "default"]
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*argv, *more])
    return Run(code, out.getvalue(), err.getvalue(), folder / "out")


def settle(folder: Path, *more: str, roster: Rows = (TEACHER,), ledger: Rows = (), year: str = "2016") -> Run:
    """Write roster and ledger, header added, as CSV files, and run the command on them."""
    (folder / "roster.csv").write_bytes(csv_bytes([ROSTER, *roster]))
    (folder / "ledger.csv").write_bytes(csv_bytes([LEDGER, *ledger]))
    return settle_files(
        folder, *more, roster=str(folder / "roster.csv"), ledger=str(folder / "ledger.csv"), year=year
    )


def entry(
    member: str = "001",
    date: object = "2016-03-01",
    item: str = "DT2",
    quantity: object = "",
    points: object = "",
    level: str = "",
    achievement: str = "",
    reason: str = "",
) -> tuple[object, ...]:
    """A row of the ledger."""
    return (member, date, item, quantity, points, level, achievement, reason)
