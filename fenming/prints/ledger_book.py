"""《积分台账》 on paper (R61)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.prints.tables import Column, Kind, Table
from fenming.queries.ledger_book import LedgerBook, LedgerRow
from fenming.rules.terms import format_centi

NAME = "积分台账"


def ledger_book_pdf(book: LedgerBook) -> bytes:
    """The ledger of a period as PDF, the same bytes for the same book. Refused `unprintable` as every form."""
    refuse_unprintable((book.branch, *dict.fromkeys(row.name for row in book.rows)))
    return pdf("ledger_book", _data(book))


def ledger_book_name(book: LedgerBook) -> str:
    """`积分台账_人文学院教工第二党支部_2026年第一季度`, without an ending."""
    return file_name(NAME, book.branch, book.period)


def ledger_table(book: LedgerBook) -> Table:
    """The same as a spreadsheet, with numbers and days that calculate."""
    names = (
        ("台账号", Kind.COUNT), ("记账日期", Kind.DAY), ("发生日期", Kind.DAY), ("名册号", Kind.COUNT), ("姓名", Kind.TEXT),
        ("项目", Kind.TEXT), ("次数", Kind.COUNT), ("级别", Kind.TEXT), ("分值", Kind.POINTS), ("种类", Kind.TEXT),
        ("评定或依据", Kind.TEXT), ("冲哪一号", Kind.COUNT), ("被哪一号冲正", Kind.COUNT), ("冲正原因", Kind.TEXT),
    )  # fmt: skip
    return Table(
        title=f"{NAME}，{book.branch}，{book.period}",
        sheet=f"{NAME}{book.period}",
        columns=tuple(Column(*one) for one in names),
        rows=(
            (
                one.seq, one.booked_on, one.day, one.no, one.name, one.title, one.quantity, one.level,
                one.points_centi, one.kind, one.basis, one.reverses, one.taken_back_by, one.reason,
            )
            for one in book.rows
        ),
        notes=(_sum(book), "分值是计入限额以前的。"),
    )  # fmt: skip


def _data(book: LedgerBook) -> Mapping[str, Any]:
    return {
        "title": NAME,
        "branch": book.branch,
        "period": book.period,
        "rows": [_row(one) for one in book.rows],
        "sum": _sum(book),
    }


def _sum(book: LedgerBook) -> str:
    if not book.rows:
        return "本期没有记账。"
    first, last = book.rows[0].seq, book.rows[-1].seq
    back = f"，其中冲正 {book.reversals} 笔" if book.reversals else ""
    return (
        f"本期记账 {len(book.rows)} 笔{back}，首号第 {first} 号，末号第 {last} 号。末号核对码 {book.code}。"
    )


def _row(row: LedgerRow) -> list[str]:
    return [
        str(row.seq),
        _day(row.booked_on.year, row.booked_on.month, row.booked_on.day),
        _day(row.day.year, row.day.month, row.day.day),
        row.name,
        row.title,
        times_of(row),
        format_centi(row.points_centi),
        row.kind,
        row.basis,
        note_of(row),
    ]


def _day(year: int, month: int, day: int) -> str:
    return f"{year}.{month}.{day}"


def times_of(row: LedgerRow) -> str:
    """``2 次``, ``省级``, ``省级 2 次``."""
    times = f"{row.quantity} 次" if row.quantity != 1 or not row.level else ""
    return " ".join(one for one in (row.level, times) if one)


def note_of(row: LedgerRow) -> str:
    """What an entry takes back and why, or which entry took it back."""
    if row.reverses is not None:
        return f"冲第 {row.reverses} 号。{row.reason.rstrip('。')}。"
    return f"已由第 {row.taken_back_by} 号冲正。" if row.taken_back_by is not None else ""
