"""登记上级审批: by which document the superior approved a decision about a probation (R57, R85)."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions.note_approval import note_approval
from fenming.pages.form_steps import done
from fenming.pages.roster_forms import day_field, text_field
from fenming.pages.shell import PageRequest
from fenming.queries.probations import approval_to_note


class ApprovalForm(forms.Form):
    """The document and its day."""

    button = "登记上级审批"

    document = text_field("批复的文号", longest=120, help_text="如：院党委〔2026〕15号。")
    day = day_field("批复的日期")


@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, event_id: int) -> HttpResponse:
    """One decision's approval."""
    page = cast(PageRequest, request)
    view = approval_to_note(
        actor_id=page.viewer.person_id, event_id=event_id, on=timezone.localdate(page.now)
    )
    form = ApprovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, note_approval, page, event_id=event_id, **form.cleaned_data):
        messages.success(request, "已登记，本人会收到提醒。")
        return redirect("member", view.membership_id)
    return render(
        request, "note_approval.html", {"view": view, "form": form}, status=422 if form.errors else 200
    )
