"""Every fault is a line with file, row, column, value and what to do; nothing is written."""

from pathlib import Path

import pytest

from tests.settle.desk import LEDGER, ROSTER, TEACHER, csv_bytes, entry, settle, settle_files

MEMBERS = (
    TEACHER,
    ("002", "顾春和", "A", "预备", "2016-03-01", "2016-10-31"),
    ("003", "许临川", "A", "正式", "", ""),
)

# (the row, [(column, value, words of the reason)])
BAD_ROWS = {
    "unknown member": (entry("999"), [("编号", "999", "名册里没有这个编号")]),
    "no member": (entry(" "), [("编号", " ", "编号是空的")]),
    "before the year": (entry(date="2015-12-31"), [("日期", "2015-12-31", "不在2016年度")]),
    "after the year": (entry(date="20170101"), [("日期", "20170101", "不在2016年度")]),
    "before joining": (entry("002", "2016-02-29", "DP3"), [("日期", "2016-02-29", "早于加入日期")]),
    "after leaving": (entry("002", "2016-11-01", "DP3"), [("日期", "2016-11-01", "晚于离开日期")]),
    "unreadable day": (entry(date="3/1/2016"), [("日期", "3/1/2016", "日期读不出来")]),
    "two-digit year": (entry(date="16-3-1"), [("日期", "16-3-1", "日期读不出来")]),
    "mixed separators": (entry(date="2016-3/1"), [("日期", "2016-3/1", "日期读不出来")]),
    "a time of day": (entry(date="2016-03-01 14:30"), [("日期", "2016-03-01 14:30", "不带时刻")]),
    "no such day": (entry(date="2015-02-29"), [("日期", "2015-02-29", "没有这一天")]),
    "no day": (entry(date=""), [("日期", "", "日期是空的")]),
    "unknown item": (entry(item="DT9"), [("项目", "DT9", "没有这个项目")]),
    "item in small letters": (entry(item="dt2"), [("项目", "dt2", "没有这个项目")]),
    "no item": (entry(item=""), [("项目", "", "项目是空的")]),
    "base item": (entry(item="B03", reason="缺席"), [("项目", "B03", "基础分项目")]),
    "item of another list": (entry(item="DA1"), [("项目", "DA1", "项目清单")]),
    "item of the post while on probation": (entry("002", item="DA1"), [("项目", "DA1", "项目清单")]),
    "quantity zero": (entry(quantity="0"), [("次数", "0", "次数应是")]),
    "quantity negative": (entry(quantity="-1"), [("次数", "-1", "次数应是")]),
    "quantity a fraction": (entry(quantity="1.5"), [("次数", "1.5", "次数应是正整数")]),
    "quantity a word": (entry(quantity="两次"), [("次数", "两次", "次数应是正整数")]),
    "missing points": (entry(item="DT3", reason="课题"), [("分值", "", "还没有填分值")]),
    "superfluous points": (entry(points="1"), [("分值", "1", "分值留空")]),
    "points below the range": (
        entry(item="DT3", points="0.99", reason="课题"),
        [("分值", "0.99", "不在其中")],
    ),
    "points above the range": (
        entry(item="DT3", points="3.01", reason="课题"),
        [("分值", "3.01", "不在其中")],
    ),
    "points too fine": (entry(item="DT3", points="1.255", reason="课题"), [("分值", "1.255", "两位小数")]),
    "points a word": (entry(item="DT3", points="一分", reason="课题"), [("分值", "一分", "分值读不出来")]),
    "missing level": (entry(item="J01"), [("级别", "", "还没有填级别")]),
    "unknown level": (entry(item="J01", level="国家级"), [("级别", "国家级", "没有“国家级”这一级")]),
    "superfluous level": (entry(level="国"), [("级别", "国", "级别留空")]),
    "deduction without reason": (entry(item="K01"), [("事由", "", "事由")]),
    "ranged item without reason": (entry(item="DT3", points="2"), [("事由", "", "事由")]),
    "veto without reason": (entry(item="V1", reason="\u200b "), [("事由", "\u200b ", "文号")]),
    "several at once": (
        entry("999", "昨天", "K12", "0", "1.005", "重大", "", ""),
        [
            ("编号", "999", "名册里没有"),
            ("日期", "昨天", "日期读不出来"),
            ("分值", "1.005", "两位小数"),
            ("次数", "0", "次数应是"),
            ("级别", "重大", "没有“重大”这一级"),
            ("事由", "", "事由"),
        ],
    ),
}


