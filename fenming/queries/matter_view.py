"""What the page of one matter tells, as plain figures and words (R67, R74-R76, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fenming.queries.evidence import EvidenceLine
from fenming.queries.evidence_file import MOST_FILES
from fenming.queries.handled import Handled
from fenming.queries.handlers import Escape
from fenming.rules.standard import Item


@dataclass(frozen=True, slots=True)
class Reply:
    """What the one concerned answered (A14)."""

    agrees: bool
    text: str
    at: datetime
    signed_on: date | None  # the day on the paper, when others entered it
    by: str


@dataclass(frozen=True, slots=True)
class Round:
    """One round of assessment (R75); points are signed."""

    round: int
    outcome: str
    points_centi: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Resubmission:
    """A returned matter sent again: what it said before and after, and what it claims since (R67)."""

    at: datetime
    said_before: str
    said: str
    claimed_centi: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What one meeting made of it, with the count and where it is booked (R37, R76)."""

    id: int
    outcome: str
    points_centi: int
    reason: str
    kind: str
    should_attend: int
    present: int
    without_objection: bool
    ayes: int
    nays: int
    abstained: int
    meeting_on: date
    quarter: int
    ledger_seq: int | None
    reversed_seq: int | None
    reversed_at: datetime | None
    reopening_id: int | None  # what it decided anew
    takes_back: tuple[int, int] | None  # of that: the number of the counter-entry, and of what it reverses


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A reopening of it in short; points are signed. `open`: it waits for a meeting."""

    id: int
    proposed_at: datetime
    proposed_by: str
    reason: str
    open: bool
    word: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Posted:
    """The posting of the quarter that determined it (R39)."""

    code: str
    first_day: date
    last_day: date
    objection_until: date
    locked_at: datetime | None


@dataclass(frozen=True, slots=True)
class MatterPage:
    """Everything the page of a matter tells. `claimed_centi` is signed; `own`: the viewer is the one concerned;
    `declared_by_viewer`: the viewer declared it, or recorded it and is still recorder; `keeps_evidence`: is concerned
    or recorder; `named`: opened because the viewer was named from above, by that alone; `is_handler`: to assess it."""

    id: int
    number: str
    item: Item
    rule: str
    limit: str
    name: str
    own: bool
    day: date
    said: str
    quantity: int
    level: str
    achievement: str
    claimed_centi: int
    origin: str
    declared_by: str | None  # None: reported, by whom is not told here
    declared_at: datetime
    declared_by_viewer: bool
    reported_by_viewer: bool
    hands_over: bool  # the member is told by a paper, and the viewer is one who hands it over
    enters_papers: bool  # the member has no account, and the viewer is one who enters what they sign
    may_see_reporter: bool
    named: bool
    is_handler: bool
    escape: Escape | None
    handled: tuple[Handled, ...]  # objections to it and corrections, by whom the committee above named
    late: bool
    on_behalf: bool  # entered from the member's paper sheet
    shown_on: date | None
    reply_by: date | None
    by_hand: bool  # told by a paper handed over: until it is, both days are open
    handed_by: str | None
    reply: Reply | None
    rounds: tuple[Round, ...]
    resubmissions: tuple[Resubmission, ...]
    evidence: tuple[EvidenceLine, ...]
    keeps_evidence: bool
    decisions: tuple[Decision, ...]
    taken_up: tuple[TakenUp, ...]
    handles: bool  # the viewer could put it before a meeting anew
    posted: Posted | None
    meeting_on: date | None  # of the meeting already called
    withdrawn_at: datetime | None
    state: str
    month: int
    quarter: int
    due: date  # last day to declare for the month
    today: date

    @property
    def loss_centi(self) -> int:
        """What it would take off, as a positive figure; 0 when it takes nothing."""
        return max(0, -self.claimed_centi)

    @property
    def may_reply(self) -> bool:
        """The viewer is concerned, has not answered, and nobody has assessed it yet."""
        asks = self.by_hand or self.reply_by is not None
        return self.own and asks and self.reply is None and self.state == "declared"

    @property
    def may_reply_for(self) -> bool:
        """The viewer may enter the signed reply of the one concerned."""
        due = self.reply_by is not None and self.reply is None  # told, and not answered
        return self.enters_papers and due and self.state == "declared"

    @property
    def awaits_notice(self) -> bool:
        """The paper has not been handed over, and the one concerned has not answered."""
        waits = self.by_hand and self.shown_on is None and self.reply is None
        return waits and self.state == "declared"

    @property
    def may_withdraw(self) -> bool:
        """The viewer declared it, or it was entered from the viewer's paper sheet, and it is not assessed."""
        own = self.declared_by_viewer or (self.own and self.on_behalf)
        return own and self.state in ("draft", "declared", "returned")

    @property
    def may_resubmit(self) -> bool:
        """The viewer declared it, it came back, and nobody was asked to reply to it."""
        asked = self.by_hand or self.reply_by is not None
        return self.declared_by_viewer and self.state == "returned" and not asked

    @property
    def may_attach(self) -> bool:
        """The viewer may hand in a file: until the meeting, and while there is room."""
        waits = self.state in ("declared", "returned", "assessed")
        return self.keeps_evidence and waits and len(self.evidence) < MOST_FILES

    @property
    def may_remove(self) -> bool:
        """Files may still be taken back by who handed them in."""
        return self.keeps_evidence and self.state in ("declared", "returned")

    @property
    def may_reopen(self) -> bool:
        """Decided, and not waiting to be decided anew."""
        waits = any(one.open for one in self.taken_up)
        return self.handles and self.state in ("determined", "refused") and not waits

    @property
    def may_assess(self) -> bool:
        """The viewer was named for it, and it waits for an assessment or may be assessed anew."""
        return self.is_handler and not self.reported_by_viewer and self.state in ("declared", "assessed")

    @property
    def assessor(self) -> str:
        """Who assesses it, in words."""
        return f"上级指定的{self.escape.name}" if self.escape and self.escape.name else "支部"

    @property
    def awaits_reply(self) -> bool:
        """Minus points, not answered, days to answer not over (A14)."""
        in_time = self.reply_by is not None and self.today <= self.reply_by
        return self.state == "declared" and in_time and self.reply is None

    @property
    def judged(self) -> Round | None:
        """The last round; none while it is returned to the member."""
        return self.rounds[-1] if self.rounds and self.rounds[-1].outcome != "returned" else None

    @property
    def decided(self) -> Decision | None:
        """What a meeting fixed; a deferral fixes nothing."""
        return next((one for one in reversed(self.decisions) if one.outcome != "deferred"), None)
