"""表格模板: which Word template a branch's forms are filled into, and what it was before (R38, R67)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from fenming.queries.access import NotFound, get_branch_for
from fenming.queries.evidence import path_of, size_in_words
from fenming.records.models import (
    Correction,
    Filing,
    FormTemplate,
    Matter,
    Meeting,
    Membership,
    Objection,
    Reopening,
    Veto,
)
from fenming.rules.terms import Refused

_OF: Final[Mapping[str, Any]] = {
    "member": Membership,
    "matter": Matter,
    "meeting": Meeting,
    "objection": Objection,
    "veto": Veto,
    "correction": Correction,
    "reopening": Reopening,
    "filing": Filing,
}


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One change of a form's template; `size` is "" where the default came back."""

    form: str
    number: int
    size: str
    by: str
    at: datetime


def template_lines(*, actor_id: int, branch_id: int, today: date) -> tuple[TemplateLine, ...]:
    """Every change of the branch's templates, the latest first. Raises NotFound, Refused `forbidden`."""
    get_branch_for(actor_id=actor_id, verb="change_template", branch_id=branch_id, on=today)
    rows = FormTemplate.objects.filter(branch_id=branch_id).select_related("by").order_by("form", "-number")
    return tuple(
        TemplateLine(
            one.form, one.number, size_in_words(one.size) if one.stored_as else "", one.by.name, one.at
        )
        for one in rows
    )


def template_file(*, actor_id: int, branch_id: int, form: str, number: int, today: date) -> bytes:
    """One of the branch's own templates as it was handed in. Raises NotFound, Refused `forbidden`, `file_missing`."""
    get_branch_for(actor_id=actor_id, verb="change_template", branch_id=branch_id, on=today)
    row = FormTemplate.objects.filter(branch_id=branch_id, form=form, number=number).first()
    if row is None or row.stored_as is None:
        raise NotFound("template")
    return _content(row.stored_as)


def template_of(*, form: str, of: str, pk: int) -> bytes | None:
    """The own template of a form in the branch that a thing (a key of `_OF`) belongs to.

    None where the branch has the default. No door: the thing's own was passed, and a template tells of nobody.
    Refused `file_missing`.
    """
    branch = _OF[of].objects.filter(pk=pk).values("branch_id")
    row = FormTemplate.objects.filter(branch_id__in=branch, form=form).order_by("-number").first()
    return _content(row.stored_as) if row is not None and row.stored_as is not None else None


def _content(stored_as: str) -> bytes:
    try:
        return path_of(stored_as).read_bytes()
    except OSError:
        raise Refused(
            "file_missing",
            "支部自己的模板文件不在存放的地方了。请告诉系统管理员从备份里找回，或者由支部书记恢复默认模板。",
        ) from None
