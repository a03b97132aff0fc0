"""What the answer to an objection and the decision on an appeal share: reasons, new figures, the finding (R41, R42)."""

from __future__ import annotations

from datetime import date

from fenming.actions._counter_entry import Priced, priced
from fenming.actions._writing import Act
from fenming.queries.claims import tidy
from fenming.queries.counter_entries import Figures, figures_of
from fenming.records.models import Appeal, Finding, LedgerEntry, Membership, Objection
from fenming.rules.terms import Refused, format_centi

LONGEST_ANSWER = 300


def checked_reasons(outcome: str, reason: str, inquiry: str) -> tuple[str, str]:
    """Reason and inquiry, tidied; Refused `no_outcome`, `no_reason`, `no_inquiry`, `too_long`, `inquiry_too_long`."""
    if outcome not in Finding.Outcome.values:
        raise Refused("no_outcome", "还没有选结论。请选成立或维持原评定。")
    why, how = tidy(reason), tidy(inquiry)
    if not why:
        raise Refused("no_reason", "还没有写理由。成立或维持都要写明理由，本人会看到。")
    if not how:
        raise Refused("no_inquiry", "还没有写怎么核实的。请写明问了谁、查了什么材料。")
    for code, name, words in (("too_long", "理由", why), ("inquiry_too_long", "核实经过", how)):
        if len(words) > LONGEST_ANSWER:
            raise Refused(code, f"{name}请写在 {LONGEST_ANSWER} 字以内，现在是 {len(words)} 字。")
    return why, how


def member_of_thing(thing: Objection | Appeal) -> Membership:
    """Whose points they are, with person and standings."""
    rows = Membership.objects.select_related("person").prefetch_related("standings")
    return rows.get(pk=thing.membership_id)


def to_stand(
    act: Act,
    thing: Objection | Appeal,
    *,
    membership: Membership,
    old: LedgerEntry | None,
    figures: Figures | None,
    reason: str,
) -> Priced:
    """What is to stand in place of `old` from now on, judged and priced.

    Refused when it changes nothing (`no_figures`, `unchanged`) or would cost the member points (`lowers`), and with
    the faults of the figures.
    """
    if old is None and figures is None:
        raise Refused("no_figures", "成立的，请填写应当计入的项目、日期和次数。")
    if old is not None and figures == figures_of(old):
        raise Refused("unchanged", "填的和原来评定的一样。没有改动的，请选“维持原评定”。")
    new = priced(
        membership=membership,
        year=thing.quarter.year,
        old=old,
        figures=figures,
        reason=reason,
        today=act.today,
    )
    _refuse_lowering(new, "核实异议" if isinstance(thing, Objection) else "申诉")
    return new


def _refuse_lowering(new: Priced, what_for: str) -> None:
    effect = new.effect
    if not effect.lowers:
        return
    before, after = effect.raw_before_centi, effect.raw_after_centi
    what = "这一件" if after < before else "全年总分"
    if after >= before:
        before, after = effect.total_before_centi, effect.total_after_centi
    raise Refused(
        "lowers",
        f"这样改，{what}由 {format_centi(before)} 分变成 {format_centi(after)} 分。{what_for}不能使本人的积分减少。"
        "原评定没有错的，请选“维持原评定”；确实多计了的，提交党员大会。",
    )


def keep_finding(
    act: Act,
    thing: Objection | Appeal,
    *,
    outcome: str,
    reasons: tuple[str, str],
    new: Priced | None,
    appeal_by: date | None = None,
) -> Finding:
    """The finding, written; `appeal_by` is the last day to appeal against an answer of the branch."""
    figures = new.figures if new is not None else None
    return Finding.objects.create(
        branch_id=act.branch_id,
        objection=thing if isinstance(thing, Objection) else None,
        appeal=thing if isinstance(thing, Appeal) else None,
        outcome=outcome,
        reason=act.keep_text(reasons[0]),
        inquiry=act.keep_text(reasons[1]),
        item=figures.item if figures else "",
        day=figures.day if figures else None,
        quantity=figures.quantity if figures else None,
        level=figures.level if figures else "",
        each_centi=figures.each_centi if figures else None,
        points_centi=new.points_centi if new else None,
        appeal_by=appeal_by,
        by_id=act.actor_id or 0,
        at=act.now,
    )
