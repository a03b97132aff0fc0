"""What the demo's script has to look up between two acts: ids, as its people would see them on their pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from fenming.queries.assessment import AtHand, matters_at_hand, not_heard, roster_of, twins_of, why_single
from fenming.queries.meeting_roll import called_to
from fenming.queries.scores import standard_of
from fenming.queries.settlement_steps import latest_steps
from fenming.queries.year_appraisal import appraised_lines, eligible_meetings
from fenming.records.models import (
    AgendaItem,
    Appeal,
    Correction,
    Departure,
    Enquiry,
    Finding,
    LedgerEntry,
    Matter,
    Meeting,
    MemberMonth,
    Membership,
    Month,
    Objection,
    Office,
    Organisation,
    Posting,
    Quarter,
    Reporter,
    Veto,
    Year,
)
from fenming.rules.authority import Role
from fenming.rules.terms import Bucket


@dataclass(frozen=True, slots=True)
class Periods:
    """Ids of a branch's months and quarters of one year, by number."""

    months: dict[int, int]
    quarters: dict[int, int]


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A matter on its way, with what decides who handles it and how."""

    matter_id: int
    membership_id: int
    minus: bool
    ranged: bool
    bucket: Bucket
    state: str
    each_centi: int | None
    level: str
    quantity: int


def periods_of(*, branch_id: int, year: int) -> Periods:
    """The year's periods; empty when the year is not opened."""
    months = Month.objects.filter(branch_id=branch_id, quarter__year__number=year)
    quarters = Quarter.objects.filter(branch_id=branch_id, year__number=year)
    return Periods(dict(months.values_list("number", "pk")), dict(quarters.values_list("number", "pk")))


def roster_ids(*, branch_id: int) -> list[tuple[int, int]]:
    """(membership id, person id) in roster order."""
    rows = Membership.objects.filter(branch_id=branch_id).order_by("roster_no")
    return list(rows.values_list("pk", "person_id"))


def members_by_name(*, branch_id: int) -> dict[str, tuple[int, int]]:
    """name → (membership id, person id); names are different in the demo."""
    rows = Membership.objects.filter(branch_id=branch_id).values_list("person__name", "pk", "person_id")
    return {name: (membership, person) for name, membership, person in rows}


def unmarked_members(*, month_id: int) -> list[int]:
    """Membership ids of the roster not yet marked as assessed in a month, those with something waiting left out."""
    month = Month.objects.get(pk=month_id)
    marked = MemberMonth.objects.filter(month=month, assessed_at__isnull=False)
    waiting = Matter.objects.filter(month=month, state=Matter.State.DECLARED)
    rows = Membership.objects.filter(branch_id=month.branch_id).order_by("roster_no")
    rows = rows.exclude(pk__in=marked.values("membership_id")).exclude(pk__in=waiting.values("membership_id"))
    return list(rows.values_list("pk", flat=True))


def open_matters(*, month_id: int | None = None, quarter_id: int | None = None) -> list[OpenMatter]:
    """Matters declared or assessed in a month or a quarter, in order of number."""
    rows = Matter.objects.filter(state__in=["declared", "assessed"])
    if month_id is not None:
        rows = rows.filter(month_id=month_id)
    if quarter_id is not None:
        rows = rows.filter(quarter_id=quarter_id)
    return [_open(matter) for matter in rows.select_related("version").order_by("month__start", "number")]


def _open(matter: Matter) -> OpenMatter:
    item = standard_of(matter.version).by_id[matter.item]
    return OpenMatter(
        matter_id=matter.pk,
        membership_id=matter.membership_id,
        minus=matter.claimed_centi < 0,
        ranged=item.shape == "range",
        bucket=item.bucket,
        state=matter.state,
        each_centi=matter.each_centi,
        level=matter.level,
        quantity=matter.quantity,
    )


@dataclass(frozen=True, slots=True)
class OnDesk:
    """A matter waiting on the assessors' desk; `plain`: it may be accepted with others. `heard`: nothing is awaited."""

    matter_id: int
    membership_id: int
    person_id: int
    plain: bool
    heard: bool
    minus: bool
    twin: bool
    each_centi: int | None
    quantity: int
    level: str
    round: int
    reporter_id: int | None


def on_desk(*, month_id: int, on: date) -> list[OnDesk]:
    """What waits for assessment in a month, in the order in which it came."""
    month = Month.objects.select_related("quarter").get(pk=month_id)
    at_hand = matters_at_hand(month=month)
    by_member: dict[int, list[AtHand]] = defaultdict(list)
    for one in at_hand:
        by_member[one.membership_id].append(one)
    persons = dict(Membership.objects.filter(branch_id=month.branch_id).values_list("pk", "person_id"))
    reporters = dict(Reporter.objects.filter(matter__month=month).values_list("matter_id", "person_id"))
    waiting = [one for one in at_hand if one.month_id == month_id and one.state == Matter.State.DECLARED]
    return [
        OnDesk(
            matter_id=one.id,
            membership_id=one.membership_id,
            person_id=persons[one.membership_id],
            plain=not why_single(matter=one, twins=twins_of(one, by_member[one.membership_id])),
            heard=not not_heard(
                reply_by=one.reply_by, by_hand=one.by_hand, replied=one.reply is not None, today=on
            ),
            minus=one.claimed_centi < 0,
            twin=bool(twins_of(one, by_member[one.membership_id])),
            each_centi=one.each_centi,
            quantity=one.quantity,
            level=one.level,
            round=one.round,
            reporter_id=reporters.get(one.id),
        )
        for one in waiting
    ]


