"""Steps about one member: each a page with what it does, its form, and the verb behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions import AlreadyDone
from fenming.actions.change_type import change_type
from fenming.actions.end_exemption import end_exemption
from fenming.actions.end_leave import end_leave
from fenming.actions.end_probation import end_probation
from fenming.actions.extend_probation import extend_probation
from fenming.actions.grant_exemption import Application, grant_exemption
from fenming.actions.record_leave import record_leave
from fenming.actions.start_probation import start_probation
from fenming.actions.transfer_out import transfer_out
from fenming.actions.turn_formal import turn_formal
from fenming.pages.member_forms import (
    AwayForm,
    DecidedForm,
    EndAwayForm,
    EndProbationForm,
    ExtendForm,
    LeaveBranchForm,
    StartForm,
    TypeForm,
)
from fenming.pages.shell import PageRequest
from fenming.queries.member_step import StepView, absence_to_end, member_step
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused

Given = dict[str, Any]
By = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A page: its words, its form, and the verb; `{name}` in the words is the member's name."""

    title: str
    lead: str
    button: str
    done: str
    form: type[forms.Form]
    act: Callable[[By, Given], object]


def _application(given: Given) -> Application:
    return Application(given["since"], given["until"], given["text"], given["applied_on"])


def _out(by: By, given: Given) -> object:
    to_branch = given.get("to_branch")
    return transfer_out(
        day=given["day"],
        resolution=given["resolution"],
        destination="" if to_branch else given["destination"],
        to_branch_id=int(to_branch) if to_branch else None,
        **by,
    )


def _formal(by: By, given: Given) -> object:
    return turn_formal(day=given["day"], resolution=given["resolution"], **by)


def _start(by: By, given: Given) -> object:
    return start_probation(since=given["since"], resolution=given["resolution"], **by)


def _extend(by: By, given: Given) -> object:
    return extend_probation(
        day=given["day"],
        due_on=given["due_on"],
        resolution=given["resolution"],
        reason=given["reason"],
        **by,
    )


def _end(by: By, given: Given) -> object:
    return end_probation(day=given["day"], resolution=given["resolution"], reason=given["reason"], **by)


def _type(by: By, given: Given) -> object:
    return change_type(day=given["day"], post=given["post"], resolution=given["resolution"], **by)


def _exempt(by: By, given: Given) -> object:
    return grant_exemption(application=_application(given), resolution=given["resolution"], **by)


def _leave(by: By, given: Given) -> object:
    return record_leave(application=_application(given), resolution=given["resolution"], **by)


