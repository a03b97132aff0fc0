"""Who is looking at a page: the person, the branch, the offices on the day (R29, R60)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    """The person behind an account, from two queries; None when nothing ties it to a branch on that day."""
    membership = (
        Membership.objects.filter(current_on(on), person_id=account.person_id)
        .select_related("branch", "person")
        .first()
    )
    offices = list(
        Office.objects.filter(current_on(on), person_id=account.person_id).select_related(
            "organisation", "person"
        )
    )
    branch = membership.branch if membership else next((office.organisation for office in offices), None)
    if branch is None:
        return None
    if branch.kind != Organisation.Kind.BRANCH:
        branch = (
            Organisation.objects.filter(parent=branch, kind=Organisation.Kind.BRANCH).order_by("pk").first()
            or branch
        )
    roles = {
        Role(office.role) for office in offices if office.organisation_id in (branch.pk, branch.parent_id)
    }
    person = membership.person if membership else offices[0].person
    return Viewer(
        account_id=account.pk,
        person_id=person.pk,
        name=person.name,
        branch_id=branch.pk,
        branch_name=branch.name,
        branch_long=branch.long_name,
        membership_id=membership.pk if membership else None,
        roles=frozenset(roles | ({Role.MEMBER} if membership else set())),
        must_set_password=account.must_set_password,
        large=account.large_type,
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
