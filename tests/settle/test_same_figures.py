"""Whatever the kind of file, and however often a way of writing was seen: the same figures, the same faults."""

import csv
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fenming.queries.files.accounts import Ledger, open_accounts
from fenming.queries.files.ledger import read_ledger
from fenming.queries.files.roster import standings_of
from fenming.queries.files.standards import read_standard_file
from fenming.queries.files.tables import Table
from fenming.rules.people import Member, YearSpan
from fenming.rules.scoring import Entry
from fenming.rules.standard import Item
from fenming.rules.terms import Bucket, Status, format_centi_file
from tests.rules.reference import figures
from tests.settle.desk import LEDGER, ROSTER, csv_bytes, settle_files, write_xlsx

STANDARD = read_standard_file("default")
YEAR = YearSpan.calendar(2016)
LISTS = ("T", "A", "P")
IDS = tuple(f"{number:03}" for number in range(1, 7))
CODES = dict(zip(IDS, LISTS * 2, strict=True))

Row = tuple[str, date, str, int | None, str, str, str, str]


def items_on(code: str) -> list[Item]:
    return [item for item in STANDARD.items_for(code) if item.bucket is not Bucket.BASE]


@st.composite
def good_rows(draw: st.DrawFn) -> Row:
    """A row without a fault for a member of the list its id stands for."""
    member = draw(st.sampled_from(IDS))
    item = draw(st.sampled_from(items_on(CODES[member])))
    day = YEAR.start + timedelta(days=draw(st.integers(0, 365)))
    quantity = draw(st.none() | st.integers(1, 4))
    points = level = ""
    if item.shape == "range":
        points = format_centi_file(draw(st.integers(item.min_centi, item.max_centi)))
    elif item.shape == "levels":
        level = draw(st.sampled_from(item.levels)).name
    achievement = draw(st.sampled_from(("", "", "甲", "乙")))
    reason = draw(st.sampled_from(("事由一", "二，“三”", 'a "b"')))
    return member, day, item.id, quantity, points, level, achievement, reason


def distinct(rows: list[Row]) -> list[Row]:
    """Without repeats; an empty quantity is one."""
    return list({(row[0], row[1], row[2], row[3] or 1, *row[4:]): row for row in rows}.values())


def as_text(row: Row) -> list[str]:
    member, day, item, quantity, points, level, achievement, reason = row
    return [
        member,
        day.isoformat(),
        item,
        "" if quantity is None else str(quantity),
        points,
        level,
        achievement,
        reason,
    ]


def as_cells(row: Row) -> list[object]:
    """As a workbook holds them: days and numbers are no text."""
    member, day, item, quantity, points, level, achievement, reason = row
    return [member, day, item, quantity, float(points) if points else "", level, achievement, reason]


ROSTER_ROWS = [
    ROSTER,
    *((each, f"党员{each}", CODES[each], "预备" if CODES[each] == "P" else "正式", "", "") for each in IDS),
]