STEPS = {
    "transfer_out": Step(
        "组织关系转出",
        "登记后，{name}在本支部的名册到最后一天为止，现任的支部职务同时结束，那一天的积分固定成一份离开时的积分。",
        "登记转出",
        "{name}的组织关系转出已登记，离开时的积分已固定。",
        LeaveBranchForm,
        _out,
    ),
    "start_probation": Step(
        "登记预备期",
        "预备期一年，到期的日子由系统推算，显示在名册里。登记后不能改。",
        "登记预备期",
        "{name}的预备期已登记。",
        StartForm,
        _start,
    ),
    "turn_formal": Step(
        "预备党员转正",
        "照大会的决议登记。从那天起用本岗位的项目清单，有表决权；那天以前的事项仍按预备党员的清单。",
        "登记转正",
        "{name}已登记为正式党员。",
        DecidedForm,
        _formal,
    ),
    "extend_probation": Step(
        "延长预备期",
        "照大会的决议登记。延长只有一次，至多一年；是否延长由大会决定，积分不会自动带来这一步。",
        "登记延长",
        "{name}的预备期已延长。",
        ExtendForm,
        _extend,
    ),
    "end_probation": Step(
        "取消预备党员资格",
        "照大会的决议登记。登记后，{name}不再在名册里，那一天的积分固定下来。是否取消由大会决定，积分不会自动带来这一步。",
        "登记取消资格",
        "{name}的预备党员资格已登记取消。",
        EndProbationForm,
        _end,
    ),
    "change_type": Step(
        "调整岗位类别",
        "从那天起用新岗位的项目清单；那天以前的事项仍按原来的清单。履职分全年合计的上限不变。",
        "登记新的岗位",
        "{name}的岗位类别已登记。",
        TypeForm,
        _type,
    ),
    "grant_exemption": Step(
        "批准免予积分",
        "这段日子不计分，不用申报和初评，公示里不列；年底仍在其中的，不排位次、不建议等次。此前此后的照常计分。",
        "登记免予积分",
        "{name}的免予积分已登记。",
        AwayForm,
        _exempt,
    ),
    "record_leave": Step(
        "登记长期请假",
        "只记下起止日期，显示在名册里，对积分没有影响。因病等不能参加积分的，请登记免予积分。",
        "登记请假",
        "{name}的长期请假已登记。",
        AwayForm,
        _leave,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: PageRequest, membership_id: int, verb: str) -> HttpResponse:
    """One step about a member: what it does, its form, and the verb when the form was sent."""
    who, today, page = request.viewer.person_id, timezone.localdate(request.now), STEPS[verb]
    view = member_step(actor_id=who, verb=verb, membership_id=membership_id, on=today)
    form = _form(page, view, data=request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        by = {"actor_id": who, "membership_id": membership_id}
        if _done(request, form, page.act, by, page.done.format(name=view.name)):
            return redirect("member", membership_id)
    context = {"page": page, "view": view, "form": form, "lead": page.lead.format(name=view.name)}
    context["notes"] = _notes(verb, view)
    return render(request, "member_step.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end_absence(request: PageRequest, absence_id: int) -> HttpResponse:
    """The end of an exemption or a leave."""
    who, today = request.viewer.person_id, timezone.localdate(request.now)
    view = absence_to_end(actor_id=who, absence_id=absence_id, on=today)
    form = EndAwayForm(request.POST if request.method == "POST" else None, initial={"until": today})
    if request.method == "POST" and form.is_valid():
        by = {"actor_id": who, "absence_id": absence_id}
        act = _end_exemption if view.kind == "exemption" else _end_leave
        if _done(request, form, act, by, f"{view.name}的{view.label}到期日已登记。"):
            return redirect("member", view.membership_id)
    return render(
        request, "absence_end.html", {"view": view, "form": form}, status=422 if form.is_bound else 200
    )


def _end_exemption(by: By, given: Given) -> object:
    return end_exemption(until=given["until"], resolution=given["resolution"], **by)


def _end_leave(by: By, given: Given) -> object:
    return end_leave(until=given["until"], resolution=given["resolution"], **by)


def _form(page: Step, view: StepView, *, data: Any, today: Any) -> forms.Form:
    days = ("day", "applied_on")
    initial: dict[str, Any] = {name: today for name in days if name in page.form.base_fields}
    if page.form is LeaveBranchForm:
        return LeaveBranchForm(data, initial=initial, sisters=view.sisters)
    if page.form is ExtendForm and view.latest_due is not None:
        initial["due_on"] = view.latest_due
    return page.form(data, initial=initial)


def _done(
    request: PageRequest, form: forms.Form, act: Callable[[By, Given], object], by: By, message: str
) -> bool:
    """Whether the verb took effect; the reason against it stands on the form."""
    try:
        act(by | {"key": request.POST.get("key", ""), "now": request.now}, form.cleaned_data)
    except AlreadyDone:
        raise
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False
    messages.success(request, message)
    return True


def _notes(verb: str, view: StepView) -> tuple[str, ...]:
    """What to know before entering it, from the member's own case."""
    notes = []
    if view.open_matters:
        notes.append(f"还有 {view.open_matters} 件事项没有评定，离开以后照常初评、评定，计入离开前的积分。")
    if verb in ("transfer_out", "end_probation") and view.offices:
        notes.append(f"现任{'、'.join(view.offices)}，同时结束。书记和管理员要先登记接任的人。")
    if view.due_on is not None and verb in ("turn_formal", "extend_probation", "end_probation"):
        notes.append(f"预备期到{full_day_name(view.due_on)}。")
    if verb == "extend_probation" and view.latest_due is not None:
        notes.append(f"至多延长到{full_day_name(view.latest_due)}。")
    return tuple(notes)
