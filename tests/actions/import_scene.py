"""Tables as offices have them, made on the spot, and handed in by 林曼青."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from fenming.actions.accept_import import Accepted, accept_import
from fenming.actions.hand_in_import import hand_in_import
from fenming.queries.imports.door import asked_of
from fenming.queries.imports.kinds import KINDS
from fenming.queries.imports.plan import Choice, Plan
from fenming.records.models import Import
from tests.cast import Cast, at, key

NOW = at(2026, 3, 2)
BASIS = {"resolution": "支部党员大会 2026年3月2日"}
HEADING = ("姓名", "人员类别", "工作岗位", "加入日期", "转正日期")
ROSTER = (
    HEADING,
    ("许明远", "正式党员", "管理", "2026-01-05", ""),
    ("何苗", "正式党员", "教师", "2026-01-05", ""),
    ("蒋雨桐", "正式党员", "教师", "2026-01-05", "2026-02-20"),
    ("唐子墨", "预备党员", "教师", "2026-03-01", ""),
)


def workbook(
    rows: Sequence[Sequence[object]], *, sheet: str = "名册", **more: Sequence[Sequence[object]]
) -> bytes:
    """An XLSX file with one sheet, and others after it."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": NOW})  # the same bytes each time
        for name, lines in {sheet: rows, **more}.items():
            page = book.add_worksheet(name)
            for at_row, cells in enumerate(lines):
                page.write_row(at_row, 0, cells)
    return made.getvalue()


def handed_in(people: Cast, content: bytes | None = None, **change: Any) -> Import:
    """The roster above, unless something else is handed in."""
    plain: dict[str, Any] = {
        "actor_id": people.lin, "branch_id": people.branch_id, "kind": "roster", "name": "名册.xlsx",
        "content": workbook(ROSTER) if content is None else content, "key": key(), "now": NOW,
    }  # fmt: skip
    return Import.objects.get(pk=hand_in_import(**plain | change))


def plan_of(found: Import, choice: Choice | None = None, **answers: str) -> Plan:
    """What it would do, by the choices made."""
    chosen = choice or Choice(answers=BASIS | answers)
    return KINDS[found.kind].plan(asked_of(found, choice=chosen, today=NOW.date()))


def seen_of(found: Import, choice: Choice | None = None, *, today: date | None = None) -> str:
    """The digest of what was looked at."""
    kind = KINDS[found.kind]
    asked = asked_of(found, choice=choice or Choice(answers=BASIS), today=today or NOW.date())
    return kind.plan(asked).digest(asked.answered(kind.questions))


def accepted(people: Cast, found: Import, choice: Choice | None = None, **change: Any) -> Accepted:
    """Taken in as it was looked over."""
    chosen = choice or Choice(answers=BASIS)
    plain: dict[str, Any] = {
        "actor_id": people.lin,
        "import_id": found.pk,
        "choice": chosen,
        "key": key(),
        "now": NOW,
    }
    if "seen" not in change:
        plain["seen"] = seen_of(found, chosen)
    return accept_import(**plain | change)
