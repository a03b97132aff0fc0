"""登记台: one item, one fact, the members it concerns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fenming.actions.record import Recorded
from fenming.actions.record import record as record_fact
from fenming.pages.claim_form import ClaimForm
from fenming.pages.paper_words import shown_words
from fenming.pages.shell import PageRequest
from fenming.queries.claims import ClaimFault, tidy
from fenming.queries.recording import RecordPage, record_page
from fenming.rules.standard import Item
from fenming.rules.terms import Refused

FORBIDDING = ("forbidden", "already_done", "no_key")
NAMES_TOLD = 10
# Which field a refusal of the verb belongs to.
FIELDS = {
    "no_members": "members", "repeat": "members", "future_day": "day", "no_year": "day", "bad_day": "day",
    "bad_item": "members", "bad_quantity": "quantity", "bad_level": "level", "bad_each": "each",
    "bad_said": "said", "nothing_said": "said",
}  # fmt: skip


class RecordForm(ClaimForm):
    """A claim, and for whom: ticked on the roster, or pasted as a column of names."""

    pasted: Sequence[int] = ()

    members = forms.TypedMultipleChoiceField(
        label="哪些党员", required=False, coerce=int, empty_value=[], widget=forms.CheckboxSelectMultiple
    )

    names = forms.CharField(
        label="粘贴一列姓名（可不填）",
        required=False,
        max_length=4000,
        help_text="从签到表里复制姓名粘贴在这里，一行一个或用顿号、逗号隔开；和勾选的合在一起。",
        error_messages={"max_length": "粘贴的内容太长，至多 4000 字。请只粘贴姓名。"},
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, view: RecordPage, item: Item, **kwargs: Any) -> None:
        bounds = (view.first_day, view.last_day) if view.first_day else None
        super().__init__(*args, item=item, hint="事情发生的那一天，最晚是今天。", bounds=bounds, **kwargs)
        field = cast(forms.TypedMultipleChoiceField, self.fields["members"])
        field.choices = [(line.id, line.name) for line in view.roster]
        self.roster = view.roster

    def clean_names(self) -> str:
        """Whoever stands in the column is ticked too; a name that is not on the roster, or twice, is told."""
        wanted = [name for name in re.split(r"[\s,，、;；]+", tidy(self.cleaned_data["names"])) if name]
        found = {name: [line.id for line in self.roster if line.name == name] for name in wanted}
        unknown = [name for name, ids in found.items() if not ids]
        doubled = [name for name, ids in found.items() if len(ids) > 1]
        if unknown:
            sentence = f"名册里没有适用这一项的“{'、'.join(unknown)}”。请核对姓名，或改为勾选。"
            raise forms.ValidationError(sentence)
        if doubled:
            raise forms.ValidationError(f"名册里不止一名“{'、'.join(doubled)}”。请在下面勾选是哪一名。")
        self.pasted = [pk for ids in found.values() for pk in ids]
        return str(self.cleaned_data["names"])

    def for_whom(self) -> list[int]:
        """Ticked or pasted; only after the form was found valid."""
        return sorted({*self.cleaned_data["members"], *self.pasted})

    def clean(self) -> dict[str, Any]:
        # the verb would say the same, but one thing at a time
        nobody = not self.pasted and "members" in self.cleaned_data and not self.cleaned_data["members"]
        if "names" not in self.errors and nobody:
            self.add_error("members", "还没有选党员。请至少勾选一名。")
        return super().clean()

    @property
    def ticked(self) -> set[int]:
        """Whose boxes are to be ticked when the form is shown again."""
        return {int(one) for one in self["members"].value() or () if str(one).isdecimal()}


def record(request: HttpRequest) -> HttpResponse:
    """The desk: choose an item, then say what happened and to whom."""
    page = cast(PageRequest, request)
    item_id, search = request.GET.get("item", "")[:16], request.GET.get("q", "")[:40].strip()
    view = record_page(viewer=page.viewer, item_id=item_id, search=search, today=timezone.localdate(page.now))
    if view.item is None:
        return render(request, "record.html", {"view": view, "search": search})
    form = RecordForm(request.POST if request.method == "POST" else None, view=view, item=view.item)
    if request.method == "POST" and form.is_valid() and (done := _recorded(page, view, form)):
        messages.success(request, _told(view, form, done))
        return redirect("record")
    if form.has_error("members", "invalid_choice"):
        raise Http404
    return render(
        request, "record_form.html", {"view": view, "form": form}, status=422 if form.errors else 200
    )


def _recorded(page: PageRequest, view: RecordPage, form: RecordForm) -> Recorded | None:
    claim = form.claim()
    try:
        return record_fact(
            actor_id=page.viewer.person_id,
            branch_id=page.viewer.branch_id,
            item=claim.item,
            day=claim.day,
            membership_ids=form.for_whom(),
            what=claim.said,
            quantity=claim.quantity,
            level=claim.level,
            each_centi=claim.each_centi,
            achievement=claim.achievement,
            key=page.POST.get("key", ""),
            now=page.now,
        )
    except Refused as refused:
        if refused.code in FORBIDDING:
            raise
        form.add_faults([ClaimFault(FIELDS.get(refused.code, ""), refused.code, refused.sentence)])
        return None


def _told(view: RecordPage, form: RecordForm, done: Recorded) -> str:
    """What was recorded for whom, and until when they may reply."""
    names = [line.name for line in view.roster if line.id in set(form.for_whom())]
    listed = "、".join(names[:NAMES_TOLD]) + ("等" if len(names) > NAMES_TOLD else "")
    title = view.item.title if view.item else ""
    start = f"已登记“{title}”，{len(names)} 名党员：{listed}。"
    by_hand = [line.name for line in view.roster if line.id in done.by_hand]
    if done.reply_by is None and not by_hand:
        return f"{start}接下来由支部初评。"
    how = shown_words(reply_by=done.reply_by, by_hand=by_hand)
    return f"{start}{how}；答复或期满后由支部初评。"
