"""组织关系转入: who is waiting, and the forms for them and for somebody from outside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions import AlreadyDone
from fenming.actions.transfer_in import Newcomer, transfer_in
from fenming.pages.member_forms import NewcomerForm, ReceiveForm
from fenming.pages.shell import PageRequest
from fenming.queries.roster_move import waiting_member, waiting_members
from fenming.rules.terms import Refused, Status


@require_http_methods(["GET", "HEAD", "POST"])
def newcomer(request: PageRequest) -> HttpResponse:
    """Who is waiting, and the form for somebody from outside."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    waiting = waiting_members(actor_id=viewer.person_id, branch_id=viewer.branch_id, on=today)
    form = NewcomerForm(request.POST if request.method == "POST" else None, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        membership_id = _received(request, form, newcomer=_newcomer(form.cleaned_data))
        if membership_id is not None:
            return redirect("member", membership_id)
    context = {"waiting": waiting, "form": form}
    return render(request, "transfer_in.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: PageRequest, departure_id: int) -> HttpResponse:
    """Somebody another branch has sent here."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    view = waiting_member(
        actor_id=viewer.person_id, branch_id=viewer.branch_id, departure_id=departure_id, on=today
    )
    initial = {"day": today, "post": view.type, "resolution": view.letter}
    form = ReceiveForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        membership_id = _received(request, form, departure_id=departure_id)
        if membership_id is not None:
            return redirect("member", membership_id)
    context = {"view": view, "form": form}
    return render(request, "receive_member.html", context, status=422 if form.is_bound else 200)


def _newcomer(given: dict[str, Any]) -> Newcomer:
    return Newcomer(given["name"], Status(given["status"]), given["origin"], given["probation_since"])


def _received(request: PageRequest, form: forms.Form, **who: Any) -> int | None:
    """The new membership; None when the reason against it stands on the form."""
    given = form.cleaned_data
    try:
        membership_id = transfer_in(
            actor_id=request.viewer.person_id,
            branch_id=request.viewer.branch_id,
            day=given["day"],
            post=given["post"],
            resolution=given["resolution"],
            key=request.POST.get("key", ""),
            now=request.now,
            **who,
        )
    except AlreadyDone:
        raise
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return None
    messages.success(request, "组织关系转入已登记。从第一天起，基础分按满分计。")
    return membership_id
