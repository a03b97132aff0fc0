"""What the two verbs of assessment share: the round, the member's month, the month (R33, R34, R75, A12)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from fenming.actions._writing import Act
from fenming.queries.assessment import roster_of
from fenming.queries.claims import last_day_to_declare, standard_on
from fenming.queries.quarter import MEMBERS_AHEAD
from fenming.records.models import Assessment, Matter, Meeting, MemberMonth, Month, PersonalText
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

STEPS: Final[dict[str, str]] = {
    "accepted": "assess_accept",
    "changed": "assess_change",
    "refused": "assess_refuse",
    "returned": "assess_return",
}


# What the one concerned is told of; what was accepted as declared needs no word.
TOLD = {"changed": "assessed_changed", "refused": "assessed_refused", "returned": "assessed_returned"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One round about one matter; points signed, `each_centi` per time for ranged items."""

    matter: Matter
    round: int
    outcome: str
    quantity: int
    level: str
    each_centi: int | None
    points_centi: int
    reason: PersonalText | None = None


def write_verdicts(act: Act, verdicts: Sequence[Verdict]) -> None:
    """Take each matter its step and keep the round beside the earlier ones; Refused when a step does not exist."""
    if act.actor_id is None:
        raise RuntimeError("an assessment is always somebody's")
    for verdict in verdicts:
        matter = verdict.matter
        matter.state = next_state(subject="matter", state=matter.state, verb=STEPS[verdict.outcome])
    Matter.objects.bulk_update([verdict.matter for verdict in verdicts], ["state"])
    Assessment.objects.bulk_create(
        Assessment(
            branch_id=act.branch_id,
            matter=verdict.matter,
            round=verdict.round,
            outcome=verdict.outcome,
            quantity=verdict.quantity,
            level=verdict.level,
            each_centi=verdict.each_centi,
            points_centi=verdict.points_centi,
            reason=verdict.reason,
            by_id=act.actor_id,
            at=act.now,
        )
        for verdict in verdicts
    )
    for verdict in verdicts:
        if verdict.outcome in TOLD:
            owner = verdict.matter.membership.person_id
            act.tell(kind=TOLD[verdict.outcome], subject="matter", subject_id=verdict.matter.pk, to=[owner])


def refuse_during_meeting(quarter_ids: Collection[int]) -> None:
    """What lies before an open meeting is the meeting's: no assessment under its hands."""
    if Meeting.objects.filter(MEMBERS_AHEAD, quarter_id__in=quarter_ids, state=Meeting.State.OPEN).exists():
        sentence = "评定这件事的党员大会正在进行，初评现在不能改。请在会上改动，或缓议后再初评。"
        raise Refused("meeting_open", sentence)


def mark_assessed(act: Act, *, month: Month, membership_ids: Collection[int]) -> None:
    """Mark those members' month as assessed who have nothing left waiting in it, and the month once all are.

    Does nothing up to the last day to declare: until then anyone may still speak (A12).
    """
    if month.assessed_at is not None or is_early(act, month=month):
        return
    waiting = Matter.objects.filter(month=month, state=Matter.State.DECLARED)
    done = set(membership_ids) - set(waiting.values_list("membership_id", flat=True))
    assessed = {"assessed_by_id": act.actor_id, "assessed_at": act.now}
    spoken = MemberMonth.objects.filter(month=month, membership_id__in=done)
    silent = done - set(spoken.values_list("membership_id", flat=True))
    spoken.update(**assessed)
    MemberMonth.objects.bulk_create(
        MemberMonth(branch_id=act.branch_id, month=month, membership_id=pk, **assessed)
        for pk in sorted(silent)
    )
    _finish(act, month)


def is_early(act: Act, *, month: Month) -> bool:
    """Whether members may still declare for the month in time."""
    _, standard = standard_on(branch_id=month.branch_id, day=month.end)
    return act.today <= last_day_to_declare(month=month, standard=standard)


def _finish(act: Act, month: Month) -> None:
    marked = MemberMonth.objects.filter(month=month, assessed_at__isnull=False)
    left = roster_of(month).exclude(pk__in=marked.values("membership_id"))
    if left.exists() or Matter.objects.filter(month=month, state=Matter.State.DECLARED).exists():
        return
    next_state(subject="month", state="open", verb="finish")
    month.assessed_at = act.now
    month.save(update_fields=["assessed_at"])
    act.audit(subject="month", subject_id=month.pk, clause="R34", detail={"members": marked.count()})
