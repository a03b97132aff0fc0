"""《党员积分登记表》 as a file to print (R38)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.register_form import (
    WORD,
    register_form_docx,
    register_form_name,
    register_form_pdf,
)
from fenming.queries.access import NotFound
from fenming.queries.form_templates import template_of
from fenming.queries.register_form import register_form, register_forms


@require_safe
def register_forms_page(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Which forms of a member there are to print."""
    page = cast(PageRequest, request)
    view = register_forms(
        actor_id=page.viewer.person_id, membership_id=membership_id, today=timezone.localdate(page.now)
    )
    return render(request, "register_forms.html", {"view": view})


@require_safe
def register_form_file(
    request: HttpRequest, membership_id: int, number: int, quarter: int | None = None, *, ending: str = "pdf"
) -> FileResponse:
    """The form of a member's quarter, or of the year, as PDF or for Word."""
    page = cast(PageRequest, request)
    if quarter not in (None, 1, 2, 3, 4):
        raise NotFound("quarter")
    form = register_form(
        actor_id=page.viewer.person_id,
        membership_id=membership_id,
        year_number=number,
        quarter_number=quarter,
        today=timezone.localdate(page.now),
    )
    if ending == "docx":
        own = template_of(form=WORD.code, of="member", pk=membership_id)
        return made_file(register_form_docx(form, template=own), name=register_form_name(form), ending=ending)
    return made_file(register_form_pdf(form), name=register_form_name(form), ending=ending)
