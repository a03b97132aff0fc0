"""One matter from first to last, for those concerned and those who handle it (R67, R74-R76, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from fenming.queries.access import get_matter_for
from fenming.queries.claims import number_of
from fenming.queries.item_words import limit_in_words, rule_in_words
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import AuditEvent, Matter, Meeting, PostingEvent
from fenming.rules.calendar import declaration_due
from fenming.rules.standard import Item

ERASED = "（这句话已依法删除）"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the one concerned answered (A14)."""

    agrees: bool
    text: str
    at: datetime


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
    """Everything the page of a matter tells. `claimed_centi` is signed; `own`: the viewer is the one concerned."""

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
    declared_by: str
    declared_at: datetime
    declared_by_viewer: bool
    late: bool
    shown_on: date | None
    reply_by: date | None
    reply: Reply | None
    rounds: tuple[Round, ...]
    decisions: tuple[Decision, ...]
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
        return self.own and self.reply_by is not None and self.reply is None and self.state == "declared"

    @property
    def may_withdraw(self) -> bool:
        """The viewer declared it and it is not assessed."""
        own = self.origin == "declared" and self.own and self.declared_by_viewer
        return own and self.state in ("draft", "declared", "returned")

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


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the member is told right after declaring."""

    id: int
    number: str
    title: str
    month_id: int
    claimed_centi: int
    declared_at: datetime
    state: str
    month: int
    quarter: int
    due: date
    late: bool
    meeting_on: date | None
    evidence: str


_MAIN = ("declared_by__name", "replies__agrees", "replies__text__text", "replies__at")
_ROUND = tuple(
    f"assessments__{name}" for name in ("round", "outcome", "points_centi", "reason__text", "by__name", "at")
)
_DECISION = tuple(
    f"determinations__{name}"
    for name in (
        "pk", "outcome", "points_centi", "reason__text", "resolution__kind", "resolution__should_attend",
        "resolution__present", "resolution__without_objection", "resolution__ayes", "resolution__nays",
        "resolution__abstained", "resolution__meeting__held_on", "resolution__meeting__quarter__number",
        "entries__seq", "entries__reversed_by__seq", "entries__reversed_by__recorded_at",
    )
)  # fmt: skip
_POSTING = tuple(
    f"quarter__postings__{name}" for name in ("code", "first_day", "last_day", "objection_until")
)


def matter_page(*, viewer: Viewer, matter_id: int, today: date) -> MatterPage:
    """One matter with its history; four queries. Raises NotFound, Refused `forbidden` (A22)."""
    matter = get_matter_for(actor_id=viewer.person_id, verb="see_matter", matter_id=matter_id, on=today)
    rows = _history(matter.pk)
    standard = standard_of(matter.version)
    item = standard.by_id[matter.item]
    return MatterPage(
        number=number_of(matter),
        item=item,
        rule=rule_in_words(item).removesuffix("，须写理由"),
        limit=limit_in_words(item, standard=standard),
        own=matter.membership.person_id == viewer.person_id,
        declared_by_viewer=matter.declared_by_id == viewer.person_id,
        rounds=_rounds(rows),
        decisions=_decisions(rows),
        due=_due(matter),
        today=today,
        **_plain(matter),
        **_facts(matter, rows[0]),
    )


def _plain(matter: Matter) -> dict[str, Any]:
    """What stands on the matter itself."""
    return {
        "id": matter.pk,
        "name": matter.membership.person.name,
        "day": matter.day,
        "said": matter.said.text or ERASED,
        "quantity": matter.quantity,
        "level": matter.level,
        "achievement": matter.achievement,
        "claimed_centi": matter.claimed_centi,
        "origin": matter.origin,
        "declared_at": matter.declared_at,
        "late": matter.late,
        "shown_on": matter.shown_on,
        "reply_by": matter.reply_by,
        "state": matter.state,
        "month": matter.month.number,
        "quarter": matter.quarter.number,
    }


def _facts(matter: Matter, row: Any) -> dict[str, Any]:
    """What stands beside it once: who declared, the reply, the posting, the meeting called."""
    declared_by, agrees, words, replied_at = row[: len(_MAIN)]
    *posting, locked_at, meeting_on, withdrawn_at = row[-len(_POSTING) - 3 :]
    return {
        "declared_by": declared_by,
        "reply": Reply(agrees, words, replied_at) if replied_at else None,
        "posted": _posted(posting, locked_at),
        "meeting_on": meeting_on,
        "withdrawn_at": withdrawn_at if matter.state == Matter.State.WITHDRAWN else None,
    }


def _posted(posting: Any, locked_at: datetime | None) -> Posted | None:
    code, first_day, last_day, objection_until = posting
    return Posted(code, first_day, last_day, objection_until, locked_at) if code else None


def receipt_of(*, viewer: Viewer, matter_id: int, today: date) -> Receipt:
    """A matter the viewer declared; NotFound, Refused `forbidden`."""
    matter = get_matter_for(actor_id=viewer.person_id, verb="withdraw", matter_id=matter_id, on=today)
    item = standard_of(matter.version).by_id[matter.item]
    called = Meeting.objects.filter(quarter=matter.quarter).exclude(state=Meeting.State.CLOSED)
    return Receipt(
        id=matter.pk,
        number=number_of(matter),
        title=item.title,
        month_id=matter.month_id,
        claimed_centi=matter.claimed_centi,
        declared_at=matter.declared_at,
        state=matter.state,
        month=matter.month.number,
        quarter=matter.quarter.number,
        due=_due(matter),
        late=matter.late,
        meeting_on=called.values_list("held_on", flat=True).first(),
        evidence=item.evidence,
    )


def _due(matter: Matter) -> date:
    settings = standard_of(matter.version).settings
    return declaration_due(matter.month.start.year, matter.month.number, settings.declare_day)


def _history(matter_id: int) -> list[Any]:
    """One row for each pair of a round and a decision, in their order."""
    events = PostingEvent.objects.filter(posting__quarter=OuterRef("quarter"), kind=PostingEvent.Kind.LOCKED)
    called = Meeting.objects.filter(quarter=OuterRef("quarter")).exclude(state=Meeting.State.CLOSED)
    trail = AuditEvent.objects.filter(
        branch=OuterRef("branch"), verb="withdraw", subject="matter", subject_id=OuterRef("pk")
    )
    rows = Matter.objects.filter(pk=matter_id).annotate(
        locked_at=Subquery(events.values("at")[:1]),
        meeting_on=Subquery(called.values("held_on")[:1]),
        withdrawn_at=Subquery(trail.values("at")[:1]),
    )
    rows = rows.order_by("assessments__round", "determinations__pk")
    return list(
        rows.values_list(*_MAIN, *_ROUND, *_DECISION, *_POSTING, "locked_at", "meeting_on", "withdrawn_at")
    )


def _rounds(rows: list[Any]) -> tuple[Round, ...]:
    first, last = len(_MAIN), len(_MAIN) + len(_ROUND)
    found = {row[first]: row[first:last] for row in rows if row[first] is not None}
    return tuple(Round(*(*one[:3], one[3] or "", *one[4:])) for one in found.values())


def _decisions(rows: list[Any]) -> tuple[Decision, ...]:
    first, last = len(_MAIN) + len(_ROUND), len(_MAIN) + len(_ROUND) + len(_DECISION)
    found = {row[first]: row[first:last] for row in rows if row[first] is not None}
    return tuple(Decision(*(*one[:3], one[3] or "", *one[4:])) for one in found.values())
