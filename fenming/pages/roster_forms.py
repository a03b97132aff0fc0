"""The forms about members and offices, shared by the roster and the first set-up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from fenming.pages.roster_lines import ReadLines, read_lines
from fenming.rules.authority import ROLE_NAMES, Role

OFFICES = (
    Role.SECRETARY,
    Role.COMMITTEE,
    Role.RECORDER,
    Role.LEADING_GROUP,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
LINES_HELP = (
    "一行一名：姓名 岗位（教师或管理） 身份（正式或预备） 加入日期（可不写）。可以从表格里整块复制过来。"
)
RESOLUTION_HELP = "如：支部党员大会 2026年1月5日。"


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: str, **more: Any) -> forms.DateField:
    """A date with words for a missing or impossible one."""
    messages = {"required": f"还没有填“{label}”。", "invalid": f"“{label}”读不出来。请写成 2026-01-05。"}
    return forms.DateField(label=label, error_messages=messages, widget=DayInput(), **more)


def text_field(label: str, *, longest: int, missing: str = "", **more: Any) -> forms.CharField:
    """A line of text with words for a missing or too long one; `missing` where the label is no noun."""
    messages = {"required": missing or f"还没有填{label}。", "max_length": f"{label}至多 {longest} 字。"}
    return forms.CharField(label=label, max_length=longest, error_messages=messages, **more)


class EnrolForm(forms.Form):
    """Members one a line; after `is_valid` they stand in `read.members`."""

    button = "登记到名册"

    lines = forms.CharField(
        label="党员名单",
        help_text=LINES_HELP,
        error_messages={"required": "还没有写党员。请一行写一名。"},
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    since = day_field(
        "没写日期的，加入日期算哪天",
        help_text="往年就在本支部的，用今年1月1日即可，不影响算分。",
    )
    resolution = text_field("依据", longest=120, help_text=f"{RESOLUTION_HELP}转入的写介绍信。")
    namesakes = forms.BooleanField(label="同名的是不同的人，都登记", required=False)

    read: ReadLines

    def __init__(self, *args: Any, today: date, names: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today, self._names = today, names

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since > self._today:
            raise forms.ValidationError("加入日期在今天以后。请改成今天或以前的日期。")
        return since

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "lines" not in given or "since" not in given:
            return given
        self.read = read_lines(
            given["lines"],
            since=given["since"],
            today=self._today,
            known_names=self._names,
            namesakes_meant=given["namesakes"],
        )
        for fault in self.read.faults:
            self.add_error("lines", f"{fault}。")
        if not self.read.members and not self.read.faults:
            self.add_error("lines", "还没有写党员。请一行写一名。")
        return given

    @property
    def asks_namesakes(self) -> bool:
        """Whether the list names somebody twice, so that the box for namesakes has to be offered."""
        read: ReadLines | None = getattr(self, "read", None)
        return bool(self["namesakes"].value()) or (read is not None and read.namesakes)


class OfficeForm(forms.Form):
    """An office for one of the members."""

    person = forms.TypedChoiceField(
        label="党员",
        coerce=int,
        error_messages={"required": "还没有选党员。", "invalid_choice": "请从名册里选。"},
    )
    role = forms.TypedChoiceField(
        label="职务",
        coerce=Role,
        choices=[("", "请选择")] + [(role.value, ROLE_NAMES[role]) for role in OFFICES],
        error_messages={"required": "还没有选职务。", "invalid_choice": "请从列出的职务里选。"},
    )
    since = day_field("任职日期")
    resolution = text_field("任职依据", longest=120, help_text=RESOLUTION_HELP)

    def __init__(self, *args: Any, people: Collection[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "请选择"), *people]  # type: ignore[attr-defined]
