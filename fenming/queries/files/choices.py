"""What the plan left open and how it is read here, from regulations/text/choices.md (A1–A36)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

CHOICES_FILE: Final = Path(__file__).resolve().parents[3] / "regulations" / "text" / "choices.md"
_LINE: Final = re.compile(r"^- \*\*(A\d+)\*\* (.+)$", re.MULTILINE)


@cache
def choices() -> tuple[tuple[str, str], ...]:
    """Number and sentence of each, in their order."""
    return tuple(_LINE.findall(CHOICES_FILE.read_text("utf-8")))
