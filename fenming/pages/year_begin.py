"""新年度: what carries over from last year, on one page, and the button that confirms it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions.confirm_year import confirm_year
from fenming.pages.shell import PageRequest
from fenming.queries.year_begin import year_begin


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PageRequest, number: int) -> HttpResponse:
    """Offices, roster and standard as they stand; confirmed by the secretary once."""
    view = year_begin(viewer=request.viewer, number=number, on=timezone.localdate(request.now))
    if request.method == "POST":
        key, who = request.POST.get("key", ""), request.viewer.person_id
        confirm_year(actor_id=who, year_id=view.year_id, key=key, now=request.now)
        messages.success(request, f"{number}年度已确认，职务、名册和标准照此进行。")
        return redirect("year_begin", number)
    return render(request, "year_begin.html", {"view": view})
