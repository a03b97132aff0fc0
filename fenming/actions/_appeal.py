"""What the verbs about an appeal share: its row under the lock, words that were written, who is told."""

from __future__ import annotations

from datetime import date

from fenming.actions._paper import refuse_early_withdrawal
from fenming.actions._writing import Act
from fenming.queries.appeals import WITH, reviewers_above
from fenming.queries.claims import tidy
from fenming.queries.objections import handlers_of
from fenming.records.models import Appeal
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_RECORD = 1000


def reread(appeal_id: int) -> Appeal:
    """The appeal as it stands under the lock."""
    rows = Appeal.objects.select_for_update(of=("self",)).select_related(*WITH)
    return rows.get(pk=appeal_id)


def checked(text: str, *, what: str, missing: str, longest: int = LONGEST_RECORD) -> str:
    """What someone wrote, tidied; Refused `nothing_said` with the sentence given, `too_long`."""
    words = tidy(text)
    if not words:
        raise Refused("nothing_said", missing)
    if len(words) > longest:
        raise Refused("too_long", f"{what}请写在 {longest} 字以内，现在是 {len(words)} 字。")
    return words


def take_back(act: Act, appeal_id: int, *, signed_on: date | None = None) -> Appeal:
    """Withdrawn, and those above and in the branch told; `signed_on`: on a paper that whoever acts has entered.

    The branch must be locked. Refused: `wrong_state` (decided or withdrawn already), `signed_early`.
    """
    appeal = reread(appeal_id)
    appeal.state = next_state(subject="appeal", state=appeal.state, verb=act.verb)
    refuse_early_withdrawal(appeal, signed_on=signed_on)
    appeal.ended_at = act.now
    if signed_on is not None:
        appeal.withdrawn_by_id, appeal.withdrawal_signed_on = act.actor_id, signed_on
    appeal.save(update_fields=["state", "ended_at", "withdrawn_by", "withdrawal_signed_on"])
    detail = {"number": appeal.number} | ({"signed_on": signed_on.isoformat()} if signed_on else {})
    act.audit(subject="appeal", subject_id=appeal.pk, clause="R40 R67", detail=detail)
    here = handlers_of(branch_id=act.branch_id, on=act.today)
    to = [*those_above(appeal, on=act.today), *sorted(here)]
    to = [one for one in to if one != act.actor_id]
    act.tell(kind="appeal_withdrawn", subject="appeal", subject_id=appeal.pk, to=to)
    return appeal


def those_above(appeal: Appeal, *, on: date) -> list[int]:
    """The reviewers of the committee above, for telling them."""
    rows = reviewers_above(branch_id=appeal.branch_id, on=on)
    return sorted(rows.values_list("person_id", flat=True))
