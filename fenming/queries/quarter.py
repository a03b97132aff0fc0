"""What has become of a quarter: read from its meetings and its posting, stored nowhere (R35, R39, R77)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from fenming.queries.absence import exempt_through
from fenming.queries.posting_term import running
from fenming.records.models import (
    Determination,
    Matter,
    Meeting,
    Membership,
    Month,
    Opening,
    Posting,
    PostingEvent,
    Quarter,
)
from fenming.rules.workflow import STATE_NAMES

# What still has to be assessed or determined before the quarter may be posted.
OPEN_STATES = (Matter.State.DECLARED, Matter.State.ASSESSED)
# In the hands of the member who declared it: nothing the branch is waiting for.
UNSENT_STATES = (Matter.State.DRAFT, Matter.State.RETURNED)
# Only a members' meeting determines; a monthly one and a cancelled one do nothing to the quarter.
MEMBERS_HELD = Q(kind=Meeting.Kind.MEMBERS, state=Meeting.State.CLOSED)
MEMBERS_AHEAD = Q(kind=Meeting.Kind.MEMBERS, state__in=(Meeting.State.CALLED, Meeting.State.OPEN))


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """A quarter's posting: its code, its term, its last day for objections."""

    id: int
    code: str
    first_day: date
    last_day: date
    objection_until: date


@dataclass(frozen=True, slots=True)
class QuarterFacts:
    """A quarter in figures.

    `matters` are those it has determined or refused, `open_matters` those still declared or assessed, `deferred`
    how often a matter was put off to a later meeting. `unassessed_months` are months of the quarter in which there
    were members and whose assessment is not finished.
    """

    id: int
    year_id: int
    year: int
    number: int
    start: date
    end: date
    state: str
    held_on: date | None
    matters: int
    open_matters: int
    deferred: int
    unassessed_months: int
    posting: PostingFacts | None

    @property
    def name(self) -> str:
        return quarter_name(self.number)

    @property
    def word(self) -> str:
        """The state as the list of postings words it."""
        return {"open": "还没有评定", "determined": "已评定，待公示"}.get(self.state) or STATE_NAMES[
            "quarter"
        ][self.state]

    @property
    def mark(self) -> str:
        """The key of the mark beside the word."""
        return {"open": "draft", "ended": "done"}.get(self.state, self.state)


def quarter_name(number: int) -> str:
    """``第三季度``."""
    return f"第{'一二三四'[number - 1]}季度"


def quarter_state(*, quarter: Quarter) -> str:
    """The state of a quarter in the words of rules.workflow: open, taken_over, determined, posted, ended or locked; one
    query."""
    book = Opening.objects.filter(branch=OuterRef("branch"), closed_on__gte=OuterRef("end"))
    rows = _with_facts(Quarter.objects.filter(pk=quarter.pk).annotate(is_taken_over=Exists(book)))
    fields = ("is_taken_over", "is_determined", "posting_pk", "is_ended", "is_locked")
    is_taken_over, *facts = rows.values_list(*fields).get()
    return "taken_over" if is_taken_over else _state(*facts)


def quarters_of(*, branch_id: int) -> list[QuarterFacts]:
    """The quarters of a branch, latest first; one query."""
    rows = lived_quarters(branch_id=branch_id).order_by("-start")
    return [facts for facts, _ in facts_of(rows)]


def lived_quarters(*, branch_id: int) -> QuerySet[Quarter]:
    """A branch's quarters without those that were over before a short first year began, and without those the paper
    book covers to their end (A17): nothing is due there."""
    begun = Quarter.objects.filter(branch_id=branch_id, end__gte=F("year__start"))
    return begun.exclude(branch__opening__closed_on__gte=F("end"))


def taken_over_quarters(*, branch_id: int) -> QuerySet[Quarter]:
    """The quarters of the year that were over when the paper book was closed (A17)."""
    begun = Quarter.objects.filter(branch_id=branch_id, end__gte=F("year__start"))
    return begun.filter(branch__opening__closed_on__gte=F("end"))


