"""异议: objecting to own points, the file of an objection, its answer (R40-R43)."""

from __future__ import annotations

from typing import Any, NoReturn, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions.acknowledge_finding import acknowledge_finding
from fenming.actions.find import find
from fenming.actions.note_hearing import note_hearing
from fenming.actions.object_to import object_to
from fenming.actions.withdraw_objection import withdraw_objection
from fenming.pages.form_steps import done
from fenming.pages.objection_forms import FindingForm, HearingForm, ObjectionForm, WhichForm
from fenming.pages.objection_words import figures_of, standing_of, timeline_of
from fenming.pages.shell import PageRequest, back_to
from fenming.pages.table_file import page_with_tables
from fenming.queries.objectable import Objectable, objectable
from fenming.queries.objecting import target_of_entry, target_of_matter
from fenming.queries.objection_page import ObjectionPage, objection_page
from fenming.queries.objections import get_objection_for, objections_of, refuse_biased
from fenming.rules.offices import Role
from fenming.rules.workflow import next_state


@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """One's own, and for who handles them the branch's."""
    page = cast(PageRequest, request)
    view = objections_of(viewer=page.viewer, today=timezone.localdate(page.now))
    return page_with_tables(request, "objections.html", {"view": view})


@require_http_methods(["GET", "HEAD", "POST"])
def object_now(request: HttpRequest) -> HttpResponse:
    """Choose what to object to, then say why."""
    page, which = cast(PageRequest, request), which_of(request)
    view = objectable(viewer=page.viewer, today=timezone.localdate(page.now))
    if not any(which.values()):
        return render(request, "objectable.html", {"view": view, "where": reverse("object_to")})
    if request.method != "POST":
        return _form_page(page, view, which)
    form = form_for(view, which, request.POST)
    if form.is_valid() and (objection_id := _objected(page, which, form)):
        messages.success(request, "异议已收到。由没有参与原评定的支委核实，答复会出现在您的首页。")
        return redirect("objection", objection_id)
    return _form_page(page, view, which, form=form)


@require_safe
def objection(request: HttpRequest, objection_id: int) -> HttpResponse:
    """The file of one objection."""
    page = cast(PageRequest, request)
    return _page(page, _view(page, objection_id))


@require_POST
def objection_withdraw(request: HttpRequest, objection_id: int) -> HttpResponse:
    """The member takes it back."""
    page, key = cast(PageRequest, request), request.POST.get("key", "")
    withdraw_objection(actor_id=page.viewer.person_id, objection_id=objection_id, key=key, now=page.now)
    messages.success(request, "已经撤回，这件异议不再核实。")
    return redirect("objection", objection_id)


@require_POST
def finding_acknowledge(request: HttpRequest, finding_id: int) -> HttpResponse:
    """The one concerned has received the answer; back to where it stands."""
    page, key = cast(PageRequest, request), request.POST.get("key", "")
    acknowledge_finding(actor_id=page.viewer.person_id, finding_id=finding_id, key=key, now=page.now)
    messages.success(request, "已签收。签收不表示同意，答复和理由随时可以再看。")
    return redirect(back_to(request))


@require_POST
def objection_find(request: HttpRequest, objection_id: int) -> HttpResponse:
    """The answer."""
    page = cast(PageRequest, request)
    view = _view(page, objection_id)
    if view.to_decide is None:
        _refuse_answer(page, view, "find")
    form = FindingForm(request.POST, start=view.to_decide)
    if form.is_valid() and _answered(page, view, form):
        told = "本人没有账号，请打印答复当面送达。" if view.on_paper else "本人会收到。"
        messages.success(request, f"已答复。{told}结论在下一次党员大会上通报。")
        return redirect("objection", objection_id)
    return _page(page, view, form=form)


