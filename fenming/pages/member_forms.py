"""The forms about one member: days, resolutions, where to, where from."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from fenming.pages.roster_forms import RESOLUTION_HELP, day_field, text_field
from fenming.rules.terms import Status

POSTS = [("", "请选择"), ("T", "教师岗"), ("A", "管理岗")]
LETTER_HELP = "如：组转〔2026〕18号。"

REASON_HELP = "写明大会为什么这样决定。积分和名次本身不是理由。只有本人和支部书记看得到。"


def words_field(label: str, *, longest: int, **more: Any) -> forms.CharField:
    """A few sentences, with words for missing or too many."""
    messages = {"required": f"还没有填{label}。", "max_length": f"{label}至多 {longest} 字。"}
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=longest, error_messages=messages, widget=widget, **more)


def choice_field(
    label: str, choices: Collection[tuple[str, str]], *, of: str = "", **more: Any
) -> forms.ChoiceField:
    """A choice with words for a missing one; `of` is what the choices are, if not what the label says."""
    messages = {"required": f"还没有选{label}。", "invalid_choice": f"请从列出的{of or label}里选。"}
    return forms.ChoiceField(label=label, choices=choices, error_messages=messages, **more)


class LeaveBranchForm(forms.Form):
    """Where somebody goes, and the last day here."""

    to_branch = choice_field("转往哪里", (), of="支部", required=False)
    destination = text_field(
        "外单位党组织名称", longest=120, required=False, help_text="转到本院其他支部的，不用填。"
    )
    day = day_field("在本支部的最后一天", help_text="这一天的事项还算在本支部。")
    resolution = text_field("介绍信编号或依据", longest=120, help_text=LETTER_HELP)

    def __init__(self, *args: Any, sisters: Collection[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "外单位"), *((str(pk), f"本院{name}") for pk, name in sisters)]
        self.fields["to_branch"].choices = choices  # type: ignore[attr-defined]
        if not sisters:
            del self.fields["to_branch"]
            self.fields["destination"].help_text = ""

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("to_branch") and not given.get("destination") and "destination" not in self.errors:
            self.add_error("destination", "还没有填转到哪里。请填外单位党组织的名称。")
        return given


class ReceiveForm(forms.Form):
    """The first day here, of somebody sent by another branch."""

    day = day_field("在本支部的第一天")
    post = choice_field("岗位", POSTS)
    resolution = text_field("介绍信编号或依据", longest=120, help_text=LETTER_HELP)


class NewcomerForm(ReceiveForm):
    """Somebody from outside the system."""

    name = text_field("姓名", longest=60)
    status = choice_field(
        "身份", [("", "请选择"), (Status.FORMAL.value, "正式党员"), (Status.PROBATIONARY.value, "预备党员")]
    )
    probation_since = day_field("预备期从哪天开始（预备党员填）", required=False)
    origin = text_field("从哪里转来", longest=120, help_text="写到原来的党支部。")

    field_order = ("name", "post", "status", "probation_since", "origin", "day", "resolution")


class DecidedForm(forms.Form):
    """A day and the decision it rests on."""

    day = day_field("从哪天起")
    resolution = text_field("大会决议", longest=120, help_text=RESOLUTION_HELP)


class EndProbationForm(forms.Form):
    """The last day on the roster, and the decision."""

    day = day_field("在名册里的最后一天")
    resolution = text_field("大会决议", longest=120, help_text=RESOLUTION_HELP)
    reason = words_field("理由", longest=400, help_text=REASON_HELP)


class StartForm(forms.Form):
    """When a probation began."""

    since = day_field("预备期开始的日期", help_text="就是支部大会通过接收的那一天，可以早于转入本支部。")
    resolution = text_field("依据", longest=120, help_text="如：支部党员大会 2025年6月20日。")


class ExtendForm(forms.Form):
    """Until when a probation is extended, by which decision of which day."""

    due_on = day_field("延长到哪天")
    day = day_field("大会决议的日期")
    resolution = text_field("大会决议", longest=120, help_text=RESOLUTION_HELP)
    reason = words_field("理由", longest=400, help_text=REASON_HELP)


class TypeForm(forms.Form):
    """Another post from a day on."""

    post = choice_field("新的岗位", POSTS)
    day = day_field("从哪天起")
    resolution = text_field("依据", longest=120, help_text="如：校人〔2026〕12号。")


class AwayForm(forms.Form):
    """Days away, what was applied with, and the decision."""

    since = day_field("从哪天起")
    until = day_field("到哪天为止（还不知道的可不填）", required=False)
    text = words_field(
        "申请理由", longest=400, help_text="只有本人和支部书记看得到。病历等材料不要上传，线下核对。"
    )
    applied_on = day_field("申请日期")
    resolution = text_field("批准的决议", longest=120, help_text="如：支委会或支部会 2026年5月28日。")


class EndAwayForm(forms.Form):
    """The last day away."""

    until = day_field("最后一天")
    resolution = text_field("依据的决议", longest=120, help_text="如：支委会或支部会 2026年7月10日。")
