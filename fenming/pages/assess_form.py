"""初评: the form by which one matter is judged, on the desk of a month and on a page of its own (R34, R75)."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from fenming.actions import AlreadyDone
from fenming.actions.assess import LONGEST_REASON, assess
from fenming.pages.shell import PageRequest
from fenming.queries.assess_words import DeskMatter
from fenming.rules.terms import Refused, format_centi, parse_centi

OUTCOMES: Final = (
    ("accepted", "认定"),
    ("changed", "改动"),
    ("refused", "不认定"),
    ("returned", "退回补充"),
)
_NEED_REASON: Final = ("changed", "refused", "returned")
# the field a refusal belongs to; the others stand above the page
_FIELDS: Final = {
    "no_outcome": "outcome",
    "no_reason": "reason",
    "too_long": "reason",
    "bad_quantity": "quantity",
    "bad_level": "level",
    "bad_each": "each",
    "not_changed": "outcome",
    "larger_minus": "outcome",
    "repeat": "outcome",
}


class AssessForm(forms.Form):
    """One matter's outcome; what fits is judged by the verb."""

    matter_id = forms.IntegerField(max_value=10**15, widget=forms.HiddenInput)
    seen_round = forms.IntegerField(widget=forms.HiddenInput)
    row = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label="初评结果",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "还没有选初评结果。请在认定、改动、不认定、退回补充中选一项。",
            "invalid_choice": "没有这样的初评结果。请在认定、改动、不认定、退回补充中选一项。",
        },
    )
    quantity = forms.IntegerField(
        label="次数", required=False, error_messages={"invalid": "次数要填整数，例如 1。请改。"}
    )
    level = forms.CharField(label="级别", required=False)
    each = forms.CharField(label="初评分", required=False)
    reason = forms.CharField(
        label="理由（改动、不认定、退回时必填）",
        required=False,
        widget=forms.TextInput(attrs={"maxlength": LONGEST_REASON}),
    )

    def clean_each(self) -> int | None:
        text = self.cleaned_data["each"]
        try:
            return parse_centi(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """A missing reason is told with what else the fields hold; alone it is the verb that tells."""
        given: dict[str, Any] = super().clean() or {}
        outcome = given.get("outcome")
        if self.errors and outcome in _NEED_REASON and not given.get("reason", "").strip():
            self.add_error(
                "reason", f"选了“{dict(OUTCOMES)[outcome]}”，还没有写理由。请写一句，本人和大会都会看到。"
            )
        return given


def bound_form(request: PageRequest) -> AssessForm:
    """What was sent."""
    return AssessForm(request.POST, auto_id=_ids(request.POST.get("matter_id", "")))


def assessed(request: PageRequest, form: AssessForm) -> bool:
    """Whether the outcome is kept now; the reason against it stands on the form."""
    given = form.cleaned_data
    try:
        assess(
            actor_id=request.viewer.person_id,
            matter_id=given["matter_id"],
            outcome=given["outcome"],
            quantity=given["quantity"],
            level=given["level"] or None,
            each_centi=given["each"],
            reason=given["reason"],
            seen_round=given["seen_round"],
            key=request.POST.get("key", ""),
            now=request.now,
        )
    except AlreadyDone:
        raise
    except Refused as refused:
        for one in (refused, *refused.also):
            form.add_error(_FIELDS.get(one.code), one.sentence)
        return False
    return True


def form_of(matter: DeskMatter, *, row: int | None, bound: AssessForm | None) -> AssessForm | None:
    """The form a matter may be judged by, as it stands or as it was just refused; None when it is not to be judged now.

    `row`: the row of the desk to come back to.
    """
    if matter.unheard or matter.state not in ("declared", "assessed"):
        return None
    if bound is not None and bound.data.get("matter_id") == str(matter.id):
        return bound
    initial = {
        "matter_id": matter.id,
        "seen_round": matter.round,
        "row": row,
        "outcome": matter.outcome,
        "quantity": matter.quantity,
        "level": matter.level,
        "each": "" if matter.each_centi is None else format_centi(matter.each_centi),
        "reason": matter.reason if matter.outcome else "",
    }
    return AssessForm(initial=initial, auto_id=_ids(str(matter.id)))


def _ids(matter_id: str) -> str:
    """Every row has the same fields, so each form's ids carry its matter."""
    return f"m{matter_id if matter_id.isdecimal() else 0}_%s"
