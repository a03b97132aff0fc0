"""节假日与假期: the days no clock runs, and the two forms that add to them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.actions.add_pause import add_pause
from fenming.actions.set_holiday import set_holiday
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.day_table import day_table
from fenming.rules.terms import Refused

DAY = {"required": "还没有填日期。", "invalid": "这个日期读不出来。请从日历里选，或写成 2026-02-14 这样。"}


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    messages = {**DAY, "required": f"还没有填{label}的日期。"}
    return forms.DateField(label=label, error_messages=messages, widget=widget)


class HolidayForm(forms.Form):
    """Days off or made up, by their first and last day."""

    button = "登记节假日"

    since = _day("第一天")
    until = _day("最后一天")
    kind = forms.ChoiceField(label="这些天", choices=[("holiday", "放假"), ("workday", "调休上班")])
    name = forms.CharField(label="名称（可不填）", max_length=40, required=False)


class PauseForm(forms.Form):
    """A vacation of the branch and the resolution behind it."""

    button = "登记假期"

    name = forms.CharField(
        label="名称", max_length=40, error_messages={"required": "还没有填名称，如“寒假”。"}
    )
    since = _day("第一天")
    until = _day("最后一天")
    resolution = forms.CharField(
        label="依据的决议",
        max_length=120,
        help_text="如：支委会或支部会 2026年1月8日。",
        error_messages={"required": "还没有填依据的决议。请写明哪次会议的决议。"},
    )


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The vacations, the days entered by hand, and how far the calendar reaches."""
    return _page(cast(PageRequest, request))


def holiday(request: HttpRequest) -> HttpResponse:
    """Enter days off or made-up working days."""
    page = cast(PageRequest, request)
    form = HolidayForm(request.POST)
    if request.method != "POST":
        return redirect("calendar")
    if form.is_valid() and _done(page, form, set_holiday):
        messages.success(request, "节假日已登记。没到的期限由系统重新数，只延长，不缩短。")
        return redirect("calendar")
    return _page(page, holiday_form=form)


def pause(request: HttpRequest) -> HttpResponse:
    """Enter a vacation of the branch."""
    page = cast(PageRequest, request)
    form = PauseForm(request.POST, auto_id="pause_%s")
    if request.method != "POST":
        return redirect("calendar")
    if form.is_valid() and _done(page, form, add_pause):
        messages.success(request, "假期已登记。期间各项期限停计，没到的期限由系统重新数。")
        return redirect("calendar")
    return _page(page, pause_form=form)


def _done(page: PageRequest, form: forms.Form, act: Any) -> bool:
    try:
        act(
            actor_id=page.viewer.person_id, branch_id=page.viewer.branch_id, key=page.POST.get("key", ""), now=page.now,
            **form.cleaned_data,
        )  # fmt: skip
    except Refused as refused:
        if refused.code in ("forbidden", "already_done", "no_key"):
            raise
        form.add_error(None, refused.sentence)
        return False
    return True


def _page(
    page: PageRequest, *, holiday_form: HolidayForm | None = None, pause_form: PauseForm | None = None
) -> HttpResponse:
    view = day_table(viewer=page.viewer, today=timezone.localdate(page.now))
    context = {
        "view": view,
        "holiday_form": holiday_form or HolidayForm(),
        "pause_form": pause_form or PauseForm(auto_id="pause_%s"),
        "wrong": holiday_form or pause_form,
    }
    status = 422 if holiday_form or pause_form else 200
    return page_with_tables(page, "calendar.html", context, status=status)
