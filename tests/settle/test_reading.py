"""Files as they come: encodings, headers, dates, numbers; CSV and workbook read the same."""

from pathlib import Path

import pytest

from tests.settle.desk import (
    LEDGER,
    ROSTER,
    TEACHER,
    Rows,
    Run,
    csv_bytes,
    entry,
    settle,
    settle_files,
)

DAYS = (
    "2016-03-01",
    "2016-3-1",
    "2016/3/1",
    "2016/03/01",
    "2016.3.1",
    "2016年3月1日",
    "2016年03月01号",
    "20160301",
    "42430",
    "42430.0",
    "２０１６－３－１",
    "２０１６／０３／０１",
    "２０１６年３月１日",
    " 2016-03-01\u3000",
    "\u200b2016-03-01\ufeff",
    "\xa02016-03-01 00:00:00",
    "2016/3/1 0:00",
    "2016-03-01T00:00:00",
)


def settle_bytes(folder: Path, *, roster: bytes, ledger: bytes) -> Run:
    (folder / "r.csv").write_bytes(roster)
    (folder / "l.csv").write_bytes(ledger)
    return settle_files(folder, roster=str(folder / "r.csv"), ledger=str(folder / "l.csv"))


@pytest.mark.parametrize("written", DAYS)
def test_a_day_that_can_only_be_one_day_is_read(tmp_path: Path, written: str) -> None:
    # The second row is the same day in its plain form: read right, it repeats the first.
    run = settle(tmp_path, ledger=[entry(date=written), entry(date="2016-03-01")])
    assert len(run.faults) == 1, run.err
    assert "与第 2 行重复" in run.faults[0]


@pytest.mark.parametrize(
    "written",
    [
        "03/01/2016",
        "2016-03",
        "2016",
        "1-3-2016",
        "2016-00-01",
        "16.3.1",
        "3月1日",
        "424300",
        "2016-3-1 8:00",
        "42430.5",
    ],
)
def test_any_other_day_is_refused(tmp_path: Path, written: str) -> None:
    run = settle(tmp_path, ledger=[entry(date=written)])
    assert [line.split(": ")[1:3] for line in run.faults] == [["日期", written]]


def test_dirt_around_values_is_accepted(tmp_path: Path) -> None:
    roster = [("\ufeff００１\u200b", " 林远舟\xa0", "Ｔ ", " 正式党员\u3000", "", "")]
    ledger = [
        entry(" ００１", item="\u3000ＤＴ２", quantity="３"),
        entry("001\t", item="DT3", points=" ２．５0 ", reason=" 课题"),
        entry(date="2016-05-01", item="J01", level="\u200b国 ", quantity="1.0"),
    ]
    run = settle(tmp_path, roster=roster, ledger=ledger)
    assert run.code == 0, run.err
    row = run.rows[0]
    assert (row["id"], row["name"], row["type"]) == ("001", "林远舟", "T")
    assert (row["duty"], row["bonus"]) == ("5.50", "5.00")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_each_encoding_gives_the_same_results(tmp_path: Path, encoding: str) -> None:
    run = settle_bytes(
        tmp_path,
        roster=csv_bytes([ROSTER, TEACHER], encoding=encoding),
        ledger=csv_bytes([LEDGER, entry(item="K01", reason="缺席")], encoding=encoding),
    )
    assert (run.code, run.err) == (0, "")
    assert run.results.splitlines()[1] == "001,林远舟,T,60.00,0.00,0.00,2.00,58.00,不合格,1,yes,no"


def test_a_rare_character_of_gb18030_is_kept(tmp_path: Path) -> None:
    member = ("001", "林𬭎", "T", "正式", "", "")
    run = settle_bytes(
        tmp_path,
        roster=csv_bytes([ROSTER, member], encoding="gb18030"),
        ledger=csv_bytes([LEDGER], encoding="gb18030"),
    )
    assert run.rows[0]["name"] == "林𬭎"


def test_columns_come_in_any_order_with_either_name_and_unknown_ones_are_noted(tmp_path: Path) -> None:
    roster: Rows = [
        ("备注", " until ", "since", "党员状态", "ＴＹＰＥ", "Name", "编号 / id"),
        ("甲", "", "", "正式", "T", "林远舟", "001"),
    ]
    ledger: Rows = [
        ("事由/reason", "achievement", "级 别", "分值", "次数", "项目", "date", "\ufeffID", "登记人", ""),
        ("", "", "", "", "2", "DT2", "2016-03-01", "001", "乙", ""),
    ]
    run = settle_bytes(tmp_path, roster=csv_bytes(roster), ledger=csv_bytes(ledger))
    assert run.code == 0
    assert run.rows[0]["duty"] == "2.00"
    assert run.err.splitlines() == [
        f"提示：{tmp_path}/r.csv：不认识的列没有读：备注。",
        f"提示：{tmp_path}/l.csv：不认识的列没有读：登记人。",
    ]


