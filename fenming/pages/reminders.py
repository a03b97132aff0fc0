"""提醒方式: one's own calendar address and mail address, and the calendar that is asked for (R67)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from icalendar import Calendar, Event

from fenming.actions.open_feed import open_feed
from fenming.actions.revoke_feed import revoke_feed
from fenming.actions.set_mail import LONGEST_ADDRESS, set_mail
from fenming.pages.shell import PageRequest
from fenming.queries.reminders import feed_days, reminders_of
from fenming.rules.terms import Refused

SUMMARY = "分明：有待办到期"


class MailForm(forms.Form):
    """Where to write to."""

    address = forms.CharField(
        label="邮箱",
        max_length=LONGEST_ADDRESS,
        help_text="只用来发这种邮件，支部和别的党员看不到，停用后就删除。",
        error_messages={
            "required": "还没有填邮箱。",
            "max_length": f"邮箱地址请写在 {LONGEST_ADDRESS} 个字符以内。",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


def reminders(request: HttpRequest) -> HttpResponse:
    """What is switched on; the form of the mail address."""
    page = cast(PageRequest, request)
    form = MailForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _mail_set(page, form):
        messages.success(request, "邮件提醒已开通。")
        return redirect("reminders")
    view = reminders_of(viewer=page.viewer)
    context = {"view": view, "form": form}
    return render(request, "reminders.html", context, status=422 if form.errors else 200)


def _mail_set(page: PageRequest, form: MailForm) -> bool:
    try:
        set_mail(actor_id=page.viewer.person_id, address=form.cleaned_data["address"], now=page.now)
    except Refused as refused:
        form.add_error("address", refused.sentence)
        return False
    return True


@require_POST
def mail_stop(request: HttpRequest) -> HttpResponse:
    """No more mails; the address is deleted."""
    page = cast(PageRequest, request)
    set_mail(actor_id=page.viewer.person_id, address="", now=page.now)
    messages.success(request, "邮件提醒已停用，邮箱地址已删除。")
    return redirect("reminders")


@require_POST
def feed_open(request: HttpRequest) -> HttpResponse:
    """The address of one's calendar, shown this once."""
    page = cast(PageRequest, request)
    secret = open_feed(actor_id=page.viewer.person_id, now=page.now)
    address = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
    return render(request, "reminders_feed.html", {"address": address})


@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    """The address answers nobody any more."""
    page = cast(PageRequest, request)
    revoke_feed(actor_id=page.viewer.person_id, now=page.now)
    messages.success(request, "日历订阅已停用，原来的地址不再有内容。")
    return redirect("reminders")


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The last days as an iCalendar file, for whoever has the address; it says nothing else."""
    page = cast(PageRequest, request)
    days = feed_days(secret=secret, on=timezone.localdate(page.now))
    data = _calendar(days, home=request.build_absolute_uri(reverse("home")), secret=secret, now=page.now)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _calendar(days: tuple[date, ...], *, home: str, secret: str, now: datetime) -> bytes:
    """One all-day event for each last day; the same day keeps its uid, so that calendars replace and not repeat it."""
    calendar = Calendar()
    calendar.add("prodid", "-//fenming//reminders//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "分明待办")
    for day in days:
        event = Event()
        event.add("uid", f"{sha256(f'{secret} {day}'.encode()).hexdigest()[:32]}@fenming")
        event.add("dtstamp", now)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", SUMMARY)
        event.add("url", home)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
