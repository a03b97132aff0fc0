"""The forms of an appeal, of what the branch is asked and says; what fits is judged by the verbs."""

from __future__ import annotations

from typing import Any

from django import forms

from fenming.actions._appeal import LONGEST_APPEAL, LONGEST_RECORD
from fenming.pages.objection_forms import ObjectionForm, WhichForm
from fenming.queries.appealing import Which
from fenming.queries.objecting import Omitted

_AREA = {"rows": 5, "maxlength": LONGEST_APPEAL}
_LONG = {"rows": 4, "maxlength": LONGEST_RECORD}


class ChoiceForm(WhichForm):
    """What an appeal is about: from a link, and again in hidden fields."""

    objection = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    veto = forms.IntegerField(required=False, min_value=1, max_value=2**53)

    def which(self) -> Which:
        """The one thing named; what was left out comes with the form itself."""
        given = self.cleaned_data
        return Which(given["objection"], given["matter"], given["entry"], given["veto"])


class AppealForm(ObjectionForm):
    """The member's own words, as for an objection."""

    text = forms.CharField(
        label="您的申诉",
        required=False,
        help_text=f"写明哪里有误、您认为应当怎样、有什么依据。{LONGEST_APPEAL} 字以内。",
        widget=forms.Textarea(attrs=_AREA),
    )
    late_reason = forms.CharField(
        label="为什么现在才提",
        required=False,
        help_text="期限已过的请写明原因，由上级一并考虑。",
        widget=forms.Textarea(attrs=_AREA | {"rows": 2}),
    )

    def __init__(self, *args: Any, paper: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, paper=paper, **kwargs)
        if paper:
            text = self.fields["text"]
            text.label = "本人的申诉"
            text.help_text = f"照书面申诉的原文录入，{LONGEST_APPEAL} 字以内，不增不减。"
            self.fields["signed_on"].help_text = "书面申诉上写的日期，不是录入的日期。"
            self.fields["paper_kept"].label = "原件有本人签字，已经留存"

    def which(self, which: Which) -> Which:
        """The thing chosen, with what was left out if the form is about that."""
        omitted: Omitted | None = self.omitted()
        return which if omitted is None else Which(omitted=omitted)


class AskForm(forms.Form):
    """What the branch is to explain."""

    question = forms.CharField(
        label="请支部说明什么",
        required=False,
        help_text=f"要哪些经过、哪些材料。本人和支部都看得到。{LONGEST_RECORD} 字以内。",
        widget=forms.Textarea(attrs=_LONG),
    )


class RecordForm(forms.Form):
    """What the branch says; `request` is the question it answers."""

    request = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**53)
    answer = forms.CharField(
        label="支部的说明",
        required=False,
        help_text=f"初评和评定的经过，依据了哪些材料。上级和本人都看得到，不写报告人。{LONGEST_RECORD} 字以内。",
        widget=forms.Textarea(attrs=_LONG),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request"].error_messages |= {"required": "没有找到要答复的问题。请刷新页面再写。"}
