"""代录书面意见: what a member without an account says in writing to a veto, a correction or a reopening (R24, R77, A14)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from fenming.actions._paper import check_paper
from fenming.actions._proposal import CLAUSES, locked, owner_id_of
from fenming.actions._veto import LONGEST_TEXT, handlers
from fenming.actions._writing import Act, writing
from fenming.queries.claims import tidy
from fenming.queries.objections import handlers_of
from fenming.queries.on_paper import Proposal
from fenming.queries.proposals import get_proposal_on_paper, refuse_no_answer_due
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST: Final = {"veto": LONGEST_TEXT, "correction": 300, "reopening": 300}


def answer_for(
    *,
    actor_id: int,
    subject: str,
    thing_id: int,
    text: str,
    signed_on: date,
    paper_kept: bool,
    key: str,
    now: datetime,
) -> int:
    """The id of the thing; the words are the member's, `signed_on` the day on the paper, and who entered it is named.

    `subject`: veto, correction or reopening. In time or not by the day it was signed; taken also after the term, as
    long as nobody has decided. Raises NotFound. Refused: `forbidden` (own matter too), `has_account`,
    `reported_by_you`, `paper_not_kept`, `future_day`, `nothing_said`, `too_long`, `wrong_state`, `no_reply_due`,
    `already_answered`, `not_handed_over`, `signed_early` (before it was handed over).
    """
    today, verb = timezone.localdate(now), "answer_for"
    found = get_proposal_on_paper(actor_id=actor_id, verb=verb, subject=subject, thing_id=thing_id, on=today)
    check_paper(signed_on=signed_on, paper_kept=paper_kept, today=today)
    words = _checked(text, LONGEST[subject])
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        thing = locked(subject, found.pk)
        thing.state = next_state(subject=subject, state=thing.state, verb=verb)
        shown_on, reply_by = refuse_no_answer_due(thing)
        if signed_on < shown_on:
            raise Refused("signed_early", "签字的日期早于告知书送达的日期。请核对书面意见上的日期。")
        thing.answer, thing.answered_at = act.keep_text(words), now
        thing.entered_by_id, thing.signed_on = actor_id, signed_on
        thing.save(update_fields=["answer", "answered_at", "entered_by", "signed_on"])
        detail = {"in_time": signed_on <= reply_by, "signed_on": signed_on.isoformat()}
        act.audit(subject=subject, subject_id=thing.pk, clause=CLAUSES[subject], detail=detail)
        _tell(act, subject, thing)
    return thing.pk


def _checked(text: str, longest: int) -> str:
    words = tidy(text)
    if not words:
        raise Refused("nothing_said", "还没有写意见。请照书面意见的原文录入；本人没有意见的，写“没有意见”。")
    if len(words) > longest:
        raise Refused("too_long", f"意见请写在 {longest} 字以内，现在是 {len(words)} 字。")
    return words


def _tell(act: Act, subject: str, thing: Proposal) -> None:
    """Whoever decides next, or put it before the meeting."""
    me, owner = act.actor_id or 0, owner_id_of(thing)
    if subject == "veto":
        to = set(handlers(branch_id=act.branch_id, on=act.today, without={me, owner}))
    elif subject == "correction":
        to = set(handlers_of(branch_id=act.branch_id, on=act.today)) - {me, owner}
    else:
        to = {thing.proposed_by_id} - {me}
    act.tell(kind=f"{subject}_answered", subject=subject, subject_id=thing.pk, to=sorted(to))
