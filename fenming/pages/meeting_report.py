"""会上通报: the findings on objections on the projector, and the note that they were reported (R43, R83, A22)."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fenming.actions.report_back import report_back
from fenming.pages.meeting_steps import act
from fenming.pages.shell import PageRequest
from fenming.queries.access import NotFound
from fenming.queries.report_backs import reports_of


@require_http_methods(["GET", "HEAD", "POST"])
def report_backs(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What this meeting is told, and while it lasts the button that notes it."""
    page = cast(PageRequest, request)
    if page.method == "POST":
        told = act(report_back, page, meeting_id=meeting_id, finding_ids=_ids(page))
        messages.success(page, f"已记下：通报了 {told} 件异议的结论。")
        return redirect("meeting_report_back", meeting_id)
    view = reports_of(viewer=page.viewer, meeting_id=meeting_id)
    findings = ",".join(str(pk) for pk in view.to_report)
    return render(page, "meeting_report_back.html", {"view": view, "findings": findings})


def _ids(page: PageRequest) -> list[int]:
    """The findings the page listed; a list that is none is as unknown as any other forged id."""
    text = page.POST.get("findings", "")
    parts = text.split(",") if text else []
    if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        raise NotFound("findings")
    return [int(part) for part in parts]
