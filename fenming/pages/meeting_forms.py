"""The forms of a meeting. They check shapes; whether the figures are right is the rules' question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from fenming.queries.meeting_agenda import Line
from fenming.queries.meeting_list import ToCall
from fenming.rules.terms import format_centi, parse_centi

LONGEST_REASON = 100
LONGEST_MINUTES = 20_000


def _day(hint: str = "") -> forms.DateField:
    return forms.DateField(
        label="日期",
        help_text=hint,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "还没有填日期。", "invalid": "日期读不出来。请写成 2026-03-28。"},
    )


def _place() -> forms.CharField:
    return forms.CharField(
        label="地点（可不填）",
        max_length=60,
        required=False,
        error_messages={"max_length": "地点请写在 60 字以内。"},
    )


class CallForm(forms.Form):
    """Which meeting, which day, where."""

    what = forms.ChoiceField(
        label="开哪一次会",
        help_text="党员大会从季度最后一个月起开，下一季度补开也可以；每月的会开支委会或支部会，从列出的里选。",
        error_messages={"required": "还没有选开哪一次会。", "invalid_choice": "请从列出的会里选。"},
    )
    held_on = _day(
        "支委会或支部会已经开过、忘了登记的，填开会那一天就是补录：那个月还没有初评完才可以，会议标明补录的日期，初评仍按实际录入的时间记。"
    )
    place = _place()

    def __init__(self, *args: Any, to_call: Sequence[ToCall], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [(one.choice, one.what) for one in to_call]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The cleaned answers under the names the verb uses."""
        kind, _, period = self.cleaned_data["what"].partition("-")
        period_of = "quarter_id" if kind == "members" else "month_id"
        return {
            "kind": kind, period_of: int(period),
            "held_on": self.cleaned_data["held_on"], "place": self.cleaned_data["place"],
        }  # fmt: skip


class MoveForm(forms.Form):
    """Another day or place."""

    held_on = _day()
    place = _place()


class CancelForm(forms.Form):
    """Why the meeting is called off."""

    reason = forms.CharField(
        label="取消的原因",
        max_length=LONGEST_REASON,
        help_text="应到会的人都会看到。",
        error_messages={
            "required": "还没有写取消的原因。请写一句，应到会的人都会看到。",
            "max_length": f"取消的原因请写在 {LONGEST_REASON} 字以内。",
        },
    )


class TopicForm(forms.Form):
    """A topic to be added."""

    title = forms.CharField(
        label="议题",
        max_length=80,
        help_text="例如“讨论暑期学习安排”。",
        error_messages={
            "required": "还没有写议题。请写一句，例如“讨论暑期学习安排”。",
            "max_length": "议题请写在 80 字以内。",
        },
    )


class OutcomeForm(forms.Form):
    """What the meeting made of a topic."""

    outcome = forms.CharField(
        label="讨论的结果",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 44, "class": "w-auto mw-100 text-start"}),
        error_messages={
            "required": "还没有写讨论的结果。请写一句；没有结论的，写“没有结论”。",
            "max_length": "讨论的结果请写在 500 字以内。",
        },
    )


class AddendumForm(forms.Form):
    """A paragraph to be added to the minutes."""

    text = forms.CharField(
        label="补记",
        max_length=2000,
        help_text="补充或说明会议记录，原来的记录不变。不能在这里改分，也不能改表决结果。",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "补记是空的。请写明补充或说明的内容。",
            "max_length": "补记请写在 2000 字以内。",
        },
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def _count(label: str) -> forms.IntegerField:
    wrong = f"{label}的人数读不出来。请填数字，没有的填 0。"
    return forms.IntegerField(
        label=label,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": f"还没有填{label}的人数。没有的填 0。",
            "invalid": wrong,
            "min_value": wrong,
        },
    )


class VoteForm(forms.Form):
    """A show of hands, and what the page showed when it was counted."""

    ayes = _count("同意")
    nays = _count("反对")
    abstained = _count("弃权")
    without_objection = forms.BooleanField(label="无异议", required=False)
    seen_votes = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def given(self) -> dict[str, Any]:
        """The cleaned figures under the names the verbs use."""
        return {name: self.cleaned_data[name] for name in VoteForm.base_fields}


class EnBlocForm(VoteForm):
    """The vote on the whole list; `seen` are the matters it showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> list[int]:
        try:
            return [int(number) for number in self.cleaned_data["seen"].split(",") if number]
        except ValueError:
            raise forms.ValidationError("名单读不出来，没有保存。请刷新页面再办。") from None


class AcceptForm(VoteForm):
    """The vote on one matter as assessed."""

    outcome = forms.CharField(widget=forms.HiddenInput)


class OtherForm(VoteForm):
    """The vote on one matter otherwise than as assessed. Only the figures the item leaves open can be changed."""

    outcome = forms.ChoiceField(
        label="决议",
        widget=forms.RadioSelect,
        error_messages={"required": "还没有选决议。", "invalid_choice": "请从列出的决议里选。"},
    )
    quantity = forms.IntegerField(
        label="次数",
        min_value=1,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "次数读不出来。请填数字。",
            "min_value": "次数至少是 1。不认定的，请选“不认定”。",
        },
    )
    each = forms.CharField(
        label="每次分值",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    level = forms.ChoiceField(
        label="级别", required=False, error_messages={"invalid_choice": "请从列出的级别里选。"}
    )
    reason = forms.CharField(
        label="理由",
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-auto text-start", "size": 24, "autocomplete": "off"}),
        error_messages={"max_length": f"理由请写在 {LONGEST_REASON} 字以内。"},
    )

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = [("refused", "不认定"), ("deferred", "缓议")]
        if line.basis is None:
            outcomes = outcomes[1:]
            self.fields["outcome"].widget = forms.HiddenInput()
            self.initial["outcome"] = "deferred"
        else:
            outcomes.insert(0, ("changed", "改为其他分"))
        if line.reopened and not line.reopened.before_centi:
            outcomes.remove(("refused", "不认定"))
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        self._open_figures(line)

    def _open_figures(self, line: Line) -> None:
        basis, item = line.basis, line.item
        if basis is None:
            del self.fields["quantity"]
        else:
            self.initial["quantity"], self.initial["level"] = basis.quantity, basis.level
        if basis is None or basis.each_centi is None:
            del self.fields["each"]
        else:
            self.initial["each"] = format_centi(basis.each_centi)
            span = f"{format_centi(item.min_centi)} 至 {format_centi(item.max_centi)}"
            self.fields["each"].label = f"每次分值（{span}）"
        if basis is None or item.shape != "levels":
            del self.fields["level"]
        else:
            levels = [
                (level.name, f"{level.name}，{format_centi(level.points_centi)} 分") for level in item.levels
            ]
            self.fields["level"].choices = levels  # type: ignore[attr-defined]

    def clean_each(self) -> int | None:
        text = self.cleaned_data["each"].strip()
        try:
            return parse_centi(text) if text else None
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from None


class MinutesForm(forms.Form):
    """The minutes, kept with the meeting."""

    minutes = forms.CharField(
        label="会议记录",
        max_length=LONGEST_MINUTES,
        help_text="写明议程、讨论要点和结果。结束之后不能再改，只能补记。",
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={
            "required": "还没有写会议记录。请写明议程、讨论要点和结果，再结束会议。",
            "max_length": f"会议记录请写在 {LONGEST_MINUTES} 字以内。",
        },
    )
