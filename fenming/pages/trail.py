"""留痕: who did what to one matter, and that the chain behind it holds (R62, R67, A22)."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.trail import Trail, trail_of


@require_safe
def matter_trail(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The audit rows and the ledger entries of one matter."""
    page = cast(PageRequest, request)
    view = trail_of(viewer=page.viewer, matter_id=matter_id, today=timezone.localdate(page.now))
    return page_with_tables(page, "matter_trail.html", {"view": view, "chain": chain_words(view)})


def chain_words(view: Trail) -> str:
    """Whether the whole trail and the whole ledger of the branch are as they were written."""
    broken = [
        f"{name}从第 {seq} 号起"
        for name, seq in (("操作留痕", view.broken_event), ("台账", view.broken_entry))
        if seq is not None
    ]
    if broken:
        return f"{'、'.join(broken)}与当初写下的不一致。请马上告诉支部书记和系统管理员，先不要再办理。"
    return "刚才把本支部的操作留痕和台账从第 1 号起逐号核对了一遍，首尾相连，没有缺号，没有改动。"
