"""The forms about the use of a year's points. They check shapes; what fits is judged by the verbs."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from fenming.pages.roster_forms import day_field
from fenming.rules.uses import Use

LONGEST_REASON, LONGEST_HEARD, LONGEST_DOCUMENT = 200, 500, 120
KINDS: Final = (("standing", "政治待遇"), ("training", "学习培训"), ("reward", "物质奖励"))


def words_field(label: str, *, help_text: str, longest: int, rows: int = 3) -> forms.CharField:
    """Sentences; whether there are enough of them is the verb's question."""
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": longest})
    return forms.CharField(label=label, required=False, help_text=help_text, widget=widget)


class DecideForm(forms.Form):
    """Why a name is confirmed or struck; and what the one concerned said, where something is taken from them."""

    heard = words_field(
        "本人的意见",
        help_text=f"确认取消资格的，先听取本人意见，写明本人怎么说；没有意见的，写“没有意见”。{LONGEST_HEARD} 字以内。",
        longest=LONGEST_HEARD,
    )
    reason = words_field(
        "理由",
        help_text=f"写明为什么确认或划去。确认的，本人会看到。{LONGEST_REASON} 字以内。",
        longest=LONGEST_REASON,
    )

    def __init__(self, *args: Any, use: str, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "decide_%s"} | kwargs))
        if use != Use.INELIGIBLE:
            del self.fields["heard"]


class IncentiveForm(forms.Form):
    """What was given, when, by which document."""

    button = "登记激励"

    kind = forms.ChoiceField(
        label="哪一类",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "还没有选是哪一类激励。", "invalid_choice": "请从列出的种类里选。"},
    )
    what = words_field(
        "给了什么",
        help_text=f"例如“参加校级培训班”。{LONGEST_REASON} 字以内。",
        longest=LONGEST_REASON,
        rows=2,
    )
    day = day_field("哪天给的")
    document = forms.CharField(
        label="依据的决定或文件",
        required=False,
        help_text="写文号或会议名称，例如“院党委〔2027〕8号”。",
        widget=forms.TextInput(attrs={"maxlength": LONGEST_DOCUMENT, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "give_%s"} | kwargs))


class BottomForm(forms.Form):
    """The resolution that turns the bottom list on or off."""

    button = "登记决议"

    resolution = forms.CharField(
        label="决议",
        required=False,
        help_text="写会议名称和决议编号，例如“支部党员大会决议〔2026〕6号”。",
        widget=forms.TextInput(attrs={"maxlength": LONGEST_DOCUMENT, "autocomplete": "off"}),
    )
    day = day_field("作出决议的日期")
