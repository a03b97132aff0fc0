"""组织: the general branches and branches below the committee; each change a page of its own with the verb behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions._tree import LONGEST_NAME, LONGEST_RESOLUTION
from fenming.actions.end_general_branch import end_general_branch
from fenming.actions.found_general_branch import found_general_branch
from fenming.actions.give_office import give_office
from fenming.actions.place_branch import place_branch
from fenming.actions.rename_organisation import rename_organisation
from fenming.pages.form_steps import done
from fenming.pages.roster_forms import day_field, text_field
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.organisation_step import PlaceStep, place_step
from fenming.queries.organisations import trees_of
from fenming.rules.authority import Role

page_of_a_form = require_http_methods(["GET", "HEAD", "POST"])
GROUND_HELP = "照上级的决定填写，例如“院党委〔2026〕12号”。"


class GroundForm(forms.Form):
    """What a change rests on."""

    button = "登记"

    resolution = text_field("依据的决议或文件", longest=LONGEST_RESOLUTION, help_text=GROUND_HELP)


class FoundForm(GroundForm):
    """A new general branch."""

    button = "建立党总支"
    field_order = ("committee", "name", "since", "resolution")

    committee = forms.TypedChoiceField(label="在哪个党委下面", coerce=int)
    name = text_field("名称", longest=LONGEST_NAME)
    since = day_field("从哪天起")

    def __init__(self, *args: Any, committees: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].choices = committees  # type: ignore[attr-defined]
        if len(committees) == 1:
            self.fields["committee"].widget = forms.HiddenInput()
            self.fields["committee"].initial = committees[0][0]


class RenameForm(GroundForm):
    """Another name."""

    button = "登记更名"
    field_order = ("name", "day", "resolution")

    name = text_field("新的名称", longest=LONGEST_NAME)
    day = day_field("从哪天起")


class PlaceForm(GroundForm):
    """Where a branch belongs; empty: directly under the committee."""

    button = "登记隶属"
    field_order = ("general", "since", "resolution")

    general = forms.TypedChoiceField(label="隶属", coerce=int, required=False, empty_value=None)
    since = day_field("从哪天起", help_text="原来的隶属到前一天为止。")

    def __init__(self, *args: Any, step: PlaceStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["general"].choices = [("", "直属党委"), *step.generals]  # type: ignore[attr-defined]


class EndForm(GroundForm):
    """The last day."""

    button = "撤销党总支"
    field_order = ("until", "resolution")

    until = day_field("最后一天", help_text="从次日起不再有这个党总支，它的任职同时结束。")


class OfficerForm(GroundForm):
    """Who holds the office of a general branch."""

    button = "登记任职"
    field_order = ("person", "since", "resolution")

    person = forms.TypedChoiceField(label="谁任党总支委员", coerce=int)
    since = day_field("从哪天起")

    def __init__(self, *args: Any, step: PlaceStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "请选择"), *step.people]  # type: ignore[attr-defined]


@page_of_a_form
def organisations(request: PageRequest) -> HttpResponse:
    """The trees the viewer may see; a POST founds a general branch."""
    today = timezone.localdate(request.now)
    trees = trees_of(actor_id=request.viewer.person_id, on=today)
    own = [(one.committee_id, one.committee) for one in trees if one.may_order]
    data = request.POST if request.method == "POST" else None
    form = FoundForm(data, committees=own, initial={"since": today})
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        if done(form, found_general_branch, request, committee_id=given.pop("committee"), **given):
            messages.success(request, "党总支已登记。接下来可以把支部划归它。")
            return redirect("organisations")
    context = {"trees": trees, "form": form, "may_order": bool(own)}
    return page_with_tables(request, "organisations.html", context, status=422 if form.is_bound else 200)


@page_of_a_form
def rename(request: PageRequest, place_id: int) -> HttpResponse:
    """Another name for a branch or general branch."""
    step = _step(request, "rename_organisation", place_id)
    form = RenameForm(_data(request), initial={"day": timezone.localdate(request.now), "name": step.name})
    return _step_page(request, step, form, rename_organisation, "更名", place_id=place_id)


@page_of_a_form
def place(request: PageRequest, place_id: int) -> HttpResponse:
    """Where a branch belongs from a day on."""
    step = _step(request, "place_branch", place_id)
    if step.is_general:
        raise Http404
    today = timezone.localdate(request.now)
    form = PlaceForm(_data(request), step=step, initial={"since": today, "general": step.general_id})
    about = {"branch_id": place_id, "general_id": form.cleaned_data.pop("general")} if form.is_valid() else {}
    return _step_page(request, step, form, place_branch, "隶属", **about)


@page_of_a_form
def end(request: PageRequest, place_id: int) -> HttpResponse:
    """The last day of a general branch."""
    step = _general(request, "end_general_branch", place_id)
    form = EndForm(_data(request), initial={"until": timezone.localdate(request.now)})
    return _step_page(request, step, form, end_general_branch, "撤销", place_id=place_id)


@page_of_a_form
def officer(request: PageRequest, place_id: int) -> HttpResponse:
    """Who holds the office of a general branch."""
    step = _general(request, "give_office", place_id)
    form = OfficerForm(_data(request), step=step, initial={"since": timezone.localdate(request.now)})
    about: dict[str, Any] = {"branch_id": place_id, "role": Role.GENERAL_OFFICER}
    about |= {"person_id": form.cleaned_data.pop("person")} if form.is_valid() else {}
    return _step_page(request, step, form, give_office, "党总支任职", **about)


def _data(request: PageRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _step(request: PageRequest, verb: str, place_id: int) -> PlaceStep:
    who, today = request.viewer.person_id, timezone.localdate(request.now)
    return place_step(actor_id=who, verb=verb, place_id=place_id, on=today)


def _general(request: PageRequest, verb: str, place_id: int) -> PlaceStep:
    step = _step(request, verb, place_id)
    if not step.is_general:
        raise Http404
    return step


def _step_page(
    request: PageRequest, step: PlaceStep, form: forms.Form, verb: Any, title: str, **about: Any
) -> HttpResponse:
    """The form of one step; done, it leads back to the tree."""
    if form.is_bound and form.is_valid() and done(form, verb, request, **about, **form.cleaned_data):
        messages.success(request, f"{step.name}：{title}已登记。")
        return redirect("organisations")
    context = {"step": step, "form": form, "title": title}
    return render(request, "organisation_step.html", context, status=422 if form.is_bound else 200)
