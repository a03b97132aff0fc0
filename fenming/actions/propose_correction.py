"""提出笔误更正: a slip of typing in an entry of a closed meeting; another person has to confirm it (R77, A31)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._counter_entry import Priced, priced
from fenming.actions._proposal import told
from fenming.actions._writing import Act, writing
from fenming.queries.claims import standard_on, tidy
from fenming.queries.corrections import get_entry_for, refuse_second, refuse_uncorrectable
from fenming.queries.counter_entries import Figures, figures_of, year_of
from fenming.queries.objections import handlers_of
from fenming.records.models import Correction, LedgerEntry, Membership
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state

LONGEST_REASON = 200


def propose_correction(
    *,
    actor_id: int,
    entry_id: int,
    day: date,
    quantity: int,
    level: str = "",
    each_centi: int | None = None,
    reason: str,
    key: str,
    now: datetime,
) -> int:
    """The id of the correction, to be confirmed by another person.

    Item and member stay: anything else than day, times, level or points per time is substance and goes to a meeting.
    Where it would cost the member points it is shown, with days to answer. Raises NotFound. Refused: `forbidden` (own
    entry too), `no_reason`, `too_long`, `unchanged`, `not_correctable`, `entry_changed`, `year_settled`, `objected`,
    `already_proposed`, and the faults of the figures.
    """
    today = timezone.localdate(now)
    entry = get_entry_for(actor_id=actor_id, verb="propose_correction", entry_id=entry_id, on=today)
    words = _checked(reason)
    with writing(
        branch_id=entry.branch_id, actor_id=actor_id, verb="propose_correction", key=key, now=now
    ) as act:
        refuse_uncorrectable(entry)
        refuse_second(entry)
        figures = Figures(entry.item, day, quantity, level.strip(), each_centi, entry.achievement)
        new = _judged(entry, figures, words, today)
        correction = _propose(act, entry, new, words)
        detail = {"entry": entry.seq, "points_centi": new.points_centi, "lowers": new.effect.lowers}
        act.audit(subject="correction", subject_id=correction.pk, clause="R77", detail=detail)
        _tell(act, entry, correction)
    return correction.pk


def _checked(reason: str) -> str:
    words = tidy(reason)
    if not words:
        raise Refused("no_reason", "还没有写理由。请写明哪里录错了、原来的记录上是多少。")
    if len(words) > LONGEST_REASON:
        raise Refused("too_long", f"理由请写在 {LONGEST_REASON} 字以内，现在是 {len(words)} 字。")
    return words


def _judged(entry: LedgerEntry, figures: Figures, reason: str, today: date) -> Priced:
    if figures == figures_of(entry):
        raise Refused("unchanged", "填的和现在的一样，没有要更正的。请改日期、次数、级别或分值。")
    rows = Membership.objects.select_related("person").prefetch_related("standings")
    return priced(
        membership=rows.get(pk=entry.membership_id),
        year=year_of(branch_id=entry.branch_id, day=entry.day),
        old=entry,
        figures=figures,
        reason=reason,
        today=today,
    )


def _propose(act: Act, entry: LedgerEntry, new: Priced, reason: str) -> Correction:
    figures = new.figures or figures_of(entry)
    _, standard = standard_on(branch_id=act.branch_id, day=act.today)
    days = standard.settings.reply_working_days
    return Correction.objects.create(
        branch_id=act.branch_id,
        entry=entry,
        day=figures.day,
        quantity=figures.quantity,
        level=figures.level,
        each_centi=figures.each_centi,
        points_centi=new.points_centi,
        reason=act.keep_text(reason),
        proposed_by_id=act.actor_id or 0,
        proposed_at=act.now,
        **(told(act, entry.membership, days=days) if new.effect.lowers else {}),
        state=next_state(subject="correction", state=NEW, verb="propose_correction"),
    )


def _tell(act: Act, entry: LedgerEntry, correction: Correction) -> None:
    owner = entry.membership.person_id
    reviewers = handlers_of(branch_id=act.branch_id, on=act.today) - {owner, act.actor_id or 0}
    act.tell(kind="correction_proposed", subject="correction", subject_id=correction.pk, to=sorted(reviewers))
    if correction.reply_by is not None:
        act.tell(kind="correction_shown", subject="correction", subject_id=correction.pk, to=[owner])
