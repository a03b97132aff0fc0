"""A year worked out by hand, point for point of the default standard's exact reading."""

import json
from pathlib import Path

from tests.settle.desk import ROSTER, csv_bytes, entry, settle, settle_files

MEMBERS = (
    ("001", "林远舟", "T", "正式", "", "", ""),
    ("002", "沈知微", "T", "正式党员", "2010-09-01", "", ""),
    ("003", "顾春和", "A", "预备", "", "", ""),
    ("004", "陆青崖", "T", "中共党员", "", "", ""),
    ("005", "何一苇", "A", "正式", "", "2016-12-30", ""),
    ("006", "许临川", "A", "正式", "2016-07-02", "", ""),
    ("007", "宋听澜", "T", "正式", "2016-07-01", "2016-12-31", ""),
    ("008", "程晚舟", "P", "正式", "", "", ""),
    ("009", "方见山", "T", "正式", "2017-01-01", "", ""),
    ("010", "苏望舒", "T", "预备党员", "", "", "2016-09-01"),
)
ENTRIES = (
    # 001: DT1 3 + 0 (same semester) + 3, DT2 7 → 5, DT3 2.5 × 2, DT4 once a quarter 1 + 1: duty 18.
    entry(date="2016-03-10", item="DT1"),
    entry(date="2016-07-31", item="DT1"),
    entry(date="2016-08-01", item="DT1"),
    entry(quantity="7"),
    entry(item="DT3", quantity="2", points="2.50", reason="校级课题"),
    entry(date="2016-03-31", item="DT4", quantity="3"),
    entry(date="2016-04-01", item="DT4"),
    # The same achievement once, at its highest level: 5 + 0, and another 2: bonus 7.
    entry(item="J01", level="国", achievement="甲"),
    entry(date="2016-02-01", item="J01", level="省", achievement="甲"),
    entry(item="J01", level="校"),
    # Two leaves of the quarter are free, the third costs 0.5; 2 and 3 are not limited: 5.5.
    entry(date="2016-03-20", item="K02", reason="私事"),
    entry(date="2016-01-20", item="K02", quantity="2", reason="私事"),
    entry(item="K12", level="一般", reason="排课出错"),
    entry(item="K13", reason="推诿，经核实"),
    # 002: duty 6 + 5 + 5 + 4 + 6→5 = 25; bonus 8 + 6 + 5 + 5 + 3 + 2 = 29; 114 → 100.
    entry("002", "2016-01-05", "DT1"),
    entry("002", "2016-12-31", "DT1"),
    entry("002", quantity="5"),
    entry("002", item="DT3", points="3", reason="项目"),
    entry("002", item="DT3", points="2", reason="论文"),
    *(entry("002", f"2016-{month}-01", "DT4") for month in ("02", "05", "08", "11")),
    entry("002", item="DT5", quantity="6"),
    entry("002", item="J01", level="国", quantity="2"),
    entry("002", item="J02", level="国"),
    entry("002", item="J02", level="省"),
    entry("002", item="J03", points="3", quantity="2", reason="成果"),
    entry("002", item="J04", points="5", reason="防汛"),
    entry("002", item="J05", quantity="4"),
    entry("002", item="J06", quantity="2"),
    # 003, probationary on list P: 2 + 1.5; 6 → 5 of B03, late 0 after that, 1 once a month: 6.
    entry("003", item="DP1"),
    entry("003", item="DP2"),
    entry("003", item="K01", quantity="3", reason="无故"),
    entry("003", "2016-06-01", "K03", reason="迟到"),
    entry("003", "2016-02-03", "K04", reason="缺笔记"),
    entry("003", "2016-02-29", "K04", reason="缺笔记"),
    # 004: vetoed; the buckets keep their figures.
    entry("004"),
    entry("004", "2016-05-05", "V3", reason="处分决定 2016 年 3 号"),
    entry("005", item="DA1"),
    entry("008", item="DP3", quantity="5"),
    # 010: probationary up to 31 August, then on the list of teachers; both lists together.
    entry("010", "2016-08-31", "DP3"),
    entry("010", "2016-09-01", "DT5"),
)
EXPECTED = """\
id,name,type,base,duty,bonus,deduction,total,suggested_grade,rank,ranked,veto
001,林远舟,T,60.00,18.00,7.00,5.50,79.50,合格,2,yes,no
002,沈知微,T,60.00,25.00,29.00,0.00,100.00,优秀,1,yes,no
003,顾春和,A,60.00,3.50,0.00,6.00,57.50,,7,yes,no
004,陆青崖,T,60.00,1.00,0.00,0.00,0.00,不合格,8,yes,yes
005,何一苇,A,60.00,2.00,0.00,0.00,62.00,,,no,no
006,许临川,A,60.00,0.00,0.00,0.00,60.00,,5,yes,no
007,宋听澜,T,60.00,0.00,0.00,0.00,60.00,基本合格,5,yes,no
008,程晚舟,P,60.00,4.00,0.00,0.00,64.00,基本合格,3,yes,no
009,方见山,T,60.00,0.00,0.00,0.00,60.00,,,no,no
010,苏望舒,T,60.00,2.00,0.00,0.00,62.00,基本合格,4,yes,no
"""


