"""The form that puts a decided matter before a meeting anew: refuse it, or other figures, and why."""

from __future__ import annotations

from typing import Any

from django import forms

from fenming.actions.reopen import LONGEST_REASON
from fenming.queries.claims import MOST_TIMES
from fenming.queries.reopening_page import ToReopen
from fenming.rules.terms import format_centi, parse_centi

_TIMES = f"次数请填 1 到 {MOST_TIMES} 的整数。"


class ReopenForm(forms.Form):
    """Begins with what stands now; what the item has no use for is not asked."""

    outcome = forms.ChoiceField(
        label="提请怎么改",
        widget=forms.RadioSelect,
        error_messages={"required": "还没有选提请怎么改。", "invalid_choice": "请从列出的里选一项。"},
    )
    quantity = forms.IntegerField(
        label="次数",
        min_value=1,
        max_value=MOST_TIMES,
        required=False,
        error_messages={"invalid": _TIMES, "min_value": _TIMES, "max_value": _TIMES},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    level = forms.ChoiceField(
        label="级别", required=False, error_messages={"invalid_choice": "请从列出的级别里选。"}
    )
    each = forms.CharField(
        label="每次的分值",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="理由",
        required=False,
        help_text=f"写明为什么要重新审议、依据是什么，本人会看到。{LONGEST_REASON} 字以内。",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
    )

    def __init__(self, *args: Any, view: ToReopen, **kwargs: Any) -> None:
        now = view.now
        each = "" if now.each_centi is None else format_centi(now.each_centi)
        start = {"outcome": "changed", "quantity": now.quantity, "level": now.level, "each": each}
        super().__init__(*args, **({"initial": start} | kwargs))
        choices = [("changed", "改为其他分" if view.stands else "予以认定")]
        if view.stands:
            choices.append(("refused", "不认定，原来的分冲回"))
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        if view.item.shape == "levels":
            levels = [(one.name, one.name) for one in view.item.levels]
            self.fields["level"].choices = levels  # type: ignore[attr-defined]
        else:
            del self.fields["level"]
        if view.item.shape != "range":
            del self.fields["each"]

    def clean_each(self) -> int | None:
        text = self.cleaned_data["each"].strip()
        try:
            return parse_centi(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def asked(self) -> dict[str, Any]:
        """What the verb takes."""
        given = self.cleaned_data
        if given["outcome"] == "refused":
            return {"outcome": "refused", "reason": given["reason"]}
        return {
            "outcome": "changed",
            "quantity": given["quantity"],
            "level": given.get("level") or None,
            "each_centi": given.get("each"),
            "reason": given["reason"],
        }
