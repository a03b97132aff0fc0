"""名册和职务: who is in the branch, who holds which office since when, who has an account (R64, R29, R60)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from django.db.models import Exists, OuterRef, Subquery
from pypinyin import lazy_pinyin

from fenming.queries.access import current_on, require
from fenming.queries.roster_move import waiting_departures
from fenming.records.models import (
    Absence,
    Account,
    Departure,
    Grouping,
    Membership,
    Office,
    ProbationEvent,
    Standing,
)
from fenming.rules.authority import ROLE_NAMES, Relation, Role, may
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Status

LONGEST_LOGIN = 36  # room for a number behind it
OFFICE_ORDER = (
    Role.SECRETARY,
    Role.COMMITTEE,
    Role.RECORDER,
    Role.LEADING_GROUP,
    Role.GENERAL_OFFICER,
    Role.SUPERIOR_REVIEWER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
POSTS = dict(Standing.Type.choices)
STATUSES = {Status.FORMAL.value: "正式党员", Status.PROBATIONARY.value: "预备党员"}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A line of the roster; `login` is "" without an account, `suggested` a login for a new one.

    `note` is what else stands today: the end of a probation, exempt, on leave, gone and how.
    """

    membership_id: int
    person_id: int
    no: int
    name: str
    post: str
    status: str
    since: date
    until: date | None
    login: str
    code_until: date | None
    suggested: str
    note: str
    group_id: int | None
    group: str  # 党小组, "" in none


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office held now, and by which resolution."""

    name: str
    office: str
    since: date
    resolution: str


@dataclass(frozen=True, slots=True)
class RosterPage:
    """The roster in its own order. `sees_logins` and the three verbs are what the viewer's offices allow today."""

    members: tuple[MemberRow, ...]
    offices: tuple[OfficeRow, ...]
    may_enrol: bool
    may_give_office: bool
    may_create_account: bool
    own_id: int
    sees_logins: bool
    sees_vetoes: bool
    sees_opening: bool
    sees_ledger: bool
    may_export: bool
    day: date
    may_receive: bool
    waiting: int  # members another branch has sent here
    groups: tuple[tuple[int, str], ...]  # of those listed
    group_id: int | None  # whose members alone are listed

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.members)


# what the viewer may do or look at from this page
ASKED = (
    "enrol_members", "give_office", "create_account", "see_vetoes",
    "see_opening", "see_ledger", "export_branch", "transfer_in",
)  # fmt: skip


def roster_page(
    *, actor_id: int, branch_id: int, roles: frozenset[Role], on: date, group_id: int | None = None
) -> RosterPage:
    """The roster and the offices on a day; `roles` are those the viewer holds in the branch. `group_id`: only one group.

    Logins are for those who give them out. Raises NotFound, Refused `forbidden`.
    """
    require(actor_id=actor_id, verb="see_roster", branch_id=branch_id, on=on)
    allowed = {
        verb: may(verb=verb, roles=roles, relation=Relation.BRANCH, own_matter=False).allowed
        for verb in ASKED
    }
    members = members_on(branch_id, on)
    groups = dict(sorted((one.group_id, one.group) for one in members if one.group_id is not None))
    listed = tuple(one for one in members if group_id in (None, one.group_id))
    return RosterPage(
        members=with_suggestions(listed) if allowed["create_account"] else listed,
        offices=offices_on(branch_id, on),
        may_enrol=allowed["enrol_members"],
        may_give_office=allowed["give_office"],
        may_create_account=allowed["create_account"],
        own_id=actor_id,
        sees_logins=allowed["create_account"] or allowed["enrol_members"],
        sees_vetoes=allowed["see_vetoes"],
        sees_opening=allowed["see_opening"],
        sees_ledger=allowed["see_ledger"],
        may_export=allowed["export_branch"],
        day=on,
        may_receive=allowed["transfer_in"],
        groups=tuple(groups.items()),
        group_id=group_id,
        waiting=waiting_departures(branch_id=branch_id).count() if allowed["transfer_in"] else 0,
    )


