"""积分标准: the page everyone reads the branch's standard on."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.shell import PageRequest
from fenming.queries.standard_page import standard_page
from fenming.rules.authority import Role


@require_safe
def standard(request: HttpRequest) -> HttpResponse:
    """The standard in force today, by bucket."""
    page = cast(PageRequest, request)
    viewer = page.viewer
    view = standard_page(
        actor_id=viewer.person_id, branch_id=viewer.branch_id, on=timezone.localdate(page.now)
    )
    return render(request, "standard.html", {"view": view, "may_adopt": viewer.holds(Role.SECRETARY)})
