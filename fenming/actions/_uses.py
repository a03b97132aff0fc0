"""What the verbs about the use of a year's points share: a name under the lock, a decision on it, short lines (R52–R54)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.claims import tidy
from fenming.queries.use_page import get_use_for, standing_of
from fenming.records.models import Settlement, UseDecision, UseProposal
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused
from fenming.rules.uses import USE_CLAUSES, Use
from fenming.rules.workflow import next_state

LONGEST_REASON = 200
LONGEST_HEARD = 500
LONGEST_DOCUMENT = 120
CONFIRMED = UseDecision.Outcome.CONFIRMED
NOT_HEARD = "取消资格之前要听取本人意见。请写明本人怎么说；本人没有意见的，写“没有意见”。"


def decide(
    *,
    actor_id: int,
    proposal_id: int,
    verb: str,
    reason: str,
    heard: str,
    seen: int,
    key: str,
    now: datetime,
) -> int:
    """A decision on one name, written; `seen` is how many decisions the page had shown. What it refuses: see the verbs."""
    found = get_use_for(actor_id=actor_id, verb=verb, proposal_id=proposal_id, on=timezone.localdate(now))
    words, said = checked_words(reason, missing="还没有写理由。请写明，本人会看到。"), _checked_heard(heard)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        _require_seen(found, seen)
        state = next_state(subject="use", state=standing_of(found), verb=verb)
        _require_in_force(found, state)
        if state == CONFIRMED and found.use == Use.INELIGIBLE and not said:
            raise Refused("not_heard", NOT_HEARD)
        stood = stands(found)
        UseDecision.objects.create(
            branch_id=found.branch_id,
            proposal=found,
            round=seen + 1,
            outcome=state,
            reason=act.keep_text(words),
            heard=act.keep_text(said) if said else None,
            by_id=actor_id,
            at=now,
        )
        detail = {"use": found.use, "outcome": state, "round": seen + 1, "heard": bool(said)}
        act.audit(subject="use", subject_id=found.pk, clause=USE_CLAUSES[found.use], detail=detail)
        # Who was never confirmed for anything is not told that it came to nothing.
        if CONFIRMED in (state, stood):
            kind = "use_confirmed" if state == CONFIRMED else "use_struck"
            act.tell(kind=kind, subject="use", subject_id=found.pk, to=[found.membership.person_id])
    return found.pk


def stands(proposal: UseProposal | None) -> str:
    """What holds of a name before a new decision: the last one, on this row or on the one before it; "" for none."""
    while proposal is not None:
        last = proposal.decisions.order_by("-round").first()
        if last is not None:
            return last.outcome
        proposal = proposal.earlier
    return ""


def _require_seen(proposal: UseProposal, seen: int) -> None:
    if seen != proposal.decisions.count():
        raise Refused("decided_meanwhile", "刚才另一人已经对这个名字作了决定。请看现在的结果，再决定。")


def _checked_heard(text: str) -> str:
    said = tidy(text)
    if len(said) > LONGEST_HEARD:
        raise Refused("heard_too_long", f"本人的意见请写在 {LONGEST_HEARD} 字以内，现在是 {len(said)} 字。")
    return said


def _require_in_force(proposal: UseProposal, state: str) -> None:
    """Confirmed is only by the latest settlement; taking a confirmation back needs none, but the newest list."""
    corrected = Settlement.objects.filter(corrects=proposal.use_list.settlement).exists()
    if UseProposal.objects.filter(earlier=proposal).exists():
        raise Refused("superseded", "这个名字已在新的名单上，不能再按旧的名单决定。请从新的名单办理。")
    if corrected and (state == CONFIRMED or not proposal.decisions.exists()):
        raise Refused(
            "superseded",
            "这份名单所据的结算已被更正，不能再按它决定。请等更正结算备案，重新拟定名单后再逐人决定。",
        )


def checked_words(text: str, *, missing: str) -> str:
    """A sentence, tidied; Refused `no_reason` with the words given, `too_long`."""
    words = tidy(text)
    if not words:
        raise Refused("no_reason", missing)
    if len(words) > LONGEST_REASON:
        raise Refused("too_long", f"请写在 {LONGEST_REASON} 字以内，现在是 {len(words)} 字。")
    return words


def checked_document(text: str, *, what: str) -> str:
    """The name of a resolution or document, tidied; Refused `no_document`, `document_too_long`."""
    line = tidy(text)
    if not line:
        raise Refused("no_document", f"还没有写{what}。请补填后再提交。")
    if len(line) > LONGEST_DOCUMENT:
        raise Refused(
            "document_too_long", f"{what}至多 {LONGEST_DOCUMENT} 字，现在是 {len(line)} 字。请写短一些。"
        )
    return line


def require_past(day: date, *, today: date) -> None:
    """Refused `future_day`."""
    if day > today:
        raise Refused("future_day", f"{full_day_name(day)}还没有到。请核对日期。")
