"""``--forms``: the papers of a settlement, all or nothing, each under a name every disk takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from fenming.jobs import settle_forms
from fenming.jobs.settle_shares import FEWEST_WITH_FORMS
from fenming.prints.register_form import register_form_names
from tests.prints.looking import read
from tests.settle.desk import LEDGER as LEDGER_HEADS
from tests.settle.desk import ROSTER, csv_bytes, entry, settle

ROOT = Path(__file__).parents[2]
FOLDER = "登记表和汇总表"
MEMBERS = [
    ("001", "何苗", "T", "正式", "", ""),
    ("002", "周予安", "A", "正式", "", "2016-09-30"),
    ("a/3", "何苗", "P", "预备", "", ""),
]
LEDGER = [
    entry("001", "2016-03-01", reason="为社区老人讲授手机使用。"),
    entry("001", "2016-04-12", "K03", quantity="2", reason="迟到"),
    entry("002", "2016-05-11", "V3", reason="处理决定"),
]


def files_in(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def test_every_member_has_a_form_and_all_stand_in_the_table(tmp_path: Path) -> None:
    run = settle(
        tmp_path, "--forms", "pdf，xlsx,DOCX", "--branch", "青岚第二党支部", roster=MEMBERS, ledger=LEDGER
    )
    assert (run.code, run.err) == (0, "")
    assert f"登记表和汇总表在 {run.folder / FOLDER}。" in run.out
    assert files_in(run.folder / FOLDER) == [
        "党员积分年度汇总表_2016年度.pdf",
        "党员积分年度汇总表_2016年度.xlsx",
        "党员积分登记表_何苗_001_2016年度.docx",
        "党员积分登记表_何苗_001_2016年度.pdf",
        "党员积分登记表_何苗_a－3_2016年度.docx",
        "党员积分登记表_何苗_a－3_2016年度.pdf",
        "党员积分登记表_周予安_2016年度.docx",
        "党员积分登记表_周予安_2016年度.pdf",
    ]
    (form,) = read((run.folder / FOLDER / "党员积分登记表_何苗_001_2016年度.pdf").read_bytes())
    for words in (
        "党支部：青岚第二党支部",
        "2016年度（算到2016年12月31日）",
        "类别：正式党员岗位：教师",
        "为社区老人讲授手机使用。",
        "迟到；2次−1−1",
        "年度结算",
    ):
        assert words in form
    assert "草稿" not in form
    assert (
        "算到2016年9月30日"
        in read((run.folder / FOLDER / "党员积分登记表_周予安_2016年度.pdf").read_bytes())[0]
    )


def test_the_table_says_what_results_say_in_the_order_of_the_roster(tmp_path: Path) -> None:
    run = settle(tmp_path, "--forms", "pdf,xlsx", roster=MEMBERS, ledger=LEDGER)
    book = CalamineWorkbook.from_path(str(run.folder / FOLDER / "党员积分年度汇总表_2016年度.xlsx"))
    heads, *rows = book.get_sheet_by_index(0).to_python()
    assert heads[1:4] == ["编号", "姓名", "类别"]
    assert [[row[1], row[2], row[8]] for row in rows[:3]] == [
        [row["id"], row["name"], float(row["total"])] for row in run.rows
    ]
    assert rows[1][10] == "一票否决"
    (page,) = read((run.folder / FOLDER / "党员积分年度汇总表_2016年度.pdf").read_bytes())
    assert page.index("001何苗教师") < page.index("002周予安行政教辅") < page.index("a/3何苗预备党员")
    assert "共3人，建议等次：" in page


def test_a_name_that_cannot_be_printed_is_told_with_the_member_and_nothing_is_written(tmp_path: Path) -> None:
    odd = [
        MEMBERS[0],
        ("007", "周\U00030edd安", "T", "正式", "", ""),
        ("008", "何\U00030edd", "T", "正式", "", ""),
    ]
    run = settle(tmp_path, "--forms", "pdf", roster=odd)
    assert run.code == 1
    first, second = run.faults
    assert first.startswith(f"{tmp_path / 'roster.csv'}:3: 姓名（编号 007）: 周\U00030edd安: ")
    assert "在打印用的字库里没有" in first
    assert ":4: 姓名（编号 008）" in second
    assert not run.folder.exists()
    assert settle(tmp_path, "--forms", "docx,xlsx", roster=odd).code == 0, "Word and Excel have other fonts"


def test_forms_of_an_earlier_settlement_go_also_when_no_new_ones_come(tmp_path: Path) -> None:
    assert settle(tmp_path, "--forms", "pdf", roster=MEMBERS).code == 0
    assert settle(tmp_path, "--forms", "xlsx", "--force", roster=MEMBERS[:2]).code == 0
    assert files_in(tmp_path / "out") == [
        "results.csv", "statements.json", f"{FOLDER}/党员积分年度汇总表_2016年度.xlsx",
    ]  # fmt: skip
    assert settle(tmp_path, "--force", roster=MEMBERS).code == 0
    assert files_in(tmp_path / "out") == ["results.csv", "statements.json"]


@pytest.mark.parametrize("broken", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_what_ends_in_the_middle_of_the_forms_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: BaseException
) -> None:
    assert settle(tmp_path, "--forms", "xlsx", roster=MEMBERS[:1]).code == 0
    before = {name: (tmp_path / "out" / name).read_bytes() for name in files_in(tmp_path / "out")}
    made: list[object] = []

    def form(one: object) -> bytes:
        made.append(one)
        if len(made) == 2:
            raise broken
        return b"x"

    monkeypatch.setattr(settle_forms, "_EACH", {"pdf": form})
    if isinstance(broken, KeyboardInterrupt):
        with pytest.raises(KeyboardInterrupt):
            settle(tmp_path, "--forms", "pdf", "--force", roster=MEMBERS)
    else:
        assert settle(tmp_path, "--forms", "pdf", "--force", roster=MEMBERS).code == 1
    assert {name: (tmp_path / "out" / name).read_bytes() for name in files_in(tmp_path / "out")} == before


def test_several_processes_make_the_same_papers(tmp_path: Path) -> None:
    people = [ROSTER, *((f"{n}", f"何苗{n % 9}", "T", "正式", "", "") for n in range(2 * FEWEST_WITH_FORMS))]
    (tmp_path / "roster.csv").write_bytes(csv_bytes(people))
    (tmp_path / "ledger.csv").write_bytes(csv_bytes([LEDGER_HEADS, entry("2"), entry("39", reason="值守")]))
    made = []
    for processors in ({0}, os.sched_getaffinity(0)):
        folder = tmp_path / f"out{len(processors)}"
        argv = ["--year", "2016", "--standard", "default", "--forms", "pdf", "--out", str(folder)]
        argv += ["--roster", str(tmp_path / "roster.csv"), "--ledger", str(tmp_path / "ledger.csv")]
        command = [sys.executable, "-m", "fenming.jobs.cli", "settle", *argv]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        os.sched_setaffinity(process.pid, processors)
        assert process.wait(timeout=120) == 0
        made.append({name: (folder / name).read_bytes() for name in files_in(folder)})
    assert made[0] == made[1]
    assert len(made[0]) == 2 + 2 * FEWEST_WITH_FORMS + 1


@pytest.mark.parametrize("kinds", ["", "exe", "pdf,exe"])
def test_other_kinds_are_wrong_use(tmp_path: Path, kinds: str) -> None:
    run = settle(tmp_path, "--forms", kinds)
    assert run.code == 2
    assert "--forms 只能是" in run.err


def test_a_file_where_the_papers_go_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / FOLDER).write_text("")
    run = settle(tmp_path, "--forms", "pdf", "--force")
    assert (run.code, "却有一个同名文件" in run.err) == (2, True)


def test_names_alike_are_told_apart_whatever_the_disk() -> None:
    long = "阿" * 200
    people = [("1", "Li Na"), ("2", "LI NA"), ("3/", long), ("3:", long + "木"), ("5", "何苗")]
    names = register_form_names(people, "2016年度")
    assert len({one.casefold() for one in names}) == 5
    assert names[4] == "党员积分登记表_何苗_2016年度"
    assert names[0] == "党员积分登记表_Li Na_1_2016年度"
    assert all(len(f"{one}.docx".encode()) < 256 for one in names)
