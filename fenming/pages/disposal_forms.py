"""The forms of a handling case: the proposal, what the member says, the hearing, the decision, the superior's answer."""

from __future__ import annotations

from typing import Any

from django import forms

from fenming.pages.follow_up_forms import LONGEST_TEXT, member_field, words_field
from fenming.pages.roster_forms import day_field, text_field
from fenming.queries.grounds import GroundChoices
from fenming.rules.measures import OUTCOMES


class ProposalForm(forms.Form):
    """Whom, and what is proposed."""

    button = "提出，先听本人意见"

    member = member_field()
    text = words_field(
        "拟作的处理和理由", help_text=f"写明拟怎样处理、为什么。{LONGEST_TEXT} 字以内，本人会看到。"
    )

    def __init__(self, *args: Any, choices: GroundChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "请选择"), *choices.members]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the member has to say."""

    button = "提交意见"

    text = words_field(
        "您的意见", help_text=f"写明情况；没有意见的，写“没有意见”。{LONGEST_TEXT} 字以内，只能提交一次。"
    )


class HearingForm(forms.Form):
    """When the member was heard and what was said."""

    button = "登记听取意见"

    day = day_field("听取意见的日期")
    text = words_field(
        "本人说了什么", help_text=f"照实写；本人不愿意说的，也写明。{LONGEST_TEXT} 字以内，本人会看到。"
    )


class DecisionForm(forms.Form):
    """As the organisation decided."""

    button = "登记决定"

    outcome = forms.ChoiceField(
        label="组织的决定",
        required=False,
        widget=forms.RadioSelect,
        choices=tuple(OUTCOMES.items()),
        error_messages={"invalid_choice": "请从列出的里选一项。"},
    )
    text = words_field("决定的内容", help_text=f"照决定写。{LONGEST_TEXT} 字以内，本人和上级党委会看到。")
    document = text_field("决定的文号或大会决议", longest=120, help_text="如：支部党员大会 2027年4月20日。")
    day = day_field("决定的日期")


class ReturnForm(forms.Form):
    """Why it is sent back."""

    button = "退回支部"

    text = words_field("退回的意见", help_text=f"写明哪里要改。{LONGEST_TEXT} 字以内，支部和本人会看到。")