@require_POST
def objection_hearing(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Whom the one who looks into it heard."""
    page, form = cast(PageRequest, request), HearingForm(request.POST)
    view = _view(page, objection_id)
    if view.to_decide is None:
        _refuse_answer(page, view, "note_hearing")
    if form.is_valid() and done(form, note_hearing, page, objection_id=view.id, **form.cleaned_data):
        messages.success(request, "已记下。核实清楚以后，请在下面答复。")
        return redirect("objection", objection_id)
    return _page(page, view, hearing=form)


def _refuse_answer(page: PageRequest, view: ObjectionPage, verb: str) -> NoReturn:
    """Why the one who looks cannot answer it: the office, the state, or having decided it before."""
    actor_id, on = page.viewer.person_id, timezone.localdate(page.now)
    found = get_objection_for(actor_id=actor_id, verb=verb, objection_id=view.id, on=on)
    next_state(subject="objection", state=view.state, verb=verb)
    refuse_biased(found, actor_id=actor_id, on=on)
    raise Http404  # it was opened to the viewer since


def which_of(request: HttpRequest) -> dict[str, Any]:
    """What an objection is to be about: from the link, or from the form's hidden fields; 404 for nonsense."""
    form = WhichForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def form_for(
    view: Objectable, which: dict[str, Any], data: Any = None, *, paper: bool = False
) -> ObjectionForm:
    """The form for the one thing asked for; `paper`: as it stands on a signed paper."""
    found = view.line(matter_id=which["matter"], entry_id=which["entry"])
    late = found[0].late if found else bool(which["omitted"] and view.groups and view.groups[0].late)
    return ObjectionForm(data, late=late, items=view.items if which["omitted"] else (), paper=paper)


def _form_page(
    page: PageRequest, view: Objectable, which: dict[str, Any], *, form: ObjectionForm | None = None
) -> HttpResponse:
    found = view.line(matter_id=which["matter"], entry_id=which["entry"])
    if found is None and not which["omitted"]:
        _refuse(page, which)
    if found is not None and found[1].objection_id and form is None:
        return redirect("objection", found[1].objection_id)
    context = {"view": view, "which": which, "found": found, "form": form or form_for(view, which)}
    context["where"] = reverse("object_to")
    return render(page, "object_to.html", context, status=422 if form else 200)


def _refuse(page: PageRequest, which: dict[str, Any]) -> None:
    """What is not on the list has its own sentence; what is not one's own does not exist."""
    actor_id, on = page.viewer.person_id, timezone.localdate(page.now)
    if which["matter"]:
        target_of_matter(actor_id=actor_id, matter_id=which["matter"], on=on)
    else:
        target_of_entry(actor_id=actor_id, entry_id=which["entry"], on=on)


def _objected(page: PageRequest, which: dict[str, Any], form: ObjectionForm) -> int | None:
    given = form.cleaned_data
    asked = {"matter_id": which["matter"], "entry_id": which["entry"], "omitted": form.omitted()}
    said = {"text": given["text"], "late_reason": given.get("late_reason", "")}
    return cast("int | None", done(form, object_to, page, branch_id=page.viewer.branch_id, **asked, **said))


def _answered(page: PageRequest, view: ObjectionPage, form: FindingForm) -> bool:
    outcome, figures = form.outcome_and_figures()
    given = form.cleaned_data
    said = {"reason": given["reason"], "inquiry": given["inquiry"], "figures": figures}
    return done(form, find, page, objection_id=view.id, outcome=outcome, **said) is not None


def _view(page: PageRequest, objection_id: int) -> ObjectionPage:
    return objection_page(viewer=page.viewer, objection_id=objection_id, today=timezone.localdate(page.now))


def _page(
    page: PageRequest,
    view: ObjectionPage,
    *,
    form: FindingForm | None = None,
    hearing: HearingForm | None = None,
) -> HttpResponse:
    mark, word, sentence = standing_of(view)
    start, bad = view.to_decide, form or hearing
    context = {
        "view": view,
        "mark": mark,
        "word": word,
        "sentence": sentence,
        "figures": figures_of(view),
        "steps": timeline_of(view),
        "enters_papers": page.viewer.holds(Role.SECRETARY, Role.RECORDER),
        "form": form or (FindingForm(start=start) if start else None),
        "hearing_form": hearing or HearingForm(),
        "bad": bad,
    }
    return render(page, "objection.html", context, status=422 if bad else 200)
