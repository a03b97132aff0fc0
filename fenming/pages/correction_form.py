"""The form of a clerical correction: day and figures as they should have been typed."""

from __future__ import annotations

from typing import Any

from django import forms

from fenming.actions.propose_correction import LONGEST_REASON
from fenming.pages.roster_forms import day_field
from fenming.queries.claims import MOST_TIMES
from fenming.queries.corrections import ToCorrect
from fenming.rules.terms import format_centi, parse_centi

_TIMES = f"次数请填 1 到 {MOST_TIMES} 的整数。"


class CorrectionForm(forms.Form):
    """Begins with what the entry says now; what the item has no use for is not asked."""

    day = day_field("发生的那一天")
    quantity = forms.IntegerField(
        label="次数",
        min_value=1,
        max_value=MOST_TIMES,
        error_messages={"required": _TIMES, "invalid": _TIMES, "min_value": _TIMES, "max_value": _TIMES},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    level = forms.ChoiceField(
        label="级别", error_messages={"required": "还没有选级别。", "invalid_choice": "请从列出的级别里选。"}
    )
    each = forms.CharField(
        label="每次的分值",
        max_length=20,
        error_messages={"required": "还没有填分值。请填数字，例如 1.5。"},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="哪里录错了",
        required=False,
        help_text=f"写明原来的记录上是多少。{LONGEST_REASON} 字以内。",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
    )

    def __init__(self, *args: Any, view: ToCorrect, **kwargs: Any) -> None:
        now = view.now
        each = "" if now.each_centi is None else format_centi(now.each_centi)
        start = {"day": now.day, "quantity": now.quantity, "level": now.level, "each": each}
        super().__init__(*args, **({"initial": start} | kwargs))
        if view.item.shape == "levels":
            levels = [(one.name, one.name) for one in view.item.levels]
            self.fields["level"].choices = levels  # type: ignore[attr-defined]
        else:
            del self.fields["level"]
        if view.item.shape != "range":
            del self.fields["each"]

    def clean_each(self) -> int:
        try:
            return parse_centi(self.cleaned_data["each"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def asked(self) -> dict[str, Any]:
        """What the verb takes."""
        given = self.cleaned_data
        return {
            "day": given["day"],
            "quantity": given["quantity"],
            "level": given.get("level", ""),
            "each_centi": given.get("each"),
            "reason": given["reason"],
        }
