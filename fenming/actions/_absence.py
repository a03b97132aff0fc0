"""Days away: exempt from the scheme, or on long leave; what their verbs share (A19, A21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils import timezone

from fenming.actions._membership import (
    happened,
    line_of,
    refuse_what_happened,
    require_current,
    require_unsettled,
    reread,
)
from fenming.actions._writing import Act, writing
from fenming.queries.access import get_membership_for
from fenming.queries.member_dates import get_absence_for
from fenming.records.models import Absence, Membership
from fenming.rules.people import Span
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused

LONGEST_APPLICATION = 400


@dataclass(frozen=True, slots=True)
class Application:
    """What a member asked for: the days, in own words, on which day; `until` None: open-ended."""

    since: date
    until: date | None
    text: str
    applied_on: date


def put_away(
    *,
    actor_id: int,
    membership_id: int,
    verb: str,
    kind: str,
    application: Application,
    resolution: str,
    key: str,
    now: datetime,
) -> int:
    """The id of the new absence; the two verbs differ in name and kind, and in that exempt days must be empty."""
    today, label = timezone.localdate(now), Absence.Kind(kind).label
    membership = get_membership_for(actor_id=actor_id, verb=verb, membership_id=membership_id, on=today)
    line = line_of(resolution, what="依据的决议")
    text = _checked(application, today=today, label=label)
    with writing(branch_id=membership.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        membership = reread(membership)
        require_current(membership)
        _require_days(membership, application, kind=kind)
        absence = Absence.objects.create(
            branch_id=act.branch_id,
            membership=membership,
            kind=kind,
            since=application.since,
            until=application.until,
            application=act.keep_text(text),
            applied_on=application.applied_on,
            resolution=line,
            by_id=actor_id,
            at=act.now.astimezone(UTC),
        )
        _trail(act, membership, absence)
        act.tell(kind=verb, subject="membership", subject_id=membership.pk, to=[membership.person_id])
    return absence.pk


def bring_back(
    *,
    actor_id: int,
    absence_id: int,
    verb: str,
    kind: str,
    until: date,
    resolution: str,
    key: str,
    now: datetime,
) -> int:
    """The id of the absence, which now ends on `until`: an end brought forward, or set at last; once."""
    today, label = timezone.localdate(now), Absence.Kind(kind).label
    absence = get_absence_for(actor_id=actor_id, verb=verb, absence_id=absence_id, kind=kind, on=today)
    line = line_of(resolution, what="依据的决议")
    with writing(branch_id=absence.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        absence = Absence.objects.select_for_update().get(pk=absence.pk)
        membership = reread(absence.membership)
        require_current(membership)
        _require_end(absence, until, label)
        absence.until, absence.end_resolution = until, line
        absence.save(update_fields=["until", "end_resolution"])
        _trail(act, membership, absence)
        act.tell(kind=verb, subject="membership", subject_id=membership.pk, to=[membership.person_id])
    return absence.pk


def _checked(application: Application, *, today: date, label: str) -> str:
    text = application.text.strip()
    if not text:
        raise Refused("incomplete", f"还没有写{label}的申请理由。请补填后再提交。")
    if len(text) > LONGEST_APPLICATION:
        raise Refused(
            "too_long", f"申请理由至多 {LONGEST_APPLICATION} 字，现在是 {len(text)} 字。请写短一些。"
        )
    if application.applied_on > today:
        raise Refused("future_day", f"申请日期{full_day_name(application.applied_on)}还没有到。请核对日期。")
    if application.until is not None and application.until < application.since:
        raise Refused("bad_span", f"{label}的止日早于起日。请核对这两个日期。")
    return text


def _require_days(membership: Membership, application: Application, *, kind: str) -> None:
    since, until = application.since, application.until
    label = Absence.Kind(kind).label
    if since < membership.since:
        joined = full_day_name(membership.since)
        raise Refused("before_joining", f"{label}不能早于加入本支部的{joined}。请核对日期。")
    require_unsettled(membership.branch_id, day=since, what=label)
    for one in membership.absences.all():
        if one.kind == kind and Span(one.since, one.until).meets(Span(since, until)):
            last = f"至{full_day_name(one.until)}" if one.until else "起，没有止日"
            words = f"{full_day_name(one.since)}{last}已经登记过{label}"
            raise Refused("absence_overlaps", f"{words}，日期重叠。请核对日期。")
    if kind == Absence.Kind.EXEMPTION:
        refuse_what_happened(
            happened(membership, first=since, last=until),
            code="happened_then",
            before=f"免予积分期间不计分，可是这段日子里已经有{membership.person.name}的事项：",
            after="。请核对日期，或先把这几件退回、撤回。",
        )


def _require_end(absence: Absence, until: date, label: str) -> None:
    if absence.end_resolution:
        raise Refused("ended_already", f"这次{label}的止日已经改过一次，不能再改。请看履历。")
    if until < absence.since:
        since = full_day_name(absence.since)
        raise Refused("bad_span", f"这次{label}从{since}开始，止日不能更早。请核对日期。")
    if absence.until is not None and until >= absence.until:
        last = full_day_name(absence.until)
        raise Refused("not_earlier", f"这次{label}本来到{last}为止，提前的止日要在这以前。请核对日期。")
    require_unsettled(absence.branch_id, day=until, what="止日")


def _trail(act: Act, membership: Membership, absence: Absence) -> None:
    clause = "A21" if absence.kind == Absence.Kind.EXEMPTION else "A19"
    until = absence.until.isoformat() if absence.until else None
    detail = {"absence": absence.pk, "since": absence.since.isoformat(), "until": until}
    act.audit(subject="membership", subject_id=membership.pk, clause=clause, detail=detail)