def roll_of_month(*, month_id: int) -> list[tuple[int, int]]:
    """(membership id, person id) of those whose month is not yet marked as assessed and who have nothing waiting."""
    month = Month.objects.select_related("quarter").get(pk=month_id)
    marked = MemberMonth.objects.filter(month=month, assessed_at__isnull=False)
    waiting = Matter.objects.filter(month=month, state=Matter.State.DECLARED)
    rows = roster_of(month).exclude(pk__in=marked.values("membership_id"))
    return list(rows.exclude(pk__in=waiting.values("membership_id")).values_list("pk", "person_id"))


@dataclass(frozen=True, slots=True)
class Agenda:
    """Matter ids of a meeting: those on the list en bloc, those singled out, and those that can only be deferred."""

    en_bloc: tuple[int, ...]
    singled_out: tuple[int, ...]
    not_assessed: tuple[int, ...]


def agenda_ids(*, meeting_id: int) -> Agenda:
    """What an open meeting has not decided yet."""
    rows = AgendaItem.objects.filter(meeting_id=meeting_id, outcome="").order_by("pk")
    states = list(rows.values_list("matter_id", "singled_out", "matter__state"))
    return Agenda(
        en_bloc=tuple(pk for pk, singled, state in states if state == "assessed" and not singled),
        singled_out=tuple(pk for pk, singled, state in states if state == "assessed" and singled),
        not_assessed=tuple(pk for pk, _, state in states if state == "declared"),
    )


def called_ids(*, meeting_id: int) -> list[int]:
    """Membership ids of those who should attend, in roster order."""
    meeting = Meeting.objects.get(pk=meeting_id)
    called = called_to(branch_id=meeting.branch_id, kind=meeting.kind, day=meeting.held_on)
    return [one.membership_id for one in called]


def called_meeting(*, month_id: int | None = None, quarter_id: int = 0) -> int:
    """The meeting called for a month, or the members' meeting called for a quarter."""
    rows = Meeting.objects.filter(state=Meeting.State.CALLED)
    if month_id is not None:
        return rows.get(month_id=month_id).pk
    return rows.get(quarter_id=quarter_id, kind=Meeting.Kind.MEMBERS).pk


@dataclass(frozen=True, slots=True)
class YearIds:
    """A year with its latest settlement: the grades it suggests by membership, the meeting that may give them."""

    year_id: int
    settlement_id: int
    suggested: tuple[tuple[int, str], ...]
    meeting_id: int


def year_ids(*, branch_id: int, year: int) -> YearIds:
    """Ids of a year; what is not there yet is 0 or empty."""
    found = Year.objects.get(branch_id=branch_id, number=year)
    steps = latest_steps(year_id=found.pk)
    if steps is None:
        return YearIds(found.pk, 0, (), 0)
    lines = appraised_lines(steps=steps)
    meetings = eligible_meetings(steps=steps, branch_id=branch_id)
    suggested = tuple((line.membership_id, line.suggested) for line in lines)
    return YearIds(found.pk, steps.settlement_id, suggested, meetings[0].id if meetings else 0)


def unreported_findings(*, branch_id: int) -> list[int]:
    """Findings a members' meeting has not heard yet."""
    rows = Finding.objects.filter(branch_id=branch_id, report_back__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def matter_of(*, membership_id: int, said: str) -> int:
    """The latest matter of a member that says this."""
    return Matter.objects.filter(membership_id=membership_id, said__text=said).latest("pk").pk


def entry_of(*, membership_id: int, said: str) -> int:
    """The ledger entry of that matter."""
    matter_id = matter_of(membership_id=membership_id, said=said)
    return LedgerEntry.objects.get(determination__matter_id=matter_id, kind=LedgerEntry.Kind.DETERMINATION).pk


def pending(subject: str, *, branch_id: int) -> int:
    """The latest veto, correction, objection, appeal or enquiry of a branch."""
    rows: dict[str, type[Veto] | type[Correction] | type[Objection] | type[Appeal] | type[Enquiry]] = {
        "veto": Veto,
        "correction": Correction,
        "objection": Objection,
        "appeal": Appeal,
        "enquiry": Enquiry,
    }
    return int(rows[subject]._default_manager.filter(branch_id=branch_id).latest("pk").pk)


def waiting_departure(*, branch_id: int) -> int:
    """Who was sent to a branch and is not received there yet."""
    return Departure.objects.get(to_branch_id=branch_id, arrival__isnull=True).pk


def branch_ids() -> dict[str, int]:
    """name → id of every branch."""
    return dict(Organisation.objects.filter(kind=Organisation.Kind.BRANCH).values_list("name", "pk"))


def reviewer_id(*, name: str) -> int:
    """The college committee's reviewer of that name."""
    office = Office.objects.filter(role=Role.SUPERIOR_REVIEWER, person__name=name).latest("pk")
    return office.person_id


def posting_code(*, quarter_id: int) -> str:
    """The code of a quarter's posting, as it stands on the sheet."""
    return Posting.objects.get(quarter_id=quarter_id).code
