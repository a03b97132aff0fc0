"""重新审议: a decided matter put before a meeting anew; answered by the one concerned, taken off again (R76, R77)."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions.answer_reopening import LONGEST_REPLY, answer_reopening
from fenming.actions.drop_reopening import LONGEST_REASON, drop_reopening
from fenming.actions.reopen import reopen as reopen_matter
from fenming.pages.form_steps import done
from fenming.pages.reopening_form import ReopenForm
from fenming.pages.reopening_words import changes_of, standing_of, timeline_of
from fenming.pages.shell import PageRequest
from fenming.pages.words_form import WordsForm, reply_words, written
from fenming.queries.reopening_page import reopening_page, to_reopen


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, matter_id: int) -> HttpResponse:
    """What the meeting is asked to decide instead, and why."""
    page = cast(PageRequest, request)
    view = to_reopen(viewer=page.viewer, matter_id=matter_id, today=timezone.localdate(page.now))
    if request.method != "POST":
        return render(request, "reopen.html", {"view": view, "form": ReopenForm(view=view)})
    form = ReopenForm(request.POST, view=view)
    if form.is_valid() and (
        reopening_id := done(form, reopen_matter, page, matter_id=view.matter_id, **form.asked())
    ):
        messages.success(request, "已提请党员大会重新审议。大会决定以前，原来的结果不变。")
        return redirect("reopening", reopening_id)
    return render(request, "reopen.html", {"view": view, "form": form}, status=422)


@require_safe
def reopening(request: HttpRequest, reopening_id: int) -> HttpResponse:
    """One of them."""
    return _page(cast(PageRequest, request), reopening_id)


@require_POST
def reopening_answer(request: HttpRequest, reopening_id: int) -> HttpResponse:
    """The one concerned answers."""
    page, form = cast(PageRequest, request), reply_words(request.POST, longest=LONGEST_REPLY)
    if form.is_valid() and written(
        form, answer_reopening, page, reopening_id=reopening_id, text=form.cleaned_data["text"]
    ):
        messages.success(request, "答复已收到。大会审议时会对照您的答复。")
        return redirect("reopening", reopening_id)
    return _page(page, reopening_id, answer_form=form)


@require_POST
def reopening_drop(request: HttpRequest, reopening_id: int) -> HttpResponse:
    """It is taken off before a meeting decides."""
    page, form = cast(PageRequest, request), _drop_form(request.POST)
    if form.is_valid() and written(
        form, drop_reopening, page, reopening_id=reopening_id, reason=form.cleaned_data["text"]
    ):
        messages.success(request, "已撤下，原来的结果不变。本人会收到理由。")
        return redirect("reopening", reopening_id)
    return _page(page, reopening_id, drop_form=form)


def _drop_form(data: Any = None) -> WordsForm:
    hint = f"写明为什么撤下，本人会看到。{LONGEST_REASON} 字以内。"
    return WordsForm(
        data, label="理由", hint=hint, longest=LONGEST_REASON, button="撤下，不再审议", auto_id="drop_%s"
    )


def _page(
    page: PageRequest,
    reopening_id: int,
    *,
    answer_form: WordsForm | None = None,
    drop_form: WordsForm | None = None,
) -> HttpResponse:
    today = timezone.localdate(page.now)
    view = reopening_page(viewer=page.viewer, reopening_id=reopening_id, today=today)
    mark, word, sentence = standing_of(view)
    bad = answer_form or drop_form
    context = {
        "view": view,
        "mark": mark,
        "word": word,
        "sentence": sentence,
        "changes": changes_of(view),
        "steps": timeline_of(view),
        "bad": bad,
        "answer_form": answer_form or reply_words(longest=LONGEST_REPLY),
        "drop_form": drop_form or _drop_form(),
    }
    return render(page, "reopening.html", context, status=422 if bad else 200)
