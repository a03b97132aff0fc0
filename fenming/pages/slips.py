"""账号条与重置密码: one-time codes on paper, shown this once and kept nowhere."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fenming.actions.create_accounts import create_accounts
from fenming.actions.reset_code import reset_code
from fenming.pages.shell import PageRequest
from fenming.queries.accounts import account_to_reset
from fenming.queries.roster import slips_page


def slips(request: HttpRequest) -> HttpResponse:
    """Accounts for all members without one; the answer is the sheet of slips to cut and hand over."""
    page = cast(PageRequest, request)
    viewer, today = page.viewer, timezone.localdate(page.now)
    if request.method != "POST":
        view = slips_page(actor_id=viewer.person_id, branch_id=viewer.branch_id, on=today)
        return render(request, "slips_ask.html", {"view": view})
    made = create_accounts(
        actor_id=viewer.person_id, branch_id=viewer.branch_id, key=request.POST.get("key", ""), now=page.now
    )
    address = request.build_absolute_uri(reverse("sign_in"))
    return render(request, "slips.html", {"made": made, "address": address})


def reset(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Ask once, then give out a new one-time code; it is on this one answer and nowhere else."""
    page = cast(PageRequest, request)
    actor, today = page.viewer.person_id, timezone.localdate(page.now)
    if request.method != "POST":
        membership, account = account_to_reset(actor_id=actor, membership_id=membership_id, on=today)
        return render(request, "code_ask.html", {"name": membership.person.name, "login": account.login})
    made = reset_code(
        actor_id=actor, membership_id=membership_id, key=request.POST.get("key", ""), now=page.now
    )
    return render(request, "account_created.html", {"made": made, "is_reset": True})
