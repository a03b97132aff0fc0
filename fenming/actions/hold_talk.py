"""登记诫勉谈话: who leads the branch writes down the talk they held, on a grade or a decision (R55, A29)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._ground import Kept, checked_ground
from fenming.actions._veto import checked_text
from fenming.actions._writing import Act, writing
from fenming.queries.access import current_on, get_membership_for
from fenming.records.models import Membership, Office, Talk
from fenming.rules.authority import Role
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state


def hold_talk(
    *,
    actor_id: int,
    membership_id: int,
    held_on: date,
    agreed: str,
    document: str = "",
    key: str,
    now: datetime,
) -> int:
    """The id of the talk; the actor held it. The member is told and nobody else, no point changes by it.

    Raises NotFound. Refused: `forbidden` (no secretary, or with oneself), `nothing_said`, `too_long`, `future_day`,
    `bad_day` (not in the branch that day), `not_head_then`, `document_too_long`, `graded_well`, `no_grade`, `repeat`.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="hold_talk", membership_id=membership_id, on=today
    )
    words = checked_text(agreed, missing="还没有写谈话的内容。请写明谈了什么、约定了什么。")
    branch_id = membership.branch_id
    with writing(branch_id=branch_id, actor_id=actor_id, verb="hold_talk", key=key, now=now) as act:
        next_state(subject="talk", state=NEW, verb="hold_talk")
        _check_day(membership, held_on, actor_id=actor_id, today=today)
        ground = checked_ground(membership, document=document)
        talk = _kept(act, membership, held_by_id=actor_id, held_on=held_on, words=words, ground=ground)
        act.audit(
            subject="talk", subject_id=talk.pk, clause="R55 A29", detail={"held_on": held_on.isoformat()}
        )
        act.tell(kind="talk_held", subject="talk", subject_id=talk.pk, to=[membership.person_id])
    return talk.pk


def _check_day(membership: Membership, day: date, *, actor_id: int, today: date) -> None:
    said = full_day_name(day)
    if day > today:
        raise Refused("future_day", f"{said}还没有到。请填谈话的那一天。")
    if day < membership.since or (membership.until is not None and day > membership.until):
        raise Refused("bad_day", f"{said}这名党员不在本支部。请核对谈话的日期。")
    offices = Office.objects.filter(current_on(day), organisation=membership.branch_id, role=Role.SECRETARY)
    if not offices.filter(person_id=actor_id).exists():
        raise Refused("not_head_then", f"{said}您还不是支部书记。谈话由谁进行，由谁登记。")
    if Talk.objects.filter(membership=membership, held_on=day).exists():
        raise Refused("repeat", f"与这名党员{said}的谈话已经登记过，请看那一次。")


def _kept(
    act: Act, membership: Membership, *, held_by_id: int, held_on: date, words: str, ground: Kept
) -> Talk:
    return Talk.objects.create(
        branch_id=act.branch_id,
        membership=membership,
        held_by_id=held_by_id,
        held_on=held_on,
        settlement_id=ground.settlement_id,
        grade=ground.grade,
        document=ground.document,
        agreed=act.keep_text(words),
        recorded_at=act.now,
    )
