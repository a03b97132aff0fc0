"""The row of links under the header: what this person's offices open."""

from __future__ import annotations

from datetime import date
from typing import Final

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
    return [(label, url, _is_under(path, label, url)) for label, url in rows]


# label -> pages that belong under it although their address begins otherwise
_UNDER: Final = {
    "登记": ("roll_call", "sheets"),
    "公示": ("enquiries", "objections"),
    "年度": ("vetoes",),
    "名册": ("offices", "opening"),
}


def _is_under(path: str, label: str, url: str) -> bool:
    if url == "/":
        return path == url
    return path.startswith((url, *(reverse(page) for page in _UNDER.get(label, ()))))


# (verb that opens it, label, page): what is looked up now and then, and has no place in the row above
_MORE: Final = (
    ("see_objections", "异议", "objections"),
    ("see_corrections", "笔误更正", "corrections"),
    ("see_vetoes", "一票否决", "vetoes"),
    ("see_enquiries", "公示查询", "enquiries"),
    ("see_sheets", "纸质表录入", "sheets"),
    ("see_roster", "任职记录", "offices"),
    ("see_calendar", "节假日与假期", "calendar"),
)


def more(*, viewer: Viewer) -> list[tuple[str, str]]:
    """(label, address) of the pages this person may open besides the row of links, for the foot of the home page."""
    rows = [("提醒", reverse("notices"))]
    if viewer.membership_id is not None:
        rows += [("我的异议", reverse("objections")), ("报告他人事项", reverse("report"))]
    for verb, label, page in _MORE:
        answer = may(verb=verb, roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
        if answer.allowed:
            rows.append((label, reverse(page)))
    addresses = {url: label for label, url in rows}
    return [(label, url) for url, label in addresses.items()]
