"""《积分标准》 on paper, with the register of what the plan left open (R28, R66, A1–A36)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.standard_page import Section
from fenming.queries.standard_paper import StandardPaper
from fenming.rules.ledger import short_code
from fenming.rules.reasons import full_day_name


def standard_pdf(paper: StandardPaper) -> bytes:
    """The standard as PDF, the same bytes for the same standard. Refused `unprintable` as every form."""
    refuse_unprintable((paper.branch, paper.version.adopted_by))
    return pdf("standard_paper", _data(paper))


def standard_name(paper: StandardPaper) -> str:
    """`积分标准_人文学院教工第二党支部_第1版`, without an ending."""
    return file_name("积分标准", paper.branch, f"第{paper.version.number}版")


def _data(paper: StandardPaper) -> Mapping[str, Any]:
    version, text = paper.version, paper.text
    return {
        "title": text.title,
        "branch": paper.branch,
        "version": f"第{version.number}版",
        "since": full_day_name(version.in_force_from),
        "resolution": version.resolution,
        "code": short_code(version.digest),
        "label": text.label,
        "sections": [_section(one) for one in text.sections],
        "totals": [text.cap_sentence, text.idle_sentence],
        "bands": list(text.bands),
        "uses": [one for one in (*text.uses, paper.bottom) if one],
        "questions": [[one.code, one.reading, "；".join(one.settings)] for one in paper.questions],
    }


def _section(section: Section) -> Mapping[str, Any]:
    return {
        "name": section.name,
        "sentence": section.sentence,
        "rows": [
            [group.name, row.title, "；".join(one for one in (row.rule, row.limit) if one), row.evidence, row.clause]
            for group in section.groups
            for row in group.rows
        ],
    }  # fmt: skip
