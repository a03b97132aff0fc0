"""考勤: an activity once, the roster to mark, and the proposals to look over before anything is recorded."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fenming.actions.call_roll import Called, call_roll
from fenming.pages.claim_form import BAD_DAY, NO_DAY
from fenming.pages.paper_words import shown_words
from fenming.pages.shell import PageRequest
from fenming.queries.roll_call import LONGEST_WHAT, MARKS, RollPage, proposals_of, roll_page
from fenming.rules.terms import Refused

FORBIDDING = ("forbidden", "already_done", "no_key")
FIELDS = {"future_day": "day", "nothing_said": "what", "too_long": "what"}


class RollForm(forms.Form):
    """The day, the activity, and a mark for each member of the roll."""

    day = forms.DateField(
        label="哪一天",
        error_messages={"required": NO_DAY, "invalid": BAD_DAY},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    what = forms.CharField(
        label="什么活动",
        max_length=LONGEST_WHAT,
        help_text=f"如：七月主题党日。{LONGEST_WHAT} 字以内。",
        error_messages={"required": "还没有写是什么活动。请写一句，如“七月主题党日”。"},
    )

    def __init__(self, data: Any = None, *, view: RollPage) -> None:
        super().__init__(data, initial={"day": view.day, "what": view.what})
        self.marks = {line.membership_id: f"mark_{line.membership_id}" for line in view.lines}
        for line in view.lines:
            self.fields[self.marks[line.membership_id]] = forms.ChoiceField(
                label=line.name, choices=MARKS, initial=line.mark
            )

    def given(self) -> dict[int, str]:
        """The mark of each member; only after the form was found valid."""
        return {pk: self.cleaned_data[name] for pk, name in self.marks.items()}

    def taken(self) -> set[int]:
        """Whose proposal was ticked; ids that are not on the roll are no form of ours."""
        data = cast(Any, self.data)
        ticked = set(data.getlist("take"))
        if not ticked <= {str(pk) for pk in self.marks}:
            raise Http404
        return {int(one) for one in ticked}


def roll_call(request: HttpRequest) -> HttpResponse:
    """Mark who came, look over what that proposes, record what is ticked."""
    page = cast(PageRequest, request)
    view = _view(page)
    form = RollForm(request.POST if request.method == "POST" else None, view=view)
    if not form.is_bound or not form.is_valid() or "edit" in request.POST:
        return _page(page, view, form)
    if "save" not in request.POST:
        proposals = proposals_of(
            branch_id=page.viewer.branch_id, day=form.cleaned_data["day"], marks=form.given()
        )
        return render(request, "roll_call_check.html", {"view": view, "form": form, "proposals": proposals})
    done = _called(page, view, form)
    if done is None:
        return _page(page, view, form)
    messages.success(request, _told(view, done))
    return redirect("record")


def _view(page: PageRequest) -> RollPage:
    given = page.GET.get("meeting", "")
    meeting_id = int(given) if given.isascii() and given.isdecimal() and len(given) < 16 else None
    today = timezone.localdate(page.now)
    return roll_page(viewer=page.viewer, meeting_id=meeting_id, day=today, today=today)


def _called(page: PageRequest, view: RollPage, form: RollForm) -> Called | None:
    try:
        return call_roll(
            actor_id=page.viewer.person_id, branch_id=page.viewer.branch_id, day=form.cleaned_data["day"],
            what=form.cleaned_data["what"], marks=form.given(), taken=form.taken(), meeting_id=view.meeting_id,
            key=page.POST.get("key", ""), now=page.now,
        )  # fmt: skip
    except Refused as refused:
        if refused.code in FORBIDDING:
            raise
        form.add_error(FIELDS.get(refused.code), refused.sentence)
        return None


def _page(page: PageRequest, view: RollPage, form: RollForm) -> HttpResponse:
    rows = [(line, form[form.marks[line.membership_id]]) for line in view.lines]
    context = {"view": view, "form": form, "rows": rows}
    return render(page, "roll_call.html", context, status=422 if form.errors else 200)


def _told(view: RollPage, done: Called) -> str:
    if not done.matter_ids:
        return "考勤已登记，没有登记扣分事项。"
    by_hand = [line.name for line in view.lines if line.membership_id in done.by_hand]
    how = f"{shown_words(reply_by=done.reply_by, by_hand=by_hand)}。" if done.reply_by or by_hand else ""
    return f"考勤已登记，另登记 {len(done.matter_ids)} 件事项。{how}"
