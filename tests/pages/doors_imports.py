"""A roster waiting to be looked over, for the doors and the queries; it would only add one member."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from fenming.actions.hand_in_import import hand_in_import
from fenming.queries.imports.door import asked_of
from fenming.queries.imports.kinds import KINDS
from fenming.queries.imports.plan import Choice
from fenming.records.models import Import
from tests.actions.import_scene import HEADING, workbook
from tests.cast import key

ANSWERS = {"resolution": "支部党员大会 2026年6月1日"}
NEWCOMER = ("柳如烟", "正式党员", "教师", "2026-06-01", "")


def handed_in(branch_id: int, by: int, *, now: datetime, rows: int = 1) -> dict[str, Any]:
    """The import, its kind, and the digest of what it would do."""
    names = [(f"{NEWCOMER[0]}{number or ''}", *NEWCOMER[1:]) for number in range(rows)]
    pk = hand_in_import(
        actor_id=by, branch_id=branch_id, kind="roster", name="名册.xlsx", content=workbook([HEADING, *names]), key=key(),
        now=now,
    )  # fmt: skip
    asked = asked_of(Import.objects.get(pk=pk), choice=Choice(answers=ANSWERS), today=now.date())
    return {
        "import_id": pk,
        "kind": "roster",
        "import_seen": KINDS["roster"].plan(asked).digest(asked.answered(KINDS["roster"].questions)),
    }


def sent_about_imports(ids: dict[str, Any]) -> dict[str, Any]:
    """What the forms would send."""
    file = SimpleUploadedFile("名册.xlsx", workbook([HEADING, NEWCOMER]))
    return {
        "import_new": ANSWERS | {"file": file},
        "import_check": ANSWERS,
        "import_accept": ANSWERS | {"seen": ids["import_seen"]},
        "import_drop": {},
    }
