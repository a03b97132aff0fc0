"""What the page of one appeal tells, as plain figures and words (R40-R43, A22). The reporter of a matter appears nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fenming.queries.contested import Answer, Heard, Judged, ToDecide
from fenming.queries.evidence import EvidenceLine
from fenming.records.models import Appeal


@dataclass(frozen=True, slots=True)
class Asked:
    """What the committee above asked the branch, and what the branch said."""

    id: int
    question: str
    by: str
    at: datetime
    answer_by: date
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Before:
    """The objection whose answer, or whose falling due, is appealed."""

    id: int
    number: int
    text: str
    filed_at: datetime
    answer_by: date
    word: str
    reason: str
    inquiry: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Vetoed:
    """The veto that is appealed: by which document, what it found, what the member said, who proposed and confirmed."""

    id: int
    document: str
    text: str
    answer: str
    proposed_by: str
    confirmed_by: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AppealFile:
    """What only the member, the committee above and the auditor read."""

    text: str
    late_reason: str
    said: str  # the matter's own sentence
    reply: str  # what the member answered before it was assessed
    before: Before | None
    veto: Vetoed | None
    hearings: tuple[Heard, ...]
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class AppealPage:
    """Everything on the page. `file` None: the viewer is of the branch. `why_not`: why this reviewer may not decide."""

    id: int
    number: int
    own: bool
    branch: str
    above: str
    name: str
    kind: str
    kind_word: str
    straight: bool
    quarter: str
    title: str
    day: date
    matter_id: int | None
    matter_number: str
    claimed_centi: int | None
    assessed: Judged | None
    determined: Judged | None
    filed_at: datetime
    decide_by: date
    state: str
    ended_at: datetime | None
    signed_on: date | None  # the day on the paper, when others entered it
    entered_by: str
    withdrawn_by: str  # who entered a withdrawal from paper, signed on `withdrawal_signed_on`
    withdrawal_signed_on: date | None
    may_withdraw_for: bool
    awaits_slip: bool  # decided, and a signed slip still to come from a member without an account
    may_acknowledge_for: bool
    answer: Answer | None
    lifted: bool  # upheld, and the veto is gone with it
    asked: tuple[Asked, ...]
    file: AppealFile | None
    to_decide: ToDecide | None
    why_not: str
    may_ask: bool
    may_give: bool
    may_see_matter: bool
    today: date

    @property
    def open(self) -> bool:
        return self.state == Appeal.State.OPEN

    @property
    def overdue(self) -> bool:
        return self.open and self.today > self.decide_by

    @property
    def days_left(self) -> int:
        """Calendar days to the last day of the decision; negative when overdue."""
        return (self.decide_by - self.today).days

    @property
    def may_withdraw(self) -> bool:
        return self.own and self.open

    @property
    def may_acknowledge(self) -> bool:
        return self.own and self.answer is not None and self.answer.received_at is None

    @property
    def waiting(self) -> Asked | None:
        """The question the branch has not answered yet."""
        return next((one for one in self.asked if one.answered_at is None), None) if self.open else None
