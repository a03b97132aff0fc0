"""撤回: what was declared, recorded or reported is taken back by who did it, before it is assessed (R67)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._writing import Act, writing
from fenming.queries.access import get_matter_for
from fenming.queries.reporting import own_report
from fenming.records.models import Matter, MemberMonth, Reporter
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def withdraw(*, actor_id: int, matter_id: int, key: str, now: datetime) -> int:
    """The id of the matter, now withdrawn; it stays readable and may be declared again.

    A member takes back own declarations, the recorder what the recorder noted, a reporter own reports; of the last
    nothing written names the person. Whom it concerned is told if somebody else took it back. Refused: `forbidden`
    (someone else's), `not_declared_by_you`, `already_assessed`, `wrong_state`.
    """
    today = timezone.localdate(now)
    report = own_report(actor_id=actor_id, matter_id=matter_id, on=today)
    matter = report.matter if report else _declared_by(actor_id, matter_id, today)
    by = None if report else actor_id
    with writing(branch_id=matter.branch_id, actor_id=by, verb="withdraw", key=key, now=now) as act:
        matter = Matter.objects.select_for_update(of=("self",)).select_related("membership").get(pk=matter.pk)
        matter.state = next_state(subject="matter", state=matter.state, verb="withdraw")
        matter.save(update_fields=["state"])
        _reopen_month(matter)
        _leave_trail(act, matter, report)
        if matter.membership.person_id != actor_id:
            told = [matter.membership.person_id]
            act.tell(kind="matter_withdrawn", subject="matter", subject_id=matter.pk, to=told)
    return matter.pk


def _declared_by(actor_id: int, matter_id: int, today: date) -> Matter:
    matter = get_matter_for(actor_id=actor_id, verb="withdraw", matter_id=matter_id, on=today)
    own_paper = matter.on_behalf and matter.membership.person_id == actor_id
    if matter.declared_by_id != actor_id and not own_paper:
        sentence = "这件事不是您申报或登记的，您不能撤回。有不同意见的，请写在答复里或告诉支部。"
        raise Refused("not_declared_by_you", sentence)
    return matter


def _leave_trail(act: Act, matter: Matter, report: Reporter | None) -> None:
    subject, subject_id = ("reporter", report.pk) if report else ("matter", matter.pk)
    act.audit(subject=subject, subject_id=subject_id, clause="R67", detail={"state": matter.state})


def _reopen_month(matter: Matter) -> None:
    """When nothing declared is left in a month not yet assessed, the member has said nothing for it."""
    left = Matter.objects.filter(
        month_id=matter.month_id, membership_id=matter.membership_id, origin=Matter.Origin.DECLARED
    ).exclude(state=Matter.State.WITHDRAWN)
    if matter.origin == Matter.Origin.DECLARED and not left.exists():
        rows = MemberMonth.objects.filter(month_id=matter.month_id, membership_id=matter.membership_id)
        rows.filter(month__assessed_at__isnull=True, assessed_at__isnull=True).update(
            kind=MemberMonth.Kind.NONE, late=False, said_at=None
        )