@settings(max_examples=25, deadline=None)
@given(st.lists(good_rows(), max_size=60).map(distinct))
def test_csv_and_workbook_give_the_same_bytes_and_the_figures_of_a_second_reading(rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = []
        (folder / "r.csv").write_bytes(csv_bytes(ROSTER_ROWS, encoding="gb18030"))
        (folder / "l.csv").write_bytes(csv_bytes([LEDGER, *map(as_text, rows)], encoding="utf-8-sig"))
        write_xlsx(folder / "r.xlsx", ROSTER_ROWS)
        write_xlsx(folder / "l.xlsx", [LEDGER, *map(as_cells, rows)])
        for kind in ("csv", "xlsx"):
            run = settle_files(
                folder, "--force", roster=str(folder / f"r.{kind}"), ledger=str(folder / f"l.{kind}")
            )
            assert (run.code, run.err) == (0, "")
            written.append([(run.folder / each).read_bytes() for each in ("results.csv", "statements.json")])
        assert written[0] == written[1]
        for shown in run.rows:
            expected = figures(entries_of(shown["id"], rows))
            points = [expected.duty, expected.bonus, expected.deduction, expected.total]
            assert [Decimal(shown[key]) for key in ("duty", "bonus", "deduction", "total")] == points
            assert shown["veto"] == ("yes" if expected.veto else "no")


def entries_of(member_id: str, rows: list[Row]) -> list[Entry]:
    """The rows of one member without any reading of files."""
    return [
        Entry(
            number,
            item,
            day,
            quantity or 1,
            int(Decimal(points) * 100) if points else None,
            level,
            achievement,
        )
        for number, (each, day, item, quantity, points, level, achievement, _) in enumerate(rows, start=2)
        if each == member_id
    ]


def member_of(member_id: str, *, since: date | None = None, formal_since: date | None = None) -> Member:
    status = Status.PROBATIONARY if CODES[member_id] == "P" else Status.FORMAL
    standings = standings_of(member_type=CODES[member_id], status=status, formal_since=formal_since)
    return Member(member_id, member_id, CODES[member_id], since, None, standings)


MEMBERS = {
    "001": member_of("001"),
    "002": member_of("002"),
    "003": member_of("003"),
    "004": member_of("004", formal_since=date(2016, 7, 1)),
    "005": member_of("005", since=date(2016, 3, 2)),
    "006": member_of("006", since=date(2015, 3, 2), formal_since=date(2014, 1, 1)),
}


def fresh_ledger(rows: list[tuple[int, list[str]]]) -> Ledger:
    members = MEMBERS.values()
    ledger = Ledger(
        standard=STANDARD, year=YEAR, accounts=open_accounts(members, year=YEAR), is_complete_roster=True
    )
    read_ledger(Table("l.csv", list(LEDGER), iter(rows)), ledger)
    return ledger


messy_rows = st.tuples(
    st.sampled_from((*IDS, " 001", "00１", "007", "")),
    st.sampled_from(
        ("2016-03-01", "2016/3/1", "42430", "2016-03-03", "2016-08-01", "2015-12-31", "明天", "")
    ),
    st.sampled_from(
        ("DT2", "DT3", "DA1", "DP3", "J01", "J03", "K01", "K02", "V1", "B01", "Ｋ０１", "ZZ", "")
    ),
    st.sampled_from(("", "1", "2", "1.0", "0", "-1", "x")),
    st.sampled_from(("", "", "1", "2.50", "9", "1.005", "x")),
    st.sampled_from(("", "", "国", "校", "国家级")),
    st.sampled_from(("", "", "甲", " 甲")),
    st.sampled_from(("", "甲", " 甲", "\u200b", "乙")),
).map(list)


@settings(max_examples=150, deadline=None)
@given(st.lists(messy_rows, max_size=40))
def test_a_row_is_judged_the_same_after_others_like_it(rows: list[list[str]]) -> None:
    numbered = list(enumerate(rows, start=2))
    together = fresh_ledger(list(numbered))
    repeats = {fault.row for fault in together.faults if "重复" in fault.reason}
    listed = [fault for fault in together.faults if "重复" not in fault.reason]
    alone = [fault for row in numbered for fault in fresh_ledger([row]).faults]
    assert listed == alone
    taken = sum(len(account.rows) for account in together.accounts.values())
    blank = sum(1 for row in rows if not any(cell.strip(" \u200b") for cell in row))
    assert taken + len(repeats) + blank == len(rows)


def test_lines_stand_in_order_of_day_and_keep_their_row(tmp_path: Path) -> None:
    rows: list[Row] = [("001", date(2016, 3, day), "J01", None, "", "国", "甲", "") for day in (2, 1)]
    (tmp_path / "r.csv").write_bytes(csv_bytes(ROSTER_ROWS))
    (tmp_path / "l.csv").write_bytes(csv_bytes([LEDGER, *map(as_text, rows)]))
    run = settle_files(tmp_path, roster=str(tmp_path / "r.csv"), ledger=str(tmp_path / "l.csv"))
    assert next(csv.DictReader(run.results.splitlines()))["bonus"] == "5.00"
    # Of two equal rows the earlier day counts, and the statement shows them in that order.
    text = (run.folder / "statements.json").read_text(encoding="utf-8")
    assert text.index('"row": 3') < text.index('"row": 2')
