"""年度档案 read from its parts: every part against the manifest, every cell for what it is, all parts against each other.

Nothing that is amiss is passed over: the first thing found is refused with a sentence that says where (R45, R84).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import StringIO
from typing import Any, Final, TypeVar

from fenming.rules.ledger import short_code
from fenming.rules.people import Member, Span, Standing, YearSpan
from fenming.rules.standard import Standard, StandardError, load_standard
from fenming.rules.statement import Entry
from fenming.rules.terms import Refused, Status, parse_centi
from fenming.rules.year_archive import (
    COLUMNS,
    EDITION,
    ENCODING,
    FORMAT,
    NO,
    PARTS,
    STANDARD,
    STATEMENTS,
    TABLE,
    YES,
    archive_digest,
)  # fmt: skip
from fenming.rules.year_shapes import (
    AGAIN,
    FIGURES,
    MANIFEST_SHAPE,
    STATEMENTS_SHAPE,
    TABLE_SHAPE,
    day_of,
    is_plain,
    json_part,
)  # fmt: skip

MOST_ROWS: Final = 100_000
_STATUSES: Final = {"正式": Status.FORMAL, "预备": Status.PROBATIONARY}
_FORM: Final = 1
_LONGEST_NAME: Final = 60
_DAYS: Final = 366  # of a leap year; a branch's first year may be shorter
T = TypeVar("T")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Posted:
    """A ledger entry of the archive: its number, which one it takes back, whose it is, and the rules' form of it."""

    seq: int
    reverses: int | None
    membership: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class FiledYear:
    """A year's archive whose parts fit together; `table` and `statements` have the shapes of `year_shapes`.

    `members` are in the order of the table; `documents` are the grounds as text.
    """

    branch: str
    to: str
    span: YearSpan
    round: int
    digest: str
    filing_digest: str
    standard: Standard
    table: Mapping[str, Any]
    statements: Mapping[str, Any]
    members: tuple[Member, ...]
    entries: tuple[Posted, ...]
    reasons: Mapping[int, str]
    documents: tuple[tuple[str, ...], ...]

    @property
    def code(self) -> str:
        """档案编号: the archive's digest in the form for paper."""
        return short_code(self.digest)


def read_year(*, manifest: bytes, parts: Mapping[str, bytes]) -> FiledYear:
    """The year in an archive's files, which are all of PARTS.

    Refused: `not_an_archive`, `later_edition`, `altered` (a digest or two parts do not fit), `bad_encoding`,
    `bad_content`.
    """
    about = _manifest(manifest, parts)
    table = json_part(TABLE, parts[TABLE], TABLE_SHAPE)
    statements = json_part(STATEMENTS, parts[STATEMENTS], STATEMENTS_SHAPE)
    if (table["form"], statements["form"]) != (_FORM, _FORM):
        raise Refused(
            "later_edition", "年度档案里的表是更新的版本写的，这里读不了。请先升级本系统，再收档案。"
        )
    standard = _standard(parts[STANDARD])
    _fit(about, table, statements, parts, standard)
    rows = {name: _rows(name, parts[name]) for name in COLUMNS}
    members = _members(rows)
    _lines_fit(rows["lines.csv"], table, statements, members)
    span = YearSpan(
        about["year"], date.fromisoformat(about["first_day"]), date.fromisoformat(about["last_day"])
    )
    return FiledYear(
        branch=about["branch"], to=about["to"], span=span, round=about["round"], digest=archive_digest(manifest),
        filing_digest=sha256(parts[TABLE]).hexdigest(), standard=standard, table=table, statements=statements,
        members=members, entries=_entries(rows["entries.csv"], members, span, table["ledger"]["seq"]),
        reasons={int(row["党员号"]): row["理由"] for row in rows["lines.csv"]},
        documents=tuple(tuple(row[name] for name in COLUMNS["documents.csv"]) for row in rows["documents.csv"]),
    )  # fmt: skip


