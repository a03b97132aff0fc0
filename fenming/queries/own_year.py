"""The calendar of a branch as one person meets it: months with what was said, judged, determined and posted.

One query for the home page, one for a statement; both carry the year's standard by number and digest and what its
settlement says, so that nothing has to be asked twice.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from fenming.queries.absence import exempt_through
from fenming.queries.posting_term import running
from fenming.queries.quarter import MEMBERS_AHEAD, MEMBERS_HELD
from fenming.queries.scores import member_with
from fenming.records.models import (
    Absence,
    AppraisalGrade,
    Matter,
    Meeting,
    MemberMonth,
    Membership,
    Month,
    Posting,
    PostingEvent,
    Settlement,
    SettlementEvent,
    SettlementLine,
    StandardVersion,
    Standing,
    Year,
)
from fenming.rules.people import Member, Span

NO_ROW = 0
OPEN_STATES = (Matter.State.DECLARED, Matter.State.ASSESSED)


def months_with_facts(*, branch_id: int, membership_id: int | None, on: date) -> list[Any]:
    """The months of the branch that have begun, of this year and the one before, oldest first; one query.

    Each carries, besides its quarter and year: what the member said (`said`), how many others are not yet assessed
    (`waiting`) or have said nothing (`silent`), how many matters are not (`unassessed`); of its quarter the running
    meeting (`meeting`, `held_on`, `meeting_state`), whether one is over (`determined`), the matters still open, and
    `posted`, `locked`; of its year the facts of `with_year_facts`.
    """
    rows = Month.objects.filter(branch_id=branch_id, start__lte=on, quarter__year__number__gte=on.year - 1)
    # In a quarter that the paper book covers to its end nothing is due any more.
    rows = rows.exclude(branch__opening__closed_on__gte=F("quarter__end"))
    rows = rows.select_related("quarter__year").annotate(**_month_facts(membership_id), **_quarter_facts())
    rows = rows.annotate(**_year_facts("quarter__year", membership_id))
    return list(rows.order_by("start"))


def years_with_facts(*, branch_id: int, membership_id: int, on: date) -> list[Any]:
    """The years of the branch that have begun, the latest first, with the same facts; one query.

    Besides them: `open_months`, how many months still take a declaration.
    """
    months = Month.objects.filter(quarter__year=OuterRef("pk"), assessed_at__isnull=True)
    rows = Year.objects.filter(branch_id=branch_id, start__lte=on)
    rows = rows.annotate(open_months=_count(months, "quarter__year"), **_year_facts("", membership_id))
    return list(rows.order_by("-number"))


def _month_facts(membership_id: int | None) -> dict[str, Any]:
    own = MemberMonth.objects.filter(month=OuterRef("pk"), membership_id=membership_id or NO_ROW)
    rows = MemberMonth.objects.filter(month=OuterRef(OuterRef("pk")), membership=OuterRef("pk"))
    others = Membership.objects.filter(branch=OuterRef("branch"), since__lte=OuterRef("end"))
    others = others.filter(Q(until__isnull=True) | Q(until__gte=OuterRef("start")))
    others = others.exclude(pk=membership_id or NO_ROW).exclude(exempt_through("start", "end"))
    assessed, spoke = rows.filter(assessed_at__isnull=False), rows.exclude(kind=MemberMonth.Kind.NONE)
    matters = Matter.objects.filter(month=OuterRef("pk"), state=Matter.State.DECLARED)
    return {
        "said": Subquery(own.values("kind")),
        "said_and_assessed": Exists(own.filter(assessed_at__isnull=False)),
        "waiting": _count(others.filter(~Exists(assessed)), "branch"),
        "silent": _count(others.filter(~Exists(spoke)), "branch"),
        "unassessed": _count(matters.exclude(membership_id=membership_id or NO_ROW), "month"),
    }


def _quarter_facts() -> dict[str, Any]:
    meetings = Meeting.objects.filter(quarter=OuterRef("quarter"))
    ahead = meetings.filter(MEMBERS_AHEAD)
    matters = Matter.objects.filter(quarter=OuterRef("quarter"), state__in=OPEN_STATES)
    events = PostingEvent.objects.filter(posting__quarter=OuterRef("quarter"))
    postings = Posting.objects.filter(quarter=OuterRef("quarter"))
    return {
        "meeting": Subquery(ahead.values("pk")[:1]),
        "held_on": Subquery(ahead.values("held_on")[:1]),
        "meeting_state": Subquery(ahead.values("state")[:1]),
        "determined": Exists(meetings.filter(MEMBERS_HELD)),
        "open_matters": _count(matters, "quarter"),
        "posted": Exists(postings),
        "posted_until": Subquery(postings.annotate(ends=running("last_day")).values("ends")[:1]),
        "locked": Exists(events.filter(kind=PostingEvent.Kind.LOCKED)),
    }


def _year_facts(year: str, membership_id: int | None) -> dict[str, Any]:
    """`standard_version`, `standard_digest`: the standard in force at the year's end; `settlement`, once announced the own line, once appraised the own grade."""
    own, end = (year, f"{year}__end") if year else ("pk", "end")
    versions = StandardVersion.objects.filter(branch=OuterRef("branch")).order_by("in_force_from")
    in_force = versions.filter(in_force_from__lte=OuterRef(end)).reverse()
    settlements = Settlement.objects.filter(year=OuterRef(own), corrected_by__isnull=True)
    announced = settlements.filter(events__kind=SettlementEvent.Kind.ANNOUNCED)
    # What was last announced and given stands until what corrects it has come as far.
    lines = SettlementLine.objects.filter(
        settlement__year=OuterRef(own),
        settlement__events__kind=SettlementEvent.Kind.ANNOUNCED,
        membership_id=membership_id or NO_ROW,
    ).order_by("-settlement_id")
    facts: dict[str, Any] = {
        "standard_version": Coalesce(
            Subquery(in_force.values("pk")[:1]), Subquery(versions.values("pk")[:1])
        ),
        "standard_digest": Coalesce(
            Subquery(in_force.values("digest")[:1]), Subquery(versions.values("digest")[:1])
        ),
        "settlement": Subquery(settlements.values("pk")[:1]),
        "announced": Exists(announced),
    }
    for name in ("total_centi", "rank", "ranked", "suggested_grade", "veto"):
        facts[f"line_{name}"] = Subquery(lines.values(name)[:1])
    given = AppraisalGrade.objects.filter(
        settlement__year=OuterRef(own), membership_id=membership_id or NO_ROW
    ).order_by("-settlement_id", "-round")
    for name in ("grade", "reason__text", "meeting__held_on"):
        facts[f"given_{name.split('__')[0]}"] = Subquery(given.values(name)[:1])
    return facts


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def members_with_standings(
    *, branch_id: int, year: Year, membership_id: int | None = None
) -> list[tuple[Membership, Member]]:
    """Everyone on the roster in the year, or one member, in roster order; one query."""
    rows = Standing.objects.filter(branch_id=branch_id, membership__since__lte=year.end)
    rows = rows.filter(Q(membership__until__isnull=True) | Q(membership__until__gte=year.start))
    if membership_id is not None:
        rows = rows.filter(membership_id=membership_id)
    # a standing has one row an exemption, or one without any
    exempt = FilteredRelation(
        "membership__absences", condition=Q(membership__absences__kind=Absence.Kind.EXEMPTION)
    )
    dates = {"exempt_since": F("exempt__since"), "exempt_until": F("exempt__until")}
    dated: QuerySet[Any] = rows.alias(exempt=exempt).annotate(**dates)
    standings: dict[int, dict[int, Standing]] = {}
    spans: dict[int, set[Span]] = {}
    for row in dated.select_related("membership__person").order_by("membership__roster_no", "since"):
        standings.setdefault(row.membership_id, {})[row.pk] = row
        if row.exempt_since is not None:
            spans.setdefault(row.membership_id, set()).add(Span(row.exempt_since, row.exempt_until))
    memberships = {pk: next(iter(same.values())).membership for pk, same in standings.items()}
    return [
        (one, member_with(one, standings[pk].values(), exempt=spans.get(pk, ()), at=year.end))
        for pk, one in memberships.items()
    ]
