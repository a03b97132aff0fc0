"""《月度初评汇总表》: every member of a month with what was claimed and what the committee assessed (R33, R34, A22).

Who reported something stands nowhere on it, nor whether anything was reported (A14).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from fenming.queries.access import get_month_for
from fenming.queries.assessment import AtHand, item_of, matters_at_hand, roster_of
from fenming.queries.meeting_month import MonthMeeting, meeting_of, with_meeting
from fenming.records.models import Assessment, Matter, MemberMonth, Month

OPEN = "open"


@dataclass(frozen=True, slots=True)
class AssessedMatter:
    """A matter of the month; signed hundredths. `outcome` is "" while it waits, and then `by` and `on` are too."""

    title: str
    day: date
    said: str
    claimed_centi: int
    assessed_centi: int | None
    outcome: str
    reason: str
    by: str
    on: date | None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A member; `said` in words, `by` and `on` of who closed the month for them. `done`: nothing of it waits."""

    roster_no: int
    name: str
    said: str
    done: bool
    by: str
    on: date | None
    matters: tuple[AssessedMatter, ...]


@dataclass(frozen=True, slots=True)
class AssessSummary:
    """A month in roster order; `draft` until everyone is assessed."""

    branch: str
    year: int
    month: int
    draft: bool
    meeting: MonthMeeting | None
    rows: tuple[SummaryRow, ...]

    @property
    def matters(self) -> tuple[AssessedMatter, ...]:
        return tuple(one for row in self.rows for one in row.matters)

    def count(self, outcome: str) -> int:
        """How many matters were assessed so; "" those that wait."""
        return sum(one.outcome == outcome for one in self.matters)


def assess_summary(*, actor_id: int, month_id: int, today: date) -> AssessSummary:
    """The month as those who assess it read it. Raises NotFound, Refused `forbidden`."""
    rows = with_meeting(Month.objects.select_related("branch"))
    month = get_month_for(actor_id=actor_id, verb="see_assess_desk", month_id=month_id, on=today, rows=rows)
    by_member: dict[int, list[AtHand]] = defaultdict(list)
    for one in matters_at_hand(month=month):
        if one.month_id == month.pk:
            by_member[one.membership_id].append(one)
    return AssessSummary(
        branch=month.branch.name,
        year=month.start.year,
        month=month.number,
        draft=month.assessed_at is None,
        meeting=meeting_of(month),
        rows=tuple(_row(one, by_member[one.pk]) for one in _members(month)),
    )


def _members(month: Month) -> Sequence[Any]:
    """The roster with what each said and who closed their month; one query."""
    mine = FilteredRelation("member_months", condition=Q(member_months__month=month))
    closed = {"closed_by": F("mine__assessed_by__name"), "closed_at": F("mine__assessed_at")}
    rows = roster_of(month).select_related("person")
    return list(rows.annotate(mine=mine, said_kind=F("mine__kind"), **closed))


def _row(member: Any, matters: Sequence[AtHand]) -> SummaryRow:
    kinds = dict(MemberMonth.Kind.choices)
    waits = any(one.state in (Matter.State.DECLARED, Matter.State.RETURNED) for one in matters)
    return SummaryRow(
        roster_no=member.roster_no,
        name=member.person.name,
        said=kinds[member.said_kind or MemberMonth.Kind.NONE],
        done=member.closed_at is not None and not waits,
        by=member.closed_by or "",
        on=timezone.localdate(member.closed_at) if member.closed_at else None,
        matters=tuple(_matter(one) for one in sorted(matters, key=lambda one: (one.day, one.id))),
    )


def _matter(one: AtHand) -> AssessedMatter:
    """A matter that came back and waits again shows its figures as claimed anew; the round before is over."""
    judged = None if one.state == Matter.State.DECLARED else one.judged
    returned = judged is not None and judged.outcome == Assessment.Outcome.RETURNED
    return AssessedMatter(
        title=item_of(one).title,
        day=one.day,
        said=one.said or "（这句话已依法删除）",
        claimed_centi=one.claimed_centi,
        assessed_centi=None if judged is None or returned else judged.points_centi,
        outcome=judged.outcome if judged else "",
        reason=judged.reason if judged else "",
        by=judged.by if judged else "",
        on=timezone.localdate(judged.at) if judged else None,
    )
