"""初评: accept, change, refuse or return one matter, with its reason (R33, R34, R75, A14, A31)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._assessment import STEPS, Verdict, mark_assessed, refuse_during_meeting, write_verdicts
from fenming.actions._writing import writing
from fenming.queries.assessment import AtHand, matters_at_hand, not_heard
from fenming.queries.claims import Claim, entry_faults, signed_centi, tidy
from fenming.queries.handlers import get_matter_or_named_for, refuse_named_another
from fenming.queries.matter import ERASED
from fenming.queries.reporting import refuse_reporter
from fenming.queries.scores import span_of, standard_of
from fenming.records.models import Assessment, Matter, Membership
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused, format_centi

LONGEST_REASON = 100
Figures = tuple[int, str, int | None]


def assess(
    *,
    actor_id: int,
    matter_id: int,
    outcome: str,
    seen_round: int,
    key: str,
    now: datetime,
    quantity: int | None = None,
    level: str | None = None,
    each_centi: int | None = None,
    reason: str = "",
) -> int:
    """The round that was written. `outcome`: accepted, changed, refused or returned.

    `quantity`, `level`, `each_centi` (hundredths per time, ranged items) count for changed only; what is None stays
    as declared, and the points follow from them. `seen_round` is the round the assessor saw, 0 before the first; an
    assessed matter may be assessed anew until its meeting opens. Whom the committee above named for it assesses it, and
    nobody else then (A31). Refused: `forbidden` (own matter too), `no_outcome`, `reported_by_you`, `handler_named`,
    `no_reason`, `too_long`, `stale`, `wrong_state`, `meeting_open`, `not_heard`, `not_changed`, `bad_quantity`,
    `bad_level`, `bad_each`, `larger_minus`, `repeat`.
    """
    today = timezone.localdate(now)
    matter = get_matter_or_named_for(actor_id=actor_id, verb="assess", matter_id=matter_id, on=today)
    new = _new_figures(matter, quantity=quantity, level=level, each_centi=each_centi)
    words = _checked_words(matter, outcome, reason, new)
    with writing(branch_id=matter.branch_id, actor_id=actor_id, verb="assess", key=key, now=now) as act:
        matter = _ready(matter.pk, actor_id=actor_id, seen_round=seen_round, today=today)
        figures = (matter.quantity, matter.level, matter.each_centi)
        if outcome == "changed":
            figures = _changed(matter, new)
        points = _points(matter, outcome, *figures)
        kept = act.keep_text(words) if words else None
        write_verdicts(act, [Verdict(matter, seen_round + 1, outcome, *figures, points, kept)])
        detail = {"outcome": outcome, "round": seen_round + 1, "points_centi": points}
        act.audit(subject="matter", subject_id=matter.pk, clause="R34", detail=detail)
        mark_assessed(act, month=matter.month, membership_ids=[matter.membership_id])
    return seen_round + 1


def _ready(matter_id: int, *, actor_id: int, seen_round: int, today: date) -> Matter:
    """The matter under the lock, with all that its judgement needs; Refused when this person may not judge it now."""
    refuse_reporter(matter_id=matter_id, actor_id=actor_id)
    rows = Matter.objects.select_related("month__quarter__year", "version", "said")
    matter = rows.select_for_update(of=("self",)).get(pk=matter_id)
    refuse_named_another(matter, actor_id=actor_id, on=today)
    _refuse_stale(matter, seen_round=seen_round, actor_id=actor_id)
    refuse_during_meeting([matter.quarter_id])
    _refuse_unheard(matter, today)
    return matter


def _checked_words(matter: Matter, outcome: str, reason: str, new: Figures) -> str:
    """The reason, tidied; Refused `no_outcome`, `no_reason`, `too_long`, with what speaks against changed figures."""
    words = tidy(reason)
    if fault := _fault_of_words(outcome, words):
        also = _figure_faults(matter, new) if outcome == "changed" else []
        raise Refused(fault.code, fault.sentence, tuple(also))
    return words


def _fault_of_words(outcome: str, words: str) -> Refused | None:
    """What is wrong with the reason, or None; Refused `no_outcome` at once."""
    if outcome not in STEPS:
        sentence = "还没有选初评结果。请在认定、改动、不认定、退回补充中选一项。"
        raise Refused("no_outcome", sentence)
    if outcome != Assessment.Outcome.ACCEPTED and not words:
        label = Assessment.Outcome(outcome).label
        return Refused("no_reason", f"选了“{label}”，还没有写理由。请写一句，本人和大会都会看到。")
    if len(words) > LONGEST_REASON:
        return Refused("too_long", f"理由请写在 {LONGEST_REASON} 字以内，现在是 {len(words)} 字。")
    return None


def _refuse_stale(matter: Matter, *, seen_round: int, actor_id: int) -> None:
    last = matter.assessments.select_related("by").order_by("round").last()
    if (last.round if last else 0) == seen_round:
        return
    if last is None:
        raise Refused("stale", "页面上的初评和现在的对不上，您这次没有保存。请刷新页面再办。")
    if last.by_id == actor_id:
        raise Refused("stale", "这件事您刚才已经初评过，这次没有保存。请看新的结果。")
    raise Refused("stale", f"这件事刚由{last.by.name}初评，您这次没有保存。请看新的结果。")


def _refuse_unheard(matter: Matter, today: date) -> None:
    replied = matter.replies.exists()
    if why := not_heard(reply_by=matter.reply_by, by_hand=matter.by_hand, replied=replied, today=today):
        raise Refused("not_heard", f"{why}。")


def _new_figures(
    matter: Matter, *, quantity: int | None, level: str | None, each_centi: int | None
) -> Figures:
    """The figures the assessor puts instead of the declared ones, which a matter that stays keeps."""
    return (
        matter.quantity if quantity is None else quantity,
        matter.level if level is None else level.strip(),
        matter.each_centi if each_centi is None else each_centi,
    )


def _changed(matter: Matter, new: Figures) -> Figures:
    """The new figures; Refused with all that speaks against them."""
    if found := _figure_faults(matter, new):
        raise Refused(found[0].code, found[0].sentence, tuple(found[1:]))
    _refuse_repeat(matter, _claim(matter, new))
    return new


def _figure_faults(matter: Matter, new: Figures) -> list[Refused]:
    rows = Membership.objects.select_related("person").prefetch_related("standings", "absences")
    faults = entry_faults(
        standard=standard_of(matter.version),
        membership=rows.get(pk=matter.membership_id),
        year=span_of(matter.month.quarter.year),
        claim=_claim(matter, new),
    )
    found = [Refused(one.code, one.sentence) for one in faults]
    if new == (matter.quantity, matter.level, matter.each_centi):
        sentence = "改动后的和申报的一样。没有改动的，请选“认定”；要改的，请改次数、级别或分值。"
        found.insert(0, Refused("not_changed", sentence))
    return found


def _claim(matter: Matter, new: Figures) -> Claim:
    return Claim(matter.item, matter.day, matter.said.text or ERASED, *new, matter.achievement)


def _refuse_repeat(matter: Matter, claim: Claim) -> None:
    """Changed figures may make it the same as another matter of the member (R78)."""
    others = matters_at_hand(month=matter.month, matter_id=matter.pk)
    same = [one for one in others if one.id != matter.pk and _stands(one, matter) and one.claim == claim]
    if same:
        where = f"{same[0].month_number}月申报的另一件"
        raise Refused(
            "repeat", f"改成这样，就和{where}（{day_name(claim.day)}）完全相同。请改别处，或不认定其中一件。"
        )


def _stands(one: AtHand, matter: Matter) -> bool:
    return one.membership_id == matter.membership_id and one.state not in ("refused", "withdrawn")


def _points(matter: Matter, outcome: str, quantity: int, level: str, each_centi: int | None) -> int:
    """Signed points of the outcome: none when refused or returned; a minus never beyond the one shown (A14)."""
    if outcome in ("refused", "returned"):
        return 0
    item = standard_of(matter.version).by_id[matter.item]
    points = signed_centi(item=item, quantity=quantity, level=level, each_centi=each_centi)
    if points < 0 and points < matter.claimed_centi:
        shown, larger = format_centi(-matter.claimed_centi), format_centi(-points)
        sentence = f"告知本人的是扣 {shown} 分，初评不能改成扣 {larger} 分。"
        raise Refused(
            "larger_minus", f"{sentence}确实要多扣的，请不认定这一件，由记录员重新登记，让本人先答复。"
        )
    return points
