"""笔误更正: what was typed wrong in a booked entry; proposed by one, confirmed by another (R77)."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions.answer_correction import LONGEST_REPLY, answer_correction
from fenming.actions.confirm_correction import confirm_correction
from fenming.actions.decline_correction import LONGEST_REASON, decline_correction
from fenming.actions.propose_correction import propose_correction
from fenming.pages.correction_form import CorrectionForm
from fenming.pages.correction_words import changes_of, standing_of, timeline_of
from fenming.pages.form_steps import done
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.pages.words_form import WordsForm, reply_words, written
from fenming.queries.access import NotFound
from fenming.queries.corrections import ToCorrect, correction_page, corrections_of, to_correct


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """All of the branch."""
    rows = corrections_of(viewer=cast(PageRequest, request).viewer)
    return page_with_tables(request, "corrections.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest) -> HttpResponse:
    """What the entry should have said."""
    page = cast(PageRequest, request)
    view = _entry(page)
    if request.method != "POST":
        return render(request, "correct.html", {"view": view, "form": CorrectionForm(view=view)})
    form = CorrectionForm(request.POST, view=view)
    if form.is_valid() and (
        correction_id := done(form, propose_correction, page, entry_id=view.id, **form.asked())
    ):
        messages.success(request, "已提出，等另一人复核。")
        return redirect("correction", correction_id)
    return render(request, "correct.html", {"view": view, "form": form}, status=422)


@require_safe
def correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """One correction."""
    return _page(cast(PageRequest, request), correction_id)


@require_POST
def correction_answer(request: HttpRequest, correction_id: int) -> HttpResponse:
    """The one concerned answers."""
    page, form = cast(PageRequest, request), reply_words(request.POST, longest=LONGEST_REPLY)
    if form.is_valid() and written(
        form, answer_correction, page, correction_id=correction_id, text=form.cleaned_data["text"]
    ):
        messages.success(request, "答复已收到。接下来由复核人对照您的答复办理。")
        return redirect("correction", correction_id)
    return _page(page, correction_id, answer_form=form)


@require_POST
def correction_confirm(request: HttpRequest, correction_id: int) -> HttpResponse:
    """A second person confirms."""
    page, key = cast(PageRequest, request), request.POST.get("key", "")
    confirm_correction(actor_id=page.viewer.person_id, correction_id=correction_id, key=key, now=page.now)
    messages.success(request, "已复核，更正已记入台账。原来的一笔和更正后的都保留，本人会收到。")
    return redirect("correction", correction_id)


@require_POST
def correction_decline(request: HttpRequest, correction_id: int) -> HttpResponse:
    """The entry stays as it is."""
    page, form = cast(PageRequest, request), _decline_form(request.POST)
    if form.is_valid() and written(
        form, decline_correction, page, correction_id=correction_id, reason=form.cleaned_data["text"]
    ):
        messages.success(request, "已记下，台账不变。提出的人会收到理由。")
        return redirect("correction", correction_id)
    return _page(page, correction_id, decline_form=form)


def _entry(page: PageRequest) -> ToCorrect:
    given = page.POST if page.method == "POST" else page.GET
    text = given.get("entry", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotFound("entry")
    return to_correct(viewer=page.viewer, entry_id=int(text), today=timezone.localdate(page.now))


def _decline_form(data: Any = None) -> WordsForm:
    hint = f"写明为什么不更正。{LONGEST_REASON} 字以内。"
    return WordsForm(
        data, label="理由", hint=hint, longest=LONGEST_REASON, button="不同意", auto_id="decline_%s"
    )


def _page(
    page: PageRequest,
    correction_id: int,
    *,
    answer_form: WordsForm | None = None,
    decline_form: WordsForm | None = None,
) -> HttpResponse:
    today = timezone.localdate(page.now)
    view = correction_page(viewer=page.viewer, correction_id=correction_id, today=today)
    mark, word, sentence = standing_of(view)
    bad = answer_form or decline_form
    context = {
        "view": view,
        "mark": mark,
        "word": word,
        "sentence": sentence,
        "changes": changes_of(view),
        "steps": timeline_of(view),
        "bad": bad,
        "answer_form": answer_form or reply_words(longest=LONGEST_REPLY),
        "decline_form": decline_form or _decline_form(),
    }
    return render(page, "correction.html", context, status=422 if bad else 200)
