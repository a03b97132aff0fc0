"""会上通报: a members' meeting hears what was found on objections and appeals (R43, R83)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from fenming.actions._meeting import under_way
from fenming.actions._writing import Act, writing
from fenming.queries.access import NotFound, get_meeting_for
from fenming.queries.appeals import answered_by
from fenming.queries.report_backs import named
from fenming.records.models import Appeal, Finding, Meeting, ReportBack
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def report_back(
    *, actor_id: int, meeting_id: int, finding_ids: Collection[int], key: str, now: datetime
) -> int:
    """How many findings were reported just now to a members' meeting under way.

    Raises NotFound for a finding of another branch. Refused: `forbidden`, `wrong_state`, `not_members`,
    `nothing_chosen`, `already_reported`.
    """
    today = timezone.localdate(now)
    meeting = get_meeting_for(actor_id=actor_id, verb="report_back", meeting_id=meeting_id, on=today)
    with writing(branch_id=meeting.branch_id, actor_id=actor_id, verb="report_back", key=key, now=now) as act:
        meeting = under_way(meeting)
        if meeting.kind != Meeting.Kind.MEMBERS:
            raise Refused("not_members", "异议和申诉的结论在支部党员大会上通报。请在下一次党员大会上办理。")
        for finding in _findings(act, finding_ids):
            thing = answered_by(finding)
            subject = "appeal" if isinstance(thing, Appeal) else "objection"
            next_state(subject=subject, state=thing.state, verb="report_back")
            _refuse_repeated(finding)
            ReportBack.objects.create(
                branch_id=act.branch_id, finding=finding, meeting=meeting, by_id=actor_id, at=now
            )
            detail = {"meeting": meeting.pk, "number": thing.number}
            act.audit(subject=subject, subject_id=thing.pk, clause="R43 R83", detail=detail)
    return len(set(finding_ids))


def _findings(act: Act, finding_ids: Collection[int]) -> list[Finding]:
    if not finding_ids:
        raise Refused("nothing_chosen", "没有要通报的结论。请看会议页上列出的异议和申诉。")
    rows = Finding.objects.filter(pk__in=finding_ids, branch_id=act.branch_id).select_related(
        "objection", "appeal"
    )
    found = list(rows.order_by("pk"))
    if len(found) != len(set(finding_ids)):
        raise NotFound("finding")
    return found


def _refuse_repeated(finding: Finding) -> None:
    if ReportBack.objects.filter(finding=finding).exists():
        name = named(finding)
        raise Refused("already_reported", f"{name}的结论已经通报过，不用再办。请看会议页现在的情况。")
