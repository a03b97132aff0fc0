"""The page on which assessors learn who reported a matter: what it is about and who has looked before (A14, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fenming.queries.claims import number_of
from fenming.queries.reporting import get_reporter_for
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import AccessEvent, Matter, Reporter


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReporterPage:
    """The matter and the looks so far; the reporter is not on it. `referred_at`: when the superior was asked to look
    into the report; what it found is told to the reporter alone."""

    matter_id: int
    number: str
    name: str
    title: str
    looks: tuple[Look, ...]
    referred_at: datetime | None
    decided: bool


def reporter_page(*, viewer: Viewer, matter_id: int, today: date) -> ReporterPage:
    """For the assessors, who may learn the name; NotFound and Refused as get_reporter_for. The superior has a page
    of its own."""
    reporter = get_reporter_for(actor_id=viewer.person_id, matter_id=matter_id, on=today, verb="refer_report")
    matter = Matter.objects.select_related("month", "version", "membership__person").get(pk=matter_id)
    inquiry = getattr(reporter, "inquiry", None)
    return ReporterPage(
        matter_id=matter.pk,
        number=number_of(matter),
        name=matter.membership.person.name,
        title=standard_of(matter.version).by_id[matter.item].title,
        looks=looks_at(reporter),
        referred_at=inquiry.at if inquiry is not None else None,
        decided=matter.state in (Matter.State.DETERMINED, Matter.State.REFUSED),
    )


def looks_at(reporter: Reporter) -> tuple[Look, ...]:
    """Who looked behind the door of this report, in order; one query."""
    rows = AccessEvent.objects.filter(
        branch_id=reporter.branch_id, subject="reporter", subject_id=reporter.pk
    )
    return tuple(Look(*row) for row in rows.order_by("pk").values_list("person__name", "at"))
