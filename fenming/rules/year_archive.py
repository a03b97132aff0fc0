"""年度档案: the parts of a filed year as files, and the manifest that holds them together (R45, R84, A34).

What every part holds is in docs/archive-format.md. The digest of the whole is the digest of its manifest, so it stays the
same however the file was packed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from io import StringIO
from typing import Final

from fenming.rules.ledger import Json, canonical_bytes

FORMAT: Final = "fenming-year"
EDITION: Final = 1
"""Edition of the format; a later one is refused, never half understood."""

MANIFEST: Final = "manifest.json"
TABLE, STATEMENTS, STANDARD = "filing.json", "statements.json", "standard.toml"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "members.csv": ("序号", "党员号", "姓名", "岗位", "身份", "加入日期", "离开日期"),
    "standings.csv": ("党员号", "起", "岗位", "身份"),
    "exemptions.csv": ("党员号", "起", "止"),
    "entries.csv": (
        "台账号", "党员号", "日期", "项目", "次数", "单次分值", "级别", "成果", "类别", "冲正的台账号", "摘要",
    ),
    "lines.csv": (
        "序号", "党员号", "姓名", "岗位", "基础分", "履职分", "加分", "扣分", "合计", "建议等次", "一票否决",
        "参加评议", "评议等次", "理由",
    ),
    "documents.csv": ("种类", "依据", "日期", "台账号"),
}  # fmt: skip
"""The tables and their headers, as written and as looked for."""
PARTS: Final = (TABLE, STATEMENTS, STANDARD, *COLUMNS)
"""Every file beside the manifest; none may be missing, and no other may be there."""
ENCODING: Final = "utf-8-sig"
YES, NO = "是", "否"
ERASED: Final = "（文字已依法删除）"


def table_part(name: str, rows: Iterable[Sequence[str]]) -> bytes:
    """A table of COLUMNS as its file: a header, a row a line, as spreadsheets open it."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS[name])
    writer.writerows(rows)
    return stream.getvalue().encode(ENCODING)


def manifest_of(*, about: Mapping[str, Json], parts: Mapping[str, bytes]) -> bytes:
    """The manifest: `about` says whose year it is; name, bytes and SHA-256 of every part in the order of PARTS."""
    files: list[Json] = [
        {"name": name, "bytes": len(parts[name]), "sha256": sha256(parts[name]).hexdigest()} for name in PARTS
    ]
    return canonical_bytes({"format": FORMAT, "edition": EDITION, **about, "files": files})


def archive_digest(manifest: bytes) -> str:
    """The one digest over everything: SHA-256 of the manifest, 64 hex digits."""
    return sha256(manifest).hexdigest()
