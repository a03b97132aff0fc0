"""全部数据: what an export of the branch's books holds, and the button that takes it."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.export_branch import export_branch
from fenming.pages.made_file import KINDS
from fenming.pages.shell import PageRequest
from fenming.prints.paper import file_name
from fenming.queries.branch_export import books_page


@require_safe
def branch_export(request: PageRequest) -> HttpResponse:
    """What is in it and what is not."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    titles = books_page(actor_id=viewer.person_id, branch_id=viewer.branch_id, on=today)
    return render(request, "branch_export.html", {"titles": titles})


@require_POST
def branch_export_file(request: PageRequest) -> FileResponse:
    """The file, written to disk and sent from there."""
    viewer = request.viewer
    key = request.POST.get("key", "")
    taken = export_branch(actor_id=viewer.person_id, branch_id=viewer.branch_id, key=key, now=request.now)
    name = file_name(taken.branch, "全部数据", timezone.localdate(request.now).isoformat())
    return FileResponse(taken.file, as_attachment=True, filename=f"{name}.zip", content_type=KINDS["zip"])
