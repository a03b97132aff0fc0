"""初评一件: one matter with its evidence and the form, for whom the committee above named and for the assessors (A31)."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.pages.assess_form import OUTCOMES, AssessForm, assessed, bound_form, form_of
from fenming.pages.shell import PageRequest
from fenming.queries.access import NotFound
from fenming.queries.assess_matter import matter_to_assess


@require_http_methods(["GET", "HEAD", "POST"])
def assess_matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The page of one matter's assessment; its form posts here too."""
    page = cast(PageRequest, request)
    if request.method != "POST":
        return _page(page, matter_id)
    form = bound_form(page)
    if request.POST.get("matter_id") != str(matter_id):
        raise NotFound("matter")
    if form.is_valid() and assessed(page, form):
        messages.success(request, "已保存初评。")
        return redirect("assess_matter", matter_id)
    return _page(page, matter_id, form=form)


def _page(request: PageRequest, matter_id: int, *, form: AssessForm | None = None) -> HttpResponse:
    today = timezone.localdate(request.now)
    view = matter_to_assess(viewer=request.viewer, matter_id=matter_id, today=today)
    shown = None if view.why_not else form_of(view.matter, row=None, bound=form)
    context = {
        "view": view,
        "matter": view.matter,
        "row": {"name": view.name},
        "form": shown,
        "refused": form,
        "outcomes": OUTCOMES,
        "heading": "" if form and any(field.errors for field in form) else "这次没有保存",
    }
    return render(request, "assess_matter.html", context, status=422 if form else 200)
