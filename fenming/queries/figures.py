"""One member's matters of a year, and the three figures they add up to (R67, R68, A32).

Determined is the fold of the ledger. Assessed and claimed are never sums of what the matters say: they are what
the total would gain under the limits if these matters were determined as they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from fenming.queries.posting_term import posted_in, running
from fenming.queries.quarter import MEMBERS_AHEAD
from fenming.queries.scores import Booked, span_of
from fenming.records.models import (
    Determination,
    LedgerEntry,
    Matter,
    Meeting,
    Posting,
    PostingEvent,
    Reply,
    Year,
)
from fenming.rules.ledger import live
from fenming.rules.scoring import Entry, Member, Statement, score
from fenming.rules.standard import Standard

# After every number the ledger will ever give: on one day, what is not yet determined comes last.
NOT_YET_BOOKED = 1 << 50
# How one state is called where the member reads it; the key picks the mark beside it.
_WORDS = {
    "draft": "草稿",
    "declared": "已申报",
    "yours_reply": "待您答复",
    "yours_return": "退您补充",
    "returned": "退回补充",
    "deferred": "缓议",
    "assessed": "已初评",
    "changed": "已初评，有改动",
    "determined": "已评定",
    "posted": "公示中",
    "ended": "公示期满",
    "locked": "已锁定",
    "refused": "不认定",
    "withdrawn": "已撤回",
    "reversed": "已冲正",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What assessment or the meeting made of a matter; `points_centi` is signed, before any limit."""

    outcome: str
    quantity: int
    level: str
    each_centi: int | None
    points_centi: int
    reason: str
    on: datetime


@dataclass(frozen=True, slots=True)
class MatterFigures:
    """A matter with its three figures as far as there are any; `claimed_centi` is signed."""

    id: int
    item: str
    day: date
    said: str
    quantity: int
    level: str
    achievement: str
    each_centi: int | None
    claimed_centi: int
    state: str
    origin: str
    reply_by: date | None
    by_hand: bool
    replied: bool
    quarter: int
    meeting_on: date | None  # of the meeting already called that is to determine it
    posted_until: date | None
    locked: bool
    reversed: bool
    assessed: Judged | None
    determined: Judged | None

    def asks_reply(self, today: date) -> bool:
        """Shown to the one concerned, not answered, and the days to answer not over: a minus or a report (A14)."""
        in_time = self.by_hand if self.reply_by is None else today <= self.reply_by
        return self.state == Matter.State.DECLARED and in_time and not self.replied

    def awaits_reply(self, today: date) -> bool:
        """The same with minus points: they are not counted before it is answered."""
        return self.claimed_centi < 0 and self.asks_reply(today)

    @property
    def to_complete(self) -> bool:
        """Returned, and declared by the member: what was recorded or reported is completed by whoever did that."""
        return self.state == Matter.State.RETURNED and self.origin == Matter.Origin.DECLARED

    @property
    def assessed_centi(self) -> int | None:
        """The assessed figure; none while it is returned."""
        if self.assessed is None or self.assessed.outcome == "returned":
            return None
        return 0 if self.assessed.outcome == "refused" else self.assessed.points_centi

    @property
    def determined_centi(self) -> int | None:
        """The determined figure; none while the meeting has not decided, 0 when it refused."""
        if self.determined is None or self.determined.outcome == "deferred":
            return None
        return 0 if self.determined.outcome == "refused" else self.determined.points_centi

    def state_key(self, today: date) -> str:
        """Where the matter stands, posting and locking included, as a key of the state marks."""
        if self.reversed:
            return "reversed"
        if self.asks_reply(today):
            return "yours_reply"
        if self.to_complete:
            return "yours_return"
        if self.state == Matter.State.DETERMINED:
            return self._after_the_meeting(today)
        open_states = (Matter.State.DECLARED, Matter.State.ASSESSED)
        if self.determined and self.determined.outcome == "deferred" and self.state in open_states:
            return "deferred"
        if self.state == Matter.State.ASSESSED and self.assessed and self.assessed.outcome == "changed":
            return "changed"
        return self.state

    def _after_the_meeting(self, today: date) -> str:
        if self.locked or self.posted_until is None:
            return "locked" if self.locked else "determined"
        return "posted" if today <= self.posted_until else "ended"

    def state_word(self, today: date) -> str:
        """The same in words."""
        return _WORDS[self.state_key(today)]


_MATTER = (
    "pk", "item", "day", "said__text", "quantity", "level", "achievement", "each_centi", "claimed_centi",
    "state", "origin", "reply_by", "by_hand", "replied", "quarter__number", "meeting_on", "posted_until", "locked", "is_reversed",
)  # fmt: skip
_JUDGED = ("outcome", "quantity", "level", "each_centi", "points_centi", "reason__text", "at")


def matters_of(*, membership_id: int, year: Year) -> list[MatterFigures]:
    """Every matter of a member whose day lies in the year, drafts aside, by day; one query."""
    return matters_of_each(membership_ids=[membership_id], year=year)[membership_id]


