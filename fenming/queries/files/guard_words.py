"""How far a file may go before it is refused, and what is said of one that goes further (issue 5, part D)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fenming.rules.terms import Refused

_LONGEST_NAME: Final = 60


class TableKind(StrEnum):
    """What a file really is, told by its content."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes as sent and unpacked; marks of XML; rows, cells and characters that reading would need memory for."""

    sent: int
    unpacked: int
    marks: int
    rows: int
    cells: int
    characters: int


OF_A_PAGE: Final = Limits(
    sent=10 << 20, unpacked=96 << 20, marks=8_000_000, rows=200_000, cells=2_500_000, characters=64 << 20
)
"""What a browser may hand in: 100,000 rows of points are about 30 MB unpacked and 800,000 cells."""

OF_THE_COMMAND: Final = Limits(
    sent=256 << 20, unpacked=2 << 30, marks=200_000_000, rows=1_048_576, cells=40_000_000, characters=1 << 30
)
"""What `fenming settle` reads on the operator's own machine: a full sheet of Excel."""


def shown(file_name: str) -> str:
    """A name of a file or of a part of it as a sentence may carry it: short, one line, nothing invisible."""
    plain = "".join("?" if unicodedata.category(mark)[0] in "CZ" else mark for mark in file_name)
    return plain if len(plain) <= _LONGEST_NAME else plain[:_LONGEST_NAME] + "…"


def ending_of(file_name: str) -> str:
    """The ending of a name without the dot, small letters; empty when it has none."""
    stem, dot, ending = file_name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
    ending = ending.strip().lower()
    # 2026.5.6名册 has none: what follows its last dot is part of the name.
    return ending if dot and stem and ending.isascii() and ending.isalnum() and len(ending) <= 5 else ""


def empty(name: str) -> Refused:
    """Nothing in it."""
    return Refused("empty_file", f"“{name}”是空文件，没有内容。请核对后另选文件。")


def too_large(name: str, limits: Limits) -> Refused:
    """More bytes than are read at all."""
    sentence = f"“{name}”超过 {limits.sent >> 20} MB。请拆成几个文件，只留要导入的那张表，再分别提交。"
    return Refused("too_large", sentence)


def damaged(name: str, what: str = "没有传完整，或者已经损坏") -> Refused:
    """It cannot be opened."""
    sentence = f"“{name}”打不开：{what}。请在 Office 或 WPS 里打开原来的文件，另存一份后再提交。"
    return Refused("damaged", sentence)


def unsafe(name: str, what: str) -> Refused:
    """Made so as to be read in two ways, or to fill the memory: no office program writes such a file."""
    sentence = f"“{name}”不能读：{what}，这不是办公软件正常存出来的。请把要用的内容复制到新建的文件里，另存后再提交。"
    return Refused("unsafe_file", sentence)


def too_much(name: str, what: str) -> Refused:
    """Well-formed, but more than is read at once."""
    return Refused(
        "too_much",
        f"“{name}”内容太多：{what}。请删去用不到的部分（空行、空列、别的工作表、大图），或拆成几个文件，再提交。",
    )


def macros(name: str) -> Refused:
    """A program inside."""
    return Refused("macros", f"“{name}”里有宏（程序）。请另存为不带宏的文件（“.xlsx”“.docx”），再提交。")


def encrypted(name: str) -> Refused:
    """A password in front."""
    return Refused("encrypted", f"“{name}”设了打开密码，读不出来。请打开后取消密码，另存后再提交。")


def outside(name: str, what: str) -> Refused:
    """Something in it points out of the file."""
    sentence = (
        f"“{name}”里有{what}。请复制要用的内容，在新建的文件里“选择性粘贴”为数值或纯文字，另存后再提交。"
    )
    return Refused("outside", sentence)


def other_kind(name: str, what: str) -> Refused:
    """No table at all."""
    sentence = f"“{name}”其实是{what}，不是表格。请在 Excel 或 WPS 里另存为“.xlsx”，或存为 CSV，再提交。"
    return Refused("not_a_table", sentence)


def wrong_ending(name: str, ending: str, label: str, right: str) -> Refused:
    """The name promises something else."""
    sentence = f"“{name}”的扩展名是“.{ending}”，内容却是{label}。请核对是不是选错了文件；若内容正确，请把扩展名改为“.{right}”再提交。"
    return Refused("wrong_ending", sentence)
