"""The forms of a reply: by the one concerned, and as it stands on a paper the one concerned signed."""

from __future__ import annotations

from typing import Any

from django import forms

from fenming.actions._reply import LONGEST_REPLY
from fenming.pages.roster_forms import day_field

OPINIONS = [("no", "有不同意见"), ("yes", "没有异议")]
NO_OPINION = {"required": "还没有选意见。请选“有不同意见”或“没有异议”。"}


class ReplyForm(forms.Form):
    """No objection, or what speaks against it."""

    agrees = forms.ChoiceField(
        label="您的意见", choices=OPINIONS, widget=forms.RadioSelect, error_messages=NO_OPINION
    )
    text = forms.CharField(
        label="情况说明",
        required=False,
        help_text=f"{LONGEST_REPLY} 字以内。没有异议的可以不写。",
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_REPLY}),
    )


class PaperReplyForm(forms.Form):
    """What the paper says, when it was signed, and that it is kept."""

    agrees = forms.ChoiceField(
        label="本人的意见", choices=OPINIONS, widget=forms.RadioSelect, error_messages=NO_OPINION
    )
    text = forms.CharField(
        label="情况说明",
        required=False,
        help_text=f"照书面答复的原文录入，{LONGEST_REPLY} 字以内，不增不减。",
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_REPLY}),
    )
    signed_on = day_field("签字的日期", help_text="书面答复上写的日期，不是录入的日期。")
    paper_kept = forms.BooleanField(label="原件有本人签字，已由支部留存", required=False)

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        said = self.cleaned_data
        return said | {"agrees": said["agrees"] == "yes"}


class HandOverForm(forms.Form):
    """When the notice was handed over, and that the receipt is kept."""

    handed_on = day_field("当面送达的日期", help_text="回执上写的日期。答复期从这一天的次日起算。")
    receipt_kept = forms.BooleanField(label="本人已在回执上签收，回执由支部留存", required=False)


class SlipForm(forms.Form):
    """When the slip for an answer was signed, and that it is kept; or another paper without words of its own."""

    signed_on = day_field("签收的日期")
    paper_kept = forms.BooleanField(required=False)

    def __init__(self, *args: Any, paper: str = "回执", verb: str = "签收", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].label = f"{verb}的日期"
        self.fields["signed_on"].help_text = f"{paper}上写的日期，不是录入的日期。"
        self.fields["paper_kept"].label = f"{paper}有本人签字，已由支部留存"


class PaperAnswerForm(forms.Form):
    """What a signed answer to a veto, a correction or a reopening says, when it was signed, and that it is kept."""

    text = forms.CharField(label="本人的意见", required=False)
    signed_on = day_field("签字的日期", help_text="书面意见上写的日期，不是录入的日期。")
    paper_kept = forms.BooleanField(label="原件有本人签字，已由支部留存", required=False)

    def __init__(self, *args: Any, longest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.help_text = f"照书面意见的原文录入，{longest} 字以内，不增不减。"
        field.widget = forms.Textarea(attrs={"rows": 4, "maxlength": longest})