def test_a_missing_column_and_one_that_stands_twice_are_named(tmp_path: Path) -> None:
    run = settle_bytes(
        tmp_path,
        roster=csv_bytes([("编号", "id", "姓名", "人员类别", "加入日期", "离开日期")]),
        ledger=csv_bytes([LEDGER[1:]]),
    )
    assert run.code == 1
    assert [line.split(": ")[0:3] for line in run.faults] == [
        [f"{tmp_path}/r.csv:1", "id", "id"],
        [f"{tmp_path}/r.csv:1", "类别/type", ""],
        [f"{tmp_path}/l.csv:1", "编号/id", ""],
    ]
    assert "有两列" in run.faults[0]
    assert "缺少“类别/type”这一列" in run.faults[1]


def test_several_columns_of_status_must_agree(tmp_path: Path) -> None:
    header = ("编号", "姓名", "类别", "人员类别", "加入日期", "离开日期", "政治面貌", "党员状态")
    rows: Rows = [
        header,
        ("1", "甲", "T", "正式", "", "", "中共党员", "正式党员"),
        ("2", "乙", "T", "预备", "", "", "中共预备党员", "正式党员"),
        ("3", "丙", "T", "正式", "", "", "中共预备党员", "预备"),
    ]
    run = settle_bytes(tmp_path, roster=csv_bytes(rows), ledger=csv_bytes([LEDGER]))
    assert [line.split(": ")[0:3] for line in run.faults] == [
        [f"{tmp_path}/r.csv:3", "党员状态", "正式党员"],
        [f"{tmp_path}/r.csv:4", "政治面貌", "中共预备党员"],
        [f"{tmp_path}/r.csv:4", "党员状态", "预备"],
    ]
    assert all("与“人员类别”一列不一致" in line for line in run.faults)


def test_a_row_is_the_line_of_the_file(tmp_path: Path) -> None:
    lines = [
        ",".join(LEDGER),
        "",
        '001,2016-03-01,K01,,,,,"第一行',
        '第二行"',
        "001,2016-13-01,DT2,,,,,",
        ",,,,,,,",
        "001,2016-03-02,DT2",
        "001,2016-03-03,DT9",
    ]
    run = settle_bytes(tmp_path, roster=csv_bytes([ROSTER, TEACHER]), ledger="\r\n".join(lines).encode())
    assert [line.split(": ")[0] for line in run.faults] == [f"{tmp_path}/l.csv:5", f"{tmp_path}/l.csv:8"]


def test_cells_beyond_the_header_are_a_fault(tmp_path: Path) -> None:
    text = f"{','.join(LEDGER)}\n001,2016-03-01,K01,,,,,缺席,未请假\n001,2016-03-02,DT2,,,,,,,\n"
    run = settle_bytes(tmp_path, roster=csv_bytes([ROSTER, TEACHER]), ledger=text.encode())
    assert [line.split(": ")[0:3] for line in run.faults] == [[f"{tmp_path}/l.csv:2", "第 9 列", "未请假"]]


HEADER = ",".join(LEDGER)
UNREADABLE = {
    "empty": (b"", 1, "文件是空的"),
    "blank": (b"\xef\xbb\xbf \r\n", 1, "文件是空的"),
    "neither encoding": (
        f"{HEADER}\n001,2016-03-01,K01,,,,,".encode() + b"\xff\xff\n",
        2,
        "文字编码读不出来",
    ),
    "utf-16": (HEADER.encode("utf-16"), 1, "UTF-16"),
    "old excel": (b"\xd0\xcf\x11\xe0" + bytes(60), 1, ".xls"),
    "broken workbook": (b"PK\x03\x04" + bytes(60), 1, "打不开：没有传完整，或者已经损坏"),
    "tabs": (HEADER.replace(",", "\t").encode("gb18030"), 1, "列之间用的是制表符"),
    "full-width commas": (HEADER.replace(",", "，").encode(), 1, "列之间用的是中文逗号"),
    "open quotation mark": (f'{HEADER}\n001,2016-03-01,K01,,,,,"缺席\n001,x\n'.encode(), 2, "双引号"),
    "text after a quotation mark": (f'{HEADER}\n001,2016-03-01,K01,,,,,"缺"席\n'.encode(), 2, "双引号"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, kind: str) -> None:
    content, row, words = UNREADABLE[kind]
    run = settle_bytes(tmp_path, roster=csv_bytes([ROSTER, TEACHER]), ledger=content)
    assert run.code == 1
    assert len(run.faults) == 1, run.err
    assert run.faults[0].startswith(f"{tmp_path}/l.csv:{row}: 文件: : ")
    assert words in run.faults[0]
    assert not run.folder.exists()


def test_missing_files_are_all_named(tmp_path: Path) -> None:
    run = settle_files(tmp_path, "--standard", "no.toml", roster="no-roster.csv", ledger=str(tmp_path))
    assert run.code == 1
    assert run.faults == [
        "no.toml:1: 文件: : 没有这个标准文件。请核对路径，或用 default。",
        "no-roster.csv:1: 文件: : 没有这个文件。请核对路径。",
        f"{tmp_path}:1: 文件: : 这是一个文件夹。请给出文件本身的路径。",
    ]


def test_a_roster_without_members_is_refused(tmp_path: Path) -> None:
    run = settle(tmp_path, roster=[])
    assert run.code == 1
    assert "名册里没有党员" in run.faults[0]
