"""The public sheet of a quarter, and the branch's list of postings (R39, R65, R77, A22)."""

from __future__ import annotations

from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.post import post
from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.prints.posting_sheet import in_columns, posting_sheet_name, posting_sheet_pdf
from fenming.prints.qr_code import qr_code
from fenming.queries.opening import taken_over_words
from fenming.queries.posting import (
    PostingRow,
    PostingsView,
    ShownSheet,
    TakenDown,
    postings_view,
    sheet_to_print,
    shown_sheet,
)
from fenming.queries.posting_lines import posted_lines
from fenming.queries.sheet_version import sheet_version

Response = TypeVar("Response", bound=HttpResponseBase)


@require_safe
def postings(request: PageRequest) -> HttpResponse:
    """The branch's quarters, each with its state, its term and its sheet; earlier years as an archive."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    view = postings_view(actor_id=viewer.person_id, branch_id=viewer.branch_id, today=today)
    latest = view.rows[0].quarter.year if view.rows else 0
    context = {
        "view": view,
        "today": today,
        "rows": [row for row in view.rows if _is_at_hand(row, latest)],
        "archive": [row.quarter for row in view.rows if not _is_at_hand(row, latest)],
        "primary": _next_to_post(view),
        "taken_over": taken_over_words(branch_id=viewer.branch_id),
    }
    return page_with_tables(request, "postings.html", context)


def _is_at_hand(row: PostingRow, latest: int) -> bool:
    """Of this year, or with something still to be done."""
    return row.quarter.year == latest or row.quarter.state != "locked"


def _next_to_post(view: PostingsView) -> int | None:
    """One red button: the oldest quarter that can be posted."""
    ready = [
        row.quarter.id
        for row in view.rows
        if row.quarter.state == "determined" and not row.quarter.open_matters
    ]
    return ready[-1] if ready else None


@require_safe
def lines(request: PageRequest, quarter_id: int) -> HttpResponse:
    """The members' sheet beside the public one: everyone's lines, buckets and total as posted."""
    view = posted_lines(viewer=request.viewer, quarter_id=quarter_id)
    return unlisted(page_with_tables(request, "posting_lines.html", {"view": view}))


@require_POST
def post_quarter(request: PageRequest, quarter_id: int) -> HttpResponse:
    """Put a quarter's sheet up."""
    post(
        actor_id=request.viewer.person_id,
        quarter_id=quarter_id,
        with_year=request.POST.get("with_year") == "1",
        key=request.POST.get("key", ""),
        now=request.now,
    )
    messages.success(request, "已公示。请打印公示单，张贴到公示栏。")
    return redirect("postings")


@require_safe
def sheet(request: PageRequest, code: str) -> HttpResponse:
    """The sheet for anyone during its term; afterwards for the branch, and a sentence for everyone else."""
    key = _kept_under(request, code)
    kept = cache.get(key) if key else None
    response = HttpResponse(kept) if kept else _sheet(request, code)
    if key and not kept and response.status_code == 200:
        cache.set(key, response.content)
    return unlisted(response)


def _sheet(request: PageRequest, code: str) -> HttpResponse:
    viewer = getattr(request, "viewer", None)
    today = timezone.localdate(request.now)
    try:
        shown = shown_sheet(code=code, person_id=viewer.person_id if viewer else None, today=today)
    except TakenDown as over:
        return render(request, "posting_over.html", {"over": over}, status=410)
    return render(request, "posting.html", sheet_context(request, shown))


def _kept_under(request: PageRequest, code: str) -> str:
    """Where this process keeps the page as strangers see it, while it is the same; "" for whoever has a session."""
    if request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        return ""
    version = sheet_version(code=code, today=timezone.localdate(request.now))
    return f"sheet:{request.build_absolute_uri(request.path)}:{version}" if version else ""


@require_safe
def sheet_paper(request: PageRequest, quarter_id: int) -> HttpResponseBase:
    """The sheet as a file to print and hang on the notice board, for those of the branch."""
    today = timezone.localdate(request.now)
    shown = sheet_to_print(viewer=request.viewer, quarter_id=quarter_id, today=today)
    address = request.build_absolute_uri(reverse("verify"))
    made = posting_sheet_pdf(shown, check_address=address)
    return unlisted(made_file(made, name=posting_sheet_name(shown), ending="pdf"))


def sheet_context(request: HttpRequest, shown: ShownSheet) -> dict[str, Any]:
    """What posting.html lays out; the request gives the address that goes into the QR code."""
    address = request.build_absolute_uri(reverse("posting_sheet", args=[shown.code]))
    return {
        "shown": shown,
        "sheet": shown.sheet,
        "term": shown.sheet.term,
        "quarter": "一二三四"[shown.sheet.quarter - 1],
        "columns": in_columns(shown.lines),
        "address": address.split("://", 1)[1],
        "verify_address": request.build_absolute_uri(reverse("verify")).split("://", 1)[1],
        "qr": qr_code(address),
    }


def unlisted(response: Response) -> Response:
    """Kept out of search engines and caches: after its term nobody should find a copy (A22)."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store"
    return response
