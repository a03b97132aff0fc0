"""核实答复: the answer to an objection, by someone who did not decide against it (R41, R42, A23, A31)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._counter_entry import Priced, put_right
from fenming.actions._finding import checked_reasons, keep_finding, member_of_thing, to_stand
from fenming.actions._writing import Act, writing
from fenming.queries.appealing import appeal_term
from fenming.queries.counter_entries import Figures, standing_entry
from fenming.queries.objections import get_objection_for, refuse_biased
from fenming.records.models import Finding, LedgerEntry, Membership, Objection
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def find(
    *,
    actor_id: int,
    objection_id: int,
    outcome: str,
    reason: str,
    inquiry: str,
    figures: Figures | None = None,
    key: str,
    now: datetime,
) -> int:
    """The id of the finding. `outcome`: upheld, with the figures that are to stand, or kept, with none.

    Upheld without figures takes the entry back and puts nothing in its place; that only helps where it took points
    off. `inquiry` says how it was looked into. Nothing found here may leave the member with fewer points. Raises
    NotFound. Refused: `forbidden` (own objection too), `nobody_left`, `decided_before`, `reported_by_you`,
    `wrong_state`, `no_outcome`, `no_reason`, `no_inquiry`, `too_long`, `inquiry_too_long`, `no_figures`, `unchanged`,
    `lowers`, and the faults of the figures.
    """
    today = timezone.localdate(now)
    found = get_objection_for(actor_id=actor_id, verb="find", objection_id=objection_id, on=today)
    reasons = checked_reasons(outcome, reason, inquiry)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="find", key=key, now=now) as act:
        objection = get_objection_for(actor_id=actor_id, verb="find", objection_id=objection_id, on=today)
        objection.state = next_state(subject="objection", state=objection.state, verb="find")
        refuse_biased(objection, actor_id=actor_id, on=today)
        membership, upheld = member_of_thing(objection), outcome == Finding.Outcome.UPHELD
        new = _judged(act, objection, membership, figures, reasons[0]) if upheld else None
        last = appeal_term(objection.branch_id, today)
        finding = keep_finding(act, objection, outcome=outcome, reasons=reasons, new=new, appeal_by=last)
        seqs = _book(act, objection, membership, finding, new)
        objection.ended_at = now
        objection.save(update_fields=["state", "ended_at"])
        detail = {"outcome": outcome, "points_centi": finding.points_centi, "entries": seqs}
        act.audit(subject="objection", subject_id=objection.pk, clause="R41 R42", detail=detail)
        owner = membership.person_id
        act.tell(kind="objection_answered", subject="objection", subject_id=objection.pk, to=[owner])
    return finding.pk


def _judged(
    act: Act, objection: Objection, membership: Membership, figures: Figures | None, reason: str
) -> Priced:
    """What is to stand from now on, unless somebody else has put the entry right meanwhile."""
    old = objection.entry
    if old is not None and standing_entry(old) != old:
        raise Refused(
            "entry_changed", "这一笔已经另外冲正，异议里的数不再是现在的数。请看事项现在的经过再办。"
        )
    return to_stand(act, objection, membership=membership, old=old, figures=figures, reason=reason)


def _book(
    act: Act, objection: Objection, membership: Membership, finding: Finding, new: Priced | None
) -> list[int]:
    """The counter-entry and the entry after it; nothing when the determination is kept."""
    if new is None:
        return []
    old: LedgerEntry | None = objection.entry
    text = old.text if old is not None else objection.matter.said if objection.matter is not None else None
    return put_right(
        act,
        membership=membership,
        year=objection.quarter.year,
        old=old,
        new=new,
        text=text or act.keep_text(f"第 {objection.number} 号异议核实后补记。"),
        source=finding,
    )
