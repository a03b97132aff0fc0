"""提醒: what happened that concerns the viewer, line by line, each leading to its page."""

from __future__ import annotations

from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.see_notices import see_notices
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.notices import NoticeLine, notices_of

# what a line is about -> the page it leads to, and whether that page takes the id
PAGES: Final[dict[str, tuple[str, bool]]] = {
    "matter": ("matter", True),
    "quarter": ("posting_lines", True),
    "meeting": ("meeting", True),
    "objection": ("objection", True),
    "appeal": ("appeal", True),
    "correction": ("correction", True),
    "reopening": ("reopening", True),
    "veto": ("veto", True),
    "membership": ("member", True),
    "departure": ("receive_member", True),
    "settlement": ("years", False),
    "filing": ("filing", True),
    "uselist": ("uses", False),
    "use": ("own_uses", False),
    "opening": ("statement", False),
    "account": ("set_password", False),
    "enquiry": ("enquiries", False),
    "handlerrequest": ("name_handler", True),
    "talk": ("talk", True),
    "rectification": ("rectification", True),
    "disposal": ("disposal", True),
    "reportinquiry": ("report_inquiry", True),
}


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """One's own lines, latest first."""
    view = notices_of(viewer=cast(PageRequest, request).viewer)
    rows = [(line, address_of(line)) for line in view.lines]
    return page_with_tables(request, "notices.html", {"view": view, "rows": rows})


@require_POST
def notices_seen(request: HttpRequest) -> HttpResponse:
    """知道了: every line that was on the page is no longer new."""
    page = cast(PageRequest, request)
    given = request.POST.get("up_to", "")
    if given.isascii() and given.isdecimal() and len(given) < 16:
        see_notices(actor_id=page.viewer.person_id, up_to_id=int(given), now=page.now)
    return redirect("notices")


def address_of(line: NoticeLine) -> str:
    """Where a line leads; "" when what it is about has no page of its own."""
    if line.subject not in PAGES:
        return ""
    name, takes_id = PAGES[line.subject]
    return reverse(name, args=[line.subject_id] if takes_id else [])