def matters_of_each(*, membership_ids: Collection[int], year: Year) -> dict[int, list[MatterFigures]]:
    """The same of several members, by membership; one query."""
    rows = Matter.objects.filter(
        membership_id__in=membership_ids, day__gte=year.start, day__lte=year.end
    ).exclude(state=Matter.State.DRAFT)
    # A later round of assessment and a later meeting stand beside the earlier ones: the last row of each wins.
    rows = _with_facts(rows).order_by("day", "pk", "assessments__round", "determinations__pk")
    judged = [f"assessments__{name}" for name in _JUDGED] + [f"determinations__{name}" for name in _JUDGED]
    last = {row[0]: row for row in rows.values_list(*_MATTER, *judged, "membership_id")}
    found: dict[int, list[MatterFigures]] = {pk: [] for pk in membership_ids}
    for row in last.values():
        found[row[-1]].append(_matter(row[:-1]))
    return found


def _with_facts(rows: QuerySet[Matter]) -> QuerySet[Any]:
    ahead = Meeting.objects.filter(MEMBERS_AHEAD, quarter=OuterRef("quarter"))
    locked = PostingEvent.objects.filter(
        posting__quarter=OuterRef("posted_in"), kind=PostingEvent.Kind.LOCKED
    )
    # what a meeting took back it decided anew; the later determination is the one to look at
    anew = Determination.objects.filter(
        reopening__isnull=False, matter=OuterRef("reverses__determination__matter")
    )
    anew = anew.filter(pk__gt=OuterRef("reverses__determination"))
    reversals = LedgerEntry.objects.filter(reverses__determination__matter=OuterRef("pk"))
    reversals = reversals.filter(~Exists(anew), determination__isnull=True)
    postings = Posting.objects.filter(quarter=OuterRef("posted_in")).annotate(ends=running("last_day"))
    return rows.annotate(posted_in=posted_in()).annotate(
        replied=Exists(Reply.objects.filter(matter=OuterRef("pk"))),
        meeting_on=Subquery(ahead.values("held_on")[:1]),
        posted_until=Subquery(postings.values("ends")),
        locked=Exists(locked),
        is_reversed=Exists(reversals),
    )


def _matter(row: tuple[Any, ...]) -> MatterFigures:
    first, size = len(_MATTER), len(_JUDGED)
    plain = list(row[:first])
    plain[_MATTER.index("said__text")] = row[_MATTER.index("said__text")] or "（这句话已依法删除）"
    judged = (row[first : first + size], row[first + size :])
    return MatterFigures(*plain, *map(_judged, judged))


def _judged(row: tuple[Any, ...]) -> Judged | None:
    outcome, quantity, level, each_centi, points_centi, reason, at = row
    return Judged(outcome, quantity, level, each_centi, points_centi, reason or "", at) if outcome else None


@dataclass(frozen=True, slots=True)
class Gain:
    """What some matters would add under the limits, by bucket and in all; `deduction_centi` is below zero."""

    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The three figures of a year as statements: the ledger, with the assessed matters, with the claimed ones too."""

    determined: Statement
    with_assessed: Statement
    with_all: Statement
    assessed_matters: tuple[MatterFigures, ...]
    claimed_matters: tuple[MatterFigures, ...]
    unheard: tuple[MatterFigures, ...]  # minus points still to be answered: said, not counted

    @property
    def assessed(self) -> Gain:
        """What waits for the members' meeting."""
        return _gain(self.determined, self.with_assessed)

    @property
    def claimed(self) -> Gain:
        """What waits for assessment, on top of that."""
        return _gain(self.with_assessed, self.with_all)


def _gain(before: Statement, after: Statement) -> Gain:
    return Gain(
        after.duty_centi - before.duty_centi,
        after.bonus_centi - before.bonus_centi,
        before.deduction_centi - after.deduction_centi,
        after.total_centi - before.total_centi,
    )


def figures_of(
    *,
    standard: Standard,
    member: Member,
    year: Year,
    ledger: Iterable[Booked],
    matters: Sequence[MatterFigures],
    today: date,
) -> Figures:
    """The three figures from a member's ledger entries and matters of the year.

    A returned matter counts as claimed. Minus points whose days to answer run are left out of all three and listed
    in `unheard` (A14). A deferred matter stays what it was before the meeting.
    """
    open_matters = [one for one in matters if not one.awaits_reply(today)]
    assessed = tuple(one for one in open_matters if one.state == Matter.State.ASSESSED)
    claimed = tuple(
        one for one in open_matters if one.state in (Matter.State.DECLARED, Matter.State.RETURNED)
    )
    entries = [one.entry for one in live(ledger)]
    more = entries + [_entry(one, one.assessed) for one in assessed]
    most = more + [_entry(one, None) for one in claimed]
    span = span_of(year)
    determined, with_assessed, with_all = (
        score(standard=standard, member=member, year=span, entries=each) for each in (entries, more, most)
    )
    unheard = tuple(one for one in matters if one.awaits_reply(today))
    return Figures(determined, with_assessed, with_all, assessed, claimed, unheard)


def _entry(matter: MatterFigures, judged: Judged | None) -> Entry:
    """The matter as it would be booked: as assessed, else as claimed."""
    says = judged or matter
    return Entry(
        NOT_YET_BOOKED + matter.id,
        matter.item,
        matter.day,
        says.quantity,
        says.each_centi,
        says.level,
        matter.achievement,
    )
