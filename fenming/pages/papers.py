"""打印和表格: one page that leads to every paper of the branch."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.shell import PageRequest
from fenming.queries.papers import papers


@require_safe
def papers_page(request: HttpRequest) -> HttpResponse:
    """What there is to print now."""
    page = cast(PageRequest, request)
    view = papers(viewer=page.viewer, today=timezone.localdate(page.now))
    return render(request, "papers.html", {"view": view})