@pytest.mark.parametrize("kind", BAD_ROWS)
def test_a_bad_row_is_named_and_nothing_is_written(tmp_path: Path, kind: str) -> None:
    row, expected = BAD_ROWS[kind]
    run = settle(tmp_path, roster=MEMBERS, ledger=[entry("003", item="DA1"), row])
    assert run.code == 1
    assert not run.folder.exists()
    assert len(run.faults) == len(expected), run.err
    wanted = sorted(
        (f"{tmp_path}/ledger.csv:3: {column}: {value}: ", words) for column, value, words in expected
    )
    for line, (start, words) in zip(sorted(run.faults), wanted, strict=True):
        assert line.startswith(start)
        assert words in line
        assert line.endswith("。"), "a sentence ends"
    assert run.err.endswith(f"提示：共 {len(expected)} 处需要修改，什么也没有写。改好后再运行一次。\n")


def test_the_line_of_a_fault_has_its_exact_form(tmp_path: Path) -> None:
    run = settle(tmp_path, ledger=[entry(date="2015-12-31")])
    assert run.faults == [
        f"{tmp_path}/ledger.csv:2: 日期: 2015-12-31: 2015年12月31日不在2016年度（2016年1月1日至2016年12月31日）之内。"
        "请核对日期；属于别的年度的，请记在那个年度。"
    ]
    assert f"提示：{tmp_path}/ledger.csv：没有一行的日期在 2016 年内。请核对 --year。" in run.err


def test_faults_of_all_files_are_listed_at_once_in_order(tmp_path: Path) -> None:
    (tmp_path / "standard.toml").write_text('[standard]\nkey = "x"\nwrong = 1\n', encoding="utf-8")
    roster = [TEACHER, ("001", "重号", "X", "群众", "2016-1", "")]
    ledger = [entry(date="今天"), entry("777", quantity="许多"), entry()]
    run = settle(tmp_path, "--standard", str(tmp_path / "standard.toml"), roster=roster, ledger=ledger)
    assert run.code == 1
    files = [line.removeprefix(f"{tmp_path}/").split(":")[0] for line in run.faults]
    assert files == sorted(files, key=["standard.toml", "roster.csv", "ledger.csv"].index)
    assert f"{tmp_path}/standard.toml:3: standard.wrong: 1: " in run.err
    # The type cannot be judged while the standard is unknown; all else is.
    assert [line.split(": ")[1] for line in run.faults if "roster" in line] == [
        "编号",
        "人员类别",
        "加入日期",
    ]
    assert [line.split(": ")[1] for line in run.faults if "ledger" in line] == ["日期", "编号", "次数"]


ROSTER_FAULTS = {
    "empty id": (("", "甲", "T", "正式", "", ""), "编号: : 编号是空的"),
    "repeated id": ((" ００１", "甲", "T", "正式", "", ""), "编号:  ００１: 编号与第 2 行重复"),
    "unknown type": (("002", "甲", "教师", "正式", "", ""), "类别: 教师: 不认识的类别。请填 T、A、P 之一。"),
    "empty type": (("002", "甲", "", "正式", "", ""), "类别: : 类别是空的"),
    "unknown status": (("002", "甲", "T", "群众", "", ""), "人员类别: 群众: 不认识的人员类别"),
    "empty status": (("002", "甲", "T", "", "", ""), "人员类别: : 人员类别是空的"),
    "unreadable since": (("002", "甲", "T", "正式", "去年", ""), "加入日期: 去年: 日期读不出来"),
    "unreadable until": (
        ("002", "甲", "T", "正式", "", "2016-02-30"),
        "离开日期: 2016-02-30: 日历上没有这一天",
    ),
    "until before since": (
        ("002", "甲", "T", "正式", "2016-05-02", "2016/5/1"),
        "离开日期: 2016/5/1: 离开日期早于加入日期（2016-05-02）",
    ),
}


