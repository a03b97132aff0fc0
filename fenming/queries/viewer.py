"""Who is looking at a page: the person, the branch, the offices on the day (R29, R60)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import connection
from django.db.models import OuterRef, Subquery

from fenming.queries.access import current_on
from fenming.queries.scores import published_standard
from fenming.records.models import Account, Affiliation, AuditEvent, Organisation, StandardVersion
from fenming.rules.authority import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person on a day. `branch_id` is the branch the pages are about; roles are those held in it.

    `seat_name`, `seat_long`: where the person sits, for the head of every page; above the branches it is the committee.
    """

    account_id: int
    person_id: int
    name: str
    branch_id: int
    branch_name: str
    seat_name: str
    seat_long: str
    membership_id: int | None
    roles: frozenset[Role]
    must_set_password: bool
    large: bool
    trail_head: str | None  # of the branch: whatever is done in it changes this (decision 0009)

    def holds(self, *roles: Role) -> bool:
        """Whether one of these offices is held."""
        return not self.roles.isdisjoint(roles)


def viewer_of(*, account: Account, on: date) -> Viewer | None:
    """The person behind an account, from one query; None when nothing ties it to a branch on that day."""
    ties = _ties(account.person_id, on)
    own = next((tie for tie in ties if tie.membership_id is not None), None)
    tie = own or next(iter(ties), None)
    if tie is None:
        return None
    branch = tie if tie.kind == Organisation.Kind.BRANCH else _first_branch_below(tie, on)
    here = (branch.organisation_id, branch.parent_id)
    return Viewer(
        account_id=account.pk,
        person_id=account.person_id,
        name=tie.name,
        branch_id=branch.organisation_id,
        branch_name=branch.branch_name,
        seat_name=tie.branch_name,
        seat_long=tie.branch_long,
        membership_id=own.membership_id if own else None,
        roles=frozenset(
            Role(one.role) for one in ties if one is own or one.organisation_id in here or _is_general(one)
        ),
        must_set_password=account.must_set_password,
        large=account.large_type,
        trail_head=branch.trail_head,
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
    trail_head: str | None


# Memberships first, then offices in the order they were given. Written out because every page of everyone begins with
# it, and putting it together anew took longer than the answer.
_TIES = """
SELECT m.id, 'member', p.name, o.id, o.kind, o.parent_id, o.name, o.long_name,
  (SELECT a.hash FROM records_auditevent a WHERE a.branch_id = o.id ORDER BY a.seq DESC LIMIT 1), 0 AS place
FROM records_membership m JOIN records_person p ON p.id = m.person_id JOIN records_organisation o ON o.id = m.branch_id
WHERE m.person_id = %(person)s AND m.since <= %(on)s AND (m.until IS NULL OR m.until >= %(on)s)
UNION ALL
SELECT NULL, f.role, p.name, o.id, o.kind, o.parent_id, o.name, o.long_name,
  (SELECT a.hash FROM records_auditevent a WHERE a.branch_id = o.id ORDER BY a.seq DESC LIMIT 1), f.id
FROM records_office f JOIN records_person p ON p.id = f.person_id JOIN records_organisation o ON o.id = f.organisation_id
WHERE f.person_id = %(person)s AND f.since <= %(on)s AND (f.until IS NULL OR f.until >= %(on)s)
ORDER BY place
"""


def _ties(person_id: int, on: date) -> list[_Tie]:
    with connection.cursor() as cursor:
        cursor.execute(_TIES, {"person": person_id, "on": on.isoformat()})
        return [_Tie(*row[:-1]) for row in cursor.fetchall()]


def _is_general(tie: _Tie) -> bool:
    """An office of a general branch: it opens what lies below, wherever its holder is a member."""
    return tie.kind == Organisation.Kind.GENERAL_BRANCH


def _first_branch_below(tie: _Tie, on: date) -> _Tie:
    """For an officer of what stands above, the pages are about its first branch, if it has one."""
    below = Organisation.objects.filter(kind=Organisation.Kind.BRANCH)
    if _is_general(tie):
        placed = Affiliation.objects.filter(current_on(on), general_id=tie.organisation_id)
        below = below.filter(pk__in=placed.values("branch_id"))
    else:
        below = below.filter(parent_id=tie.organisation_id)
    heads = AuditEvent.objects.filter(branch_id=OuterRef("pk")).order_by("-seq").values("hash")
    branch = below.annotate(trail_head=Subquery(heads[:1])).order_by("pk").first()
    if branch is None:
        return tie
    return replace(
        tie,
        organisation_id=branch.pk,
        kind=branch.kind,
        parent_id=branch.parent_id,
        branch_name=branch.name,
        branch_long=branch.long_name,
        trail_head=branch.trail_head,
    )


def any_branch_exists() -> bool:
    """Whether the first-run page has been filled in."""
    return Organisation.objects.filter(kind=Organisation.Kind.BRANCH).exists()


def standard_line(*, branch_id: int, on: date) -> str:
    """The footer: which version is in force since when, and the label it carries (default standard §1)."""
    versions = StandardVersion.objects.filter(branch_id=branch_id, in_force_from__lte=on).order_by("-number")
    version = versions.values_list("pk", "digest", "number", "in_force_from").first()
    if version is None:
        return "本支部还没有通过积分标准。"
    version_id, digest, number, since = version
    line = f"积分标准：第{number}版，{since.year}年{since.month}月{since.day}日起施行。"
    label = published_standard(version_id, digest).label
    return f"{line}{label}。" if label else line
