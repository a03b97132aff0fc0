"""一票否决: the list, the proposal, and one veto with what can be done about it now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions import AlreadyDone
from fenming.actions.answer_veto import answer_veto
from fenming.actions.confirm_lifting import confirm_lifting
from fenming.actions.confirm_veto import confirm_veto
from fenming.actions.decline_veto import decline_veto
from fenming.actions.propose_lifting import propose_lifting
from fenming.actions.propose_veto import propose_veto
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.pages.veto_forms import AnswerForm, DeclineForm, LiftForm, ProposalForm
from fenming.pages.veto_words import standing_of, timeline_of
from fenming.queries.veto import VetoChoices, veto_choices, vetoes_page
from fenming.queries.veto_page import veto_page
from fenming.rules.terms import Refused

# The field of the proposal that a refusal is about.
FIELDS = {
    "future_day": "decided_on", "no_year": "decided_on", "year_settled": "decided_on", "bad_day": "decided_on",
    "bad_item": "item", "repeat": "document", "document_missing": "document", "nothing_said": "text",
}  # fmt: skip
# Whoever has no account gets no notice: the paper has to be handed over.
TOLD = "有账号的本人已收到提醒；没有账号的，请当面告知。"


@require_safe
def vetoes(request: HttpRequest) -> HttpResponse:
    """Every veto of the branch, for those who handle them."""
    page = cast(PageRequest, request)
    view = vetoes_page(viewer=page.viewer, on=timezone.localdate(page.now))
    return page_with_tables(request, "vetoes.html", {"view": view})


def veto_new(request: HttpRequest) -> HttpResponse:
    """Propose one; `?member=` chooses the member."""
    page = cast(PageRequest, request)
    choices = veto_choices(viewer=page.viewer, on=timezone.localdate(page.now))
    given = request.POST if request.method == "POST" else None
    form = ProposalForm(given, choices=choices, initial={"member": request.GET.get("member", "")})
    if given is not None and form.is_valid() and (veto_id := _proposed(page, form)):
        messages.success(
            request,
            "已经提出。本人陈述后或期满，由另一名书记或支委确认；怎样告知本人，见下面的经过。",
        )
        return redirect("veto", veto_id)
    return _new(page, form, choices)


@require_safe
def veto(request: HttpRequest, veto_id: int) -> HttpResponse:
    """The page of one veto."""
    return _page(cast(PageRequest, request), veto_id)


@require_POST
def veto_answer(request: HttpRequest, veto_id: int) -> HttpResponse:
    """The one concerned is heard."""
    form = AnswerForm(request.POST)
    thanks = "您的意见已收到。接下来由提出人以外的书记或支委确认或不予确认。"
    return _sent(cast(PageRequest, request), veto_id, form, "answer", answer_veto, "text", thanks)


@require_POST
def veto_confirm(request: HttpRequest, veto_id: int) -> HttpResponse:
    """Another confirms."""
    page = cast(PageRequest, request)
    key = request.POST.get("key", "")
    confirm_veto(actor_id=page.viewer.person_id, veto_id=veto_id, key=key, now=page.now)
    messages.success(request, "已经确认，记入台账。" + TOLD)
    return redirect("veto", veto_id)


@require_POST
def veto_decline(request: HttpRequest, veto_id: int) -> HttpResponse:
    """Another declines, with the reason."""
    form, thanks = DeclineForm(request.POST), "没有确认，不影响积分。" + TOLD
    return _sent(cast(PageRequest, request), veto_id, form, "reason", decline_veto, "reason", thanks)


@require_POST
def veto_lift(request: HttpRequest, veto_id: int) -> HttpResponse:
    """The decision was revoked: by which document."""
    form, thanks = LiftForm(request.POST), "已经提出解除，等另一名书记或支委确认。"
    return _sent(
        cast(PageRequest, request), veto_id, form, "lift_document", propose_lifting, "document", thanks
    )


@require_POST
def veto_lift_confirm(request: HttpRequest, veto_id: int) -> HttpResponse:
    """A second person confirms the lifting."""
    page = cast(PageRequest, request)
    confirm_lifting(
        actor_id=page.viewer.person_id,
        veto_id=veto_id,
        document=request.POST.get("document", ""),
        key=request.POST.get("key", ""),
        now=page.now,
    )
    messages.success(request, "已经解除，以一笔冲正抵去。" + TOLD)
    return redirect("veto", veto_id)


def _proposed(request: PageRequest, form: ProposalForm) -> int | None:
    given = form.cleaned_data
    try:
        return propose_veto(
            actor_id=request.viewer.person_id,
            membership_id=given["member"],
            item=form.kind[0],
            degree=form.kind[1],
            document=given["document"],
            decided_on=form.day,
            text=given["text"],
            key=request.POST.get("key", ""),
            now=request.now,
        )
    except AlreadyDone:
        raise
    except Refused as refused:
        form.add_error(FIELDS.get(refused.code), refused.sentence)
        return None


def _new(request: PageRequest, form: ProposalForm, choices: VetoChoices) -> HttpResponse:
    context = {"form": form, "choices": choices}
    return render(request, "veto_new.html", context, status=422 if form.errors else 200)


def _sent(
    request: PageRequest,
    veto_id: int,
    form: forms.Form,
    field: str,
    verb: Callable[..., int],
    argument: str,
    thanks: str,
) -> HttpResponse:
    """A form of one field: done and back to the page, or the page again with what is wrong."""
    if not form.is_valid():
        return _page(request, veto_id, form, status=422)
    said, key = form.cleaned_data[field], request.POST.get("key", "")
    try:
        verb(actor_id=request.viewer.person_id, veto_id=veto_id, key=key, now=request.now, **{argument: said})
    except Refused as refused:
        if refused.code not in ("nothing_said", "too_long", "same_document", "document_missing"):
            raise
        form.add_error(field, refused.sentence)
        return _page(request, veto_id, form, status=422)
    messages.success(request, thanks)
    return redirect("veto", veto_id)


def _page(
    request: PageRequest, veto_id: int, bad: forms.Form | None = None, *, status: int = 200
) -> HttpResponse:
    view = veto_page(viewer=request.viewer, veto_id=veto_id, on=timezone.localdate(request.now))
    mark, word, sentences = standing_of(view)
    context: dict[str, Any] = {"view": view, "mark": mark, "word": word, "sentences": sentences, "bad": bad}
    context |= {"steps": timeline_of(view)}
    for name, kind in (("answer_form", AnswerForm), ("decline_form", DeclineForm), ("lift_form", LiftForm)):
        context[name] = bad if isinstance(bad, kind) else kind()
    return render(request, "veto.html", context, status=status)
