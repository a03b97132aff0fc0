"""后续办理: the register of what follows a year for single members."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.shell import PageRequest
from fenming.queries.follow_up import follow_up_page


@require_safe
def follow_up(request: HttpRequest) -> HttpResponse:
    """What concerns the viewer, and what is theirs to enter."""
    page = cast(PageRequest, request)
    view = follow_up_page(viewer=page.viewer, on=timezone.localdate(page.now))
    return render(request, "follow_up.html", {"view": view})
