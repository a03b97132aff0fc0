"""The forms about a veto: the proposal, what the one concerned says, a reason, a revoking document."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from fenming.pages.roster_forms import day_field, text_field
from fenming.queries.veto import VetoChoices

LONGEST_TEXT = 500


def words_field(label: str, *, missing: str, help_text: str) -> forms.CharField:
    """Several sentences, with words for missing and too long ones."""
    messages = {"required": missing, "max_length": f"请写在 {LONGEST_TEXT} 字以内。"}
    widget = forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_TEXT})
    return forms.CharField(
        label=label, max_length=LONGEST_TEXT, help_text=help_text, error_messages=messages, widget=widget
    )


class ProposalForm(forms.Form):
    """Who, which kind, by which document."""

    member = forms.TypedChoiceField(
        label="党员",
        coerce=int,
        error_messages={"required": "还没有选党员。", "invalid_choice": "请从名册里选。"},
    )
    item = forms.ChoiceField(
        label="违反哪一类",
        error_messages={"required": "还没有选种类。", "invalid_choice": "请从列出的种类里选。"},
    )
    document = text_field("处理决定的文号", longest=120, help_text="照文件填写，例如“校纪〔2026〕3号”。")
    decided_on = day_field("处理决定的日期", help_text="文件上的日期。否决的是这一天所在的年度。")
    text = words_field(
        "处理决定认定的事实",
        missing="还没有写处理决定认定的事实。请照文件简要写明。",
        help_text=f"{LONGEST_TEXT} 字以内，照文件写。只有本人、书记、支委和监督检查人看得到。",
    )

    def __init__(self, *args: Any, choices: VetoChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "请选择"), *choices.members]  # type: ignore[attr-defined]
        self.fields["item"].choices = [("", "请选择"), *choices.items]  # type: ignore[attr-defined]

    @property
    def kind(self) -> tuple[str, str]:
        """Item and degree, once the form is valid."""
        item, _, degree = self.cleaned_data["item"].partition("/")
        return item, degree

    @property
    def day(self) -> date:
        """The day of the decision, once the form is valid."""
        day: date = self.cleaned_data["decided_on"]
        return day


class AnswerForm(forms.Form):
    """What the one concerned has to say."""

    button = "提交意见"

    answer = words_field(
        "您的意见",
        missing="还没有写意见。请写明情况；没有意见的，请写“没有意见”。",
        help_text=f"{LONGEST_TEXT} 字以内，只能提交一次。",
    )


class DeclineForm(forms.Form):
    """Why it is not confirmed."""

    button = "不予确认"

    reason = words_field(
        "不予确认的理由",
        missing="还没有写不予确认的理由。请写明。",
        help_text=f"{LONGEST_TEXT} 字以内。本人会看到。",
    )


class LiftForm(forms.Form):
    """The document that revoked the decision."""

    button = "提出解除"

    lift_document = text_field("撤销处理决定的文件的文号", longest=120, help_text="照文件填写。")
