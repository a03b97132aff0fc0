"""核对公示: whether a code or a file is that of a sheet which this system posted (R39, A18, A22).

Anyone may ask, at any time. The answer names branch, quarter and term, which were public; names and totals are not
in it, since after the term they no longer are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.posting import sheet_title
from fenming.queries.posting_sheet import read_sheet
from fenming.queries.posting_term import running
from fenming.queries.sheet_file import read_sheet_file
from fenming.records.models import Posting
from fenming.rules.ledger import code_as_printed
from fenming.rules.terms import Refused


@dataclass(frozen=True, slots=True)
class PostedSheet:
    """What may be said of a posted sheet for good; `ends` with what its term was lengthened by."""

    code: str
    branch: str
    title: str
    first_day: date
    ends: date
    members: int
    listed: int
    is_up: bool
    contact: str


def check_code(*, code: str, on: date) -> PostedSheet:
    """The sheet of a code, however it was copied; Refused `no_code`, `unknown_code`."""
    printed = code_as_printed(code)
    if not printed:
        raise Refused("no_code", "还没有填公示编号。编号印在公示单下方，共 12 位。")
    return _posted(printed, None, on)


def check_file(*, data: bytes, on: date) -> PostedSheet:
    """The sheet that a file holds, byte for byte; Refused as `read_sheet_file`, `unknown_code`."""
    found = read_sheet_file(data)
    return _posted(found.code, found.digest, on)


def _posted(code: str, digest: str | None, on: date) -> PostedSheet:
    rows = Posting.objects.select_related("branch").annotate(ends=running("last_day")).filter(code=code)
    posting = (rows if digest is None else rows.filter(digest=digest)).first()
    if posting is None:
        raise Refused(
            "unknown_code", f"不相符：本系统没有公示过编号为 {code} 的公示单。请对照纸上的编号再试一次。"
        )
    sheet = read_sheet(posting.sheet)
    return PostedSheet(
        code=code,
        branch=sheet.branch,
        title=sheet_title(sheet),
        first_day=posting.first_day,
        ends=posting.ends,
        members=sheet.members,
        listed=len(sheet.lines),
        is_up=posting.first_day <= on <= posting.ends,
        contact=posting.branch.contact,
    )
