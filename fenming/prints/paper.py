"""PDF by typst: a template of this folder, filled with plain data that never becomes markup (decision 0002)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont

from fenming.rules.terms import Refused

HERE = Path(__file__).parent
FONTS = (pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path())
_ONE_AT_A_TIME = Lock()  # a compiler keeps its last document


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The form `template` (a file of this folder, without `.typ`) with the data, the same bytes for the same data."""
    with _ONE_AT_A_TIME:
        made = _compiler(template).compile(
            format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
        )
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave no single document")
    return made


def refuse_unprintable(names: Iterable[str]) -> None:
    """Refused `unprintable` for a name with a character that the fonts do not have: no form is printed with a gap."""
    known = _characters()
    for name in names:
        if missing := [one for one in name if ord(one) not in known and not one.isspace()]:
            raise Refused(
                "unprintable",
                f"“{name}”里的“{'”“'.join(missing)}”在打印用的字库里没有，打出来会是空白。"
                "请核对名册里的姓名；确是此字的，请手写填表。",
            )


def file_name(*parts: str) -> str:
    """The parts joined, as a name that Windows and Linux both take; without its ending."""
    joined = "_".join(part.strip() for part in parts)
    return "".join("－" if one in '\\/:*?"<>|' or ord(one) < 32 else one for one in joined).rstrip(". ")


@cache
def _compiler(template: str) -> Any:
    """Kept: reading the fonts takes longer than setting a form."""
    return typst.Compiler(
        str(HERE / f"{template}.typ"),
        root=str(HERE),
        font_paths=[str(one.parent) for one in FONTS],
        ignore_system_fonts=True,
    )


def has_begun() -> bool:
    """Whether this process has set anything: a process forked from it would wait for threads it does not have."""
    return _compiler.cache_info().currsize > 0


@cache
def _characters() -> frozenset[int]:
    """The characters that all the fonts have."""
    return frozenset.intersection(*(frozenset(TTFont(one, lazy=True).getBestCmap()) for one in FONTS))
