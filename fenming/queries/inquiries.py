"""Reports that the committee above is asked to look into: its door, the list and the page.

Whether a report was deliberately false is found in writing. Nobody else reads what was found: not the branch, not the
one concerned. The reporter's name is on no page here; it has a door of its own (A14, A22).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from fenming.queries.access import one_of, require
from fenming.queries.claims import number_of
from fenming.queries.contested import words_of
from fenming.queries.judgements import Judged, judged_of
from fenming.queries.reporter_page import Look, looks_at
from fenming.queries.scores import standard_of
from fenming.queries.superior_people import posts_above
from fenming.records.models import Appeal, Matter, Objection, Reopening, ReportInquiry
from fenming.rules.authority import Relation, may
from fenming.rules.terms import Refused

_MATTER = "reporter__matter"
_WITH = (
    f"{_MATTER}__membership__person", f"{_MATTER}__version", f"{_MATTER}__month", f"{_MATTER}__said", "branch",
    "reason", "by", "judgement__reason", "judgement__heard", "judgement__by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """A report in the list of the committee above; the one concerned, never the one who reported."""

    id: int
    branch: str
    number: str
    name: str
    title: str
    asked_on: datetime
    judged: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What was said or decided about the matter, by whom, in order; points signed, None where there are none."""

    at: datetime
    what: str
    who: str
    words: str
    points_centi: int | None


@dataclass(frozen=True, slots=True)
class InquiryPage:
    """The file as the committee above reads it; `pending`: why nothing can be found yet, "" when it can."""

    id: int
    matter_id: int
    branch: str
    number: str
    name: str
    title: str
    day: date
    said: str
    claimed_centi: int
    reported_at: datetime
    asked_by: str
    asked_at: datetime
    asked_why: str
    steps: tuple[Step, ...]
    looks: tuple[Look, ...]
    judged: Judged | None
    pending: str


def get_inquiry_for(*, actor_id: int, verb: str, inquiry_id: int, on: date) -> ReportInquiry:
    """A report to be looked into, with its matter; raises NotFound, Refused `forbidden`, `decided_before` for who
    assessed the matter and, on opening it alone, `reported_by_you`."""
    rounds = f"{_MATTER}__assessments"
    rows = ReportInquiry.objects.select_related(*_WITH).prefetch_related(f"{rounds}__reason", f"{rounds}__by")
    inquiry = one_of(rows, pk=inquiry_id)
    matter = inquiry.reporter.matter
    owner_id = matter.membership.person_id
    require(actor_id=actor_id, verb=verb, branch_id=inquiry.branch_id, on=on, owner_id=owner_id)
    if actor_id == owner_id:
        raise Refused("forbidden", "与您本人有关的报告，不能由您核查。请由其他审核人办理。")
    if any(one.by_id == actor_id for one in matter.assessments.all()):
        raise Refused("decided_before", "这件事的初评您参与过，不能由您核查。请由其他审核人办理。")
    if actor_id == inquiry.reporter.person_id:
        raise Refused("reported_by_you", "这份报告是您提出的，不能由您核查。请由其他审核人办理。")
    return inquiry


def state_of(inquiry: ReportInquiry | None) -> str:
    """Where it stands, as the table of steps calls it."""
    judgement = getattr(inquiry, "judgement", None)
    if judgement is None:
        return "new" if inquiry is None else "open"
    return "judged" if judgement.read_at is None else "read"


def why_undecided(matter: Matter) -> str:
    """Why it is not yet certain what became of the reported matter; "" when it is. One query at most."""
    if matter.state not in (Matter.State.DETERMINED, Matter.State.REFUSED):
        return "报告的这件事还没有结果，不能核查。请等支部初评、党员大会评定之后再办。"
    about = Q(matter=matter) | Q(entry__determination__matter=matter)
    open_ = [
        Objection.objects.filter(about, state=Objection.State.OPEN),
        Appeal.objects.filter(about, state=Appeal.State.OPEN),
        Reopening.objects.filter(matter=matter, state=Reopening.State.PROPOSED),
    ]
    first, *others = [rows.order_by().values("pk") for rows in open_]
    if first.union(*others).exists():
        return "报告的这件事还有异议、申诉或重新审议没有办结，现在不能核查。请等办结之后再办。"
    return ""


def inquiries_above(*, actor_id: int, today: date) -> tuple[InquiryRow, ...]:
    """What the branches below asked about, the latest first; two queries. Refused `forbidden`."""
    above = posts_above(person_id=actor_id, on=today)
    answer = may(
        verb="see_report_inquiries", roles=above.roles, relation=Relation.SUBORDINATE, own_matter=False
    )
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    rows = ReportInquiry.objects.filter(branch__in=[pk for pk, _ in above.branches])
    rows = rows.select_related(
        "branch", "judgement", "reporter__matter__version", "reporter__matter__month",
        "reporter__matter__membership__person",
    )  # fmt: skip
    return tuple(_row(one) for one in rows.order_by("-pk"))


def _row(one: ReportInquiry) -> InquiryRow:
    matter = one.reporter.matter
    return InquiryRow(
        id=one.pk,
        branch=one.branch.name,
        number=number_of(matter),
        name=matter.membership.person.name,
        title=standard_of(matter.version).by_id[matter.item].title,
        asked_on=one.at,
        judged=hasattr(one, "judgement"),
    )


def inquiry_page(*, actor_id: int, inquiry_id: int, today: date) -> InquiryPage:
    """The file of one report; NotFound, Refused as get_inquiry_for."""
    inquiry = get_inquiry_for(actor_id=actor_id, verb="see_report_inquiries", inquiry_id=inquiry_id, on=today)
    matter, judgement = inquiry.reporter.matter, getattr(inquiry, "judgement", None)
    return InquiryPage(
        id=inquiry.pk,
        matter_id=matter.pk,
        branch=inquiry.branch.name,
        number=number_of(matter),
        name=matter.membership.person.name,
        title=standard_of(matter.version).by_id[matter.item].title,
        day=matter.day,
        said=words_of(matter.said),
        claimed_centi=matter.claimed_centi,
        reported_at=matter.declared_at,
        asked_by=inquiry.by.name,
        asked_at=inquiry.at,
        asked_why=words_of(inquiry.reason),
        steps=_steps(matter),
        looks=looks_at(inquiry.reporter),
        judged=judged_of(judgement, matter.pk) if judgement else None,
        pending="" if judgement else why_undecided(matter),
    )


def _steps(matter: Matter) -> tuple[Step, ...]:
    """The reply, the rounds of assessment and what meetings decided; two queries."""
    name = matter.membership.person.name
    found = [
        Step(one.at, "答复", name, words_of(one.text), None) for one in matter.replies.select_related("text")
    ]
    for one in matter.assessments.all():
        points = one.points_centi if one.outcome in ("accepted", "changed") else None
        found.append(
            Step(one.at, f"初评{one.get_outcome_display()}", one.by.name, words_of(one.reason), points)
        )
    for decided in matter.determinations.select_related("reason"):
        what, points = decided.get_outcome_display(), decided.points_centi
        shown = points if decided.outcome in ("accepted", "changed") else None
        found.append(Step(decided.at, what, "支部党员大会", words_of(decided.reason), shown))
    return tuple(sorted(found, key=lambda one: one.at))
