"""作出申诉决定: the committee above upholds or keeps, by someone who had no hand in it (R41, R42, A23, A31)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._appeal import reread
from fenming.actions._counter_entry import Priced, put_right
from fenming.actions._finding import checked_reasons, keep_finding, member_of_thing, to_stand
from fenming.actions._veto import reread as reread_veto
from fenming.actions._veto import take_back
from fenming.actions._writing import Act, writing
from fenming.queries.appealing import overtaken_by, standing_now
from fenming.queries.appeals import get_appeal_for, refuse_biased_above
from fenming.queries.counter_entries import Figures
from fenming.queries.objections import handlers_of
from fenming.queries.settlement_steps import latest_steps
from fenming.queries.superior_people import secretaries_of
from fenming.records.models import Appeal, Finding, LedgerEntry, Membership, Veto
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def decide_appeal(
    *,
    actor_id: int,
    appeal_id: int,
    outcome: str,
    reason: str,
    inquiry: str,
    figures: Figures | None = None,
    key: str,
    now: datetime,
) -> int:
    """The id of the finding. `outcome`: upheld, with the figures that are to stand, or kept, with none.

    Upheld without figures takes the entry back; of a veto it is the lifting. What the branch still has open about
    the same thing ends with it. Neither a locked quarter nor a settled or filed year is a bar: the ledger moves, and
    a correcting settlement follows. Raises NotFound. Refused: `forbidden`, `nobody_left`, `decided_before`,
    `reported_by_you`, `wrong_state`, `no_outcome`, `no_reason`, `no_inquiry`, `too_long`, `inquiry_too_long`,
    `no_figures`, `unchanged`, `lowers`, `lifted_meanwhile`, and the faults of the figures.
    """
    today = timezone.localdate(now)
    found = get_appeal_for(actor_id=actor_id, verb="decide_appeal", appeal_id=appeal_id, on=today)
    reasons = checked_reasons(outcome, reason, inquiry)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="decide_appeal", key=key, now=now) as act:
        appeal = reread(found.pk)
        state = next_state(subject="appeal", state=appeal.state, verb="decide_appeal")
        refuse_biased_above(appeal, actor_id=actor_id, on=today)
        finding, seqs = _found(act, appeal, outcome, reasons, figures)
        appeal.state, appeal.ended_at = state, now
        appeal.save(update_fields=["state", "ended_at"])
        ended = _overtake(act, appeal)
        points = finding.points_centi
        detail = {"outcome": outcome, "points_centi": points, "entries": seqs, "overtaken": ended}
        act.audit(subject="appeal", subject_id=appeal.pk, clause="R41 R42 A23", detail=detail)
        _tell(act, appeal, moved=bool(seqs))
    return finding.pk


def _found(
    act: Act, appeal: Appeal, outcome: str, reasons: tuple[str, str], figures: Figures | None
) -> tuple[Finding, list[int]]:
    """The finding and the numbers of what it booked, from what stands today."""
    membership, old, new = member_of_thing(appeal), standing_now(appeal), None
    upheld = outcome == Finding.Outcome.UPHELD
    if upheld and appeal.veto_id is None:
        new = to_stand(act, appeal, membership=membership, old=old, figures=figures, reason=reasons[0])
    finding = keep_finding(act, appeal, outcome=outcome, reasons=reasons, new=new)
    if upheld and appeal.veto_id is not None:
        return finding, [_lift(act, appeal)]
    return finding, _book(act, appeal, membership, old, finding, new)


def _book(
    act: Act,
    appeal: Appeal,
    membership: Membership,
    old: LedgerEntry | None,
    finding: Finding,
    new: Priced | None,
) -> list[int]:
    """The counter-entry to what stands now and the entry after it."""
    if new is None:
        return []
    text = old.text if old is not None else appeal.matter.said if appeal.matter is not None else None
    return put_right(
        act,
        membership=membership,
        year=appeal.quarter.year,
        old=old,
        new=new,
        text=text or act.keep_text(f"第 {appeal.number} 号申诉决定后补记。"),
        source=finding,
    )


def _lift(act: Act, appeal: Appeal) -> int:
    """The veto ends with a counter-entry: asked for by the member, decided above, on this decision."""
    veto: Veto = reread_veto(appeal.veto_id or 0)
    if veto.state == Veto.State.LIFTED:
        raise Refused(
            "lifted_meanwhile", "这一件一票否决刚才已经解除，申诉没有可以改的了。请维持并写明情况。"
        )
    veto.state = next_state(subject="veto", state=veto.state, verb="decide_appeal")
    veto.lift_document = f"第 {appeal.number} 号申诉决定"
    veto.lift_proposed_by_id, veto.lift_proposed_at = appeal.membership.person_id, appeal.filed_at
    veto.lifted_by_id, veto.lifted_at = act.actor_id, act.now
    veto.save(
        update_fields=[
            "state", "lift_document", "lift_proposed_by", "lift_proposed_at", "lifted_by", "lifted_at",
        ]
    )  # fmt: skip
    return take_back(act, veto).seq


def _overtake(act: Act, appeal: Appeal) -> list[int]:
    """The branch's open objections to the same thing end here; their numbers."""
    numbers = []
    for objection in overtaken_by(appeal):
        objection.state = next_state(subject="objection", state=objection.state, verb="decide_appeal")
        objection.ended_at, objection.overtaken_by = act.now, appeal
        objection.save(update_fields=["state", "ended_at", "overtaken_by"])
        numbers.append(objection.number)
    return numbers


def _tell(act: Act, appeal: Appeal, *, moved: bool) -> None:
    owner = appeal.membership.person_id
    act.tell(kind="appeal_decided", subject="appeal", subject_id=appeal.pk, to=[owner])
    here = handlers_of(branch_id=act.branch_id, on=act.today) - {owner}
    act.tell(kind="appeal_decided_above", subject="appeal", subject_id=appeal.pk, to=sorted(here))
    settled = latest_steps(year_id=appeal.quarter.year_id) if moved else None
    if settled is not None:
        to = secretaries_of(branch_id=act.branch_id, on=act.today)
        act.tell(kind="settlement_moved", subject="settlement", subject_id=settled.settlement_id, to=to)
