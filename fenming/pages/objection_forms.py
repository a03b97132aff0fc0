"""The forms of an objection and of its answer; what fits is judged by the verbs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from fenming.actions._finding import LONGEST_ANSWER
from fenming.actions._hearing import LONGEST_HEARD, LONGEST_WHO
from fenming.actions._objection import LONGEST_OBJECTION
from fenming.pages.roster_forms import day_field
from fenming.queries.claims import MOST_TIMES
from fenming.queries.contested import ToDecide
from fenming.queries.counter_entries import Figures
from fenming.queries.objecting import Omitted
from fenming.rules.standard import Item
from fenming.rules.terms import format_centi, parse_centi

_AREA = {"rows": 4, "maxlength": LONGEST_OBJECTION}
_TIMES = f"次数请填 1 到 {MOST_TIMES} 的整数。"
BACK_WHOLE = "reversed"
_FIGURES = ("item", "day", "quantity", "level", "each")
_AS_WRITTEN = f"照书面异议的原文录入，{LONGEST_OBJECTION} 字以内，不增不减。"


class WhichForm(forms.Form):
    """What an objection is about: from a link, and again in hidden fields."""

    matter = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    entry = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    omitted = forms.BooleanField(required=False)


class ObjectionForm(forms.Form):
    """The member's own words; `late` asks why they come now, `items` which item was left out, `paper` when signed."""

    item = forms.ChoiceField(
        label="漏记的是哪一项",
        error_messages={"required": "还没有选项目。请选一项。", "invalid_choice": "请从列出的项目里选。"},
    )
    day = day_field("发生在哪一天")
    text = forms.CharField(
        label="您的异议",
        required=False,
        help_text=f"写明哪里有误、您认为应是多少、有什么依据。{LONGEST_OBJECTION} 字以内。",
        widget=forms.Textarea(attrs=_AREA),
    )
    late_reason = forms.CharField(
        label="为什么现在才提",
        required=False,
        help_text="期限已过，请写明原因，由核实人一并考虑。",
        widget=forms.Textarea(attrs=_AREA | {"rows": 2}),
    )

    signed_on = day_field("签字的日期", help_text="书面异议上写的日期，不是录入的日期。")
    paper_kept = forms.BooleanField(label="原件有本人签字，已由支部留存", required=False)

    def __init__(
        self, *args: Any, late: bool, items: Sequence[Item] = (), paper: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if paper:
            self.fields["text"].label, self.fields["text"].help_text = "本人的异议", _AS_WRITTEN
        else:
            del self.fields["signed_on"], self.fields["paper_kept"]
        if items:
            self.fields["item"].choices = [("", "请选"), *((one.id, one.title) for one in items)]  # type: ignore[attr-defined]
        else:
            del self.fields["item"], self.fields["day"]
        if not late:
            del self.fields["late_reason"]

    def omitted(self) -> Omitted | None:
        """What was left out, if that is what the form is about."""
        given = self.cleaned_data
        return Omitted(given["item"], given["day"]) if "item" in given else None


class FindingForm(forms.Form):
    """The answer: upheld with new figures, upheld by taking back, or kept. Without items there are no figures to fill
    in; `upheld` is the word for what is found right."""

    button = "答复"

    outcome = forms.ChoiceField(
        label="结论",
        widget=forms.RadioSelect,
        error_messages={"required": "还没有选结论。请选一项。", "invalid_choice": "请从列出的结论里选。"},
    )
    item = forms.ChoiceField(
        label="应当计入的项目", required=False, error_messages={"invalid_choice": "请从列出的项目里选。"}
    )
    day = day_field("发生的那一天", required=False)
    quantity = forms.IntegerField(
        label="次数",
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        error_messages={"invalid": _TIMES, "min_value": _TIMES, "max_value": _TIMES},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    level = forms.ChoiceField(
        label="级别（分级计分的才选）",
        required=False,
        error_messages={"invalid_choice": "请从列出的级别里选。"},
    )
    each = forms.CharField(
        label="每次的分值（有幅度的才填）",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="理由",
        required=False,
        help_text=f"成立或维持都要写，本人会看到。{LONGEST_ANSWER} 字以内。",
        widget=forms.Textarea(attrs=_AREA | {"rows": 3}),
    )
    inquiry = forms.CharField(
        label="怎么核实的",
        required=False,
        help_text="问了谁、查了什么材料。不写报告人。",
        widget=forms.Textarea(attrs=_AREA | {"rows": 3}),
    )

    def __init__(self, *args: Any, start: ToDecide, upheld: str = "异议成立", **kwargs: Any) -> None:
        self.start = start.figures
        kwargs.setdefault("initial", _initial(start.figures))
        super().__init__(*args, **kwargs)
        if not start.items:
            self._choose("outcome", [("upheld", f"{upheld}，解除一票否决"), ("kept", "维持一票否决")])
            for name in _FIGURES:
                del self.fields[name]
            return
        back = [(BACK_WHOLE, f"{upheld}，原来扣的分全部冲回")] if start.is_minus else []
        self._choose("outcome", [("upheld", f"{upheld}，按下面填的计分"), *back, ("kept", "维持原评定")])
        self._choose("item", [(one.id, one.title) for one in start.items])
        levels = list(dict.fromkeys(level.name for one in start.items for level in one.levels))
        self._choose("level", [("", "不分级别"), *((name, name) for name in levels)])
        if not levels:
            del self.fields["level"]
        if not any(one.shape == "range" for one in start.items):
            del self.fields["each"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_each(self) -> int | None:
        text = self.cleaned_data["each"]
        try:
            return parse_centi(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def outcome_and_figures(self) -> tuple[str, Figures | None]:
        """What the verb takes; the name of an achievement goes with its item."""
        given = self.cleaned_data
        if given["outcome"] != "upheld" or "item" not in given:
            return ("kept" if given["outcome"] == "kept" else "upheld"), None
        item, day = given["item"] or self.start.item, given["day"] or self.start.day
        achievement = self.start.achievement if item == self.start.item else ""
        figures = Figures(
            item, day, given["quantity"] or 1, given.get("level", ""), given.get("each"), achievement
        )
        return "upheld", figures


def _initial(start: Figures) -> dict[str, Any]:
    each = "" if start.each_centi is None else format_centi(start.each_centi)
    return {
        "item": start.item,
        "day": start.day,
        "quantity": start.quantity,
        "level": start.level,
        "each": each,
    }


class HearingForm(forms.Form):
    """Who was heard on which day, and what was said."""

    button = "记下听取的意见"

    who = forms.CharField(
        label="听取了谁的意见",
        required=False,
        help_text="写姓名或身份，不写报告人。",
        widget=forms.TextInput(attrs={"maxlength": LONGEST_WHO, "autocomplete": "off"}),
    )
    heard_on = day_field("听取意见的日期")
    said = forms.CharField(
        label="说了什么",
        required=False,
        help_text=f"{LONGEST_HEARD} 字以内。不写报告人。",
        widget=forms.Textarea(attrs=_AREA | {"rows": 3, "maxlength": LONGEST_HEARD}),
    )
