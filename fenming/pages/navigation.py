"""The row of links under the header: what this person's offices open."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from fenming.queries.viewer import Viewer
from fenming.rules.authority import Relation, Role, may


def navigation(*, viewer: Viewer, path: str, today: date) -> list[tuple[str, str, bool]]:
    """(label, address, is this page under it) in a fixed order; nothing a person may not open."""
    rows = [("首页", reverse("home"))]
    if viewer.membership_id is not None:
        rows += [("申报", reverse("declare")), ("我的积分", reverse("statement"))]
    if viewer.holds(Role.RECORDER):
        rows.append(("登记", reverse("record")))
    if viewer.holds(Role.COMMITTEE, Role.SECRETARY):
        rows.append(("初评", reverse("assess_desk")))
    if may(verb="see_meeting", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False).allowed:
        rows += [("会议", reverse("meetings")), ("公示", reverse("postings"))]
    rows.append(("标准", reverse("standard")))
    if viewer.holds(Role.SECRETARY, Role.LEADING_GROUP):
        rows.append(("年度", reverse("years")))
    if viewer.holds(Role.SUPERIOR_REVIEWER):
        rows.append(("上级审核", reverse("superior")))
    rows.append(("名册", reverse("roster")))
    return [(label, url, path == url if url == "/" else path.startswith(url)) for label, url in rows]
