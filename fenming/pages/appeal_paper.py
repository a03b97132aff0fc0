"""书面申诉: the signed appeal of a member without an account, entered by the branch or the committee above (R40)."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions.appeal_for import appeal_for
from fenming.pages.appeal import choice_of
from fenming.pages.appeal_forms import AppealForm, ChoiceForm
from fenming.pages.appeal_words import about_words, what_next_on_paper
from fenming.pages.form_steps import done
from fenming.pages.shell import PageRequest
from fenming.queries.appealable import appealable_of, chosen_on_paper


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_on_paper(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Choose what the paper is about, then enter it."""
    page, choice = cast(PageRequest, request), choice_of(request)
    today = timezone.localdate(page.now)
    context: dict[str, Any] = {"where": reverse("appeal_for", args=[membership_id])}
    if not any(choice.cleaned_data.values()):
        name, found = appealable_of(viewer=page.viewer, membership_id=membership_id, today=today)
        return render(request, "appealable.html", context | {"view": found, "name": name})
    which = choice.which()
    name, view = chosen_on_paper(viewer=page.viewer, membership_id=membership_id, which=which, today=today)
    form = AppealForm(request.POST or None, late=view.late or bool(view.items), items=view.items, paper=True)
    if form.is_valid() and _filed(page, membership_id, choice, form):
        messages.success(request, f"已代录{name}的书面申诉，由{view.above}办理。决定以后请当面送达。")
        return redirect("appeal_for", membership_id)
    context |= {"view": view, "name": name, "form": form} | _said(choice, view, name)
    return render(request, "appeal_new.html", context, status=422 if form.errors else 200)


def _said(choice: ChoiceForm, view: Any, name: str) -> dict[str, Any]:
    return {
        "hidden": [(key, value) for key, value in choice.cleaned_data.items() if value],
        "about": about_words(view, whose=name),
        "next": what_next_on_paper(view, name),
    }


def _filed(page: PageRequest, membership_id: int, choice: ChoiceForm, form: AppealForm) -> Any:
    given, which = form.cleaned_data, form.which(choice.which())
    return done(
        form, appeal_for, page, membership_id=membership_id, which=which, text=given["text"],
        late_reason=given.get("late_reason", ""), signed_on=given["signed_on"], paper_kept=given["paper_kept"],
    )  # fmt: skip
