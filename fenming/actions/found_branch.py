"""建立支部: a branch, its first secretary and that secretary's account (R10, R29, invariant 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from fenming.actions._accounts import checked_password, new_account
from fenming.actions._people import NewMember, checked, open_year, put_in_office, put_on_roster
from fenming.actions._writing import begin
from fenming.queries.access import roles_in
from fenming.records.models import Membership, Organisation
from fenming.rules.authority import Relation, Role, may
from fenming.rules.terms import Refused


@dataclass(frozen=True, slots=True)
class Founding:
    """What the founding resolution says."""

    superior_name: str
    branch_name: str
    long_name: str  # printed above the branch's name: school and college
    contact: str
    resolution: str
    since: date
    secretary: NewMember
    login: str
    password: str


@dataclass(frozen=True, slots=True)
class Founded:
    superior_id: int
    branch_id: int
    person_id: int
    membership_id: int


def found_branch(*, actor_id: int | None, founding: Founding, key: str, now: datetime) -> Founded:
    """Found a branch with its year, its first secretary and an account for that person.

    `actor_id` None is the first-run page: allowed only while there is no branch at all (Refused
    `already_founded`); afterwards an officer of the superior founds further ones. The first account of a system
    also keeps the machine, until that office is given to someone else. Refused: `incomplete`, `bad_member`,
    `weak_password`, `login_taken`, `name_taken`, `forbidden`.
    """
    (secretary,) = checked([founding.secretary])
    _require_complete(founding)
    hashed = make_password(checked_password(founding.password, login=founding.login))
    with transaction.atomic(durable=True):
        _wait_for_other_foundings()
        superior = _superior(actor_id=actor_id, founding=founding, on=timezone.localdate(now))
        branch = _branch(superior, founding)
        act = begin(branch_id=branch.pk, actor_id=actor_id, verb="found_branch", key=key, now=now)
        (membership,) = put_on_roster(
            branch_id=branch.pk, members=[secretary], resolution=founding.resolution
        )
        _offices(membership, branch, founding, first=actor_id is None)
        new_account(person_id=membership.person_id, login=founding.login, hashed=hashed)
        open_year(branch_id=branch.pk, number=founding.since.year, first_day=founding.since)
        act.actor_id = actor_id or membership.person_id
        detail = {
            "superior": superior.pk,
            "secretary": membership.person_id,
            "since": founding.since.isoformat(),
        }
        act.audit(subject="organisation", subject_id=branch.pk, clause="R10", detail=detail)
    return Founded(superior.pk, branch.pk, membership.person_id, membership.pk)


def _require_complete(founding: Founding) -> None:
    wanted = {
        "上级党委名称": founding.superior_name,
        "支部名称": founding.branch_name,
        "依据的决议或文件": founding.resolution,
    }
    if empty := [label for label, value in wanted.items() if not value.strip()]:
        raise Refused("incomplete", f"还没有填：{'、'.join(empty)}。请补填后再提交。")


def _wait_for_other_foundings() -> None:
    """While there is no organisation there is no row to lock: on PostgreSQL the table's writers queue up here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE records_organisation IN SHARE ROW EXCLUSIVE MODE")


def _superior(*, actor_id: int | None, founding: Founding, on: date) -> Organisation:
    existing = Organisation.objects.select_for_update().filter(kind=Organisation.Kind.COMMITTEE)
    if actor_id is None:
        if existing.exists():
            raise Refused("already_founded", "这个系统里已经建过支部。请登录后办理。")
        return Organisation.objects.create(
            kind=Organisation.Kind.COMMITTEE, name=founding.superior_name.strip(), since=founding.since
        )
    superior = existing.filter(name=founding.superior_name.strip()).first()
    if superior is None:
        raise Refused("no_superior", f"没有名为“{founding.superior_name}”的上级党委。请核对名称。")
    roles = roles_in(person_id=actor_id, organisation_id=superior.pk, on=on)
    answer = may(verb="found_branch", roles=roles, relation=Relation.SUBORDINATE, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    return superior


def _branch(superior: Organisation, founding: Founding) -> Organisation:
    name = founding.branch_name.strip()
    if Organisation.objects.filter(parent=superior, name=name).exists():
        raise Refused("name_taken", f"{superior.name}下面已经有“{name}”。请换一个名称。")
    return Organisation.objects.create(
        parent=superior,
        kind=Organisation.Kind.BRANCH,
        name=name,
        long_name=founding.long_name.strip(),
        contact=founding.contact.strip(),
        since=founding.since,
    )


def _offices(membership: Membership, branch: Organisation, founding: Founding, *, first: bool) -> None:
    for role in (Role.SECRETARY, Role.ADMINISTRATOR) if first else (Role.SECRETARY,):
        put_in_office(
            organisation=branch,
            person_id=membership.person_id,
            role=role,
            since=founding.since,
            resolution=founding.resolution,
        )
