"""Who is looking at a page: the person, the branch, the offices on the day (R29, R60)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast

from fenming.queries.access import current_on
from fenming.queries.scores import standard_of
from fenming.records.models import Account, Membership, Office, Organisation, StandardVersion
from fenming.rules.authority import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person on a day. `branch_id` is the branch the pages are about; roles are those held in it."""

    account_id: int
    person_id: int
    name: str
    branch_id: int
    branch_name: str
    branch_long: str
    membership_id: int | None
    roles: frozenset[Role]
    must_set_password: bool
    large: bool

    def holds(self, *roles: Role) -> bool:
        """Whether one of these offices is held."""
        return not self.roles.isdisjoint(roles)


def viewer_of(*, account: Account, on: date) -> Viewer | None:
    """The person behind an account, from one query; None when nothing ties it to a branch on that day."""
    ties = [_Tie(*row) for row in _ties(account.person_id, on)]
    own = next((tie for tie in ties if tie.membership_id is not None), None)
    tie = own or next(iter(ties), None)
    if tie is None:
        return None
    branch = tie if tie.kind == Organisation.Kind.BRANCH else _first_branch_below(tie)
    here = (branch.organisation_id, branch.parent_id)
    return Viewer(
        account_id=account.pk,
        person_id=account.person_id,
        name=tie.name,
        branch_id=branch.organisation_id,
        branch_name=branch.branch_name,
        branch_long=branch.branch_long,
        membership_id=own.membership_id if own else None,
        roles=frozenset(Role(one.role) for one in ties if one is own or one.organisation_id in here),
        must_set_password=account.must_set_password,
        large=account.large_type,
    )


@dataclass(frozen=True, slots=True)
class _Tie:
    """A membership (`membership_id`, role member) or an office, with the organisation it is in."""

    membership_id: int | None
    role: str
    name: str
    organisation_id: int
    kind: str
    parent_id: int | None
    branch_name: str
    branch_long: str


def _ties(person_id: int, on: date) -> Iterable[tuple[Any, ...]]:
    """Memberships first, then offices in the order they were given; one query."""
    where = ("kind", "parent_id", "name", "long_name")
    member = Value(Role.MEMBER.value, output_field=CharField())
    rosters = Membership.objects.filter(current_on(on), person_id=person_id).order_by()
    offices = Office.objects.filter(current_on(on), person_id=person_id).order_by()
    none = Cast(Value(None), BigIntegerField())
    in_branch = rosters.annotate(own=F("pk"), held=member, place=F("branch_id"), row=Value(0)).values_list(
        "own", "held", "person__name", "place", *(f"branch__{name}" for name in where), "row"
    )
    in_office = offices.annotate(
        own=none, held=F("role"), place=F("organisation_id"), row=F("pk")
    ).values_list("own", "held", "person__name", "place", *(f"organisation__{name}" for name in where), "row")
    return [row[:-1] for row in sorted(in_branch.union(in_office, all=True), key=lambda row: row[-1])]


def _first_branch_below(tie: _Tie) -> _Tie:
    """For an officer of the committee above, the pages are about its first branch, if it has one."""
    below = Organisation.objects.filter(parent_id=tie.organisation_id, kind=Organisation.Kind.BRANCH)
    branch = below.order_by("pk").first()
    if branch is None:
        return tie
    return replace(
        tie,
        organisation_id=branch.pk,
        kind=branch.kind,
        parent_id=branch.parent_id,
        branch_name=branch.name,
        branch_long=branch.long_name,
    )


def any_branch_exists() -> bool:
    """Whether the first-run page has been filled in."""
    return Organisation.objects.filter(kind=Organisation.Kind.BRANCH).exists()


def standard_line(*, branch_id: int, on: date) -> str:
    """The footer: which version is in force since when, and the label it carries (default standard §1)."""
    version = (
        StandardVersion.objects.filter(branch_id=branch_id, in_force_from__lte=on).order_by("-number").first()
    )
    if version is None:
        return "本支部还没有通过积分标准。"
    since = version.in_force_from
    line = f"积分标准：第{version.number}版，{since.year}年{since.month}月{since.day}日起施行。"
    label = standard_of(version).label
    return f"{line}{label}。" if label else line
