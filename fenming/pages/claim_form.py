"""The form of one matter: a day and a sentence, and whatever the item asks for besides.

Declaring and recording share it. It checks shapes only; whether the matter may be declared or recorded is the
verb's question, whose answers come back through `add_faults`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from fenming.queries.claims import LONGEST_ACHIEVEMENT, LONGEST_SAID, MOST_TIMES, Claim, ClaimFault
from fenming.rules.standard import Item
from fenming.rules.terms import Bucket, format_centi, parse_centi

NO_DAY = "还没有填日期。请填事情发生的那一天。"
BAD_DAY = "日期读不出来。请填年、月、日，例如 2026-02-11。"
BAD_TIMES = f"次数请填 1 到 {MOST_TIMES} 的整数。"


class ClaimForm(forms.Form):
    """`item` decides which fields there are; `hint` stands under the day, `bounds` are offered by its picker;
    `brings_evidence`: whoever fills it in is asked to have evidence at hand."""

    day = forms.DateField(
        label="哪一天",
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"],
        error_messages={"required": NO_DAY, "invalid": BAD_DAY},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    said = forms.CharField(
        label="一句话说明",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_SAID}),
    )
    quantity = forms.IntegerField(
        label="次数",
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        initial=1,
        help_text="同一天、同一件事做了几次；只有一次的，留 1。",
        error_messages={"invalid": BAD_TIMES, "min_value": BAD_TIMES, "max_value": BAD_TIMES},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    level = forms.ChoiceField(
        label="级别",
        error_messages={"required": "还没有选级别。请选一级。", "invalid_choice": "没有这一级。请选一级。"},
    )
    each = forms.CharField(
        label="每次的分值",
        max_length=20,
        error_messages={
            "required": "还没有填分值。请填数字，例如 1.5。",
            "max_length": "分值读不出来。请填数字，例如 1.5。",
        },
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    achievement = forms.CharField(
        label="成果名称（可不填）",
        required=False,
        help_text="同一项成果在几级都得了奖的，写同一个名称；只按最高的一级计一次。",
        widget=forms.TextInput(attrs={"maxlength": LONGEST_ACHIEVEMENT, "autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        item: Item,
        hint: str = "",
        bounds: tuple[date, date] | None = None,
        brings_evidence: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields["day"].help_text = hint
        if bounds is not None:
            self.fields["day"].widget.attrs |= {
                "min": f"{bounds[0]:%Y-%m-%d}",
                "max": f"{bounds[1]:%Y-%m-%d}",
            }
        self.fields["said"].help_text = _said_hint(item) + (_bring(item) if brings_evidence else "")
        self._keep_what_fits(item)

    def _keep_what_fits(self, item: Item) -> None:
        if item.frequency != "each":
            del self.fields["quantity"]
        if item.shape == "levels":
            levels = [(one.name, f"{one.name}，{format_centi(one.points_centi)} 分") for one in item.levels]
            self.fields["level"] = _levels(self.fields["level"], levels)
        else:
            del self.fields["level"]
        if item.shape == "range":
            span = f"{format_centi(item.min_centi)} 至 {format_centi(item.max_centi)} 分"
            self.fields["each"].help_text = f"{span}，至多两位小数。"
        else:
            del self.fields["each"]
        if item.bucket is not Bucket.BONUS:
            del self.fields["achievement"]

    def clean_each(self) -> int:
        try:
            return parse_centi(self.cleaned_data["each"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def claim(self) -> Claim:
        """What the form says; only after it was found valid."""
        given = self.cleaned_data
        return Claim(
            item=self.item.id,
            day=given["day"],
            said=given["said"],
            quantity=given.get("quantity") or 1,
            level=given.get("level", ""),
            each_centi=given.get("each"),
            achievement=given.get("achievement", ""),
        )

    def clean(self) -> dict[str, Any]:
        # The verb would say the same, but not before the day can be read: all faults are to be seen at once.
        if not self.cleaned_data.get("said", "").strip() and self.errors:
            self.add_error("said", "还没有写做了什么。请写一句，说清时间、地点、做了什么。")
        return self.cleaned_data

    def add_faults(self, faults: Iterable[ClaimFault]) -> None:
        """Show each fault at its field, or above the form when it has none."""
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)


def _levels(field: forms.Field, levels: list[tuple[str, str]]) -> forms.Field:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "请选"), *levels]
    return field


def _said_hint(item: Item) -> str:
    examples = {
        Bucket.DUTY: "如：在文学馆指导 4 名学生修改教案，两小时。",
        Bucket.BONUS: "如：获校级优秀教师表彰，校发文件已下。",
        Bucket.DEDUCTION: "如：主题党日迟到二十分钟，事先没有说明。",
    }
    return f"{examples.get(item.bucket, '')}{LONGEST_SAID} 字以内。不写学生姓名。"


def _bring(item: Item) -> str:
    return f"佐证：{item.evidence}，初评时要用，请备好。" if item.evidence else ""
