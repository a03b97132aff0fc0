"""The demo's buttons: some days on, and what falls due by then. Only addressed in demo mode."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fenming.actions.advance_demo_day import advance_demo_day
from fenming.actions.end_due import end_due
from fenming.pages.shell import PageRequest, back_to


class LeapForm(forms.Form):
    """The day the page showed, and how far to go from it."""

    seen = forms.DateField()
    days = forms.IntegerField(min_value=1, max_value=31)


@require_POST
def next_day(request: PageRequest) -> HttpResponse:
    """Move the stored day on; whatever falls due by then is an act of its own, as the clock would do it."""
    form = LeapForm(request.POST)
    if not form.is_valid():
        raise Http404
    day = advance_demo_day(**form.cleaned_data)
    end_due(now=request.now.replace(year=day.year, month=day.month, day=day.day))
    messages.info(
        request, f"演示日期移到{day.year}年{day.month}月{day.day}日。到期的公示和异议期已按这一天办理。"
    )
    return redirect(back_to(request))
