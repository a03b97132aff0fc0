"""One matter: what it is, what happened, and what can be done now."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.reply import reply
from fenming.actions.withdraw import withdraw
from fenming.pages.evidence_form import EvidenceForm
from fenming.pages.matter_words import figures_of, standing_of, timeline_of
from fenming.pages.reply_forms import ReplyForm
from fenming.pages.shell import PageRequest
from fenming.queries.matter import matter_page
from fenming.rules.terms import Refused


@require_safe
def matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The page of one matter."""
    return show(cast(PageRequest, request), matter_id)


@require_POST
def matter_reply(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The one concerned answers."""
    page, form = cast(PageRequest, request), ReplyForm(request.POST)
    if form.is_valid() and _replied(page, matter_id, form):
        messages.success(request, "答复已收到。接下来由支部对照您的答复初评，结果会出现在您的首页。")
        return redirect("matter", matter_id)
    return show(page, matter_id, reply=form, status=422)


@require_POST
def matter_withdraw(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The member takes the declaration back."""
    page, key = cast(PageRequest, request), request.POST.get("key", "")
    withdraw(actor_id=page.viewer.person_id, matter_id=matter_id, key=key, now=page.now)
    messages.success(request, "已经撤回，这件不再办理。仍要报的，可以另行申报。")
    return redirect("matter", matter_id)


def show(
    request: PageRequest,
    matter_id: int,
    *,
    reply: ReplyForm | None = None,
    evidence: EvidenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a matter, with the form that was refused if there is one."""
    view = matter_page(viewer=request.viewer, matter_id=matter_id, today=timezone.localdate(request.now))
    mark, word, sentences = standing_of(view)
    context: dict[str, Any] = {"view": view, "mark": mark, "word": word, "sentences": sentences}
    context |= {"form": reply or ReplyForm(), "evidence_form": evidence or EvidenceForm()}
    context |= {"figures": figures_of(view), "steps": timeline_of(view)}
    return render(request, "matter.html", context, status=status)


def _replied(request: PageRequest, matter_id: int, form: ReplyForm) -> bool:
    given = form.cleaned_data
    try:
        reply(
            actor_id=request.viewer.person_id,
            matter_id=matter_id,
            agrees=given["agrees"] == "yes",
            text=given["text"],
            key=request.POST.get("key", ""),
            now=request.now,
        )
    except Refused as refused:
        if refused.code not in ("nothing_said", "too_long"):
            raise
        form.add_error("text", refused.sentence)
        return False
    return True
