"""Roster, offices, groups, organisations and one member's history as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fenming.prints.tables import Table, columns
from fenming.queries.day_table import DayTable
from fenming.queries.groups import GroupsPage
from fenming.queries.member import MemberHistory, Row
from fenming.queries.offices import OfficesPage
from fenming.queries.organisations import Place, Tree
from fenming.queries.roster import RosterPage
from fenming.queries.sheets import SheetsPage
from fenming.rules.reasons import full_day_name

DATED = ("从哪天起", "到哪天")


def roster_tables(view: RosterPage) -> tuple[Table, ...]:
    """Who is on the roster, with logins only for those who see them, and who holds an office."""
    logins = ("登录名",) if view.sees_logins else ()
    names = ("序号", "姓名", "岗位", "身份", "党小组", "加入本支部", "离开", "说明", *logins)
    rows = tuple(
        (row.no, row.name, row.post, row.status, row.group, row.since, row.until, row.note)
        + ((row.login,) if view.sees_logins else ())
        for row in view.members
    )
    offices = tuple((row.office, row.name, row.since, row.resolution) for row in view.offices)
    return (
        Table("党员名册", "党员", columns(*names, counts={"序号"}, days={"加入本支部", "离开"}), rows),
        Table(
            "现任职务", "现任职务", columns("职务", "姓名", "任职起始", "依据", days={"任职起始"}), offices
        ),
    )


def offices_tables(view: OfficesPage) -> tuple[Table, ...]:
    """Offices held, and those that are over."""
    held = tuple(
        (row.office, row.name, row.since, row.until, row.resolution, row.entered_by) for row in view.held
    )
    over = tuple(
        (row.office, row.name, row.since, row.until, row.resolution, row.end_resolution, row.ended_by)
        for row in view.over
    )
    names = ("职务", "姓名", *DATED, "依据")
    return (
        Table("任职记录", "现任", columns(*names, "登记", days=DATED), held),
        Table("以前的任职", "以前的任职", columns(*names, "结束的依据", "结束的登记", days=DATED), over),
    )


def groups_tables(view: GroupsPage) -> tuple[Table, ...]:
    """The groups with their members and what happened to them."""
    rows = tuple(
        (one.name, "、".join(one.members), _told((line.day, line.sentence, line.resolution) for line in one.history))
        for one in view.groups
    )  # fmt: skip
    return (Table("党小组", "党小组", columns("党小组", "党员", "经过"), rows),)


def organisations_tables(trees: Iterable[Tree]) -> tuple[Table, ...]:
    """What stands below each committee."""
    rows = tuple(
        (
            tree.committee,
            place.name,
            _belongs(place),
            place.since,
            place.until,
            _officers(place),
            _history(place),
        )
        for tree in trees
        for place in tree.places
    )
    names = ("党委", "组织", "隶属", *DATED, "任职", "经过")
    return (Table("下属组织", "组织", columns(*names, days=DATED), rows),)


def _belongs(place: Place) -> str:
    return "党总支" if place.is_general else place.general or "直属党委"


def _officers(place: Place) -> str:
    return _lines(
        f"{one.office}：{one.name}，{full_day_name(one.since)}起（{one.resolution}）" for one in place.offices
    )


def _history(place: Place) -> str:
    return _told((line.day, line.sentence, line.resolution) for line in place.history)


def _told(history: Iterable[tuple[date, str, str]]) -> str:
    return _lines(f"{full_day_name(day)}{sentence}（{ground}）" for day, sentence, ground in history)


def _lines(sentences: Iterable[str]) -> str:
    return "\n".join(sentences)


def member_tables(view: MemberHistory) -> tuple[Table, ...]:
    """What is dated about a member, as far as the viewer may read it."""
    standings = tuple((row.since, row.words, row.resolution) for row in view.standings)
    probation = tuple(
        (row.since, _step(row), row.until, row.resolution, _approved(row)) for row in view.probation
    )
    absences = tuple(
        (row.label, row.since, row.until, row.resolution, row.ended_by, row.application)
        for row in view.absences
    )
    offices = tuple((row.words, row.since, row.until, row.resolution) for row in view.offices)
    title = f"{view.name}的履历"
    return (
        Table(title, "身份和岗位", columns("从哪天起", "身份和岗位", "依据", days={"从哪天起"}), standings),
        Table(f"{title}：预备期", "预备期", columns("日期", "内容", "预备期到", "依据", "上级批复", days={"日期", "预备期到"}), probation),
        Table(f"{title}：免予积分和长期请假", "免予积分和长期请假", columns("种类", *DATED, "依据", "到期的依据", "本人申请", days=DATED), absences),
        Table(f"{title}：任职", "任职", columns("职务", *DATED, "依据", days=DATED), offices),
    )  # fmt: skip


def _step(row: Row) -> str:
    return f"{row.words}\n理由（只有本人和支部书记看得到）：{row.reason}" if row.reason else row.words


def _approved(row: Row) -> str:
    return f"{full_day_name(row.approved_on)}：{row.approved}" if row.approved and row.approved_on else ""


def sheets_tables(view: SheetsPage) -> tuple[Table, ...]:
    """A month's members and what was said for each; none while no month is open."""
    if view.month is None:
        return ()
    title = f"{view.month.year}年{view.month.number}月申报情况"
    rows = tuple((line.no, line.name, line.said) for line in view.lines)
    return (Table(title, "申报情况", columns("序号", "姓名", "本月", counts={"序号"}), rows),)


def calendar_tables(view: DayTable) -> tuple[Table, ...]:
    """The branch's vacations and the days entered by hand."""
    pauses = tuple((one.name, one.since, one.until, one.resolution) for one in view.pauses)
    days = tuple((one.day, one.kind, one.name) for one in view.days)
    return (
        Table("支部假期", "支部假期", columns("名称", *DATED, "依据的决议", days=DATED), pauses),
        Table("另外登记的节假日", "节假日", columns("日期", "安排", "名称", days={"日期"}), days),
    )