def members_on(branch_id: int, on: date) -> tuple[MemberRow, ...]:
    """Everyone who is or was on the roster, in its order, as of a day; one query."""
    latest = Standing.objects.filter(membership=OuterRef("pk"), since__lte=on).order_by("-since")
    running = (ProbationEvent.Kind.STARTED, ProbationEvent.Kind.EXTENDED)
    steps = ProbationEvent.objects.filter(membership=OuterRef("pk"), kind__in=running).order_by("-due_on")
    grouped = Grouping.objects.filter(current_on(on), membership=OuterRef("pk"))
    away = Absence.objects.filter(current_on(on), membership=OuterRef("pk"))
    rows = Membership.objects.filter(branch_id=branch_id).annotate(
        post=Subquery(latest.values("type")[:1]),
        standing=Subquery(latest.values("status")[:1]),
        due_on=Subquery(steps.values("due_on")[:1]),
        exempt=Exists(away.filter(kind=Absence.Kind.EXEMPTION)),
        on_leave=Exists(away.filter(kind=Absence.Kind.LEAVE)),
        group=Subquery(grouped.values("group")[:1]),
        group_name=Subquery(grouped.values("group__name")[:1]),
    )
    fields = (
        "pk", "person_id", "roster_no", "person__name", "post", "standing", "since", "until",
        "person__account__login", "person__account__code_expires_on",
    )  # fmt: skip
    notes = ("due_on", "exempt", "on_leave", "departure__reason", "group", "group_name")
    values = rows.order_by("roster_no").values_list(*fields, *notes)
    return tuple(_member(on, *row) for row in values)


def _member(
    on: date, pk: int, person_id: int, no: int, name: str, post: str, status: str, since: date, until: date | None,
    login: str | None, code: date | None, due_on: date | None, exempt: bool, on_leave: bool, reason: str | None,
    group_id: int | None, group: str | None,
) -> MemberRow:  # fmt: skip
    gone = until is not None and until < on
    words = [_gone(reason)] if gone else []
    if not gone and status == Status.PROBATIONARY and due_on is not None:
        words.append(f"预备期到{full_day_name(due_on)}")
    words += [word for word, true in (("免予积分", exempt), ("长期请假", on_leave)) if true and not gone]
    return MemberRow(
        membership_id=pk,
        person_id=person_id,
        no=no,
        name=name,
        post=POSTS.get(post, "—"),
        status=STATUSES.get(status, "—"),
        since=since,
        until=until,
        login="" if gone else login or "",
        code_until=code,
        suggested="",
        note="，".join(words),
        group_id=None if gone else group_id,
        group="" if gone else group or "",
    )


def _gone(reason: str | None) -> str:
    words = {
        Departure.Reason.TRANSFERRED.value: "已转出",
        Departure.Reason.PROBATION_ENDED.value: "已取消资格",
    }
    return words.get(reason or "", "已离开")


def offices_on(branch_id: int, on: date) -> tuple[OfficeRow, ...]:
    """Who holds which office on a day, the secretary first; one query."""
    held = Office.objects.filter(current_on(on), organisation_id=branch_id).select_related("person")
    rows = sorted(held, key=lambda one: (OFFICE_ORDER.index(Role(one.role)), one.since, one.pk))
    return tuple(
        OfficeRow(one.person.name, ROLE_NAMES[Role(one.role)], one.since, one.resolution) for one in rows
    )


def slips_page(*, actor_id: int, branch_id: int, on: date) -> tuple[MemberRow, ...]:
    """The members who would be given an account together; raises NotFound, Refused `forbidden`."""
    require(actor_id=actor_id, verb="create_accounts", branch_id=branch_id, on=on)
    return without_account(branch_id=branch_id, on=on)


def without_account(*, branch_id: int, on: date) -> tuple[MemberRow, ...]:
    """The members of a day who cannot sign in yet, each with a login that is free; no door of its own."""
    rows = [one for one in members_on(branch_id, on) if one.until is None or one.until >= on]
    return with_suggestions(tuple(one for one in rows if not one.login and one.since <= on))


def with_suggestions(members: tuple[MemberRow, ...]) -> tuple[MemberRow, ...]:
    """Each member without an account gets a login nobody has: the name in pinyin, numbered when it is taken."""
    wanted = {row.membership_id: login_from(row.name) for row in members if not row.login}
    starts = set(wanted.values())
    taken = {
        login.lower()
        for login in Account.objects.filter(
            login__in=[f"{start}{number}" for start in starts for number in ("", *range(2, 10))]
        ).values_list("login", flat=True)
    }
    result = []
    for row in members:
        if row.membership_id in wanted:
            login = _free(wanted[row.membership_id], taken)
            taken.add(login)
            row = replace(row, suggested=login)
        result.append(row)
    return tuple(result)


def _free(start: str, taken: set[str]) -> str:
    if start not in taken:
        return start
    return next(f"{start}{number}" for number in count(2) if f"{start}{number}" not in taken)


def login_from(name: str) -> str:
    """A login proposed for a name: its pinyin in small letters, ``dangyuan`` when there is none."""
    letters = re.sub(r"[^a-z]", "", "".join(lazy_pinyin(name)).lower())[:LONGEST_LOGIN]
    return letters if len(letters) > 1 else "dangyuan"
