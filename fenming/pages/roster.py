"""名册: members, offices and accounts, and what the secretary and the administrator do there."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fenming.actions import AlreadyDone
from fenming.actions._accounts import NewAccount
from fenming.actions.create_account import create_account
from fenming.actions.enrol_members import enrol_members
from fenming.pages.parts import ErrorLine
from fenming.pages.roster_forms import EnrolForm
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.branch_choice import BranchChoice, choose_branch
from fenming.queries.roster import RosterPage, roster_page
from fenming.rules.terms import Refused


def roster(request: HttpRequest) -> HttpResponse:
    """Who is in the branch and who holds which office."""
    page = cast(PageRequest, request)
    return _page(page, _view(page))


def enrol(request: HttpRequest) -> HttpResponse:
    """Put pasted members on the roster."""
    if request.method != "POST":
        return redirect("roster")
    page = cast(PageRequest, request)
    view = _view(page)
    form = EnrolForm(request.POST, today=timezone.localdate(page.now), names=view.names)
    if form.is_valid() and enrolled(page, form):
        return redirect("roster")
    return _page(page, view, enrol_form=form)


def account(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Open an account; the one-time code is on this one answer and nowhere else."""
    if request.method != "POST":
        return redirect("roster")
    page = cast(PageRequest, request)
    try:
        made = _opened(page, membership_id)
    except AlreadyDone:
        raise
    except Refused as refused:
        return _page(page, _view(page), errors=(ErrorLine(f"login-{membership_id}", refused.sentence),))
    return render(request, "account_created.html", {"made": made})


def _opened(request: PageRequest, membership_id: int) -> NewAccount:
    return create_account(
        actor_id=request.viewer.person_id,
        membership_id=membership_id,
        login=request.POST.get("login", ""),
        key=request.POST.get("key", ""),
        now=request.now,
    )


def enrolled(request: PageRequest, form: EnrolForm) -> bool:
    """Whether the members of a valid form are on the roster now; the reason against it stands on the form."""
    try:
        placed = enrol_members(
            actor_id=request.viewer.person_id,
            branch_id=request.viewer.branch_id,
            members=form.read.members,
            resolution=form.cleaned_data["resolution"],
            key=request.POST.get("key", ""),
            now=request.now,
        )
    except AlreadyDone:
        raise
    except Refused as refused:
        form.add_error("lines", refused.sentence)
        return False
    messages.success(request, f"已登记 {len(placed)} 名党员。")
    return True


def _view(request: PageRequest) -> RosterPage:
    viewer = _choice(request).viewer
    return roster_page(
        actor_id=viewer.person_id,
        branch_id=viewer.branch_id,
        roles=viewer.roles,
        on=timezone.localdate(request.now),
        group_id=int(asked) if (asked := request.GET.get("group", "")).isdecimal() else None,
    )


def _choice(request: PageRequest) -> BranchChoice:
    asked, today = request.GET.get("branch", ""), timezone.localdate(request.now)
    return choose_branch(viewer=request.viewer, asked=asked, on=today)


def _page(
    request: PageRequest,
    view: RosterPage,
    *,
    enrol_form: EnrolForm | None = None,
    errors: tuple[ErrorLine, ...] = (),
) -> HttpResponse:
    """The roster with its form: a fresh one, or the one that was just sent with what is wrong in it."""
    today = timezone.localdate(request.now)
    context: dict[str, Any] = {
        "view": view,
        "choice": _choice(request),
        "errors": errors,
        "bad": enrol_form,
        "enrol_form": enrol_form or EnrolForm(today=today, initial={"since": today}),
    }
    return page_with_tables(request, "roster.html", context, status=422 if enrol_form or errors else 200)
