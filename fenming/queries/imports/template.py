"""What a template of a kind of table holds: its columns, what may be chosen in them, an example (R64, A17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from fenming.queries.access import NotFound
from fenming.queries.claims import DECLARABLE
from fenming.queries.files.reading import EXAMPLE
from fenming.queries.imports.page import kind_page
from fenming.queries.roll_call import LABELS
from fenming.queries.scores import standard_of, version_on
from fenming.queries.viewer import Viewer
from fenming.records.models import Membership
from fenming.rules.standard import Standard
from fenming.rules.terms import Bucket

_BOOKED: Final = (Bucket.DUTY, Bucket.BONUS, Bucket.DEDUCTION)
DAYS: Final = frozenset({"since", "joined", "formal", "date"})
_EXAMPLES: Final[Mapping[str, Mapping[str, str]]] = {
    "roster": {
        "name": f"{EXAMPLE}（不导入）", "status": "正式党员", "post": "教师", "since": "2026-01-05",
        "joined": "2016-06-30", "formal": "2017-06-30", "branch": "",
    },
    "opening": {
        "id": f"{EXAMPLE}（不导入）", "date": "2026-03-18", "item": "", "quantity": "1", "points": "", "level": "",
        "achievement": "", "reason": "春季学期的课都已上完",
    },
    "attendance": {"id": f"{EXAMPLE}（不导入）", "mark": "到会", "why": ""},
    "declarations": {
        "id": f"{EXAMPLE}（不导入）", "month": "3月", "date": "2026-03-18", "item": "", "quantity": "1", "points": "",
        "level": "", "achievement": "", "reason": "春季学期的课都已上完",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of a template; `choices` are offered in a drop-down, other values are let in all the same."""

    label: str
    is_day: bool
    hint: str
    choices: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class ImportTemplate:
    """A table to be filled in for a branch."""

    title: str
    branch: str
    about: str
    columns: tuple[TemplateColumn, ...]
    undo: str


def import_template(*, viewer: Viewer, code: str, on: date) -> ImportTemplate:
    """For those who may take such a table in; NotFound, Refused `forbidden`."""
    kind = kind_page(viewer=viewer, code=code, on=on)
    choices = _choices(viewer.branch_id, code, on)
    example = _EXAMPLES.get(code, {})
    columns = tuple(
        TemplateColumn(
            label=column.names[0],
            is_day=column.key in DAYS,
            hint=kind.hints[column.key],
            choices=choices.get(column.key, ()),
            example=_example(column.key, example, choices.get(column.key, ())),
        )
        for column in kind.columns
    )
    return ImportTemplate(kind.title, viewer.branch_name, kind.about, columns, kind.undo)


def _example(key: str, examples: Mapping[str, str], choices: tuple[str, ...]) -> str:
    """What stands in the example row; of the standard's items the first one."""
    return next(iter(choices), "") if key == "item" else examples.get(key, "")


def _choices(branch_id: int, code: str, on: date) -> dict[str, tuple[str, ...]]:
    """What may be chosen in a column, by its key; of the items those that such a table may name."""
    names = Membership.objects.filter(branch_id=branch_id, until__isnull=True).order_by("roster_no")
    found: dict[str, tuple[str, ...]] = {
        "status": ("正式党员", "预备党员"),
        "post": ("教师", "管理"),
        "mark": tuple(LABELS.values()),
        "id": tuple(dict.fromkeys(names.values_list("person__name", flat=True))),
    }
    try:
        standard = standard_of(version_on(branch_id=branch_id, day=on))
    except NotFound:
        return found
    return found | _of_the_standard(standard, DECLARABLE if code == "declarations" else _BOOKED)


def _of_the_standard(standard: Standard, buckets: tuple[Bucket, ...]) -> dict[str, tuple[str, ...]]:
    items = [one for one in standard.items if one.bucket in buckets]
    levels = [level.name for one in items for level in one.levels]
    return {"item": tuple(dict.fromkeys(one.title for one in items)), "level": tuple(dict.fromkeys(levels))}
