"""A file of 全部数据 read back without a database: every part as listed, the ledger link by link to the same heads (R61)."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from fenming.prints.cells import as_written
from fenming.queries.files.guard_zip import BROKEN
from fenming.rules.ledger import Json, Link, verify_chain
from fenming.rules.terms import Refused

FORMAT: Final = "fenming-branch"
EDITION: Final = 1
PACKAGE: Final = "datapackage.json"
LARGEST_PACKAGE: Final = 1 << 20
CHUNK: Final = 1 << 20
AGAIN: Final = "请向支部书记另要一份。"
LONGEST_CELL: Final = 10 << 20
_BAD = (*BROKEN, TypeError, csv.Error)
_ENTRY_NUMBERS: Final = (
    "membership", "quantity", "each_centi", "points_centi", "determination", "correction", "finding", "veto",
    "opening", "reverses",
)  # fmt: skip
_ENTRY_TEXTS: Final = (
    "item",
    "standard",
    "day",
    "level",
    "achievement",
    "kind",
    "reason_code",
    "text",
    "recorded_at",
)
_READ: Final[Mapping[str, Callable[[str], object]]] = {
    "integer": int,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}
# tables that hold a head of the ledger: its number, its hash
_HEADS: Final = ("postings", "settlements")
# columns that name a row of another table
_NAMES: Final = {
    "entries": {
        "member": ("members", "id"),
        "determination": ("determinations", "id"),
        "veto": ("vetoes", "id"),
    },
    "determinations": {"matter": ("matters", "id"), "resolution": ("resolutions", "id")},
    "matters": {"member": ("members", "id")},
}


@dataclass(frozen=True, slots=True)
class CheckedBranch:
    """What was found whole: the head of the ledger, and how many tables, rows and postings stand on it."""

    title: str
    seq: int
    head: str
    tables: int
    rows: int
    codes: tuple[str, ...]


def is_branch_file(path: Path) -> bool:
    """Whether a file says of itself that it is such an export."""
    try:
        with ZipFile(path) as archive:
            return bool(_package(archive)["fenming"]["format"] == FORMAT)
    except _BAD:
        return False


def read_branch(path: Path) -> CheckedBranch:
    """The export, when all of it is as it was written; memory does not grow with its length.

    Refused: `not_an_export`, `other_edition`, `other_files`, `changed`, `damaged`, `broken_chain`, `missing_rows`.
    """
    try:
        with ZipFile(path) as archive:
            return _read(archive, _package(archive))
    except _BAD:
        raise Refused("damaged", f"这个文件打不开，或者有地方损坏。{AGAIN}") from None


def _package(archive: ZipFile) -> dict[str, Any]:
    with archive.open(PACKAGE) as part:
        found: dict[str, Any] = json.loads(part.read(LARGEST_PACKAGE))
    return found


def _read(archive: ZipFile, package: Mapping[str, Any]) -> CheckedBranch:
    about = package["fenming"]
    if about["format"] != FORMAT:
        raise Refused("not_an_export", "这不是支部的全部数据。")
    if about["edition"] != EDITION:
        raise Refused("other_edition", "这份数据是更新的系统导出的，本系统还不认识。请用那个系统核对。")
    parts = {one["path"]: one for one in package["resources"]}
    _require_listed(archive, parts)
    for path, part in parts.items():
        _require_unchanged(archive, path, part)
    tables = {one["name"]: one for one in parts.values() if "schema" in one}
    rows = sum(_count(archive, one) for one in tables.values())
    seq, head = int(about["ledger"]["seq"]), str(about["ledger"]["head"])
    _require_chain(archive, tables, branch=int(about["branch"]), head=(seq, head))
    _require_named(archive, tables)
    codes = tuple(row["code"] for row in _rows(archive, tables["postings"]))
    return CheckedBranch(str(package["title"]), seq, head, len(tables), rows, codes)


def _require_listed(archive: ZipFile, parts: Mapping[str, Any]) -> None:
    names = archive.namelist()
    if strange := sorted(set(names) ^ {PACKAGE, *parts}):
        raise Refused("other_files", f"清单和文件对不上：“{strange[0]}”多了或者少了。{AGAIN}")
    if len(set(names)) != len(names):
        raise Refused("other_files", f"有同名的文件。{AGAIN}")


def _require_unchanged(archive: ZipFile, path: str, part: Mapping[str, Any]) -> None:
    digest, left = sha256(), int(part["bytes"])
    with archive.open(path) as stream:
        while left >= 0 and (data := stream.read(CHUNK)):
            digest.update(data)
            left -= len(data)
    if left or part["hash"] != f"sha256:{digest.hexdigest()}":
        raise Refused("changed", f"“{path}”与清单写的不一样，导出以后被改过。{AGAIN}")


def _rows(archive: ZipFile, table: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The rows of a table as they were before `harmless`; Refused `damaged` where one does not fit its columns."""
    fields = [(one["name"], one["type"]) for one in table["schema"]["fields"]]
    csv.field_size_limit(LONGEST_CELL)
    with archive.open(table["path"]) as stream:
        reader = csv.reader(TextIOWrapper(stream, "utf-8-sig", newline=""))
        if next(reader) != [name for name, _ in fields]:
            raise Refused("damaged", f"“{table['path']}”的表头与清单写的不一样。{AGAIN}")
        for number, cells in enumerate(reader, 2):
            if len(cells) != len(fields) or not all(
                _fits(cell, of) for cell, (_, of) in zip(cells, fields, strict=True)
            ):
                raise Refused("damaged", f"“{table['path']}”第 {number} 行与表头不合。{AGAIN}")
            yield {name: as_written(cell) for (name, _), cell in zip(fields, cells, strict=True)}


