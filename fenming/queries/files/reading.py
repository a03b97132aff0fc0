"""A sheet as an import reads it: heading, rows, and what was left out and why; kept until it is accepted (R64)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from fenming.queries.files.cells import clean_code, clean_text
from fenming.queries.files.columns import Column
from fenming.queries.files.faults import FileFault, Unreadable
from fenming.queries.files.grid import Book, Grid
from fenming.queries.files.headings import Heading, find_heading, is_private, plain
from fenming.queries.files.tables import WHOLE_FILE, Row

EXAMPLE: Final = "示例"
_NOTE: Final = re.compile(
    r"(?:制表|填表|编制|审核|复核|负责人|经办|联系|备注|说明|注|附注|附件|附表|填报|报送|单位|日期|时间|打印|导出|统计|盖章|公章|"
    r"支部书记|书记签|签字|签名|领导)[^：:]{0,10}[：:]|注\d*[、.．]|(?:说明|备注|附注)$"
)
_TOTAL: Final = re.compile(r"(?:合计|总计|小计|共计|累计|总人数)|共\d+[人名条行笔]")
_SENTENCE: Final = 8  # a lone cell with more characters is a remark, not somebody's name
_LEFT_OUT: Final = {"note": "表下的说明", "total": "合计", "heading": "重复的表头"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What stood in the sheet under its heading. `places` are the columns' places in the sheet from 0, cells of a row
    stand in their order; `broken` are cells (row, place in `places`, text) whose formula holds no value."""

    file: str
    sheet: str
    others: tuple[str, ...]
    first: int
    last: int
    places: tuple[int, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: tuple[tuple[int, int, str], ...]
    dropped: tuple[str, ...]
    left_out: tuple[tuple[int, str], ...]
    examples: int

    def cell(self, row: int, place: int) -> str:
        """The name of a cell as spreadsheets show it: ``C5``; `place` counts in `places`."""
        return f"{letters(self.places[place])}{row}"


def letters(place: int) -> str:
    """The letters of a column from 0: A, …, Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_sheet(*, name: str, data: bytes, columns: Sequence[Column]) -> Reading:
    """The first sheet with a heading, read; raises Unreadable when there is none, or the file cannot be read.

    Columns with identity numbers and the like, and columns without a heading, are dropped unread.
    """
    book = Book(name=name, data=data)
    for index, sheet in book.sheets:
        grid = book.grid(index, sheet)
        heading = find_heading(grid.rows, columns)
        if heading is not None:
            others = tuple(other for at, other in book.sheets if at != index)
            return _reading(book, grid, heading, others)
    wanted = "、".join(f"“{column.names[0]}”" for column in columns if not column.optional)
    reason = f"没有找到表头。表头要有{wanted}这些列名，写在前 30 行里；也可以下载模板填写。"
    raise Unreadable(FileFault(name, 1, WHOLE_FILE, "", reason))


def _reading(book: Book, grid: Grid, heading: Heading, others: tuple[str, ...]) -> Reading:
    kept = [at for at, words in enumerate(heading.words) if not is_private(words)]
    places = tuple(heading.places[at] for at in kept)
    headings = tuple(heading.words[at] for at in kept)
    rows, left_out, examples = _sorted_out(grid.rows, heading, places)
    at_place = {place: at for at, place in enumerate(places)}
    numbers = {number for number, _ in rows}
    broken = tuple(
        (one.row, at_place[one.column], one.text)
        for one in book.broken(grid.index)
        if one.column in at_place and one.row in numbers
    )
    return Reading(
        file=book.name,
        sheet=grid.name,
        others=others,
        first=heading.first,
        last=heading.last,
        places=places,
        headings=headings,
        rows=tuple(rows),
        broken=broken,
        dropped=tuple(words for words in heading.words if is_private(words)),
        left_out=tuple(left_out),
        examples=examples,
    )


def _sorted_out(
    rows: Sequence[Row], heading: Heading, places: tuple[int, ...]
) -> tuple[list[Row], list[tuple[int, str]], int]:
    """The rows of data, the rows that were left out with what they are, and how many examples there were."""
    kept: list[Row] = []
    left_out: list[tuple[int, str]] = []
    examples, width = 0, max(places, default=0) + 1
    again = [plain(words) for words in heading.words]
    for number, cells in rows:
        filled = [cell for cell in cells if cell and clean_code(cell)]
        if number <= heading.last or not filled:
            continue
        what = _what(filled, again)
        if what == EXAMPLE:
            examples += 1
        elif what:
            left_out.append((number, _LEFT_OUT[what]))
        else:
            wide = cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
            kept.append((number, [wide[place] for place in places]))
    return kept, left_out, examples


def _what(filled: list[str], heading: list[str]) -> str:
    """What a row is instead of data; "" for data."""
    first = clean_text(filled[0])
    if first.startswith(EXAMPLE) or (len(filled) > 1 and clean_text(filled[1]).startswith(EXAMPLE)):
        return EXAMPLE
    tight = "".join(first.split())
    if _TOTAL.match(tight):
        return "total"
    if _NOTE.match(tight) or (len(filled) == 1 and len(tight) > _SENTENCE and not tight.isdigit()):
        return "note"
    if tight and plain(tight) == heading[0] and all(plain(cell) in heading for cell in filled):
        return "heading"
    return ""


def to_bytes(reading: Reading) -> bytes:
    """The reading as it is kept until it is accepted."""
    kept = {one.name: getattr(reading, one.name) for one in fields(reading)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Reading:
    """What `to_bytes` kept."""
    kept: dict[str, Any] = json.loads(data)
    lists = {key: tuple(kept[key]) for key in ("others", "places", "headings", "dropped")}
    pairs = {key: tuple(tuple(one) for one in kept[key]) for key in ("broken", "left_out")}
    rows = tuple((number, cells) for number, cells in kept["rows"])
    return Reading(**kept | lists | pairs | {"rows": rows})
