"""The page on which assessors learn who reported a matter: what it is about and who has looked before (A14, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fenming.queries.claims import number_of
from fenming.queries.reporting import get_reporter_for
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import AccessEvent, Matter


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReporterPage:
    """The matter and the looks so far; the reporter is not on it."""

    matter_id: int
    number: str
    name: str
    title: str
    looks: tuple[Look, ...]


def reporter_page(*, viewer: Viewer, matter_id: int, today: date) -> ReporterPage:
    """For those who may learn the name; NotFound and Refused as get_reporter_for."""
    reporter = get_reporter_for(actor_id=viewer.person_id, matter_id=matter_id, on=today)
    matter = Matter.objects.select_related("month", "version", "membership__person").get(pk=matter_id)
    looks = AccessEvent.objects.filter(
        branch_id=reporter.branch_id, subject="reporter", subject_id=reporter.pk
    )
    return ReporterPage(
        matter_id=matter.pk,
        number=number_of(matter),
        name=matter.membership.person.name,
        title=standard_of(matter.version).by_id[matter.item].title,
        looks=tuple(Look(*row) for row in looks.order_by("pk").values_list("person__name", "at")),
    )
