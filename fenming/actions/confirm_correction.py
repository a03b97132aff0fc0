"""复核笔误更正: a second person confirms it; a counter-entry and the entry as it should have been (R77, A31)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._counter_entry import Priced, priced, put_right
from fenming.actions._writing import writing
from fenming.queries.corrections import get_correction_for, refuse_uncorrectable
from fenming.queries.counter_entries import Figures, year_of
from fenming.records.models import Correction, Membership, Year
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def confirm_correction(*, actor_id: int, correction_id: int, key: str, now: datetime) -> int:
    """The id of the correction, now booked in the open quarter; the member is told.

    Raises NotFound. Refused: `forbidden` (own entry too), `same_person`, `wrong_state`, `not_handed_over`,
    `not_heard` (points would fall, not answered, days to answer left), `not_shown` (they would fall now and it was not shown), `entry_changed`,
    `year_settled`, `objected`.
    """
    today = timezone.localdate(now)
    found = get_correction_for(
        actor_id=actor_id, verb="confirm_correction", correction_id=correction_id, on=today
    )
    if found.proposed_by_id == actor_id:
        raise Refused("same_person", "这次更正是您提出的，要由另一人复核。请转告其他支部委员或书记。")
    with writing(
        branch_id=found.branch_id, actor_id=actor_id, verb="confirm_correction", key=key, now=now
    ) as act:
        correction = get_correction_for(
            actor_id=actor_id, verb="confirm_correction", correction_id=correction_id, on=today
        )
        correction.state = next_state(subject="correction", state=correction.state, verb="confirm_correction")
        entry = correction.entry
        refuse_uncorrectable(entry)
        _refuse_unheard(correction, today)
        membership = _membership(entry.membership_id)
        year = year_of(branch_id=act.branch_id, day=entry.day)
        new = _judged(correction, membership, year, today)
        correction.ended_by_id, correction.ended_at = actor_id, now
        correction.save(update_fields=["state", "ended_by", "ended_at"])
        seqs = put_right(
            act, membership=membership, year=year, old=entry, new=new, text=entry.text, source=correction
        )
        detail = {"entry": entry.seq, "entries": seqs, "points_centi": new.points_centi}
        act.audit(subject="correction", subject_id=correction.pk, clause="R77", detail=detail)
        owner = membership.person_id
        act.tell(kind="correction_confirmed", subject="correction", subject_id=correction.pk, to=[owner])
    return correction.pk


def _refuse_unheard(correction: Correction, today: date) -> None:
    if correction.answered_at is not None or not correction.asks_reply:
        return
    until = correction.reply_by
    if until is None:
        raise Refused(
            "not_handed_over",
            "更正会少计本人的分，告知书还没有当面送达，现在不能复核。请先送达并登记日期，等本人答复或期满。",
        )
    if today <= until:
        raise Refused(
            "not_heard", f"更正会少计本人的分，本人可在{day_name(until)}前答复。答复后或期满，才能复核。"
        )


def _membership(membership_id: int) -> Membership:
    return Membership.objects.select_related("person").prefetch_related("standings").get(pk=membership_id)


def _judged(correction: Correction, membership: Membership, year: Year, today: date) -> Priced:
    """The figures proposed, judged again: the year may have moved on since."""
    entry = correction.entry
    figures = Figures(
        entry.item,
        correction.day,
        correction.quantity,
        correction.level,
        correction.each_centi,
        entry.achievement,
    )
    reason = correction.reason.text or "笔误更正"
    new = priced(membership=membership, year=year, old=entry, figures=figures, reason=reason, today=today)
    if new.effect.lowers and not correction.asks_reply:
        raise Refused(
            "not_shown",
            "提出之后积分有变动，现在更正会少计本人的分，还没有告知本人。请不同意这一次，另提一次，让本人先答复。",
        )
    return new