def _manifest(manifest: bytes, parts: Mapping[str, bytes]) -> dict[str, Any]:
    if b'"fenming-year"' not in manifest:
        raise Refused("not_an_archive", f"这不是年度档案：manifest.json 没有写明格式 {FORMAT}。{AGAIN}")
    about = json_part("manifest.json", manifest, MANIFEST_SHAPE)
    if about["edition"] != EDITION:
        raise Refused("later_edition", f"年度档案的格式是第 {about['edition']} 版，这里只认第 {EDITION} 版。请先升级本系统，再收档案。")  # fmt: skip
    if [one["name"] for one in about["files"]] != list(PARTS):
        raise Refused("altered", f"manifest.json 列的文件与年度档案应有的不一样。{AGAIN}")
    for one in about["files"]:
        content = parts[one["name"]]
        if (len(content), sha256(content).hexdigest()) != (one["bytes"], one["sha256"]):
            raise Refused("altered", f"{one['name']} 与 manifest.json 里记的核对码对不上，下载之后被改动过，或者没有传完整。{AGAIN}")  # fmt: skip
    first, last = date.fromisoformat(about["first_day"]), date.fromisoformat(about["last_day"])
    if not 0 < (last - first).days < _DAYS:
        raise Refused("bad_content", f"manifest.json 写的年度起止日期不是一年。{AGAIN}")
    return about


def _standard(content: bytes) -> Standard:
    try:
        return load_standard(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused("bad_encoding", f"年度档案里的 {STANDARD} 不是 UTF-8 文字。{AGAIN}") from None
    except (StandardError, RecursionError, ValueError):
        raise Refused("bad_content", f"年度档案里的 {STANDARD} 不是能用的积分标准。{AGAIN}") from None


def _fit(
    about: Mapping[str, Any], table: Mapping[str, Any], statements: Mapping[str, Any], parts: Mapping[str, bytes],
    standard: Standard,
) -> None:  # fmt: skip
    """Refused `altered` where one part names another one's digest, year or ledger and it is not so."""
    names = ("branch", "year", "round")
    settled = sha256(parts[STATEMENTS]).hexdigest()
    for fits, what in (
        ([about[one] for one in names] == [table[one] for one in names], f"manifest.json 与 {TABLE} 的支部、年度或报送次数"),
        (settled == table["settlement"]["digest"], f"{STATEMENTS} 与 {TABLE} 里记的结算核对码"),
        (standard.digest == table["standard"] == statements["standard"], f"{STANDARD} 与 {TABLE} 里记的标准核对码"),
        (table["ledger"] == statements["ledger"], f"{TABLE} 与 {STATEMENTS} 的台账末笔"),
        (table["year"] == statements["year"], f"{TABLE} 与 {STATEMENTS} 的年度"),
    ):  # fmt: skip
        if not fits:
            raise Refused("altered", f"{what}对不上，年度档案被改动过。{AGAIN}")


def _rows(name: str, content: bytes) -> list[Row]:
    """A table's rows by header; Refused when it is no such table."""
    try:
        text = content.decode(ENCODING)
    except UnicodeDecodeError:
        raise Refused("bad_encoding", f"年度档案里的 {name} 不是 UTF-8 文字。{AGAIN}") from None
    if not is_plain(text):
        raise Refused("bad_content", f"年度档案里的 {name} 有不是文字的字符。{AGAIN}")
    header, rows = COLUMNS[name], []
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline=""), strict=True), 1):
            if number > MOST_ROWS:
                raise Refused("too_large", f"年度档案里的 {name} 超过 {MOST_ROWS} 行。请核对是不是一个支部一年的档案。")  # fmt: skip
            if number == 1 and tuple(cells) != header:
                raise Refused("bad_content", f"年度档案里的 {name}，表头应是“{'、'.join(header)}”。{AGAIN}")
            if len(cells) != len(header):
                raise Refused("bad_content", f"年度档案里的 {name} 第 {number} 行有 {len(cells)} 栏，应有 {len(header)} 栏。{AGAIN}")  # fmt: skip
            rows.append({"": f"{name} 第 {number} 行", **dict(zip(header, cells, strict=True))})
    except csv.Error:
        raise Refused("bad_content", f"年度档案里的 {name} 不是完整的 CSV 表。{AGAIN}") from None
    if not rows:
        raise Refused("bad_content", f"年度档案里的 {name} 是空的，连表头也没有。{AGAIN}")
    return rows[1:]


def _cell(row: Row, column: str, read: Callable[[str], T | None], what: str) -> T:
    """A cell as what it should be; Refused `bad_content` with its place."""
    value = read(row[column])
    if value is None:
        raise Refused("bad_content", f"年度档案里的 {row['']}，“{column}”写的是“{row[column][:20]}”，应是{what}。{AGAIN}")  # fmt: skip
    return value


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


def _name(text: str) -> str | None:
    return text if 0 < len(text) <= _LONGEST_NAME else None


def _points(text: str) -> int | None:
    try:
        return parse_centi(text)
    except ValueError:
        return None


