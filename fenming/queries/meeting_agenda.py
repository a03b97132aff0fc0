"""What a members' meeting has to decide, line by line: the three figures of each matter and why it is looked at (R36, R76)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q

from fenming.queries.item_words import rule_in_words
from fenming.queries.scores import standard_of
from fenming.records.models import AgendaItem, Assessment, Matter, Meeting, Reopening, StandardVersion
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import format_centi

# A matter in another state has left the agenda: agenda rows are never deleted, they are passed over.
ON_AGENDA = (Matter.State.DECLARED, Matter.State.ASSESSED)
# Also what was decided before and is to be decided anew, as long as that is proposed.
STILL_ON_AGENDA = Q(reopening__isnull=True, matter__state__in=ON_AGENDA) | Q(
    reopening__state=Reopening.State.PROPOSED
)
ASSESSED = (Assessment.Outcome.ACCEPTED, Assessment.Outcome.CHANGED)


@dataclass(frozen=True, slots=True)
class Assessed:
    """The assessors' figure; points signed, in hundredths."""

    outcome: str
    quantity: int
    level: str
    each_centi: int | None
    points_centi: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reopened:
    """What is proposed in place of what an earlier meeting decided: signed points before and as proposed."""

    outcome: str
    quantity: int
    level: str
    each_centi: int | None
    before_centi: int
    points_centi: int
    reason: str
    reply_by: date | None
    answered: bool
    awaits_notice: bool  # the paper is still to be handed over

    @property
    def proposal(self) -> str:
        """``提请改为 2 分``."""
        if self.outcome == Reopening.Outcome.REFUSED:
            return "提请不认定"
        return f"提请改为 {format_centi(self.points_centi)} 分"


@dataclass(frozen=True, slots=True)
class Line:
    """A matter on the agenda. Points are signed hundredths; `points_centi` is what the meeting decided, None before."""

    matter_id: int
    membership_id: int
    roster_no: int
    name: str
    item: Item
    rule: str
    day: date
    claimed_centi: int
    said: str
    declared_at: datetime
    origin: str
    state: str
    agrees: bool | None
    withheld: bool
    singled_out: bool
    outcome: str
    points_centi: int | None
    reason: str
    assessed: Assessed | None
    reopened: Reopened | None

    @property
    def basis(self) -> Assessed | Reopened | None:
        """The figures a change of it begins with."""
        return self.reopened or self.assessed

    @property
    def is_minus(self) -> bool:
        """What it was for and the reason of a deduction stay with those concerned (A22)."""
        return self.claimed_centi < 0

    @property
    def assessed_centi(self) -> int | None:
        return self.assessed.points_centi if self.assessed else None

    @property
    def determined_centi(self) -> int | None:
        """The decided points; none while undecided and when put off, the old ones where those stay."""
        return None if self.outcome in ("", AgendaItem.Outcome.DEFERRED) else self.points_centi

    @property
    def result(self) -> str:
        if self.reopened and self.outcome:
            return _ANEW[self.outcome]
        return AgendaItem.Outcome(self.outcome).label if self.outcome else ""

    @property
    def why(self) -> str:
        """Why it is looked at by itself; "" for what is decided en bloc."""
        if not self.singled_out:
            return ""
        if self.reopened:
            return "提请重新审议"
        if self.assessed is None:
            return "还没有初评"
        if self.agrees is False:
            return "扣分，本人有不同意见"
        if self.is_minus:
            return "扣分"
        return "初评有改动" if self.assessed.outcome == Assessment.Outcome.CHANGED else "到会党员提出"


_FACTS = (
    "matter_id", "matter__membership_id", "matter__membership__roster_no", "matter__membership__person__name",
    "matter__version__digest", "matter__item", "matter__day", "matter__claimed_centi", "matter__said__text",
    "matter__declared_at", "matter__origin", "matter__state", "matter__replies__agrees",
    "matter__text_withheld", "singled_out", "outcome",
    "points_centi", "reason__text",
)  # fmt: skip
_REOPENED = (
    "reopening__outcome", "reopening__quantity", "reopening__level", "reopening__each_centi", "reopening__before_centi",
    "reopening__points_centi", "reopening__reason__text", "reopening__reply_by", "reopening__answered_at",
    "reopening__by_hand",
)  # fmt: skip
_ANEW = {
    "accepted": "重新审议：维持",
    "changed": "重新审议：改动",
    "refused": "重新审议：不认定",
    "deferred": "重新审议：缓议",
}
_ROUND = tuple(
    f"matter__assessments__{name}"
    for name in ("outcome", "quantity", "level", "each_centi", "points_centi", "reason__text", "at")
)


def lines_of(meeting: Meeting) -> tuple[Line, ...]:
    """The agenda in roster order, then by day; of a closed meeting what it decided, as it was then. One query."""
    there = ~Q(outcome="") if meeting.state == Meeting.State.CLOSED else STILL_ON_AGENDA
    rows = AgendaItem.objects.filter(there, meeting=meeting)
    rows = rows.order_by(
        "matter__membership__roster_no", "matter__day", "matter_id", "matter__assessments__round"
    )
    # a matter has one row a round; the last one stays, without what came after the meeting
    latest: dict[int, tuple[Any, ...]] = {}
    for row in rows.values_list(*_FACTS, *_REOPENED, *_ROUND):
        if row[0] in latest and meeting.closed_at and row[-1] and row[-1] > meeting.closed_at:
            continue
        latest[row[0]] = row
    return tuple(_line(row, _standard(row[4]).by_id[row[5]]) for row in latest.values())


@lru_cache(maxsize=64)
def _standard(digest: str) -> Standard:
    """A published version never changes, so its digest is enough to know it by; read once a process."""
    return standard_of(StandardVersion.objects.filter(digest=digest)[0])


def _line(row: tuple[Any, ...], item: Item) -> Line:
    facts, reopened = row[: len(_FACTS)], row[len(_FACTS) : len(_FACTS) + len(_REOPENED)]
    judged = row[len(_FACTS) + len(_REOPENED) :]
    matter_id, membership_id, roster_no, name, _, _, *rest, points, reason = facts
    day, claimed, said, declared_at, origin, state, agrees, withheld, singled_out, outcome = rest
    counts = judged[0] in ASSESSED and state != Matter.State.DECLARED
    return Line(
        matter_id=matter_id,
        membership_id=membership_id,
        roster_no=roster_no,
        name=name,
        item=item,
        rule=rule_in_words(item),
        day=day,
        claimed_centi=claimed,
        said=said,
        declared_at=declared_at,
        origin=origin,
        state=state,
        agrees=agrees,
        withheld=withheld,
        singled_out=singled_out,
        outcome=outcome,
        points_centi=points,
        reason=reason or "",
        assessed=_assessed(*judged) if counts else None,
        reopened=_reopened(*reopened) if reopened[0] else None,
    )


def _reopened(*values: Any) -> Reopened:
    *figures, reason, reply_by, answered_at, by_hand = values
    waits = by_hand and reply_by is None and answered_at is None
    words: list[Any] = [*figures, reason or "", reply_by, answered_at is not None, waits]
    return Reopened(*words)


def _assessed(
    outcome: str,
    quantity: int,
    level: str,
    each_centi: int | None,
    points_centi: int,
    reason: str | None,
    at: datetime,
) -> Assessed:
    return Assessed(outcome, quantity, level, each_centi, points_centi, reason or "", at)
