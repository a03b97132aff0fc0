"""书面办理: for members without an account, what they sign on paper is entered by others."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions.reply_for import reply_for
from fenming.pages.reply_forms import PaperReplyForm
from fenming.pages.shell import PageRequest
from fenming.queries.paper import PaperReply, paper_reply_page
from fenming.rules.terms import Refused

# the field a refusal belongs to; what no other entry would change has a page of its own
_FIELDS = {
    "nothing_said": "text", "too_long": "text", "future_day": "signed_on", "signed_early": "signed_on",
    "paper_not_kept": "paper_kept",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def matter_reply_for(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The signed reply to a matter."""
    page = cast(PageRequest, request)
    view = paper_reply_page(viewer=page.viewer, matter_id=matter_id, today=timezone.localdate(page.now))
    form = PaperReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _replied(page, view, form):
        messages.success(request, f"已代录{view.name}的书面答复。接下来由支部对照答复初评。")
        return redirect("matter", matter_id)
    status = 422 if form.errors else 200
    return render(request, "reply_for.html", {"view": view, "form": form}, status=status)


def _replied(page: PageRequest, view: PaperReply, form: PaperReplyForm) -> bool:
    who, key = page.viewer.person_id, page.POST.get("key", "")
    try:
        reply_for(actor_id=who, matter_id=view.id, key=key, now=page.now, **form.given())
    except Refused as refused:
        if refused.code not in _FIELDS:
            raise
        form.add_error(_FIELDS[refused.code], refused.sentence)
        return False
    return True
