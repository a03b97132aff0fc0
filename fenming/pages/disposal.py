"""组织处理: proposed by the branch, the member heard, decided by people, filed with the superior (R58, R59, R84)."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions.accept_disposal import accept_disposal
from fenming.actions.answer_disposal import answer_disposal
from fenming.actions.decide_disposal import Decided, decide_disposal
from fenming.actions.file_disposal import file_disposal
from fenming.actions.hear_disposal import hear_disposal
from fenming.actions.propose_disposal import propose_disposal
from fenming.actions.return_disposal import return_disposal
from fenming.pages.disposal_forms import (
    AnswerForm,
    DecisionForm,
    HearingForm,
    ProposalForm,
    ReturnForm,
)
from fenming.pages.disposal_words import sentence_of, timeline_of
from fenming.pages.form_steps import done
from fenming.pages.shell import PageRequest
from fenming.pages.superior import AcceptForm
from fenming.queries.disposal_page import disposal_page
from fenming.queries.grounds import ground_choices

# verb -> its form on the page
FORMS: dict[str, type[forms.Form]] = {
    "answer_disposal": AnswerForm,
    "hear_disposal": HearingForm,
    "decide_disposal": DecisionForm,
    "accept_disposal": AcceptForm,
    "return_disposal": ReturnForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
def disposal_new(request: HttpRequest) -> HttpResponse:
    """What the branch proposes for a member graded unqualified."""
    page = cast(PageRequest, request)
    choices = ground_choices(viewer=page.viewer, verb="propose_disposal", on=timezone.localdate(page.now))
    form = ProposalForm(request.POST if request.method == "POST" else None, choices=choices)
    if form.is_valid() and (case_id := _proposed(form, page)):
        messages.success(request, "已提出，本人会收到提醒。听取本人意见以后，才能登记决定。")
        return redirect("disposal", case_id)
    return render(request, "disposal_new.html", {"form": form}, status=422 if form.errors else 200)


def _proposed(form: ProposalForm, page: PageRequest) -> int | None:
    given = form.cleaned_data
    case_id: int | None = done(
        form, propose_disposal, page, membership_id=given["member"], proposal=given["text"]
    )
    return case_id


@require_safe
def disposal(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """One case."""
    return _page(cast(PageRequest, request), disposal_id)


@require_POST
def disposal_answer(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """The member answers."""
    page, form = cast(PageRequest, request), _form("answer_disposal", request.POST)
    asked = {"text": form.cleaned_data["text"]} if form.is_valid() else None
    return _sent(form, answer_disposal, page, disposal_id, asked, "您的意见已收到，作出决定的人会看到。")


@require_POST
def disposal_hear(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """The member was heard."""
    page, form = cast(PageRequest, request), _form("hear_disposal", request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    asked = {"heard_on": given["day"], "said": given["text"]} if given else None
    return _sent(form, hear_disposal, page, disposal_id, asked, "已登记，本人会收到提醒。")


@require_POST
def disposal_decide(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """What people decided."""
    page, form = cast(PageRequest, request), _form("decide_disposal", request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    asked = {"decided": _decided(given)} if given else None
    return _sent(form, decide_disposal, page, disposal_id, asked, "已登记，本人会收到提醒。请报上级备案。")


def _decided(given: dict[str, Any]) -> Decided:
    return Decided(given["outcome"], given["text"], given["document"], given["day"])


@require_POST
def disposal_file(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """It goes above."""
    page, key = cast(PageRequest, request), request.POST.get("key", "")
    file_disposal(actor_id=page.viewer.person_id, disposal_id=disposal_id, key=key, now=page.now)
    messages.success(request, "已报送上级党委，等备案或退回。")
    return redirect("disposal", disposal_id)


@require_POST
def disposal_accept(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """The superior accepts it."""
    page, form = cast(PageRequest, request), _form("accept_disposal", request.POST)
    asked = form.cleaned_data if form.is_valid() else None
    return _sent(form, accept_disposal, page, disposal_id, asked, "已备案，支部和本人会收到提醒。")


@require_POST
def disposal_return(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """The superior sends it back."""
    page, form = cast(PageRequest, request), _form("return_disposal", request.POST)
    asked = {"remarks": form.cleaned_data["text"]} if form.is_valid() else None
    return _sent(form, return_disposal, page, disposal_id, asked, "已退回，支部和本人会看到意见。")


def _form(verb: str, data: Any = None) -> forms.Form:
    """The form of a verb; its ids begin with the verb, since several stand on one page."""
    return FORMS[verb](data, auto_id=f"{verb}_%s")


def _sent(
    form: forms.Form, verb: Any, page: PageRequest, case_id: int, asked: dict[str, Any] | None, thanks: str
) -> HttpResponse:
    if asked is not None and done(form, verb, page, disposal_id=case_id, **asked):
        messages.success(page, thanks)
        return redirect("disposal", case_id)
    return _page(page, case_id, form)


def _page(page: PageRequest, case_id: int, bad: forms.Form | None = None) -> HttpResponse:
    view = disposal_page(viewer=page.viewer, disposal_id=case_id, on=timezone.localdate(page.now))
    context: dict[str, Any] = {"view": view, "steps": timeline_of(view), "bad": bad}
    context["sentence"] = sentence_of(view)
    for verb, kind in FORMS.items():
        context[verb] = bad if isinstance(bad, kind) else _form(verb)
    return render(page, "disposal.html", context, status=422 if bad else 200)
