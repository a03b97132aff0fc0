"""申诉: to the committee above, its file, what the branch is asked, the decision (R40-R43)."""

from __future__ import annotations

from typing import Any, NoReturn, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions.appeal import appeal as file_appeal
from fenming.actions.ask_record import ask_record
from fenming.actions.decide_appeal import decide_appeal
from fenming.actions.give_record import give_record
from fenming.actions.hear_appeal import hear_appeal
from fenming.actions.withdraw_appeal import withdraw_appeal
from fenming.pages.appeal_forms import AppealForm, AskForm, ChoiceForm, RecordForm
from fenming.pages.appeal_words import about_words, standing_of, timeline_of, what_next
from fenming.pages.evidence import handed_out
from fenming.pages.form_steps import done
from fenming.pages.objection_forms import FindingForm, HearingForm
from fenming.pages.objection_words import figures_of
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.appeal_page import appeal_evidence, appeal_page
from fenming.queries.appeal_view import AppealPage
from fenming.queries.appealable import Chosen, appealable, chosen, left_out
from fenming.queries.appeals import appeals_of, get_appeal_for, refuse_biased_above
from fenming.rules.workflow import next_state

UPHELD = "申诉成立"


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """One's own, those of one's branch, and those of the branches below."""
    page, today = cast(PageRequest, request), timezone.localdate(cast(PageRequest, request).now)
    view = appeals_of(viewer=page.viewer, today=today)
    return page_with_tables(request, "appeals.html", {"view": view, "today": today})


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_now(request: HttpRequest) -> HttpResponse:
    """Choose what to appeal about, then say why."""
    page, choice = cast(PageRequest, request), choice_of(request)
    today = timezone.localdate(page.now)
    if not any(choice.cleaned_data.values()):
        context = {"view": appealable(viewer=page.viewer, today=today), "where": reverse("appeal_new")}
        return render(request, "appealable.html", context)
    view = _chosen(page, choice)
    if view.appeal_id is not None and request.method != "POST":
        return redirect("appeal", view.appeal_id)
    form = AppealForm(request.POST or None, late=view.late or bool(view.items), items=view.items)
    if form.is_bound and form.is_valid() and (appeal_id := _filed(page, choice, form)):
        messages.success(request, "申诉已交给上级党组织。办理到哪一步，在这里随时可以看。")
        return redirect("appeal", appeal_id)
    return _form_page(page, choice, view, form)


