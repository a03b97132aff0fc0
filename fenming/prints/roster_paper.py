"""《党员名册》 on paper, as of a day (R64)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.prints.tables import Column, Kind, Table
from fenming.queries.roster_paper import RosterPaper
from fenming.rules.reasons import full_day_name

NAME = "党员名册"


def roster_pdf(paper: RosterPaper) -> bytes:
    """The roster as PDF, the same bytes for the same roster. Refused `unprintable` as every form."""
    refuse_unprintable((paper.branch, *(one.name for one in paper.lines)))
    return pdf("roster_paper", _data(paper))


def roster_name(paper: RosterPaper) -> str:
    """`党员名册_人文学院教工第二党支部_2026年6月30日`, without an ending."""
    return file_name(NAME, paper.branch, full_day_name(paper.day))


def roster_table(paper: RosterPaper) -> Table:
    """The same as a spreadsheet."""
    names = (
        ("序号", Kind.COUNT), ("姓名", Kind.TEXT), ("身份", Kind.TEXT), ("岗位", Kind.TEXT), ("加入本支部", Kind.DAY),
        ("党小组", Kind.TEXT), ("职务", Kind.TEXT), ("备注", Kind.TEXT),
    )  # fmt: skip
    return Table(
        title=f"{NAME}，{paper.branch}，截至{full_day_name(paper.day)}",
        sheet=NAME,
        columns=tuple(Column(*one) for one in names),
        rows=(
            (one.no, one.name, one.status, one.post, one.since, one.group, one.offices, one.note)
            for one in paper.lines
        ),
        notes=(_sum(paper),),
    )


def _sum(paper: RosterPaper) -> str:
    formal = len(paper.lines) - paper.probationary
    return f"共 {len(paper.lines)} 名党员，其中正式党员 {formal} 名，预备党员 {paper.probationary} 名。"


def _data(paper: RosterPaper) -> Mapping[str, Any]:
    return {
        "title": NAME,
        "branch": paper.branch,
        "day": full_day_name(paper.day),
        "rows": [
            [
                str(one.no), one.name, one.status, one.post, full_day_name(one.since), one.group, one.offices,
                one.note,
            ]
            for one in paper.lines
        ],
        "sum": _sum(paper),
    }  # fmt: skip