def _day(row: Row, column: str) -> date | None:
    return _cell(row, column, day_of, "2026-03-01 这样的日期") if row[column] else None


def _members(rows: Mapping[str, Sequence[Row]]) -> tuple[Member, ...]:
    standings: dict[int, list[Standing]] = {}
    for row in rows["standings.csv"]:
        pk = _cell(row, "党员号", _number, "数字")
        status = _cell(row, "身份", _STATUSES.get, "正式或预备")
        standings.setdefault(pk, []).append(Standing(_day(row, "起"), row["岗位"], status))
    exempt: dict[int, list[Span]] = {}
    for row in rows["exemptions.csv"]:
        span = Span(_cell(row, "起", day_of, "2026-03-01 这样的日期"), _day(row, "止"))
        exempt.setdefault(_cell(row, "党员号", _number, "数字"), []).append(span)
    members = []
    for row in rows["members.csv"]:
        pk = _cell(row, "党员号", _number, "数字")
        found = standings.get(pk, [])
        last = found[-1] if found else None
        if last is None or (last.type, last.status) != (row["岗位"], _STATUSES.get(row["身份"])):
            raise Refused(
                "altered", f"{row['']}的岗位、身份与 standings.csv 对不上，年度档案被改动过。{AGAIN}"
            )
        name = _cell(row, "姓名", _name, f"{_LONGEST_NAME} 字以内的姓名")
        spans = tuple(exempt.get(pk, ()))
        since, until = _day(row, "加入日期"), _day(row, "离开日期")
        members.append(Member(str(pk), name, row["岗位"], since, until, tuple(found), spans))
    return tuple(members)


def _lines_fit(
    rows: Sequence[Row], table: Mapping[str, Any], statements: Mapping[str, Any], members: Sequence[Member]
) -> None:
    """Refused `altered` unless table, the table for people and the roster say the same of everyone in one order."""
    names = ("基础分", "履职分", "加分", "扣分", "合计")
    listed = [str(line["membership"]) for line in table["lines"]]
    if len(set(listed)) != len(listed) or listed != [one.id for one in members] or len(rows) != len(listed):
        raise Refused(
            "altered", f"{TABLE}、members.csv 和 lines.csv 列的党员不一样，年度档案被改动过。{AGAIN}"
        )
    settled = [str(one["membership"]) for one in statements["members"]]
    if sorted(settled) != sorted(listed):
        raise Refused("altered", f"{STATEMENTS} 与 {TABLE} 列的党员不一样，年度档案被改动过。{AGAIN}")
    for row, line, member in zip(rows, table["lines"], members, strict=True):
        said = [_cell(row, name, _points, "分数") for name in names]
        flags = [_cell(row, name, {YES: True, NO: False}.get, "是或否") for name in ("一票否决", "参加评议")]
        same = (row["党员号"], row["姓名"], row["岗位"], row["建议等次"], row["评议等次"]) == (
            member.id, member.name, line["type"], line["suggested_grade"], line["grade"],
        )  # fmt: skip
        if not same or said != [line[key] for key in FIGURES] or flags != [line["veto"], line["takes_part"]]:
            raise Refused("altered", f"{row['']}（{row['姓名'][:20]}）与 {TABLE} 对不上，年度档案被改动过。{AGAIN}")  # fmt: skip


def _entries(rows: Sequence[Row], members: Sequence[Member], span: YearSpan, head: int) -> tuple[Posted, ...]:
    """The ledger of the year up to its head; Refused `altered` for what was never a part of it."""
    found, before, known = [], 0, {int(one.id) for one in members}
    for row in rows:
        seq, pk = _cell(row, "台账号", _number, "数字"), _cell(row, "党员号", _number, "数字")
        day = _cell(row, "日期", day_of, "2026-03-01 这样的日期")
        if not before < seq <= head or pk not in known or not span.start <= day <= span.end:
            raise Refused(
                "altered",
                f"{row['']}不是这一年台账里的一笔：台账号、党员或日期与报送的表对不上，年度档案被改动过。{AGAIN}",
            )
        before = seq
        back = _cell(row, "冲正的台账号", _number, "数字") if row["冲正的台账号"] else None
        each = _cell(row, "单次分值", _points, "分数") if row["单次分值"] else None
        quantity = _cell(row, "次数", _number, "数字")
        entry = Entry(seq, row["项目"], day, quantity, each, row["级别"], row["成果"])
        found.append(Posted(seq, back, pk, entry))
    return tuple(found)
