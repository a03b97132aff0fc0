"""The forms of what follows a year: whom it is about, the day, the words, and the document it rests on."""

from __future__ import annotations

from typing import Any

from django import forms

from fenming.pages.roster_forms import day_field, text_field
from fenming.queries.grounds import GroundChoices

LONGEST_TEXT = 500
BY_DOCUMENT = (
    "最近一次民主评议等次在“合格”以下的，以等次为依据，可以不填；其他的凭处理决定或大会决议，照文件填写。"
)


def member_field() -> forms.TypedChoiceField:
    """Whom it is about; the choices come with the form."""
    messages = {"required": "还没有选党员。", "invalid_choice": "请从名册里选。"}
    return forms.TypedChoiceField(label="党员", coerce=int, error_messages=messages)


def words_field(label: str, *, help_text: str) -> forms.CharField:
    """Several sentences; whether they are there is the verb's to say."""
    widget = forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_TEXT})
    return forms.CharField(label=label, required=False, help_text=help_text, widget=widget)


class GroundForm(forms.Form):
    """What forms about one member share: the member, and the document where the grade is no ground."""

    member = member_field()
    document = text_field("文号（以等次为依据的可不填）", longest=120, required=False, help_text=BY_DOCUMENT)

    def __init__(self, *args: Any, choices: GroundChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "请选择"), *choices.members]  # type: ignore[attr-defined]


class TalkForm(GroundForm):
    """A talk that was held."""

    button = "登记谈话"
    field_order = ("member", "day", "text", "document")

    day = day_field("谈话的日期")
    text = words_field(
        "谈话内容和约定",
        help_text=f"写明谈了什么、约定了什么。{LONGEST_TEXT} 字以内，只有本人和支部书记看得到。",
    )


class RemarksForm(forms.Form):
    """What the member has to say to the record, or nothing."""

    button = "已看过，签收"

    text = words_field(
        "您的说明（可不填）",
        help_text=f"有不同意见或要补充的写在这里，签收以后不能再改。{LONGEST_TEXT} 字以内。",
    )


class RectificationForm(GroundForm):
    """What is to be put right, and by when."""

    button = "要求整改"
    field_order = ("member", "text", "due_on", "document")

    text = words_field(
        "要整改什么",
        help_text=f"写明哪里要改、改到什么程度。{LONGEST_TEXT} 字以内。本人、书记、支委和监督检查人看得到。",
    )
    due_on = day_field("期限", help_text="到这一天为止。到期以后由人检查，不自动作结。")


class ReportForm(forms.Form):
    """How far it has come, in the member's own words."""

    button = "报告情况"

    text = words_field("整改情况", help_text=f"写明做了什么、还差什么。{LONGEST_TEXT} 字以内，可以报告多次。")


class CheckForm(forms.Form):
    """What somebody found on checking."""

    button = "登记检查结果"

    outcome = forms.ChoiceField(
        label="检查的结果",
        required=False,
        widget=forms.RadioSelect,
        choices=(("done", "已完成"), ("not_done", "未完成"), ("extended", "延长期限")),
        error_messages={"invalid_choice": "请从列出的里选一项。"},
    )
    text = words_field(
        "检查的情况", help_text=f"写明看到了什么；延长期限的，写明理由。{LONGEST_TEXT} 字以内，本人会看到。"
    )
    due_on = day_field("延长到哪一天（不延长的不填）", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "check_%s"} | kwargs))
