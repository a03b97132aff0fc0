"""Finding the columns of a table by their header, Chinese or English, in any order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fenming.queries.files.cells import clean_code
from fenming.queries.files.faults import FileFault
from fenming.queries.files.tables import Table


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: ``key`` is its English header, ``names`` its Chinese ones."""

    key: str
    names: tuple[str, ...]
    optional: bool = False
    many: bool = False  # may stand under several of its names at once

    @property
    def label(self) -> str:
        return f"{self.names[0]}/{self.key}"


ROSTER_COLUMNS: Final = (
    Column("id", ("编号",)),
    Column("name", ("姓名",)),
    Column("type", ("类别",)),
    Column("status", ("人员类别", "党员状态", "政治面貌"), many=True),
    Column("since", ("加入日期",)),
    Column("until", ("离开日期",)),
    Column("formal_since", ("转正日期",), optional=True),
    Column("exempt_since", ("免予积分起",), optional=True),
    Column("exempt_until", ("免予积分止",), optional=True),
)
LEDGER_COLUMNS: Final = (
    Column("id", ("编号",)),
    Column("date", ("日期",)),
    Column("item", ("项目",)),
    Column("quantity", ("次数",)),
    Column("points", ("分值",)),
    Column("level", ("级别",)),
    Column("achievement", ("成果",)),
    Column("reason", ("事由",)),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of one table stand: positions from 0, headers as the file has them."""

    places: dict[str, tuple[int, ...]]
    headers: tuple[str, ...]

    def header(self, key: str) -> str:
        return self.headers[self.places[key][0]]


def find_columns(table: Table, columns: Sequence[Column]) -> tuple[Layout | None, list[FileFault], list[str]]:
    """Match the header of ``table``: (layout or None, faults, notes about ignored columns).

    A missing column and one that stands twice are faults; the layout is None then.
    """
    headers = tuple(" ".join(cell.split()) for cell in table.header)
    known = {name: column for column in columns for name in (column.key, *column.names)}
    places: dict[str, tuple[int, ...]] = {}
    seen: set[str] = set()
    faults: list[FileFault] = []
    ignored: list[str] = []
    for place, cell in enumerate(table.header):
        names = _names_of(cell)
        column = known.get(names[0])
        if column is None or any(known.get(name) is not column for name in names):
            if headers[place]:
                ignored.append(headers[place])
            continue
        if column.key in places and (not column.many or seen.intersection(names)):
            reason = f"“{column.label}”有两列。请删去多余的一列。"
            faults.append(FileFault(table.name, 1, headers[place], cell, reason))
            continue
        seen.update(names)
        places[column.key] = (*places.get(column.key, ()), place)
    for column in columns:
        if column.key not in places and not column.optional:
            reason = f"缺少“{column.label}”这一列。请在第 1 行的表头补上，列的先后不限。"
            faults.append(FileFault(table.name, 1, column.label, "", reason))
    notes = [f"{table.name}：不认识的列没有读：{'、'.join(ignored)}。"] if ignored else []
    return (None if faults else Layout(places, headers)), faults, notes


def _names_of(cell: str) -> list[str]:
    """The names in one header cell: ``编号/ id`` gives both; spaces and case do not matter."""
    plain = "".join(clean_code(cell).split()).lower()
    return plain.split("/")


def widen(cells: list[str], *, layout: Layout, table: str, row: int) -> tuple[list[str], FileFault | None]:
    """A row brought to the width of the header: short ones filled up, empty cells beyond it dropped.

    A filled cell beyond the header is a fault: most often a comma inside an unquoted
    text has pushed the columns to the right.
    """
    width = len(layout.headers)
    beyond = next((place for place in range(width, len(cells)) if clean_code(cells[place])), None)
    fault = None
    if beyond is not None:
        reason = "这一格超出了表头。请看这一行是否多了逗号，含逗号的文字要用英文双引号括起来。"
        fault = FileFault(table, row, f"第 {beyond + 1} 列", cells[beyond], reason)
    return [*cells[:width], *[""] * (width - len(cells))], fault
