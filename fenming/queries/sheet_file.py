"""核对文件: a public sheet as a file of its own, which can be checked on any machine without the system (R39, A18).

It holds the sheet as posted and the code that is printed on the paper. The code follows from the content, so a file
whose content was changed no longer fits its code, and one made anew no longer fits the paper's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fenming.queries.posting_sheet import FORM, Sheet, read_sheet
from fenming.rules.ledger import canonical_bytes, short_code
from fenming.rules.terms import Refused

FORMAT = "fenming-sheet"
LARGEST = 256 * 1024
"""Bytes; a sheet of a hundred lines has about four thousand."""
_HOW = "请用公示单页面上“下载核对文件”得到的文件。"
# What a file that is not ours raises while it is read as one: no text, no JSON, too deep, keys missing, no dates.
_BAD = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file that fits its own code: the code, the digest it is the beginning of, and the sheet."""

    code: str
    digest: str
    sheet: Sheet


def sheet_file(*, code: str, text: str) -> bytes:
    """The file of a posting: `text` is the sheet as it was frozen, `code` what is printed on the paper."""
    content = {"format": FORMAT, "edition": FORM, "code": code, "sheet": json.loads(text)}
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def read_sheet_file(data: bytes) -> SheetFile:
    """The sheet in a file, after its code was computed anew.

    Refused: `not_a_sheet` (no such file at all), `later_edition`, `altered` (the content does not fit the code).
    """
    content = _content(data)
    if content["edition"] != FORM:
        raise Refused("later_edition", "这份核对文件是更新的版本写的，这里读不了。请用新版系统核对。")
    try:
        code = str(content["code"])
        digest = sha256(canonical_bytes(content["sheet"])).hexdigest()
    except _BAD:
        raise Refused("not_a_sheet", f"核对文件不完整，读不出公示内容。{_HOW}") from None
    if short_code(digest) != code:
        raise Refused(
            "altered",
            f"不相符：文件里写的公示编号是 {code}，按内容算出的是 {short_code(digest)}。文件的内容或编号被改动过。",
        )
    try:
        return SheetFile(code, digest, read_sheet(json.dumps(content["sheet"])))
    except _BAD:
        raise Refused("not_a_sheet", f"核对文件不完整，读不出公示内容。{_HOW}") from None


def _content(data: bytes) -> Mapping[str, Any]:
    if len(data) > LARGEST:
        raise Refused("not_a_sheet", f"文件超过 {LARGEST // 1024} KB，不是核对文件。{_HOW}")
    try:
        content = json.loads(data.decode("utf-8-sig"))
        known = content["format"] == FORMAT and isinstance(content["edition"], int)
    except _BAD:
        known = False
    if not known:
        raise Refused("not_a_sheet", f"这不是公示单的核对文件。{_HOW}")
    return content  # type: ignore[no-any-return]  # JSON, shown above to be an object
