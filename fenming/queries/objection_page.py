"""One objection whole: what was claimed, assessed, determined, what was said, and the answer (R40-R43, A22).

The reporter of a matter appears nowhere here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from fenming.queries.access import one_of, require
from fenming.queries.claims import DECLARABLE, number_of
from fenming.queries.counter_entries import Figures, figures_of
from fenming.queries.objections import refuse_biased
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import member_with, published_standard
from fenming.queries.viewer import Viewer
from fenming.records.models import (
    Assessment,
    Determination,
    LedgerEntry,
    Objection,
    StandardVersion,
    Standing,
)
from fenming.rules.authority import Relation, may
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import Bucket, Refused

ERASED = "（这句话已依法删除）"
_WITH = (
    "membership__person", "quarter__year", "text", "late_reason", "entry__opening", "matter__month", "matter__said",
    "finding__reason", "finding__inquiry", "finding__by", "finding__report_back__meeting",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure that stood before the objection: who, when, why; `by` is empty for the meeting."""

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


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """Everything on the page. `said` is the matter's own sentence; `why_not`: why this handler may not answer."""

    id: int
    number: int
    own: bool
    name: str
    kind: str
    kind_word: str
    quarter: str
    title: str
    day: date
    said: str
    matter_id: int | None
    matter_number: str
    claimed_centi: int | None
    assessed: Judged | None
    determined: Judged | None
    text: str
    filed_at: datetime
    late_reason: str
    answer_by: date
    state: str
    ended_at: datetime | None
    answer: Answer | None
    may_find: bool
    why_not: str
    items: tuple[Item, ...]
    figures: Figures
    today: date

    @property
    def is_minus(self) -> bool:
        """Whether points were taken off, so that taking the entry back whole helps."""
        return self.determined is not None and self.determined.points_centi < 0

    @property
    def overdue(self) -> bool:
        return self.state == Objection.State.OPEN and self.today > self.answer_by

    @property
    def may_acknowledge(self) -> bool:
        return self.own and self.answer is not None and self.answer.received_at is None

    @property
    def may_withdraw(self) -> bool:
        return self.own and self.state == Objection.State.OPEN


def objection_page(*, viewer: Viewer, objection_id: int, today: date) -> ObjectionPage:
    """One objection for its owner and for who handles it; four queries at most. NotFound, Refused `forbidden`."""
    one: Any = one_of(_with_facts(today), pk=objection_id)
    owner_id = one.membership.person_id
    require(
        actor_id=viewer.person_id, verb="see_objection", branch_id=one.branch_id, on=today, owner_id=owner_id
    )
    standard = published_standard(one.version_pk, one.version_digest)
    source: Any = one.matter or one.entry or one
    item = standard.item(source.item)
    may_find, why_not = _may_find(one, viewer, today)
    return ObjectionPage(
        id=one.pk,
        number=one.number,
        own=owner_id == viewer.person_id,
        name=one.membership.person.name,
        kind=one.kind,
        kind_word=one.get_kind_display(),
        quarter=f"{one.quarter.year.number}年{quarter_name(one.quarter.number)}",
        title=item.title if item else "已不在标准里的项目",
        day=source.day,
        said=(one.matter.said.text or ERASED) if one.matter else "",
        matter_id=one.matter_id,
        matter_number=number_of(one.matter) if one.matter else "",
        claimed_centi=one.matter.claimed_centi if one.matter else None,
        assessed=_assessed(one),
        determined=_determined(one),
        text=one.text.text or ERASED,
        filed_at=one.filed_at,
        late_reason=one.late_reason.text if one.late_reason else "",
        answer_by=one.answer_by,
        state=one.state,
        ended_at=one.ended_at,
        answer=_answer(one, standard),
        may_find=may_find,
        why_not=why_not,
        items=_items(one, standard, item) if may_find else (),
        figures=_figures(one, source),
        today=today,
    )


def _with_facts(today: date) -> QuerySet[Objection]:
    rounds = Assessment.objects.filter(matter=OuterRef("matter")).order_by("-round")
    decided = Determination.objects.filter(matter=OuterRef("matter"), at__lte=OuterRef("filed_at"))
    decided = decided.exclude(outcome="deferred").order_by("-pk")
    booked = LedgerEntry.objects.filter(finding__objection=OuterRef("pk"))
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
    return Objection.objects.select_related(*_WITH).annotate(
        reversal_seq=Subquery(booked.filter(kind="reversal").values("seq")[:1]),
        entry_seq=Subquery(booked.filter(kind="correction").values("seq")[:1]),
        entry_points=F("entry__points_centi"),
        received_at=F("finding__acknowledgement__at"),
        version_pk=Subquery(in_force.values("pk")[:1]),
        version_digest=Subquery(in_force.values("digest")[:1]),
        **facts,
    )


def _assessed(one: Any) -> Judged | None:
    if one.round_outcome is None:
        return None
    points = 0 if one.round_outcome == "refused" else one.round_points
    return Judged(
        one.round_outcome, points, one.round_reason or "", one.round_by, timezone.localdate(one.round_at)
    )


def _determined(one: Any) -> Judged | None:
    """What stood when the objection was filed: the entry's points, else the meeting's refusal."""
    if one.entry is None and one.decided_outcome is None:
        return None
    points = one.entry_points if one.entry is not None else 0
    on = one.decided_on or one.entry.day
    return Judged(one.decided_outcome or "accepted", points, one.decided_reason or "", "", on)


def _answer(one: Any, standard: Standard) -> Answer | None:
    finding = getattr(one, "finding", None)
    if finding is None:
        return None
    item, report = standard.item(finding.item), getattr(finding, "report_back", None)
    return Answer(
        outcome=finding.outcome,
        word=finding.get_outcome_display(),
        reason=finding.reason.text or ERASED,
        inquiry=finding.inquiry.text or ERASED,
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
    )


def _may_find(one: Any, viewer: Viewer, today: date) -> tuple[bool, str]:
    """Whether the viewer may answer it now, and for who handles objections why not."""
    answer = may(verb="find", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    if one.state != Objection.State.OPEN or not answer.allowed:
        return False, ""
    if one.membership.person_id == viewer.person_id:
        return False, ""
    try:
        refuse_biased(one, actor_id=viewer.person_id, on=today)
    except Refused as refused:
        return False, refused.sentence
    return True, ""


def _items(one: Any, standard: Standard, current: Item | None) -> tuple[Item, ...]:
    """What may stand in the end: the present item, and for plus points whatever is on the member's list that day."""
    member = member_with(one.membership, Standing.objects.filter(membership=one.membership_id))
    day = (one.matter or one.entry or one).day
    listed = standard.items_for(member.list_on(day))
    if current is not None and current.bucket is Bucket.DEDUCTION:
        return (current,)
    found = tuple(item for item in listed if item.bucket in DECLARABLE)
    return found if current is None or current in found else (current, *found)


def _figures(one: Any, source: Any) -> Figures:
    """What the form of the answer begins with: the entry as it stands, else what was claimed or said to be missing."""
    return Figures(one.item, one.day) if source is one else figures_of(one.entry or source)
