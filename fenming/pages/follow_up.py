"""后续办理: the register of what follows a year for single members."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.follow_up import follow_up_page


@require_safe
def follow_up(request: HttpRequest) -> HttpResponse:
    """What concerns the viewer, and what is theirs to enter."""
    page = cast(PageRequest, request)
    view = follow_up_page(viewer=page.viewer, on=timezone.localdate(page.now))
    return page_with_tables(request, "follow_up.html", {"view": view})
