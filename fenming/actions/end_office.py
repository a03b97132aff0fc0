"""结束任职: the last day of an office, by resolution, once (R29, R60, invariant 5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from fenming.actions._leaving import NEVER_VACANT
from fenming.actions._writing import writing
from fenming.queries.offices import get_office_for
from fenming.records.models import Membership, Office
from fenming.rules.authority import ROLE_NAMES, Role
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


def end_office(
    *, actor_id: int, office_id: int, until: date, resolution: str, key: str, now: datetime
) -> int:
    """The id of the office, whose last day is `until`; its authority ends with that day, its history stays.

    Raises NotFound. Refused: `forbidden` (the administrator ends no office), `no_resolution`, `already_ended`,
    `before_start`, `no_successor` (the last secretary or administrator).
    """
    found = get_office_for(
        actor_id=actor_id, verb="end_office", office_id=office_id, on=timezone.localdate(now)
    )
    if not resolution.strip():
        raise Refused("no_resolution", "还没有写结束任职依据的决议。请补填后再提交。")
    branch_id = found.organisation_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="end_office", key=key, now=now) as act:
        office = Office.objects.select_for_update().select_related("person").get(pk=found.pk)
        _require_endable(office, until)
        office.until, office.end_resolution, office.ended_by_id = until, resolution.strip(), actor_id
        office.save(update_fields=["until", "end_resolution", "ended_by"])
        detail = {"person": office.person_id, "role": office.role, "until": until.isoformat()}
        act.audit(subject="office", subject_id=office.pk, clause="R29", detail=detail)
        membership = (
            Membership.objects.filter(branch_id=branch_id, person=office.person).order_by("since").last()
        )
        if membership is not None and office.person_id != actor_id:
            to = [office.person_id]
            act.tell(kind="office_ended", subject="membership", subject_id=membership.pk, to=to)
    return office.pk


def _require_endable(office: Office, until: date) -> None:
    role, name = Role(office.role), office.person.name
    if office.until is not None:
        last = full_day_name(office.until)
        raise Refused("already_ended", f"{name}的这一任职已经登记到{last}结束，不能再改。请核对任职记录。")
    if until < office.since:
        since = full_day_name(office.since)
        raise Refused(
            "before_start", f"{name}{since}起任{ROLE_NAMES[role]}，结束的日期不能更早。请核对日期。"
        )
    if role in NEVER_VACANT and not _others(office, until).exists():
        title = ROLE_NAMES[role]
        sentence = f"{name}是现任{title}，次日没有别人接任。请先按决议登记新的{title}，再结束这一任职。"
        raise Refused("no_successor", sentence)


def _others(office: Office, until: date) -> QuerySet[Office]:
    """Whoever holds the same office on the day after."""
    after = until + timedelta(days=1)
    same = Office.objects.filter(organisation_id=office.organisation_id, role=office.role).exclude(
        pk=office.pk
    )
    return same.filter(Q(until__isnull=True) | Q(until__gte=after), since__lte=after)
