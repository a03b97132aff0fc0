"""新年度的准备: offices, roster and standard as they carry over, on one page before the secretary confirms (R10, R64, R86)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fenming.queries.access import NotFound
from fenming.queries.roster import MemberRow, OfficeRow, members_on, offices_on
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import StandardVersion, Year
from fenming.rules.authority import ROLE_NAMES, Relation, Role, may
from fenming.rules.terms import Refused

NEEDED = (Role.SECRETARY, Role.RECORDER, Role.COMMITTEE)
"""Offices without which the scheme stands still: to determine, to record, to assess."""


@dataclass(frozen=True, slots=True)
class YearBegin:
    """A year before or after it is confirmed. `vacant` names the needed offices nobody holds."""

    year_id: int
    number: int
    start: date
    has_begun: bool
    confirmed_by: str
    confirmed_at: datetime | None
    offices: tuple[OfficeRow, ...]
    vacant: tuple[str, ...]
    members: tuple[MemberRow, ...]
    came: int
    went: int
    version: int | None
    since: date | None
    label: str

    @property
    def noted(self) -> tuple[MemberRow, ...]:
        """Members with something beside their standing: a probation, an exemption, a leave."""
        return tuple(row for row in self.members if row.note)


def year_begin(*, viewer: Viewer, number: int, on: date) -> YearBegin:
    """What the secretary looks over for a year; raises NotFound, Refused `forbidden`."""
    answer = may(verb="see_year_begin", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    years = Year.objects.filter(branch_id=viewer.branch_id, number=number)
    year = years.select_related("confirmed_by").first()
    if year is None:
        raise NotFound("year")
    offices = offices_on(viewer.branch_id, on)
    held = {row.office for row in offices}
    rows = members_on(viewer.branch_id, on)
    versions = StandardVersion.objects.filter(branch_id=viewer.branch_id, in_force_from__lte=on)
    version = versions.order_by("-in_force_from").first()
    return YearBegin(
        year_id=year.pk,
        number=number,
        start=year.start,
        has_begun=year.start <= on,
        confirmed_by=year.confirmed_by.name if year.confirmed_by else "",
        confirmed_at=year.confirmed_at,
        offices=offices,
        vacant=tuple(ROLE_NAMES[role] for role in NEEDED if ROLE_NAMES[role] not in held),
        members=tuple(row for row in rows if row.until is None or row.until >= on),
        came=sum(row.since.year == number - 1 for row in rows),
        went=sum(row.until is not None and row.until.year == number - 1 for row in rows),
        version=version.number if version else None,
        since=version.in_force_from if version else None,
        label=standard_of(version).label if version else "",
    )
