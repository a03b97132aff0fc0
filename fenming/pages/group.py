"""党小组: who meets in which group; the secretary sets groups up, places members and ends groups (R10, A34)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions._tree import LONGEST_NAME, LONGEST_RESOLUTION
from fenming.actions.end_group import end_group
from fenming.actions.found_group import found_group
from fenming.actions.place_members import place_members
from fenming.pages.form_steps import done
from fenming.pages.roster_forms import day_field, text_field
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.groups import GroupsPage, groups_page

NOWHERE = "none"
GROUND_HELP = "例如“支部委员会 2026年3月2日决议”。"


class FoundForm(forms.Form):
    """A new group."""

    name = text_field("名称", longest=LONGEST_NAME, help_text="例如“第一党小组”。")
    since = day_field("从哪天起")
    resolution = text_field("依据的决议", longest=LONGEST_RESOLUTION, help_text=GROUND_HELP)


class PlaceForm(forms.Form):
    """Members and the group they are in from a day on, or none."""

    members = forms.TypedMultipleChoiceField(
        label="党员", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    group = forms.TypedChoiceField(
        label="划到",
        coerce=lambda value: None if value == NOWHERE else int(value),
        error_messages={"required": "还没有选划到哪里。请选一个党小组，或者选“不划分”。"},
    )
    since = day_field("从哪天起", help_text="原来的划分到前一天为止。")
    resolution = text_field("依据的决议", longest=LONGEST_RESOLUTION, help_text=GROUND_HELP)

    def __init__(self, *args: Any, view: GroupsPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(one.membership_id, f"{one.name}，{one.group or '未划分'}") for one in view.members]
        self.fields["members"].choices = people  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", "请选择"), *view.choices, (NOWHERE, "不划分")]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of a group."""

    group = forms.TypedChoiceField(label="党小组", coerce=int)
    until = day_field("最后一天")
    resolution = text_field("依据的决议", longest=LONGEST_RESOLUTION, help_text=GROUND_HELP)

    def __init__(self, *args: Any, view: GroupsPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", "请选择"), *view.choices]  # type: ignore[attr-defined]


@require_safe
def groups(request: PageRequest) -> HttpResponse:
    """The groups and, for the secretary, the forms."""
    return _page(request, _view(request))


@require_POST
def found(request: PageRequest) -> HttpResponse:
    """A new group."""
    view, form = _view(request), FoundForm(request.POST)
    if form.is_valid() and done(
        form, found_group, request, branch_id=request.viewer.branch_id, **form.cleaned_data
    ):
        messages.success(request, "党小组已登记。接下来可以把党员划进来。")
        return redirect("groups")
    return _page(request, view, found_form=form)


@require_POST
def place(request: PageRequest) -> HttpResponse:
    """Members into a group, or out of it."""
    view = _view(request)
    form = PlaceForm(request.POST, view=view)
    if form.is_valid():
        given = dict(form.cleaned_data)
        about = {"membership_ids": given.pop("members"), "group_id": given.pop("group")}
        if done(form, place_members, request, branch_id=request.viewer.branch_id, **about, **given):
            messages.success(request, f"已划分 {len(about['membership_ids'])} 名党员。")
            return redirect("groups")
    return _page(request, view, place_form=form)


@require_POST
def end(request: PageRequest) -> HttpResponse:
    """The last day of a group."""
    view = _view(request)
    form = EndForm(request.POST, view=view)
    if form.is_valid():
        given = dict(form.cleaned_data)
        if done(form, end_group, request, group_id=given.pop("group"), **given):
            messages.success(request, "党小组的最后一天已登记。")
            return redirect("groups")
    return _page(request, view, end_form=form)


def _view(request: PageRequest) -> GroupsPage:
    return groups_page(viewer=request.viewer, on=timezone.localdate(request.now))


def _page(request: PageRequest, view: GroupsPage, **sent: forms.Form) -> HttpResponse:
    """The page with its forms: fresh ones, or the one that was just sent with what is wrong in it."""
    today = timezone.localdate(request.now)
    fresh: dict[str, forms.Form] = {
        "found_form": FoundForm(initial={"since": today}, prefix=None, auto_id="found_%s"),
        "place_form": PlaceForm(view=view, initial={"since": today}, auto_id="place_%s"),
        "end_form": EndForm(view=view, initial={"until": today}, auto_id="end_%s"),
    }
    bad = next(iter(sent.values()), None)
    context = {"view": view, "bad": bad, **fresh, **sent}
    return page_with_tables(request, "groups.html", context, status=422 if bad else 200)
