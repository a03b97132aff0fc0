"""报送函: with which a branch sends its year's table to the committee above, and what goes with it (R45, R84)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fenming.prints.letter import letter
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.filing_view import FilingView
from fenming.rules.filing import Totals
from fenming.rules.reasons import full_day_name

DOCUMENT_NUMBER = "〔　　　　〕　　号"
"""The branch's own number of a letter, to be filled in by hand."""


def filing_letter_pdf(view: FilingView) -> bytes:
    """The letter as PDF. Refused `unprintable`."""
    refuse_unprintable((view.branch, view.superior))
    return pdf("letter", filing_letter_data(view))


def filing_letter_name(view: FilingView) -> str:
    """`报送函_2025年度党员积分_第1次`, without an ending."""
    return file_name("报送函", f"{view.year}年度党员积分", f"第{view.round}次")


def filing_letter_data(view: FilingView) -> Mapping[str, Any]:
    """The letter, and the facts it is made of: branch, year, round, held, listed, taking_part, grades, archive_code, digest."""
    totals = view.totals
    said = letter(
        f"关于报送{view.year}年度党员积分的函",
        number=DOCUMENT_NUMBER,
        to=view.superior,
        paragraphs=list(_paragraphs(view)),
        enclosures=_enclosures(view),
        by=view.branch,
        on=full_day_name(view.filed_at.date()),
        signers=("支部书记",),
        small=(f"报送表的核对码：{in_groups(view.digest)}",),
    )
    return {
        **said,
        "branch": view.branch,
        "year": view.year,
        "round": view.round,
        "held": full_day_name(view.held_on),
        "listed": totals.listed,
        "taking_part": totals.taking_part,
        "grades": [list(one) for one in totals.by_grade],
        "archive_code": view.archive_code,
        "digest": view.digest,
    }


def totals_words(totals: Totals) -> str:
    """``参加评议 40 名：优秀 12 名，合格 26 名，不评等次 2 名；不参加评议 3 名``, which adds up to those listed."""
    grades = "".join(f"{name} {count} 名，" for name, count in totals.by_grade)
    rest = totals.listed - totals.taking_part
    left_out = f"；不参加评议 {rest} 名" if rest else ""
    return f"参加评议 {totals.taking_part} 名：{grades}不评等次 {totals.without_grade} 名{left_out}"


def in_groups(digest: str) -> str:
    """A digest in groups of sixteen, as the page shows it."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))


def _paragraphs(view: FilingView) -> Iterator[str]:
    settled = "已经更正结算" if view.corrects else "已经结算"
    course = f"{settled}并向党员公布，{full_day_name(view.held_on)}召开党员大会进行了民主评议"
    yield f"我支部{view.year}年度党员积分{course}。现将年度积分汇总表报上，请审核备案。"
    if view.before is not None:
        said = view.before_said.rstrip("。")
        remarks = f"第 {view.before} 次报送退回时的意见是：{said}。" if said else ""
        changed = f"有改动的 {len(view.differences)} 名" if view.differences else "各行没有改动"
        yield f"这是本年度第 {view.round} 次报送，与第 {view.before} 次相比{changed}。{remarks}"
    yield f"汇总表按名册顺序列出党员 {view.totals.listed} 名，{totals_words(view.totals)}。"
    if view.departures:
        yield f"评议等次与积分建议的等次不同的 {len(view.departures)} 名，理由写在汇总表的备注里。"
    if view.archive_code:
        yield f"随函附年度档案，档案编号 {view.archive_code}。收到后可按编号核对是否同一份，并照档案里的标准和台账重新计算。"


def _enclosures(view: FilingView) -> list[str]:
    titles = [f"{view.year}年度党员积分汇总表（{view.totals.listed} 名）"]
    if view.archive_code:
        titles.append(f"{view.year}年度档案（一个文件，档案编号 {view.archive_code}）")
    return titles
