"""登记任职: an office by resolution (R29, R60, invariant 5)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._people import put_in_office
from fenming.actions._writing import writing
from fenming.queries.access import NotFound, get_branch_for
from fenming.queries.organisations import refuse_ended
from fenming.records.models import Membership, Organisation
from fenming.rules.authority import Role
from fenming.rules.terms import Refused


def give_office(
    *,
    actor_id: int,
    branch_id: int,
    person_id: int,
    role: Role,
    since: date,
    resolution: str,
    key: str,
    now: datetime,
) -> int:
    """The id of an office held in this branch from `since` on, entered from a resolution.

    The person is one of the branch's members; in a general branch a member of any branch of the committee, and the
    office is its own (A34). Refused: `forbidden` (the administrator gives no office), `no_resolution`,
    `already_holds`, `not_an_office`, `ended`.
    """
    branch = get_branch_for(
        actor_id=actor_id, verb="give_office", branch_id=branch_id, on=timezone.localdate(now)
    )
    membership = _checked(branch, role, person_id, since, resolution)
    with writing(branch_id=branch.pk, actor_id=actor_id, verb="give_office", key=key, now=now) as act:
        office = put_in_office(
            organisation=branch,
            person_id=person_id,
            role=role,
            since=since,
            resolution=resolution.strip(),
            entered_by_id=actor_id,
        )
        detail = {"person": person_id, "role": role.value, "since": since.isoformat()}
        act.audit(subject="office", subject_id=office.pk, clause="R29", detail=detail)
        if person_id != actor_id:
            act.tell(kind="office_given", subject="membership", subject_id=membership.pk, to=[person_id])
    return office.pk


def _checked(place: Organisation, role: Role, person_id: int, since: date, resolution: str) -> Membership:
    """The roster row of whoever may hold that office there; refuses an office of elsewhere and one without a resolution."""
    general = place.kind == Organisation.Kind.GENERAL_BRANCH
    if role in (Role.MEMBER, Role.SUPERIOR_REVIEWER) or (role is Role.GENERAL_OFFICER) != general:
        where = "党总支" if general else "支部"
        raise Refused("not_an_office", f"这不是{where}里的职务。请从列出的职务里选。")
    refuse_ended(place, on=since)
    if not resolution.strip():
        raise Refused("no_resolution", "还没有写任职依据的决议。请补填后再提交。")
    whose = {"branch__parent_id": place.parent_id} if general else {"branch": place}
    membership = Membership.objects.filter(**whose, person_id=person_id).order_by("since").last()
    if membership is None:
        raise NotFound(f"person {person_id}")
    return membership