@require_safe
def appeal(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """The file of one appeal, or what the branch may know of it."""
    page = cast(PageRequest, request)
    return _page(page, _view(page, appeal_id))


@require_safe
def evidence(request: HttpRequest, appeal_id: int, number: int) -> FileResponse:
    """A file beside the matter, for who reads the whole file."""
    page, today = cast(PageRequest, request), timezone.localdate(cast(PageRequest, request).now)
    return handed_out(appeal_evidence(viewer=page.viewer, appeal_id=appeal_id, number=number, today=today))


@require_POST
def appeal_withdraw(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """The member takes it back."""
    page, key = cast(PageRequest, request), request.POST.get("key", "")
    withdraw_appeal(actor_id=page.viewer.person_id, appeal_id=appeal_id, key=key, now=page.now)
    messages.success(request, "已经撤回，上级不再办理。记录仍保留，期限内可以另行提出。")
    return redirect("appeal", appeal_id)


@require_POST
def appeal_ask(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """The committee above asks the branch."""
    page, form = cast(PageRequest, request), AskForm(request.POST)
    view = _view(page, appeal_id)
    if form.is_valid() and done(form, ask_record, page, appeal_id=view.id, **form.cleaned_data):
        messages.success(request, "已请支部说明，支部在 5 个工作日内答复。")
        return redirect("appeal", appeal_id)
    return _page(page, view, ask_form=form)


@require_POST
def appeal_record(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """The branch says what it has on record."""
    page, form = cast(PageRequest, request), RecordForm(request.POST)
    view = _view(page, appeal_id)
    if form.is_valid() and _given(page, view, form):
        messages.success(request, "说明已交给上级。")
        return redirect("appeal", appeal_id)
    return _page(page, view, record_form=form)


@require_POST
def appeal_hearing(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Whom the reviewer heard."""
    page, form = cast(PageRequest, request), HearingForm(request.POST)
    view = _view(page, appeal_id)
    if view.to_decide is None:
        _refuse(page, view, "hear_appeal")
    if form.is_valid() and done(form, hear_appeal, page, appeal_id=view.id, **form.cleaned_data):
        messages.success(request, "已记下听取的意见。")
        return redirect("appeal", appeal_id)
    return _page(page, view, hearing_form=form)


@require_POST
def appeal_decide(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """The decision."""
    page = cast(PageRequest, request)
    view = _view(page, appeal_id)
    if view.to_decide is None:
        _refuse(page, view, "decide_appeal")
    form = FindingForm(request.POST, start=view.to_decide, upheld=UPHELD)
    if form.is_valid() and _decided(page, view, form):
        messages.success(request, "决定已作出，本人和支部会收到。结论在下一次党员大会上通报。")
        return redirect("appeal", appeal_id)
    return _page(page, view, form=form)


def choice_of(request: HttpRequest) -> ChoiceForm:
    """What it is about, from a link or from the form itself."""
    form = ChoiceForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        raise Http404
    return form


def _chosen(page: PageRequest, choice: ChoiceForm) -> Chosen:
    today = timezone.localdate(page.now)
    if choice.cleaned_data["omitted"]:
        return left_out(viewer=page.viewer, today=today)
    return chosen(viewer=page.viewer, which=choice.which(), today=today)


def _form_page(page: PageRequest, choice: ChoiceForm, view: Chosen, form: AppealForm) -> HttpResponse:
    hidden = [(name, value) for name, value in choice.cleaned_data.items() if value]
    context = {
        "view": view,
        "hidden": hidden,
        "form": form,
        "about": about_words(view),
        "next": what_next(view),
        "where": reverse("appeal_new"),
    }
    return render(page, "appeal_new.html", context, status=422 if form.is_bound else 200)


def _filed(page: PageRequest, choice: ChoiceForm, form: AppealForm) -> int | None:
    given, which = form.cleaned_data, form.which(choice.which())
    said = {"text": given["text"], "late_reason": given.get("late_reason", "")}
    branch_id = page.viewer.branch_id
    return cast("int | None", done(form, file_appeal, page, branch_id=branch_id, which=which, **said))


def _given(page: PageRequest, view: AppealPage, form: RecordForm) -> bool:
    request_id = form.cleaned_data["request"]
    if request_id not in {one.id for one in view.asked}:
        raise Http404
    answer = form.cleaned_data["answer"]
    return done(form, give_record, page, request_id=request_id, answer=answer) is not None


def _decided(page: PageRequest, view: AppealPage, form: FindingForm) -> bool:
    outcome, figures = form.outcome_and_figures()
    said = {"reason": form.cleaned_data["reason"], "inquiry": form.cleaned_data["inquiry"]}
    found = done(form, decide_appeal, page, appeal_id=view.id, outcome=outcome, figures=figures, **said)
    return found is not None


def _refuse(page: PageRequest, view: AppealPage, verb: str) -> NoReturn:
    """Why the one who looks cannot hear or decide it: the office, the state, or having had a hand in it."""
    actor_id, on = page.viewer.person_id, timezone.localdate(page.now)
    found = get_appeal_for(actor_id=actor_id, verb=verb, appeal_id=view.id, on=on)
    next_state(subject="appeal", state=view.state, verb=verb)
    refuse_biased_above(found, actor_id=actor_id, on=on)
    raise Http404  # it was opened to the viewer since


def _view(page: PageRequest, appeal_id: int) -> AppealPage:
    return appeal_page(viewer=page.viewer, appeal_id=appeal_id, today=timezone.localdate(page.now))


def _page(page: PageRequest, view: AppealPage, **sent: Any) -> HttpResponse:
    """The page; `sent` is the form that was refused, under the name the template knows it by."""
    mark, word, sentences = standing_of(view)
    context = {"view": view, "mark": mark, "word": word, "sentences": sentences, "steps": timeline_of(view)}
    context |= {"figures": figures_of(view), "bad": next(iter(sent.values()), None)} | _forms(view) | sent
    return render(page, "appeal.html", context, status=422 if sent else 200)


def _forms(view: AppealPage) -> dict[str, Any]:
    start, waiting = view.to_decide, view.waiting if view.may_give else None
    return {
        "form": FindingForm(start=start, upheld=UPHELD) if start else None,
        "hearing_form": HearingForm() if start else None,
        "ask_form": AskForm() if view.may_ask else None,
        "record_form": RecordForm(initial={"request": waiting.id}) if waiting else None,
    }
