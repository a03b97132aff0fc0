"""核查结论报告说明: what a members' meeting is told of findings, to be read out and kept with its minutes (R43, R83)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.report_backs import Reports
from fenming.rules.reasons import full_day_name

NAME = "异议和申诉核查结论报告说明"


def report_note_pdf(view: Reports) -> bytes:
    """The note as PDF. Refused `unprintable`."""
    refuse_unprintable((view.branch,))
    return pdf("report_note", report_note_data(view))


def report_note_name(view: Reports) -> str:
    """`异议和申诉核查结论报告说明_2026年第二季度党员大会`, without an ending."""
    return file_name(NAME, view.title)


def report_note_data(view: Reports) -> Mapping[str, Any]:
    """Everything on the note: number, quarter, kind and outcome of each, neither names nor words (A22)."""
    what = f"需要通报的结论共 {len(view.lines)} 件，列在下面" if view.lines else "没有需要通报的结论"
    return {
        "title": NAME,
        "branch": view.branch,
        "meeting": view.title,
        "held": full_day_name(view.held_on),
        "paragraphs": [
            f"党员对本人积分的异议和申诉，核查结论在下一次党员大会上通报。到本次大会，{what}。",
            "异议和申诉不公开。会上只通报编号、对什么和结论，不点名，不念原话；答复和理由另行送达本人。",
        ],
        "rows": [
            [one.name, one.quarter, one.kind, one.outcome, "已通报" if one.reported else "待通报"]
            for one in view.lines
        ],
    }
