"""会上通报: the findings on objections on the projector, and the note that they were reported (R43, R83, A22)."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fenming.actions.report_back import report_back
from fenming.pages.meeting_room import facts
from fenming.pages.meeting_steps import act, not_open, view_of
from fenming.pages.meeting_views import reports_of
from fenming.pages.shell import PageRequest
from fenming.queries.access import NotFound


@require_http_methods(["GET", "HEAD", "POST"])
def report_backs(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What this meeting is told, and the button that notes it."""
    page = cast(PageRequest, request)
    if (view := view_of(page, meeting_id)).state != "open":
        return not_open(page, meeting_id)
    if page.method == "POST":
        told = act(report_back, page, meeting_id=meeting_id, finding_ids=_ids(page))
        messages.success(page, f"已记下：通报了 {told} 件异议的结论。")
        return redirect("meeting_report_back", meeting_id)
    reports = reports_of(view)
    to_report = ",".join(str(line.finding_id) for line in reports if not line.reported)
    context = {"view": view, "facts": facts(view), "reports": reports, "to_report": to_report}
    return render(page, "meeting_report_back.html", context)


def _ids(page: PageRequest) -> list[int]:
    """The findings the page listed; a list that is none is as unknown as any other forged id."""
    text = page.POST.get("findings", "")
    parts = text.split(",") if text else []
    if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        raise NotFound("findings")
    return [int(part) for part in parts]
