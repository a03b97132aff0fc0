"""书面办理: for members without an account, notices are printed and handed over, what they sign is entered by others."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions.hand_over import hand_over
from fenming.actions.reply_for import reply_for
from fenming.pages.reply_forms import HandOverForm, PaperReplyForm
from fenming.pages.shell import PageRequest
from fenming.prints.notice import matter_notice_data
from fenming.queries.paper import PaperNotice, PaperReply, paper_notice_page, paper_reply_page
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused

# the field a refusal belongs to; what no other entry would change has a page of its own
_FIELDS = {
    "nothing_said": "text", "too_long": "text", "future_day": "signed_on", "signed_early": "signed_on",
    "paper_not_kept": "paper_kept",
}  # fmt: skip
_HANDED = {"future_day": "handed_on", "too_early": "handed_on", "receipt_not_kept": "receipt_kept"}


@require_http_methods(["GET", "HEAD", "POST"])
def matter_reply_for(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The signed reply to a matter."""
    page = cast(PageRequest, request)
    view = paper_reply_page(viewer=page.viewer, matter_id=matter_id, today=timezone.localdate(page.now))
    form = PaperReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _replied(page, view, form):
        messages.success(request, f"已代录{view.name}的书面答复。接下来由支部对照答复初评。")
        return redirect("matter", matter_id)
    status = 422 if form.errors else 200
    return render(request, "reply_for.html", {"view": view, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def matter_notice(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The notice to print and hand over, and beneath it the day it was."""
    page = cast(PageRequest, request)
    view = paper_notice_page(viewer=page.viewer, matter_id=matter_id, today=timezone.localdate(page.now))
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (until := _handed_over(page, view, form)):
        messages.success(request, f"已登记送达，{view.name}可答复到{day_name(until)}。")
        return redirect("matter", matter_id)
    return render(
        request,
        "paper_notice.html",
        {"view": view, "paper": matter_notice_data(view), "form": form},
        status=422 if form.errors else 200,
    )


def _handed_over(page: PageRequest, view: PaperNotice, form: HandOverForm) -> date | None:
    who, key = page.viewer.person_id, page.POST.get("key", "")
    try:
        return hand_over(actor_id=who, matter_id=view.id, key=key, now=page.now, **form.cleaned_data)
    except Refused as refused:
        if refused.code not in _HANDED:
            raise
        form.add_error(_HANDED[refused.code], refused.sentence)
        return None


def _replied(page: PageRequest, view: PaperReply, form: PaperReplyForm) -> bool:
    who, key = page.viewer.person_id, page.POST.get("key", "")
    try:
        reply_for(actor_id=who, matter_id=view.id, key=key, now=page.now, **form.given())
    except Refused as refused:
        if refused.code not in _FIELDS:
            raise
        form.add_error(_FIELDS[refused.code], refused.sentence)
        return False
    return True
