"""What is handed over or kept as one file: the list when the committee changes, and a year that is over (R60, R61, R63)."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.prints.handover import handover_file, handover_name
from fenming.queries.handover import handover, ledgers_of


@require_safe
def handover_zip(request: HttpRequest, branch_id: int) -> FileResponse:
    """The list of a hand-over with the books."""
    page = cast(PageRequest, request)
    view = handover(actor_id=page.viewer.person_id, branch_id=branch_id, today=timezone.localdate(page.now))
    return made_file(handover_file(view, ledgers_of(view)), name=handover_name(view), ending="zip")
