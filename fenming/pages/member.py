"""党员履历 and 离开时的积分: one member from first to last, and the statement of the last day."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.member_steps import STEPS
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.leaving import leaving_statement
from fenming.queries.member import member_history


@require_safe
def member(request: PageRequest, membership_id: int) -> HttpResponse:
    """What is dated about a member, and what the secretary may enter next."""
    today = timezone.localdate(request.now)
    view = member_history(viewer=request.viewer, membership_id=membership_id, on=today)
    steps = [(verb, STEPS[verb].title) for verb in view.verbs]
    return page_with_tables(request, "member.html", {"view": view, "steps": steps, "today": today})


@require_safe
def leaving(request: HttpRequest, membership_id: int) -> HttpResponse:
    """The statement of the last day; its owner opens it with the old account after leaving, too."""
    page, account = cast(PageRequest, request), cast(Any, request.user)
    view = leaving_statement(
        actor_id=account.person_id,
        membership_id=membership_id,
        on=timezone.localdate(page.now),
    )
    return render(request, "leaving_statement.html", {"view": view})
