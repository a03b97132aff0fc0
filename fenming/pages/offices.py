"""任职: who holds which office, who held it before, and the two forms of whoever enters the resolutions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.actions.end_office import end_office
from fenming.actions.give_office import give_office
from fenming.pages.roster_forms import RESOLUTION_HELP, OfficeForm, day_field, text_field
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.branch_choice import BranchChoice, choose_branch
from fenming.queries.offices import office_to_end, offices_page
from fenming.rules.terms import Refused

# These are about the door and the sending, not about what was filled in.
NOT_OF_THE_FORM = ("forbidden", "already_done", "no_key")


class EndForm(forms.Form):
    """The last day of an office and the resolution behind it."""

    until = day_field("任职到哪天", help_text="这一天是任职的最后一天，从次日起不再有这项职务的权限。")
    resolution = text_field("结束任职的依据", longest=120, help_text=RESOLUTION_HELP)


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """The offices of the branch, now and before."""
    return _page(cast(PageRequest, request))


def give(request: HttpRequest) -> HttpResponse:
    """Enter an office from a resolution."""
    if request.method != "POST":
        return redirect("offices")
    page = cast(PageRequest, request)
    viewer = _choice(page).viewer
    view = offices_page(viewer=viewer, on=timezone.localdate(page.now))
    form = OfficeForm(request.POST, people=view.people)
    if form.is_valid() and _done(page, form, give_office, branch_id=viewer.branch_id):
        messages.success(request, "任职已登记。")
        return redirect(page.get_full_path().replace(request.path, reverse("offices"), 1))
    return _page(page, form)


def end(request: HttpRequest, office_id: int) -> HttpResponse:
    """Enter the last day of an office."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    view = office_to_end(viewer=page.viewer, office_id=office_id, on=today)
    form = EndForm(request.POST or None, initial={"until": today})
    if request.method == "POST" and form.is_valid() and _done(page, form, end_office, office_id=office_id):
        messages.success(request, f"{view.name}的{view.office}任职已登记结束。")
        return redirect("offices")
    return render(
        request, "office_end.html", {"view": view, "form": form}, status=422 if form.errors else 200
    )


def _done(page: PageRequest, form: forms.Form, act: Callable[..., int], **about: Any) -> bool:
    """Whether the act took effect; the reason against it stands on the form."""
    given = form.cleaned_data
    if "person" in given:
        given = {"person_id": given["person"], **{name: given[name] for name in given if name != "person"}}
    try:
        act(actor_id=page.viewer.person_id, key=page.POST.get("key", ""), now=page.now, **about, **given)
    except Refused as refused:
        if refused.code in NOT_OF_THE_FORM:
            raise
        form.add_error(None, refused.sentence)
        return False
    return True


def _page(page: PageRequest, bad: OfficeForm | None = None) -> HttpResponse:
    today = timezone.localdate(page.now)
    choice = _choice(page)
    view = offices_page(viewer=choice.viewer, on=today)
    form = bad or OfficeForm(people=view.people, initial={"since": today})
    context = {"view": view, "form": form, "bad": bad, "choice": choice}
    return page_with_tables(page, "offices.html", context, status=422 if bad else 200)


def _choice(page: PageRequest) -> BranchChoice:
    asked, today = page.GET.get("branch", ""), timezone.localdate(page.now)
    return choose_branch(viewer=page.viewer, asked=asked, on=today)
