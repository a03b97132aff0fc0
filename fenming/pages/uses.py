"""积分运用: the lists of a year (R52–R54)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.shell import PageRequest
from fenming.queries.uses import uses_view
from fenming.rules.step_words import STATE_NAMES, WHAT_TO_DO


@require_safe
def uses(request: PageRequest, number: int | None = None) -> HttpResponse:
    """The latest settled year, or the one of that number."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    view = uses_view(actor_id=viewer.person_id, branch_id=viewer.branch_id, number=number, today=today)
    context: dict[str, Any] = {"view": view, "facts": view.facts}
    if view.facts is not None:
        context |= {
            "state_name": STATE_NAMES["year"][view.facts.state],
            "what_next": WHAT_TO_DO["year", view.facts.state],
        }
    return render(request, "uses.html", context)
