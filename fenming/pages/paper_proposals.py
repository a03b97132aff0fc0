"""书面告知和书面意见: a veto, a correction or a reopening on paper, for members without an account (R24, R77, A14)."""

from __future__ import annotations

from typing import Any, Final, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions.answer_for import LONGEST, answer_for
from fenming.actions.hand_over_proposal import hand_over_proposal
from fenming.pages import correction_words, reopening_words
from fenming.pages.form_steps import done
from fenming.pages.reply_forms import HandOverForm, PaperAnswerForm
from fenming.pages.shell import PageRequest
from fenming.prints.notice import WHAT, proposal_notice_data
from fenming.queries.proposals import ProposalNotice, proposal_answer_page, proposal_notice_page
from fenming.rules.reasons import day_name

# what has to wait for the answer
_THEN: Final = {"veto": "确认", "correction": "复核", "reopening": "由大会表决减分"}


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, *, subject: str, **of: int) -> HttpResponse:
    """The notice to print and hand over, and above it the day it was."""
    page, (thing_id,) = cast(PageRequest, request), of.values()
    today = timezone.localdate(page.now)
    view = proposal_notice_page(viewer=page.viewer, subject=subject, thing_id=thing_id, today=today)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (
        until := done(form, hand_over_proposal, page, subject=subject, thing_id=thing_id, **form.cleaned_data)
    ):
        messages.success(request, f"已登记送达，{view.name}可答复到{day_name(until)}。")
        return redirect(subject, thing_id)
    context = {"view": view, "form": form} | _about(view)
    return render(request, "proposal_notice.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, *, subject: str, **of: int) -> HttpResponse:
    """The signed answer."""
    page, (thing_id,) = cast(PageRequest, request), of.values()
    about, today = {"subject": subject, "thing_id": thing_id}, timezone.localdate(page.now)
    view = proposal_answer_page(viewer=page.viewer, subject=subject, thing_id=thing_id, today=today)
    form = PaperAnswerForm(request.POST if request.method == "POST" else None, longest=LONGEST[subject])
    if form.is_valid() and done(form, answer_for, page, **about, **form.cleaned_data):
        messages.success(request, f"已代录{view.name}的书面意见。接下来由支部对照意见办理。")
        return redirect(subject, thing_id)
    context = {"view": view, "form": form, "what": WHAT[subject]}
    context["back"] = reverse(subject, args=[thing_id])
    return render(request, "answer_for.html", context, status=422 if form.errors else 200)


def _about(view: ProposalNotice) -> dict[str, Any]:
    """What the sheet calls the thing, and what stands on it."""
    what, then = WHAT[view.subject], _THEN[view.subject]
    paper = proposal_notice_data(view, changes_of(view))
    return {"what": what, "next": then, "back": reverse(view.subject, args=[view.id]), "paper": paper} | {
        "pdf": reverse(f"{view.subject}_notice_paper", args=[view.id]),
        "word": reverse(f"{view.subject}_notice_word", args=[view.id]),
    }


def changes_of(view: ProposalNotice) -> tuple[tuple[str, str, str], ...]:
    """(what, before, after) of a correction or a reopening, for page and paper; nothing of a veto."""
    words = correction_words if view.subject == "correction" else reopening_words
    return words.changes_of(view.changed) if view.changed else ()
