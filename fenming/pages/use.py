"""One name on the list of a year: confirmed or struck with a reason, and what was given (R52–R54)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.confirm_use import confirm_use
from fenming.actions.record_incentive import record_incentive
from fenming.actions.strike_use import strike_use
from fenming.pages.form_steps import done
from fenming.pages.parts import Said, TimelineStep
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.pages.uses_forms import DecideForm, IncentiveForm
from fenming.queries.use_page import DecisionLine, UsePage, use_page
from fenming.queries.uses import MARKS
from fenming.rules.step_words import STATE_NAMES


@require_safe
def use(request: PageRequest, proposal_id: int) -> HttpResponse:
    """The page of one name."""
    return _page(request, _view(request, proposal_id))


@require_POST
def confirm(request: PageRequest, proposal_id: int) -> HttpResponse:
    """A person stands by it."""
    return _decided(request, proposal_id, confirm_use, "已经确认，本人会收到理由。")


@require_POST
def strike(request: PageRequest, proposal_id: int) -> HttpResponse:
    """A person takes it off."""
    return _decided(request, proposal_id, strike_use, "已经划去，不产生任何结果。")


@require_POST
def give(request: PageRequest, proposal_id: int) -> HttpResponse:
    """Something was given."""
    view, form = _view(request, proposal_id), IncentiveForm(request.POST)
    if form.is_valid() and done(
        form, record_incentive, request, proposal_id=proposal_id, **form.cleaned_data
    ):
        messages.success(request, "激励已登记，本人会收到。")
        return redirect("use", proposal_id)
    return _page(request, view, give_form=form)


def _view(request: PageRequest, proposal_id: int) -> UsePage:
    return use_page(viewer=request.viewer, proposal_id=proposal_id, on=timezone.localdate(request.now))


def _decided(request: PageRequest, proposal_id: int, verb: Any, thanks: str) -> HttpResponse:
    view = _view(request, proposal_id)
    form, text = DecideForm(request.POST, use=view.use), request.POST.get("seen", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    if form.is_valid():
        given = {"proposal_id": proposal_id, "seen": seen, "reason": form.cleaned_data["reason"]}
        if verb is confirm_use:
            given["heard"] = form.cleaned_data.get("heard", "")
        if done(form, verb, request, **given):
            messages.success(request, thanks)
            return redirect("use", proposal_id)
    return _page(request, view, decide_form=form)


def _page(
    request: PageRequest, view: UsePage, *, decide_form: Form | None = None, give_form: Form | None = None
) -> HttpResponse:
    bad = decide_form or give_form
    context = {
        "view": view,
        "mark": MARKS[view.state],
        "word": STATE_NAMES["use"][view.state],
        "steps": _timeline(view),
        "decide_form": decide_form or DecideForm(use=view.use),
        "give_form": give_form or IncentiveForm(),
        "bad": bad,
    }
    return page_with_tables(request, "use.html", context, status=422 if bad else 200)


def _timeline(view: UsePage) -> list[TimelineStep]:
    """From the earlier list on; who was heard said it before the decision."""
    steps = [_step(one, note="按更正以前的结算。") for one in view.earlier]
    drawn = TimelineStep(timezone.localdate(view.drawn_at), "拟定名单", view.drawn_by, with_year=True)
    return [*steps, drawn, *(_step(one) for one in view.decisions)]


def _step(one: DecisionLine, *, note: str = "") -> TimelineStep:
    said = [Said(f"理由：{one.reason}")] + ([Said(f"本人的意见：{one.heard}")] if one.heard else [])
    day = timezone.localdate(one.at)
    return TimelineStep(day, one.word, one.by, said=tuple(said), note=note, with_year=True)
