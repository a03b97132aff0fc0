"""The demo's button: one day on, and what falls due by then. Only addressed in demo mode."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from fenming.actions.advance_demo_day import advance_demo_day
from fenming.actions.end_due import end_due
from fenming.pages.shell import PageRequest, back_to


@require_POST
def next_day(request: PageRequest) -> HttpResponse:
    """Move the stored day on; whatever falls due on the new day is an act of its own, as the clock would do it."""
    day = advance_demo_day(today=timezone.localdate(request.now))
    end_due(now=request.now.replace(year=day.year, month=day.month, day=day.day))
    messages.info(
        request, f"演示日期移到{day.year}年{day.month}月{day.day}日。到期的公示和异议期已按这一天办理。"
    )
    return redirect(back_to(request))
