"""核实答复: the answer to an objection, by someone who did not decide against it (R41, R42, A23, A31)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._counter_entry import Priced, priced, put_right
from fenming.actions._writing import Act, writing
from fenming.queries.claims import tidy
from fenming.queries.counter_entries import Figures, figures_of, standing_entry
from fenming.queries.objections import get_objection_for, refuse_biased
from fenming.records.models import Finding, LedgerEntry, Membership, Objection
from fenming.rules.terms import Refused, format_centi
from fenming.rules.workflow import next_state

LONGEST_ANSWER = 300


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
    `wrong_state`, `no_outcome`, `no_reason`, `no_inquiry`, `too_long`, `no_figures`, `unchanged`, `lowers`, and the
    faults of the figures.
    """
    today = timezone.localdate(now)
    found = get_objection_for(actor_id=actor_id, verb="find", objection_id=objection_id, on=today)
    why, how = _checked(outcome, reason, inquiry)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="find", key=key, now=now) as act:
        objection = get_objection_for(actor_id=actor_id, verb="find", objection_id=objection_id, on=today)
        objection.state = next_state(subject="objection", state=objection.state, verb="find")
        refuse_biased(objection, actor_id=actor_id, on=today)
        membership = _membership(objection)
        new = _put(act, objection, membership, figures, why) if outcome == Finding.Outcome.UPHELD else None
        finding = _answer(act, objection, outcome, why, how, new)
        seqs = _book(act, objection, membership, finding, new)
        objection.ended_at = now
        objection.save(update_fields=["state", "ended_at"])
        detail = {"outcome": outcome, "points_centi": finding.points_centi, "entries": seqs}
        act.audit(subject="objection", subject_id=objection.pk, clause="R41 R42", detail=detail)
        owner = membership.person_id
        act.tell(kind="objection_answered", subject="objection", subject_id=objection.pk, to=[owner])
    return finding.pk


def _checked(outcome: str, reason: str, inquiry: str) -> tuple[str, str]:
    if outcome not in Finding.Outcome.values:
        raise Refused("no_outcome", "还没有选结论。请选“异议成立”或“维持原评定”。")
    why, how = tidy(reason), tidy(inquiry)
    if not why:
        raise Refused("no_reason", "还没有写理由。成立或维持都要写明理由，本人会看到。")
    if not how:
        raise Refused("no_inquiry", "还没有写怎么核实的。请写明问了谁、查了什么材料。")
    for name, words in (("理由", why), ("核实经过", how)):
        if len(words) > LONGEST_ANSWER:
            raise Refused("too_long", f"{name}请写在 {LONGEST_ANSWER} 字以内，现在是 {len(words)} 字。")
    return why, how


def _membership(objection: Objection) -> Membership:
    rows = Membership.objects.select_related("person").prefetch_related("standings")
    return rows.get(pk=objection.membership_id)


def _put(
    act: Act, objection: Objection, membership: Membership, figures: Figures | None, reason: str
) -> Priced:
    """What is to stand from now on; Refused when it changes nothing or would cost the member points."""
    old = objection.entry
    if old is not None and standing_entry(old) != old:
        raise Refused(
            "entry_changed", "这一笔已经另外冲正，异议里的数不再是现在的数。请看事项现在的经过再办。"
        )
    if old is None and figures is None:
        raise Refused("no_figures", "异议成立的，请填写应当计入的项目、日期和次数。")
    if old is not None and figures == figures_of(old):
        raise Refused("unchanged", "填的和原来评定的一样。没有改动的，请选“维持原评定”。")
    new = priced(
        membership=membership,
        year=objection.quarter.year,
        old=old,
        figures=figures,
        reason=reason,
        today=act.today,
    )
    _refuse_lowering(new)
    return new


def _refuse_lowering(new: Priced) -> None:
    effect = new.effect
    if not effect.lowers:
        return
    before, after = effect.raw_before_centi, effect.raw_after_centi
    what = "这一件" if after < before else "全年总分"
    if after >= before:
        before, after = effect.total_before_centi, effect.total_after_centi
    raise Refused(
        "lowers",
        f"这样改，{what}由 {format_centi(before)} 分变成 {format_centi(after)} 分。核实异议不能使本人的积分减少。"
        "原评定没有错的，请选“维持原评定”；确实多计了的，提交党员大会。",
    )


def _answer(act: Act, objection: Objection, outcome: str, why: str, how: str, new: Priced | None) -> Finding:
    figures = new.figures if new is not None else None
    return Finding.objects.create(
        branch_id=act.branch_id,
        objection=objection,
        outcome=outcome,
        reason=act.keep_text(why),
        inquiry=act.keep_text(how),
        item=figures.item if figures else "",
        day=figures.day if figures else None,
        quantity=figures.quantity if figures else None,
        level=figures.level if figures else "",
        each_centi=figures.each_centi if figures else None,
        points_centi=new.points_centi if new else None,
        by_id=act.actor_id or 0,
        at=act.now,
    )


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