def facts_of(rows: QuerySet[Any], *more: str) -> list[tuple[QuarterFacts, tuple[Any, ...]]]:
    """Facts of these quarters in their order, each with the values of the annotations named; one query."""
    fields = (
        "pk", "year_id", "year__number", "number", "start", "end", "is_determined", "is_ended", "is_locked",
        "held_on", "matter_count", "open_count", "deferred_count", "unassessed_count",
        "posting_pk", "posting_code", "posting_first", "posting_last", "posting_until",
    )  # fmt: skip
    found = _with_facts(rows).values_list(*fields, *more)
    return [(_facts(*row[: len(fields)]), row[len(fields) :]) for row in found]


def _unassessed() -> QuerySet[Month]:
    members = Membership.objects.filter(branch=OuterRef("branch"), since__lte=OuterRef("end"))
    members = members.filter(Q(until__isnull=True) | Q(until__gte=OuterRef("start")))
    members = members.exclude(exempt_through("start", "end"))
    return Month.objects.filter(Exists(members), assessed_at__isnull=True)


def _with_facts(rows: QuerySet[Quarter]) -> QuerySet[Any]:
    quarter = OuterRef("pk")
    postings = Posting.objects.filter(quarter=quarter)
    events = PostingEvent.objects.filter(posting__quarter=quarter)
    closed = Meeting.objects.filter(MEMBERS_HELD, quarter=quarter)
    matters = Matter.objects.filter(quarter=quarter)
    ended = (Matter.State.DETERMINED, Matter.State.REFUSED)
    deferrals = Determination.objects.filter(resolution__meeting__quarter=quarter, outcome="deferred")
    return rows.annotate(
        is_determined=Exists(closed),
        is_ended=Exists(events.filter(kind=PostingEvent.Kind.ENDED)),
        is_locked=Exists(events.filter(kind=PostingEvent.Kind.LOCKED)),
        held_on=Subquery(closed.order_by().values("quarter").annotate(last=Max("held_on")).values("last")),
        matter_count=count_of(matters.filter(state__in=ended), "quarter"),
        open_count=count_of(matters.filter(state__in=OPEN_STATES), "quarter"),
        deferred_count=count_of(deferrals, "resolution__meeting__quarter"),
        unassessed_count=count_of(_unassessed().filter(quarter=quarter), "quarter"),
        posting_pk=Subquery(postings.values("pk")),
        posting_code=Subquery(postings.values("code")),
        posting_first=Subquery(postings.values("first_day")),
        posting_last=Subquery(postings.annotate(ends=running("last_day")).values("ends")),
        posting_until=Subquery(postings.annotate(ends=running("objection_until")).values("ends")),
    )


def count_of(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many of these rows belong to the outer row, as an annotation; `by` is their path to it."""
    counted = rows.order_by().values(by).annotate(how_many=Count("pk")).values("how_many")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


def _state(is_determined: bool, posting_pk: int | None, is_ended: bool, is_locked: bool) -> str:
    if posting_pk is not None:
        return "locked" if is_locked else "ended" if is_ended else "posted"
    return "determined" if is_determined else "open"


def _facts(
    pk: int, year_id: int, year: int, number: int, start: date, end: date, is_determined: bool, is_ended: bool, is_locked: bool,
    held_on: date | None, matters: int, open_matters: int, deferred: int, unassessed: int,
    posting_pk: int | None, code: str, first_day: date, last_day: date, until: date,
) -> QuarterFacts:  # fmt: skip
    posting = None if posting_pk is None else PostingFacts(posting_pk, code, first_day, last_day, until)
    return QuarterFacts(
        id=pk,
        year_id=year_id,
        year=year,
        number=number,
        start=start,
        end=end,
        state=_state(is_determined, posting_pk, is_ended, is_locked),
        held_on=held_on,
        matters=matters,
        open_matters=open_matters,
        deferred=deferred,
        unassessed_months=unassessed,
        posting=posting,
    )
