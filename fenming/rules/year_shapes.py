"""年度档案: the shapes its JSON parts must have; a file from elsewhere is looked at closely before anything is read from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from fenming.rules.terms import Refused

AGAIN: Final = "请支部在报送页面重新下载年度档案，再交过来。"
_MOST: Final = 10**12
INT, TEXT, FLAG, DAY, DIGEST, MAYBE = "整数", "文字", "是否", "日期", "核对码", "整数或空"
"""What a value has to be; also how a person calls it."""

FIGURES: Final = ("base_centi", "duty_centi", "bonus_centi", "deduction_centi", "total_centi")
_FIGURES: Final = dict.fromkeys(FIGURES, INT)
_LEDGER: Final = {"seq": INT, "head": DIGEST}
_RESULT: Final = {"suggested_grade": TEXT, "veto": FLAG, "veto_most_centi": MAYBE, **_FIGURES}
_CUTS: Final = [{"limit": TEXT, "at_centi": INT, "cut_centi": INT}]
MANIFEST_SHAPE: Final[Mapping[str, Any]] = {
    "format": TEXT, "edition": INT, "branch": TEXT, "to": TEXT, "year": INT, "first_day": DAY, "last_day": DAY,
    "round": INT, "files": [{"name": TEXT, "bytes": INT, "sha256": DIGEST}],
}  # fmt: skip
TABLE_SHAPE: Final[Mapping[str, Any]] = {
    "form": INT, "branch_id": INT, "branch": TEXT, "year": INT, "round": INT,
    "settlement": {"digest": DIGEST, "settled_on": DAY, "announced_on": DAY, "corrects": FLAG},
    "appraised": {"round": INT, "held_on": DAY},
    "standard": DIGEST, "ledger": _LEDGER,
    "lines": [
        {"number": INT, "membership": INT, "type": TEXT, "takes_part": FLAG, "grade": TEXT, "reason": TEXT, **_RESULT}
    ],
    "totals": {"listed": INT, "taking_part": INT, "grades": [(TEXT, INT)], "without_grade": INT},
}  # fmt: skip
STATEMENTS_SHAPE: Final[Mapping[str, Any]] = {
    "form": INT, "year": INT, "standard": DIGEST, "ledger": _LEDGER,
    "members": [
        {
            "membership": INT, "type": TEXT, "cuts": _CUTS, **_RESULT,
            "lines": [
                {
                    "seq": INT, "item": TEXT, "day": DAY, "quantity": INT, "raw_centi": INT, "counted_centi": INT,
                    "cuts": _CUTS,
                }
            ],
        }
    ],
}  # fmt: skip


def json_part(
    name: str, content: bytes, shape: Mapping[str, Any], *, what: str = "年度档案里的", again: str = AGAIN
) -> dict[str, Any]:
    """A JSON part that has its shape; Refused `bad_encoding`, `bad_content` with the place."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("bad_encoding", f"{what} {name} 不是 UTF-8 文字。{again}") from None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("bad_content", f"{what} {name} 不是完整的 JSON，读不出来。{again}") from None
    if place := _misfit(value, shape, ""):
        raise Refused("bad_content", f"{what} {name}，“{place}”。{again}")
    return dict(value)


def _misfit(value: object, shape: Any, path: str) -> str:
    """Where a value is not of its shape and what it should be there; "" when it fits."""
    if isinstance(shape, dict):
        if not isinstance(value, dict) or value.keys() != shape.keys():
            return f"{path or '最外层'}”的栏目应正好是“{'、'.join(shape)}"
        return _first(_misfit(value[key], inner, f"{path}.{key}".lstrip(".")) for key, inner in shape.items())
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{path}”应是“列表"
        return _first(_misfit(one, shape[0], f"{path}[{index}]") for index, one in enumerate(value))
    if isinstance(shape, tuple):
        if not isinstance(value, list) or len(value) != len(shape):
            return f"{path}”应有“{len(shape)} 项"
        return _first(
            _misfit(one, kind, f"{path}[{index}]")
            for index, (one, kind) in enumerate(zip(value, shape, strict=True))
        )
    return "" if _is(value, shape) else f"{path}”应是“{shape}"


def _first(found: Any) -> str:
    return next((one for one in found if one), "")


def _is(value: object, kind: str) -> bool:
    if kind == FLAG:
        return isinstance(value, bool)
    if kind in (INT, MAYBE):
        whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _MOST
        return whole or (kind == MAYBE and value is None)
    if not isinstance(value, str) or not is_plain(value):
        return False
    if kind == DIGEST:
        return len(value) == 64 and set(value) <= set("0123456789abcdef")
    return kind != DAY or day_of(value) is not None


def is_plain(text: str) -> bool:
    """Whether a text can be kept by every database: no NUL, and no half of a sign."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def day_of(text: str) -> date | None:
    """The day a text names as YYYY-MM-DD; None when it names none."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
