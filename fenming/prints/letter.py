"""What every letter has, laid out by `letter.typ`: plain data that Word templates may fill in too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def letter(
    title: str,
    *,
    to: str,
    paragraphs: Sequence[str],
    by: str,
    on: str,
    number: str = "",
    enclosures: Sequence[str] = (),
    signers: Sequence[str] = (),
    slip: tuple[str, str] | None = None,
    small: Sequence[str] = (),
    draft: bool = False,
) -> Mapping[str, Any]:
    """The letter's data. `number` stands beneath the title; `by` issues it `on` a day, `to` has no colon.

    `small` is print at the foot; `slip` is heading and sentence of what is cut off and signed; `signers` sign the letter itself.
    """
    return {
        "title": title,
        "number": number,
        "to": to,
        "paragraphs": list(paragraphs),
        "enclosures": list(enclosures),
        "by": by,
        "on": on,
        "signers": list(signers),
        "slip": list(slip or ()),
        "small": list(small),
        "draft": draft,
    }
