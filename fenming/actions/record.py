"""登记: the recorder notes a fact once, for one or many members (R29, R30, R23, A14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fenming.actions._recording import note
from fenming.actions._writing import writing
from fenming.queries.access import get_branch_for
from fenming.queries.claims import Claim, tidy


@dataclass(frozen=True, slots=True)
class Recorded:
    """The fact, its matters in the order of the roster, and until when each member may reply, if it costs points."""

    fact_id: int
    matter_ids: tuple[int, ...]
    reply_by: date | None
    by_hand: tuple[int, ...]  # memberships of those who are told by a paper


def record(
    *,
    actor_id: int,
    branch_id: int,
    item: str,
    day: date,
    membership_ids: Sequence[int],
    what: str,
    key: str,
    now: datetime,
    quantity: int = 1,
    level: str = "",
    each_centi: int | None = None,
    achievement: str = "",
) -> Recorded:
    """One fact and a declared matter for each member, all or none.

    A matter with minus points counts as shown to the one concerned today, who may reply for five working days
    before anyone assesses it; to whoever has no account from the day a paper is handed over. It goes to the month of its day, or to the open one if that is assessed (A35).
    `each_centi` in hundredths per time, always positive, for ranged items. Refused, naming the members:
    `no_members`, `no_year`, `not_recordable` (a veto), `future_day`, `repeat`, `no_open_month`, and the `bad_…`,
    `nothing_said` and `too_long` of declare. A membership of another branch is NotFound.
    """
    today = timezone.localdate(now)
    get_branch_for(actor_id=actor_id, verb="record", branch_id=branch_id, on=today)
    claim = Claim(item, day, tidy(what), quantity, level.strip(), each_centi, tidy(achievement))
    with writing(branch_id=branch_id, actor_id=actor_id, verb="record", key=key, now=now) as act:
        fact, matters = note(act, claim=claim, membership_ids=membership_ids, recorder_id=actor_id)
        ids = [matter.pk for matter in matters]
        detail = {"item": item, "matters": ids, "claimed_centi": matters[0].claimed_centi}
        act.audit(subject="fact", subject_id=fact.pk, clause="R30", detail=detail)
    reply_by = next((one.reply_by for one in matters if one.reply_by), None)
    by_hand = tuple(one.membership_id for one in matters if one.by_hand)
    return Recorded(fact.pk, tuple(ids), reply_by, by_hand)
