"""The pages of imports: what may be taken in, and one table looked over row by row (R64, R61)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from fenming.queries.files.reading import Reading, letters
from fenming.queries.imports.door import asked_of, get_import_for, kind_of, kinds_for, require_kind
from fenming.queries.imports.plan import OUTCOMES, Asked, Choice, Kind, Outcome, Plan, RowPlan
from fenming.queries.viewer import Viewer
from fenming.records.models import Import

ROWS_A_PAGE: Final = 100
ERASED: Final = "（文件名已依法删除）"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A table that was handed in and not accepted yet."""

    id: int
    title: str
    name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """The kinds of table somebody may take in, and what waits."""

    kinds: tuple[Kind, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the table: its letters, its heading, what it is taken for ("" for nothing), a first value."""

    letters: str
    heading: str
    key: str
    sample: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows came to an outcome, and whether these are shown now."""

    show: str
    word: str
    count: int
    shown: bool


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One table looked over. `rows` are those of the outcome shown, one page of them; `shut`: why it cannot be accepted."""

    id: int
    kind: Kind
    reading: Reading
    columns: tuple[ColumnRow, ...]
    plan: Plan
    digest: str
    tallies: tuple[Tally, ...]
    show: str
    rows: tuple[RowPlan, ...]
    number: int
    pages: int
    left_out: tuple[str, ...]
    out_of_sight: tuple[int, ...]  # rows left out by hand that are not on this page
    chosen_out_of_sight: tuple[tuple[int, str], ...]
    choice: Choice
    shut: str

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings of columns that are taken for nothing."""
        return tuple(one.heading for one in self.columns if not one.key)

    @property
    def doing(self) -> int:
        """How many rows would be written."""
        counts = self.plan.count()
        return counts[Outcome.NEW] + counts[Outcome.CHANGED]


def imports_page(*, viewer: Viewer, on: date) -> ImportsPage:
    """Raises NotFound, Refused `forbidden`."""
    kinds = kinds_for(actor_id=viewer.person_id, branch_id=viewer.branch_id, on=on)
    titles = {kind.code: kind.title for kind in kinds}
    rows = Import.objects.filter(branch_id=viewer.branch_id, state=Import.State.OPEN, kind__in=titles)
    waiting = tuple(
        Waiting(one.pk, titles[one.kind], one.name.text or ERASED, one.by.name, one.at)
        for one in rows.select_related("name", "by").order_by("-at", "-pk")
    )
    return ImportsPage(kinds, waiting)


def kind_page(*, viewer: Viewer, code: str, on: date) -> Kind:
    """The kind to hand a table in for; raises NotFound, Refused `forbidden`."""
    kind = kind_of(code)
    who = viewer.person_id
    require_kind(actor_id=who, verb="hand_in_import", kind=kind, branch_id=viewer.branch_id, on=on)
    return kind


def import_page(
    *, viewer: Viewer, import_id: int, choice: Choice, show: str, number: int, on: date
) -> ImportPage:
    """One table as the choices made of it so far; raises NotFound, Refused `forbidden`, `import_ended`, `file_missing`."""
    found = get_import_for(actor_id=viewer.person_id, verb="accept_import", import_id=import_id, on=on)
    asked = asked_of(found, choice=choice, today=on)
    kind = kind_of(found.kind)
    plan = kind.plan(asked)
    refused = plan.refused()
    rows = [one for one in plan.rows if not show or one.outcome == show]
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = min(max(1, number), pages)
    here = tuple(rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE])
    seen = {one.row for one in here}
    return ImportPage(
        id=found.pk,
        kind=kind,
        reading=asked.reading,
        columns=_columns(asked),
        plan=plan,
        digest=plan.digest(asked.answered(kind.questions)),
        tallies=_tallies(plan, show),
        show=show,
        rows=here,
        number=number,
        pages=pages,
        left_out=_left_out(asked.reading),
        out_of_sight=tuple(sorted(choice.out - seen)),
        chosen_out_of_sight=tuple((row, who) for row, who in choice.who.items() if row not in seen),
        choice=choice,
        shut=refused.sentence if refused else "",
    )


def _columns(asked: Asked) -> tuple[ColumnRow, ...]:
    reading = asked.reading
    first: Sequence[str] = reading.rows[0][1] if reading.rows else [""] * len(reading.headings)
    return tuple(
        ColumnRow(letters(reading.places[at]), heading, asked.keys[at], first[at])
        for at, heading in enumerate(reading.headings)
    )


def _tallies(plan: Plan, show: str) -> tuple[Tally, ...]:
    counts = plan.count()
    found = [Tally("", "全部", len(plan.rows), not show)]
    found += [
        Tally(one.value, word, counts[one], show == one) for one, word in OUTCOMES.items() if counts[one]
    ]
    return tuple(found)


def _left_out(reading: Reading) -> tuple[str, ...]:
    """``表下的说明 2 行（第 15、16 行）``: what of the sheet was no row of data."""
    words: dict[str, list[str]] = {}
    for row, what in reading.left_out:
        words.setdefault(what, []).append(str(row))
    said = [
        f"{what} {len(rows)} 行（第 {'、'.join(rows[:6])}{' 等' if len(rows) > 6 else ''} 行）"
        for what, rows in words.items()
    ]
    return (*said, *([f"示例 {reading.examples} 行"] if reading.examples else []))
