"""The row of links under the header: what this person's offices open."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.urls import reverse

from fenming.queries.viewer import Viewer
from fenming.rules.authority import Relation, Role, may


def navigation(*, viewer: Viewer, path: str) -> list[tuple[str, str, bool]]:
    """(label, address, is this page under it) in a fixed order; nothing a person may not open."""
    rows = _rows(viewer.roles, viewer.membership_id is not None)
    return [(label, url, path == url if url == "/" else path.startswith(under)) for label, url, under in rows]


# label -> pages that belong under it although their address begins otherwise
_UNDER: Final = {
    "登记": ("roll_call", "sheets"),
    "公示": ("enquiries", "objections", "appeals"),
    "上级审核": ("appeals",),
    "年度": ("vetoes", "uses", "follow_up"),
    "名册": ("offices", "opening", "groups", "imports", "branch_export"),
}


@lru_cache(maxsize=128)
def _rows(roles: frozenset[Role], is_member: bool) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(label, address, beginnings of the addresses under it); the same for all who hold the same offices."""
    rows = [("首页", reverse("home"))]
    if is_member:
        rows += [("申报", reverse("declare")), ("我的积分", reverse("statement"))]
    if Role.RECORDER in roles:
        rows.append(("登记", reverse("record")))
    if roles & {Role.COMMITTEE, Role.SECRETARY}:
        rows.append(("初评", reverse("assess_desk")))
    if may(verb="see_meeting", roles=roles, relation=Relation.BRANCH, own_matter=False).allowed:
        rows += [("会议", reverse("meetings")), ("公示", reverse("postings"))]
    rows.append(("标准", reverse("standard")))
    if roles & {Role.SECRETARY, Role.LEADING_GROUP}:
        rows.append(("年度", reverse("years")))
    if Role.SUPERIOR_REVIEWER in roles:
        rows.append(("上级审核", reverse("superior")))
    elif Role.GENERAL_OFFICER in roles:
        rows.append(("支部进度", reverse("superior")))
    rows.append(("名册", reverse("roster")))
    return tuple(
        (label, url, (url, *(reverse(page) for page in _UNDER.get(label, ())))) for label, url in rows
    )


# (verb that opens it, label, page): what is looked up now and then, and has no place in the row above
_MORE: Final = (
    ("see_meeting", "打印和表格", "papers"),
    ("see_objections", "异议", "objections"),
    ("see_appeals", "申诉", "appeals"),
    ("see_corrections", "笔误更正", "corrections"),
    ("see_vetoes", "一票否决", "vetoes"),
    ("see_uses", "积分运用", "uses"),
    ("see_follow_up", "后续办理", "follow_up"),
    ("see_enquiries", "公示查询", "enquiries"),
    ("see_sheets", "纸质表录入", "sheets"),
    ("order_forms", "成批打印登记表", "form_batches"),
    ("see_roster", "任职记录", "offices"),
    ("hand_in_import", "导入表格", "imports"),
    ("see_calendar", "节假日与假期", "calendar"),
    ("change_template", "表格模板", "form_templates"),
)


def more(*, viewer: Viewer) -> list[tuple[str, str]]:
    """(label, address) of the pages this person may open besides the row of links, for the foot of the home page."""
    rows = [("提醒", reverse("notices"))]
    if viewer.membership_id is not None:
        rows += [
            ("我的异议", reverse("objections")),
            ("我的申诉", reverse("appeals")),
            ("报告他人事项", reverse("report")),
            ("下载我的数据", reverse("own_data")),
        ]
    for verb, label, page in _MORE:
        answer = may(verb=verb, roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
        if answer.allowed:
            rows.append((label, reverse(page)))
    addresses = {url: label for label, url in rows}
    return [(label, url) for url, label in addresses.items()]