def _fits(cell: str, of: str) -> bool:
    if not cell or of == "string":
        return True
    if of == "boolean":
        return cell in ("true", "false")
    try:
        _READ[of](cell)
    except ValueError:
        return False
    return True


def _count(archive: ZipFile, table: Mapping[str, Any]) -> int:
    return sum(1 for _ in _rows(archive, table))


def _require_chain(
    archive: ZipFile, tables: Mapping[str, Any], *, branch: int, head: tuple[int, str]
) -> None:
    heads = dict([head] if head[0] else [])
    for name in _HEADS:
        for row in _rows(archive, tables[name]):
            seq = int(row["ledger_seq"])
            if seq and heads.setdefault(seq, row["head_hash"]) != row["head_hash"]:
                raise Refused("broken_chain", f"台账第 {seq} 号的末号短码前后不一致。{AGAIN}")
    links = (_link(row, branch=branch) for row in _rows(archive, tables["entries"]))
    if (broken := verify_chain(links, heads=heads)) is not None:
        raise Refused("broken_chain", f"台账从第 {broken} 号起与当初写下的不一致，导出以后被改过。{AGAIN}")


def _link(row: Mapping[str, str], *, branch: int) -> Link:
    """The entry as `queries.chain.entry_content` wrote it."""
    renamed = {**row, "membership": row["member"]}
    content: dict[str, Json] = {name: row[name] for name in _ENTRY_TEXTS}
    content |= {name: int(renamed[name]) if renamed[name] else None for name in _ENTRY_NUMBERS}
    content |= {"branch": branch, "seq": int(row["seq"]), "quarter": f"{row['year']}Q{row['quarter']}"}
    return Link(int(row["seq"]), row["prev_hash"], row["hash"], content)


def _require_named(archive: ZipFile, tables: Mapping[str, Any]) -> None:
    for name, columns in _NAMES.items():
        known = {
            column: {row[key] for row in _rows(archive, tables[table])} | {""}
            for column, (table, key) in columns.items()
        }
        for number, row in enumerate(_rows(archive, tables[name]), 2):
            for column, ids in known.items():
                if row[column] not in ids:
                    path = tables[name]["path"]
                    raise Refused(
                        "missing_rows", f"“{path}”第 {number} 行的 {column} 在别的表里找不到。{AGAIN}"
                    )
