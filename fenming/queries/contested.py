"""What an objection or an appeal is about, as its page shows it: the figures that stood, who was heard, what was answered.

The reporter of a matter appears nowhere here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from fenming.queries.appeals import outcome_word
from fenming.queries.claims import DECLARABLE
from fenming.queries.counter_entries import Figures
from fenming.queries.scores import member_with
from fenming.records.models import (
    Assessment,
    Determination,
    Finding,
    Hearing,
    LedgerEntry,
    PersonalText,
    StandardVersion,
    Standing,
)
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import Bucket

ERASED = "（这句话已依法删除）"
UNKNOWN_ITEM = "已不在标准里的项目"
WITH_FINDING = (
    "finding__reason", "finding__inquiry", "finding__by", "finding__report_back__meeting",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure that stood before it came: who, when, why; `by` is empty for the meeting."""

    outcome: str
    points_centi: int
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """The finding. `points_centi` None: kept; `item` "" and points 0: taken back and nothing in its place."""

    outcome: str
    word: str
    reason: str
    inquiry: str
    by: str
    at: datetime
    item: str
    day: date | None
    quantity: int | None
    level: str
    points_centi: int | None
    reversal_seq: int | None
    entry_seq: int | None
    reported_on: date | None
    finding_id: int
    received_at: datetime | None  # acknowledged by the one concerned
    received_on_slip: date | None  # the day on the signed slip, when others entered it
    received_by: str  # who entered it


@dataclass(frozen=True, slots=True)
class Heard:
    """Who was heard on which day, what was said, and who noted it."""

    on: date
    who: str
    said: str
    by: str


@dataclass(frozen=True, slots=True)
class ToDecide:
    """What the form of an answer begins with, and what may stand in the end.

    `items` empty: there are no figures to fill in. `is_minus`: points were taken off, so that taking back whole helps.
    """

    figures: Figures
    items: tuple[Item, ...]
    is_minus: bool


def words_of(text: PersonalText | None) -> str:
    """Someone's words; "" where nothing was written, a note where the law had them erased."""
    return (text.text or ERASED) if text is not None else ""


def with_figures(rows: QuerySet[Any], *, booked_by: str, today: date) -> QuerySet[Any]:
    """Objections or appeals with what stood when they came, what the answer booked, and the standard of today.

    `booked_by` is the look-up from a ledger entry to the thing.
    """
    rounds = Assessment.objects.filter(matter=OuterRef("matter")).order_by("-round")
    decided = Determination.objects.filter(matter=OuterRef("matter"), at__lte=OuterRef("filed_at"))
    decided = decided.exclude(outcome="deferred").order_by("-pk")
    booked = LedgerEntry.objects.filter(**{booked_by: OuterRef("pk")})
    versions = StandardVersion.objects.filter(branch=OuterRef("branch")).order_by("-in_force_from")
    in_force = versions.filter(in_force_from__lte=today)
    facts: dict[str, Any] = {
        f"round_{name}": Subquery(rounds.values(field)[:1])
        for name, field in (
            ("outcome", "outcome"), ("points", "points_centi"), ("reason", "reason__text"), ("by", "by__name"), ("at", "at"),
        )
    }  # fmt: skip
    facts |= {
        f"decided_{name}": Subquery(decided.values(field)[:1])
        for name, field in (
            ("outcome", "outcome"), ("points", "points_centi"), ("reason", "reason__text"),
            ("on", "resolution__meeting__held_on"),
        )
    }  # fmt: skip
    found: QuerySet[Any] = rows.select_related(*WITH_FINDING).annotate(
        reversal_seq=Subquery(booked.filter(kind="reversal").values("seq")[:1]),
        entry_seq=Subquery(booked.filter(kind="correction").values("seq")[:1]),
        entry_points=F("entry__points_centi"),
        received_at=F("finding__acknowledgement__at"),
        received_on_slip=F("finding__acknowledgement__signed_on"),
        received_by=F("finding__acknowledgement__by__name"),
        version_pk=Subquery(in_force.values("pk")[:1]),
        version_digest=Subquery(in_force.values("digest")[:1]),
        **facts,
    )
    return found


def assessed_of(one: Any) -> Judged | None:
    """The last assessment of a matter, from a row `with_figures`."""
    if one.round_outcome is None:
        return None
    points = 0 if one.round_outcome == "refused" else one.round_points
    return Judged(
        one.round_outcome, points, one.round_reason or "", one.round_by, timezone.localdate(one.round_at)
    )


def determined_of(one: Any) -> Judged | None:
    """What stood when it was filed: the entry's points, else the meeting's refusal."""
    if one.entry is None and one.decided_outcome is None:
        return None
    points = one.entry_points if one.entry is not None else 0
    on = one.decided_on or one.entry.day
    return Judged(one.decided_outcome or "accepted", points, one.decided_reason or "", "", on)


def answer_of(one: Any, standard: Standard) -> Answer | None:
    """The finding on it, from a row `with_figures`."""
    finding: Finding | None = getattr(one, "finding", None)
    if finding is None:
        return None
    item, report = standard.item(finding.item), getattr(finding, "report_back", None)
    return Answer(
        outcome=finding.outcome,
        word=outcome_word(finding),
        reason=words_of(finding.reason),
        inquiry=words_of(finding.inquiry),
        by=finding.by.name,
        at=finding.at,
        item=item.title if item else "",
        day=finding.day,
        quantity=finding.quantity,
        level=finding.level,
        points_centi=finding.points_centi,
        reversal_seq=one.reversal_seq,
        entry_seq=one.entry_seq,
        reported_on=report.meeting.held_on if report is not None else None,
        finding_id=finding.pk,
        received_at=one.received_at,
        received_on_slip=one.received_on_slip,
        received_by=one.received_by or "",
    )


def hearings_of(objection_id: int) -> tuple[Heard, ...]:
    """Who was heard about an objection, in the order of the days; one query."""
    rows = (
        Hearing.objects.filter(objection=objection_id)
        .select_related("who", "said", "by")
        .order_by("heard_on", "pk")
    )
    return tuple(Heard(one.heard_on, words_of(one.who), words_of(one.said), one.by.name) for one in rows)


def items_for(one: Any, standard: Standard, current: Item | None) -> tuple[Item, ...]:
    """What may stand in the end: the present item, and for plus points whatever is on the member's list that day."""
    member = member_with(one.membership, Standing.objects.filter(membership=one.membership_id))
    day = (one.matter or one.entry or one).day
    listed = standard.items_for(member.list_on(day))
    if current is not None and current.bucket is Bucket.DEDUCTION:
        return (current,)
    found = tuple(item for item in listed if item.bucket in DECLARABLE)
    return found if current is None or current in found else (current, *found)
