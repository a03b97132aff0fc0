"""书面异议和签收: what a member without an account signed on paper about own points is entered by others (R40, R42)."""

from __future__ import annotations

from typing import Any, Final, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions.acknowledge_for import acknowledge_for
from fenming.actions.object_for import object_for
from fenming.actions.withdraw_appeal_for import withdraw_appeal_for
from fenming.actions.withdraw_objection_for import withdraw_objection_for
from fenming.pages.form_steps import done
from fenming.pages.objection import form_for, which_of
from fenming.pages.objection_forms import ObjectionForm
from fenming.pages.reply_forms import SlipForm
from fenming.pages.shell import PageRequest
from fenming.queries.objectable import objectable_of
from fenming.queries.paper import paper_receipt_page
from fenming.queries.paper_withdrawal import paper_withdrawal_page

_WITHDRAWN: Final = {"objection": "异议", "appeal": "申诉"}


@require_http_methods(["GET", "HEAD", "POST"])
def object_on_paper(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Choose what the paper is about, then enter it."""
    page, which = cast(PageRequest, request), which_of(request)
    today = timezone.localdate(page.now)
    name, view = objectable_of(viewer=page.viewer, membership_id=membership_id, today=today)
    context: dict[str, Any] = {"view": view, "name": name, "which": which}
    context["where"] = reverse("object_for", args=[membership_id])
    if not any(which.values()):
        return render(request, "objectable.html", context)
    form = form_for(view, which, request.POST if request.method == "POST" else None, paper=True)
    if form.is_valid() and _objected(page, membership_id, which, form):
        messages.success(
            request, f"已代录{name}的书面异议。由没有参与原评定的支委核实，答复后请当面送达本人。"
        )
        return redirect("object_for", membership_id)
    context |= {"form": form, "found": view.line(matter_id=which["matter"], entry_id=which["entry"])}
    return render(request, "object_to.html", context, status=422 if form.errors else 200)


def _objected(page: PageRequest, membership_id: int, which: dict[str, Any], form: ObjectionForm) -> Any:
    given = form.cleaned_data
    return done(
        form, object_for, page, membership_id=membership_id, matter_id=which["matter"], entry_id=which["entry"],
        omitted=form.omitted(), text=given["text"], late_reason=given.get("late_reason", ""),
        signed_on=given["signed_on"], paper_kept=given["paper_kept"],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def receive_on_paper(request: HttpRequest, finding_id: int) -> HttpResponse:
    """The slip signed for an answer."""
    page = cast(PageRequest, request)
    today = timezone.localdate(page.now)
    view = paper_receipt_page(viewer=page.viewer, finding_id=finding_id, today=today)
    form = SlipForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, acknowledge_for, page, finding_id=finding_id, **form.cleaned_data):
        messages.success(request, f"已代录{view.name}的签收。签收不表示同意。")
        return redirect("home")
    status = 422 if form.errors else 200
    return render(request, "acknowledge_for.html", {"view": view, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_on_paper(request: HttpRequest, *, subject: str, **of: int) -> HttpResponse:
    """The signed withdrawal of an objection or an appeal."""
    page, (thing_id,) = cast(PageRequest, request), of.values()
    today = timezone.localdate(page.now)
    view = paper_withdrawal_page(viewer=page.viewer, subject=subject, thing_id=thing_id, today=today)
    form = SlipForm(request.POST if request.method == "POST" else None, paper="书面材料", verb="签字")
    verb = withdraw_objection_for if subject == "objection" else withdraw_appeal_for
    if form.is_valid() and done(form, verb, page, **of, **form.cleaned_data):
        what = _WITHDRAWN[subject]
        messages.success(request, f"已代录{view.name}撤回第 {view.number} 号{what}，不再办理。记录仍保留。")
        return redirect("home")
    context = {"view": view, "form": form, "what": _WITHDRAWN[subject]}
    return render(request, "withdraw_for.html", context, status=422 if form.errors else 200)
