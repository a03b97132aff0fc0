"""The forms of imports: a file with what has to be said about it, and the choices made while looking it over."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict

from fenming.pages.roster_forms import day_field, text_field
from fenming.queries.evidence_file import LARGEST
from fenming.queries.imports.plan import Choice, Kind, Question

ENDINGS: Final = ".xlsx,.xls,.et,.ods,.csv"
_COLUMN: Final = "c"
_WHO: Final = "who-"
TOO_LARGE: Final = f"文件超过 {LARGEST >> 20} MB。请只留要导入的这一张表，去掉图片，再选。"


class QuestionsForm(forms.Form):
    """What a kind asks besides the table."""

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {one.key: _field(one) for one in kind.questions}

    def answers(self) -> dict[str, str]:
        """The answers that are in order, as text."""
        given = self.cleaned_data
        return {
            key: value.isoformat() if isinstance(value, date) else str(value)
            for key, value in given.items()
            if key != "file" and value not in (None, "")
        }


class HandInForm(QuestionsForm):
    """A file and the answers. `too_large`: it was let go while it came in."""

    button = "提交核对"

    file = forms.FileField(
        label="文件",
        required=False,
        allow_empty_file=True,
        help_text=f"Excel 或 WPS 的表格（.xlsx、.xls、.et）、LibreOffice 的表格（.ods）、CSV，{LARGEST >> 20} MB 以内。",
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        if self.too_large:
            self.add_error("file", TOO_LARGE)
        elif "file" not in self.errors and not self.cleaned_data.get("file"):
            self.add_error("file", "还没有选文件，或者选的文件是空的。请选要导入的表格。")
        return self.cleaned_data


def _field(one: Question) -> forms.Field:
    label = f"{one.label}（可不填）" if one.free and one.kind != "choice" else one.label
    if one.kind == "day":
        return day_field(label, help_text=one.hint, required=not one.free)
    if one.kind == "choice":
        return forms.ChoiceField(
            label=one.label, help_text=one.hint, choices=one.choices, required=not one.free,
            error_messages={"invalid_choice": "请从列出的里面选。", "required": f"还没有选{one.label}。"},
        )  # fmt: skip
    return text_field(label, longest=120, help_text=one.hint, required=not one.free)


def choice_of(data: QueryDict) -> Choice:
    """What was chosen so far; whatever makes no sense counts as not chosen, what a kind does not ask it passes over."""
    columns: list[str] = []
    while f"{_COLUMN}{len(columns)}" in data:
        columns.append(str(data[f"{_COLUMN}{len(columns)}"]))
    given = {name: str(value) for name, value in data.items()}
    rows = {name: _row(name.removeprefix(_WHO)) for name in given if name.startswith(_WHO)}
    return Choice(
        columns=tuple(columns) if columns else None,
        answers=given,
        out=frozenset(row for one in data.getlist("out") if (row := _row(one))),
        who={row: given[name] for name, row in rows.items() if row and given[name]},
    )


def _row(text: str) -> int:
    """The number of a row, 0 for none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