def golden(folder: Path) -> tuple[str, str]:
    roster, ledger = folder / "roster.csv", folder / "ledger.csv"
    roster.write_bytes(csv_bytes([(*ROSTER, "转正日期"), *MEMBERS]))
    header = ("id", "date", "item", "quantity", "points", "level", "achievement", "reason")
    ledger.write_bytes(csv_bytes([header, *ENTRIES]))
    return str(roster), str(ledger)


def test_a_year_is_settled_as_worked_out_by_hand(tmp_path: Path) -> None:
    roster, ledger = golden(tmp_path)
    run = settle_files(tmp_path, roster=roster, ledger=ledger)
    assert (run.code, run.err) == (0, "")
    assert "已结算 2016 年度，10 人" in run.out
    written = (run.folder / "results.csv").read_bytes()
    assert written == b"\xef\xbb\xbf" + EXPECTED.replace("\n", "\r\n").encode()


def test_the_statements_name_every_line_limit_and_clause(tmp_path: Path) -> None:
    roster, ledger = golden(tmp_path)
    run = settle_files(tmp_path, roster=roster, ledger=ledger)
    told = json.loads((run.folder / "statements.json").read_text(encoding="utf-8"))
    assert told["year"] == 2016
    assert told["standard"]["label"].startswith("重建示例：")
    assert [each["id"] for each in told["members"]] == [member[0] for member in MEMBERS]
    first = told["members"][0]
    assert (first["duty"], first["deduction"], first["total"]) == ("18.00", "5.50", "79.50")
    assert len(first["lines"]) == 14
    repeated = next(line for line in first["lines"] if line["row"] == 3)
    assert (repeated["date"], repeated["item"], repeated["clause"]) == (
        "2016-07-31",
        "DT1",
        "附件一·履职分·教师第1条",
    )
    assert (repeated["raw"], repeated["counted"]) == ("3.00", "0.00")
    assert [(cut["limit"], cut["cut"]) for cut in repeated["cuts"]] == [("frequency", "3.00")]
    assert "3月10日" in repeated["cuts"][0]["sentence"]
    ranged = next(line for line in first["lines"] if line["item"] == "DT3")
    assert (ranged["points"], ranged["quantity"], ranged["reason"]) == ("2.50", 2, "校级课题")
    assert [cut["limit"] for cut in told["members"][1]["cuts"]] == ["total_cap"]
    assert [cut["limit"] for cut in told["members"][3]["cuts"]] == ["veto"]
    assert told["members"][8]["lines"] == []


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    roster, ledger = golden(tmp_path)
    first = settle_files(tmp_path, roster=roster, ledger=ledger)
    before = [(first.folder / name).read_bytes() for name in ("results.csv", "statements.json")]
    settle_files(tmp_path, "--force", roster=roster, ledger=ledger)
    assert [(first.folder / name).read_bytes() for name in ("results.csv", "statements.json")] == before


def test_a_member_without_entries_keeps_a_row_in_roster_order(tmp_path: Path) -> None:
    roster = [
        ("9", "=1+1", "A", "正式", "", ""),
        ("10", "甲，乙", "T", "正式", "", ""),
        ("1", "丙", "P", "预备", "", ""),
    ]
    run = settle(tmp_path, roster=roster)
    assert run.code == 0
    assert [(row["id"], row["name"], row["total"]) for row in run.rows] == [
        ("9", "=1+1", "60.00"),
        ("10", "甲，乙", "60.00"),
        ("1", "丙", "60.00"),
    ]
