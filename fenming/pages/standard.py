"""积分标准: the page everyone reads the branch's standard on."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.branch_choice import choose_branch
from fenming.queries.standard_page import standard_page
from fenming.rules.authority import Role


@require_safe
def standard(request: HttpRequest) -> HttpResponse:
    """The standard in force today, by bucket."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    choice = choose_branch(viewer=page.viewer, asked=request.GET.get("branch", ""), on=today)
    viewer = choice.viewer
    view = standard_page(actor_id=viewer.person_id, branch_id=viewer.branch_id, on=today)
    context = {"view": view, "may_adopt": viewer.holds(Role.SECRETARY), "choice": choice}
    return page_with_tables(request, "standard.html", context)
