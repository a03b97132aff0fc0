"""第一次使用: the branch and its first account, then members, then the standard; later steps can wait."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from fenming.actions import AlreadyDone
from fenming.actions.adopt_standard import adopt_standard
from fenming.actions.found_branch import found_branch
from fenming.pages.roster import enrolled
from fenming.pages.roster_forms import EnrolForm
from fenming.pages.setup_forms import AdoptForm, FoundForm
from fenming.pages.shell import PageRequest
from fenming.queries.roster import roster_page
from fenming.queries.standard_page import default_page, default_text, standard_page
from fenming.queries.viewer import any_branch_exists
from fenming.rules.authority import Role
from fenming.rules.terms import Refused


@sensitive_post_parameters("password", "again")
def setup(request: HttpRequest) -> HttpResponse:
    """Step 1, while there is no branch: the branch, the first secretary, that person's account."""
    if any_branch_exists():
        return redirect("home" if request.user.is_authenticated else "sign_in")
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    start = today.replace(month=1, day=1)
    form = FoundForm(request.POST or None, today=today, initial={"since": today, "joined": start})
    if request.method == "POST" and form.is_valid() and _founded(page, form):
        return redirect("setup_members")
    return render(request, "setup.html", {"form": form}, status=422 if form.errors else 200)


def _founded(request: PageRequest, form: FoundForm) -> bool:
    """Whether the branch stands and its secretary is signed in; the reason against it stands on the form."""
    try:
        found_branch(
            actor_id=None, founding=form.founding(), key=request.POST.get("key", ""), now=request.now
        )
    except AlreadyDone:
        raise
    except Refused as refused:
        field = {"weak_password": "password", "bad_login": "login", "login_taken": "login"}.get(refused.code)
        form.add_error(field, refused.sentence)
        return False
    given = form.cleaned_data
    auth.login(request, auth.authenticate(request, login=given["login"], password=given["password"]))
    messages.success(request, "支部已经建好，您已登录。")
    return True


def members(request: HttpRequest) -> HttpResponse:
    """Step 2: a few members to start with, or the whole roster pasted."""
    page = cast(PageRequest, request)
    viewer, today = page.viewer, timezone.localdate(page.now)
    if not viewer.holds(Role.SECRETARY):
        return redirect("roster")
    view = roster_page(actor_id=viewer.person_id, branch_id=viewer.branch_id, roles=viewer.roles, on=today)
    initial = {"since": today.replace(month=1, day=1)}
    form = EnrolForm(request.POST or None, today=today, names=view.names, initial=initial)
    if request.method == "POST" and form.is_valid() and enrolled(page, form):
        return redirect("setup_standard")
    context = {"form": form, "view": view}
    return render(request, "setup_members.html", context, status=422 if form.errors else 200)


def standard(request: HttpRequest) -> HttpResponse:
    """Step 3: the default standard, adopted by resolution with the branch's answer on the cap."""
    page = cast(PageRequest, request)
    viewer, today = page.viewer, timezone.localdate(page.now)
    held = standard_page(actor_id=viewer.person_id, branch_id=viewer.branch_id, on=today)
    if held.versions or not viewer.holds(Role.SECRETARY):
        return redirect("standard")
    form = AdoptForm(request.POST or None, initial={"in_force_from": today.replace(month=1, day=1)})
    if request.method == "POST" and form.is_valid() and _adopted(page, form):
        return redirect("roster")
    context: dict[str, Any] = {"form": form, "text": default_page(), "today": today}
    return render(request, "setup_standard.html", context, status=422 if form.errors else 200)


def _adopted(request: PageRequest, form: AdoptForm) -> bool:
    given = form.cleaned_data
    try:
        adopt_standard(
            actor_id=request.viewer.person_id,
            branch_id=request.viewer.branch_id,
            text=default_text(cap_stage=given["cap_stage"]),
            in_force_from=given["in_force_from"],
            resolution=given["resolution"],
            key=request.POST.get("key", ""),
            now=request.now,
        )
    except AlreadyDone:
        raise
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False
    done = "积分标准已启用，支部可以开始用了。接下来请给党员开账号，再从“登记任职”进去登记任职。"
    messages.success(request, done)
    return True
