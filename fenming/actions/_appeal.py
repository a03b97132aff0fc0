"""What the verbs about an appeal share: its row under the lock, words that were written, who is told."""

from __future__ import annotations

from datetime import date

from fenming.queries.appeals import WITH, reviewers_above
from fenming.queries.claims import tidy
from fenming.records.models import Appeal
from fenming.rules.terms import Refused

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


def those_above(appeal: Appeal, *, on: date) -> list[int]:
    """The reviewers of the committee above, for telling them."""
    rows = reviewers_above(branch_id=appeal.branch_id, on=on)
    return sorted(rows.values_list("person_id", flat=True))
