"""提请重新审议: put a matter that is already decided before a members' meeting anew (R76, R77)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._counter_entry import Priced
from fenming.actions._meeting import agenda_changed
from fenming.actions._proposal import told
from fenming.actions._reopening import judged_anew, put_on_agenda, wanted_figures
from fenming.actions._writing import Act, writing
from fenming.queries.claims import standard_on, tidy
from fenming.queries.counter_entries import Figures
from fenming.queries.quarter import MEMBERS_AHEAD
from fenming.queries.reopenings import figures_now, get_decided_for
from fenming.records.models import LedgerEntry, Matter, Meeting, Reopening
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state

LONGEST_REASON = 200


def reopen(
    *,
    actor_id: int,
    matter_id: int,
    outcome: str,
    quantity: int | None = None,
    level: str | None = None,
    each_centi: int | None = None,
    reason: str,
    key: str,
    now: datetime,
) -> int:
    """The id of the reopening; it stands by itself on the agenda of the members' meeting called or under way, else of
    the next one called.

    `outcome`: changed (`quantity`, `level`, `each_centi` in hundredths; None stays) or refused. Nothing is changed before
    the meeting decides. Where it would cost the member points it is shown, with days to answer (A14). NotFound.
    Refused: `forbidden` (own matter too), `reported_by_you`, `no_outcome`, `no_reason`, `too_long`, `unchanged`,
    `not_decided`, `already_reopened`, `year_settled`, `objected`, `appealed`, `decided_above`, `correcting`, and the faults of the figures.
    """
    today = timezone.localdate(now)
    found, _ = get_decided_for(actor_id=actor_id, verb="reopen", matter_id=matter_id, on=today)
    words = _checked(outcome, reason)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="reopen", key=key, now=now) as act:
        matter, old = get_decided_for(actor_id=actor_id, verb="reopen", matter_id=matter_id, on=today)
        figures = None
        if outcome == Reopening.Outcome.CHANGED:
            figures = wanted_figures(matter, old, quantity=quantity, level=level, each_centi=each_centi)
        new = judged_anew(act, matter, old, figures=figures, reason=words)
        reopening = _propose(act, matter, old, new, words)
        meetings = _put_on_agendas(reopening)
        detail = {"matter": matter.pk, "outcome": outcome, "points_centi": new.points_centi}
        detail |= {"lowers": new.effect.lowers, "meetings": meetings}
        act.audit(subject="reopening", subject_id=reopening.pk, clause="R76 R77", detail=detail)
        kind = "reopening_shown" if reopening.reply_by else "reopening_proposed"
        to = [] if reopening.by_hand else [matter.membership.person_id]
        act.tell(kind=kind, subject="reopening", subject_id=reopening.pk, to=to)
    return reopening.pk


def _checked(outcome: str, reason: str) -> str:
    if outcome not in Reopening.Outcome.values:
        raise Refused("no_outcome", "还没有选提请怎么改。请选“改为其他分”或“不认定”。")
    words = tidy(reason)
    if not words:
        raise Refused("no_reason", "还没有写理由。请写明为什么要重新审议、依据是什么，本人会看到。")
    if len(words) > LONGEST_REASON:
        raise Refused("too_long", f"理由请写在 {LONGEST_REASON} 字以内，现在是 {len(words)} 字。")
    return words


def _propose(act: Act, matter: Matter, old: LedgerEntry | None, new: Priced, reason: str) -> Reopening:
    figures: Figures = new.figures or figures_now(matter, old)
    _, standard = standard_on(branch_id=act.branch_id, day=act.today)
    days = standard.settings.reply_working_days
    return Reopening.objects.create(
        branch_id=act.branch_id,
        matter=matter,
        entry=old,
        before_centi=old.points_centi if old is not None else 0,
        outcome=Reopening.Outcome.REFUSED if new.figures is None else Reopening.Outcome.CHANGED,
        quantity=figures.quantity,
        level=figures.level,
        each_centi=figures.each_centi,
        points_centi=new.points_centi,
        reason=act.keep_text(reason),
        proposed_by_id=act.actor_id or 0,
        proposed_at=act.now,
        **(told(act, matter.membership, days=days) if new.effect.lowers else {}),
        state=next_state(subject="reopening", state=NEW, verb="reopen"),
    )


def _put_on_agendas(reopening: Reopening) -> list[int]:
    """The members' meetings called or under way that have it on their agenda now."""
    meetings = list(Meeting.objects.filter(MEMBERS_AHEAD, branch_id=reopening.branch_id).order_by("pk"))
    for meeting in meetings:
        put_on_agenda(meeting, [reopening])
        agenda_changed(meeting)
    return [meeting.pk for meeting in meetings]