@pytest.mark.parametrize("kind", ROSTER_FAULTS)
def test_a_bad_row_of_the_roster_is_named(tmp_path: Path, kind: str) -> None:
    row, words = ROSTER_FAULTS[kind]
    # A row of the ledger about somebody whose roster row is bad is not to blame.
    ledger = [entry("002")] if row[0] == "002" else []
    run = settle(tmp_path, roster=[TEACHER, row], ledger=ledger)
    assert run.code == 1
    assert len(run.faults) == 1, run.err
    assert run.faults[0].startswith(f"{tmp_path}/roster.csv:3: {words}")
    assert not run.folder.exists()


def test_a_row_that_repeats_another_after_reading_is_bad(tmp_path: Path) -> None:
    ledger = [
        entry(item="K01", reason="缺席"),
        entry(date="2016/3/1", item="Ｋ０１ ", quantity="1.0", reason=" 缺席"),
        entry(date="42430", item="K01", quantity="1", reason="缺席"),
        entry(item="K01", quantity="2", reason="缺席"),
        entry(item="K01", reason="又缺席"),
        entry(item="K01", achievement="甲", reason="缺席"),
        entry("003", item="K01", reason="缺席"),
    ]
    run = settle(tmp_path, roster=MEMBERS, ledger=ledger)
    assert run.code == 1
    assert [line.split(": ")[0].rpartition(":")[2] for line in run.faults] == ["3", "4"]
    assert all("与第 2 行重复" in line for line in run.faults)


def test_a_bad_row_that_repeats_another_bad_row_says_both(tmp_path: Path) -> None:
    bad = entry("999", "某日", quantity="几次", reason="甲")
    run = settle(tmp_path, ledger=[bad, bad])
    assert len(run.faults) == 7
    assert run.faults[-1].startswith(f"{tmp_path}/ledger.csv:3: 编号: 999: 这一行与第 2 行重复")


def test_points_repeat_whatever_their_zeros(tmp_path: Path) -> None:
    ledger = [entry(item="DT3", points=points, reason="课题") for points in ("2", "2.0", "２.００", "2.01")]
    run = settle(tmp_path, ledger=ledger)
    assert [line.split(": ")[0].rpartition(":")[2] for line in run.faults] == ["3", "4"]


def test_the_day_of_turning_formal_decides_the_list(tmp_path: Path) -> None:
    roster, ledger = tmp_path / "r.csv", tmp_path / "l.csv"
    roster.write_bytes(csv_bytes([(*ROSTER, "formal_since"), (*TEACHER, "2016-06-01")]))
    rows = [
        entry(date="2016-05-31", item="DP3"),
        entry(date="2016-06-01"),
        entry(date="2016-05-31"),
        entry(date="2016-06-01", item="DP3"),
    ]
    ledger.write_bytes(csv_bytes([LEDGER, *rows]))
    run = settle_files(tmp_path, roster=str(roster), ledger=str(ledger))
    assert [line.split(": ")[0].rpartition(":")[2] for line in run.faults] == ["4", "5"]
    assert all("项目: " in line for line in run.faults)


def test_a_value_with_a_line_break_stays_one_line(tmp_path: Path) -> None:
    run = settle(tmp_path, ledger=[entry(reason="第一行\n第二行"), entry(date="昨\n天")])
    assert run.faults == [
        line for line in run.faults if line.startswith(f"{tmp_path}/ledger.csv:4: 日期: 昨 天: ")
    ]
    assert len(run.faults) == 1
