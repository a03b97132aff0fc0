"""Words and figures that every other rule shares.

Points are integers in hundredths (names end in ``_centi``); no float touches a score.
"""

import re
from enum import StrEnum
from typing import Final

CENTI: Final = 100
"""Hundredths in one point."""

MINUS: Final = "\u2212"
"""The minus sign of printed figures; a hyphen is for files only."""

# Seven digits before the point are far above any score and keep a slip of typing from
# becoming a number that no column can hold.
_POINTS = re.compile(
    r"(?P<sign>[-+\u2212\uff0d\uff0b]?)(?P<whole>[0-9０-９]{1,7})(?:[.\uff0e](?P<part>[0-9０-９]+))?"
)


class Refused(Exception):
    """An anticipated refusal: ``code`` is for tests and programs, ``sentence`` for people; ``also``: what else is wrong."""

    def __init__(self, code: str, sentence: str, also: tuple["Refused", ...] = ()) -> None:
        super().__init__(code, sentence, also)
        self.code = code
        self.sentence = sentence
        self.also = also

    def __str__(self) -> str:
        return self.sentence


class Status(StrEnum):
    """人员类别: formal or probationary member (R9)."""

    FORMAL = "formal"
    PROBATIONARY = "probationary"


class Bucket(StrEnum):
    """Where the points of an item go (R11, R20, R24)."""

    BASE = "base"
    DUTY = "duty"
    BONUS = "bonus"
    DEDUCTION = "deduction"
    VETO = "veto"


BUCKET_NAMES: Final[dict[Bucket, str]] = {
    Bucket.BASE: "基础分",
    Bucket.DUTY: "履职分",
    Bucket.BONUS: "加分",
    Bucket.DEDUCTION: "扣分",
    Bucket.VETO: "一票否决",
}


def parse_centi(text: str) -> int:
    """Read points as people write them and return hundredths: ``"1.5"`` gives 150.

    Spaces around and full-width digits are accepted, and so are trailing zeros after the
    second decimal. Raises ValueError, whose text is a Chinese sentence, when the text is
    not a number or is finer than a hundredth (A27).
    """
    found = _POINTS.fullmatch(text.strip())
    if found is None:
        raise ValueError("分值读不出来。请填数字，例如 1.5。")
    decimals = (found["part"] or "").rstrip("0０")
    if len(decimals) > 2:
        raise ValueError("分值至多两位小数。请改到百分位，例如 1.25。")
    # int() reads full-width digits too; no float comes near.
    centi = int(found["whole"]) * CENTI + int(decimals.ljust(2, "0") if decimals else "0")
    return -centi if found["sign"] in ("-", MINUS, "\uff0d") else centi


def format_centi(points_centi: int) -> str:
    """Points for people, trimmed, with the printed minus sign: ``7950`` gives ``79.5``."""
    whole, part = divmod(abs(points_centi), CENTI)
    decimals = f".{part:02d}".rstrip("0") if part else ""
    return f"{MINUS if points_centi < 0 else ''}{whole}{decimals}"


def format_centi_file(points_centi: int) -> str:
    """Points for files, always two decimals and an ASCII sign: ``-100`` gives ``-1.00``."""
    whole, part = divmod(abs(points_centi), CENTI)
    return f"{'-' if points_centi < 0 else ''}{whole}.{part:02d}"
