"""指定办理人: asking the committee above, and naming somebody (A31)."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fenming.actions import AlreadyDone
from fenming.actions.ask_handler import ask_handler
from fenming.actions.name_handler import LONGEST_DOCUMENT, name_handler
from fenming.pages.roster_forms import text_field
from fenming.pages.shell import PageRequest
from fenming.queries.handling import Naming, naming_page
from fenming.rules.terms import Refused

# the field a refusal belongs to; the others stand above the form
_FIELDS: Final = {"not_eligible": "person", "no_document": "document", "too_long": "document"}


class NamingForm(forms.Form):
    """Whom, on which decision."""

    person = forms.TypedChoiceField(
        label="办理人",
        coerce=int,
        help_text="只列上级审核人、书记、支委和正式党员；本人和参与过原来办理的不在其中。",
        error_messages={"required": "还没有选办理人。", "invalid_choice": "请从列出的同志里选。"},
    )
    document = text_field(
        "指定的依据", longest=LONGEST_DOCUMENT, help_text="照上级的决定填写，例如“院党委〔2026〕12号”。"
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, view: Naming, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = view.seen
        self.fields["person"].choices = [("", "请选择"), *view.people]  # type: ignore[attr-defined]


@require_POST
def ask(request: HttpRequest, *, subject: str, **of: int) -> HttpResponse:
    """Ask for one thing, from its own page."""
    page, (thing_id,) = cast(PageRequest, request), of.values()
    who, key = page.viewer.person_id, request.POST.get("key", "")
    ask_handler(actor_id=who, subject=subject, thing_id=thing_id, key=key, now=page.now)
    messages.success(request, "已请上级党组织指定办理人。指定之后，办理人会写在这一页。")
    return redirect(subject, thing_id)


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, asked_id: int) -> HttpResponse:
    """The committee above names somebody."""
    page = cast(PageRequest, request)
    place = request.GET.get("place", "")
    today = timezone.localdate(page.now)
    view = naming_page(
        actor_id=page.viewer.person_id,
        request_id=asked_id,
        place=int(place) if place.isascii() and place.isdecimal() and len(place) < 16 else None,
        today=today,
    )
    form = NamingForm(request.POST, view=view) if request.method == "POST" else NamingForm(view=view)
    if form.is_bound and form.is_valid() and _named(page, asked_id, form):
        messages.success(request, "已指定办理人，本人和办理人都会收到提醒。")
        return redirect("superior")
    context = {"view": view, "form": form, "today": today}
    return render(request, "name_handler.html", context, status=422 if form.is_bound else 200)


def _named(page: PageRequest, asked_id: int, form: NamingForm) -> bool:
    given, who = form.cleaned_data, page.viewer.person_id
    try:
        name_handler(
            actor_id=who,
            request_id=asked_id,
            person_id=given["person"],
            document=given["document"],
            seen=given["seen"],
            key=page.POST.get("key", ""),
            now=page.now,
        )
    except AlreadyDone:
        raise
    except Refused as refused:
        if refused.code == "forbidden":
            raise
        form.add_error(_FIELDS.get(refused.code), refused.sentence)
        return False
    return True
