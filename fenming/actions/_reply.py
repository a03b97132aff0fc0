"""What a member's own reply and one from a signed paper share: the words, that one is due, its row."""

from __future__ import annotations

from datetime import date

from fenming.actions._writing import Act
from fenming.queries.claims import tidy
from fenming.queries.paper import handed_over, refuse_undue
from fenming.records.models import Matter, Reply
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_REPLY = 300


def checked_words(text: str, *, agrees: bool) -> str:
    """The reply as it is kept; Refused `nothing_said` (disagrees without a word), `too_long`."""
    words = tidy(text)
    if not agrees and not words:
        raise Refused("nothing_said", "还没有写答复。有不同意见的，请写明情况；没有意见的，请选“没有异议”。")
    if len(words) > LONGEST_REPLY:
        raise Refused("too_long", f"答复请写在 {LONGEST_REPLY} 字以内，现在是 {len(words)} 字。")
    return words


def write_reply(
    act: Act,
    *,
    actor_id: int,
    matter_id: int,
    words: str,
    agrees: bool,
    again: str,
    signed_on: date | None = None,
) -> bool:
    """The one reply to a matter; whether it was in time, by the day it was written.

    The branch must be locked. `again` is the sentence for a second one. Refused: `no_reply_due`, `already_replied`,
    `wrong_state`; from paper also `not_handed_over`, `signed_early` (before the matter was shown).
    """
    matter = Matter.objects.select_for_update().get(pk=matter_id)
    refuse_undue(matter, again=again)
    if signed_on is not None and signed_on < handed_over(matter)[0]:
        raise Refused("signed_early", "签字的日期早于这件事告知本人的日期。请核对书面答复上的日期。")
    next_state(subject="matter", state=matter.state, verb=act.verb)
    Reply.objects.create(
        branch_id=act.branch_id,
        matter=matter,
        text=act.keep_text(words),
        agrees=agrees,
        by_id=actor_id,
        at=act.now,
        signed_on=signed_on,
    )
    return matter.reply_by is None or (signed_on or act.today) <= matter.reply_by
