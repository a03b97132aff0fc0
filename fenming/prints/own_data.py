"""我的数据 as one file: JSON for programs, the member's points file as PDF for people (R62, R67)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fenming.prints.paper import file_name
from fenming.prints.points_file import points_file_pdf
from fenming.queries.own_data import OwnData
from fenming.queries.statement_view import OwnStatement, StatedLine
from fenming.rules.terms import BUCKET_NAMES, Bucket, Refused

NAME: Final = "我的数据"
EDITION: Final = 1
ABOUT: Final = (
    "这是系统里与本人有关的全部记录，截至 on 这一天。分值以百分之一分计（…_centi），减分为负；时刻带时区。"
    "claimed 是申报分，assessed 是初评分，determined 是评定分，counted 是限额以后计入的分。本人报告他人的情况不在这里。"
)


def own_data_zip(view: OwnData) -> bytes:
    """The ZIP, the same bytes for the same data; a name that cannot be printed leaves the PDF out and says so."""
    parts = {f"{NAME}.json": own_data_json(view)}
    try:
        parts["个人积分档案.pdf"] = points_file_pdf(view.file)
    except Refused as refused:
        parts["说明.txt"] = f"没有附个人积分档案：{refused.sentence}\r\n".encode()
    into = BytesIO()
    with ZipFile(into, "w") as archive:
        for name, data in parts.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return into.getvalue()


def own_data_name(view: OwnData) -> str:
    """`我的数据_周予安_2026-06-30`, without an ending."""
    return file_name(NAME, view.name, view.on.isoformat())


def own_data_json(view: OwnData) -> bytes:
    """Everything but the paper, as JSON with plain keys."""
    data = {
        "format": "fenming-own-data",
        "edition": EDITION,
        "about": ABOUT,
        "name": view.name,
        "branch": view.branch,
        "on": view.on.isoformat(),
        "years": [_year(one) for one in view.statements],
        "replies": _plain(view.replies),
        "evidence": _plain(view.evidence),
        "entries": _plain(view.entries),
        "notices": [{"at": one.at.isoformat(), "sentence": one.sentence} for one in view.notices],
        "objections": _plain(view.objections),
        "appeals": _plain(view.appeals),
        "uses": _plain(view.uses),
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _plain(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [_of(asdict(row)) for row in rows]


def _of(value: Any) -> Any:
    """Days and moments as ISO 8601, whatever they lie in."""
    if isinstance(value, Mapping):
        return {key: _of(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_of(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _year(told: OwnStatement) -> dict[str, Any]:
    fold = told.figures.determined
    return {
        "year": told.year,
        "as_of": told.as_of.isoformat(),
        "status": told.status,
        "post": told.post,
        "standard": told.standard.title,
        "determined": {
            "base_centi": fold.base_centi,
            "duty_centi": fold.duty_centi,
            "bonus_centi": fold.bonus_centi,
            "deduction_centi": -fold.deduction_centi,
            "total_centi": fold.total_centi,
        },
        "result": _of(asdict(told.place)),
        "lines": [
            {"item": item.item.id, "title": item.item.title, "bucket": BUCKET_NAMES[Bucket(item.item.bucket)]}
            | _line(line, told.today)
            for item in told.items
            for line in item.lines
        ],
    }


def _line(line: StatedLine, today: date) -> dict[str, Any]:
    found = {
        "day": line.day.isoformat(),
        "fact": line.fact,
        "determined_centi": line.determined_centi,
        "counted_centi": line.counted_centi,
        "limits": list(line.cuts),
        "is_reversal": line.is_reversal,
    }
    matter = line.matter
    if matter is None:
        return found
    return found | {
        "matter": matter.id,
        "origin": matter.origin,
        "state": matter.state_word(today),
        "quantity": matter.quantity,
        "level": matter.level,
        "achievement": matter.achievement,
        "claimed_centi": matter.claimed_centi,
        "assessed": _of(asdict(matter.assessed)) if matter.assessed else None,
        "determined": _of(asdict(matter.determined)) if matter.determined else None,
    }
