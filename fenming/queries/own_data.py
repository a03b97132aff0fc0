"""我的数据: everything the books hold about the one who looks, year by year, to take along (R62, R67)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fenming.queries.access import NotFound
from fenming.queries.appeals import AppealRow, appeals_of
from fenming.queries.notices import NoticeLine, notices_of
from fenming.queries.objections import ObjectionRow, objections_of
from fenming.queries.own_uses import OwnUse, own_uses
from fenming.queries.points_file import PointsFile, points_file
from fenming.queries.statement import own_statement
from fenming.queries.statement_view import OwnStatement
from fenming.queries.viewer import Viewer
from fenming.records.models import Evidence, LedgerEntry, Reply


@dataclass(frozen=True, slots=True)
class OwnReply:
    """What was answered about a matter; `signed_on` when it stood on paper."""

    matter_id: int
    agrees: bool
    text: str
    at: datetime
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class OwnEvidence:
    """A file beside a matter, by its name and digest; size in bytes."""

    matter_id: int
    number: int
    name: str
    size: int
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """A line of the ledger; points are signed hundredths before any limit, `reverses` the number it takes back."""

    seq: int
    item: str
    day: date
    quarter: str
    quantity: int
    points_centi: int
    kind: str
    reverses: int | None
    recorded_at: datetime
    hash: str


@dataclass(frozen=True, slots=True)
class OwnData:
    """All of it; the latest year first, lines as the pages tell them."""

    name: str
    branch: str
    on: date
    file: PointsFile
    statements: tuple[OwnStatement, ...]
    replies: tuple[OwnReply, ...]
    evidence: tuple[OwnEvidence, ...]
    entries: tuple[OwnEntry, ...]
    notices: tuple[NoticeLine, ...]
    objections: tuple[ObjectionRow, ...]
    appeals: tuple[AppealRow, ...]
    uses: tuple[OwnUse, ...]


def own_data(*, viewer: Viewer, on: date) -> OwnData:
    """What the viewer's own pages tell, of all years in this branch; who reported others is not in it.

    NotFound for who is on no roster; Refused `forbidden`.
    """
    if viewer.membership_id is None:
        raise NotFound("membership")
    return OwnData(
        name=viewer.name,
        branch=viewer.branch_name,
        on=on,
        file=points_file(viewer=viewer, membership_id=viewer.membership_id, today=on),
        statements=_statements(viewer, on),
        replies=_replies(viewer.membership_id),
        evidence=_evidence(viewer.membership_id),
        entries=_entries(viewer.membership_id),
        notices=notices_of(viewer=viewer).lines,
        objections=objections_of(viewer=viewer, today=on).own,
        appeals=appeals_of(viewer=viewer, today=on).own,
        uses=own_uses(viewer=viewer, on=on),
    )


def _statements(viewer: Viewer, on: date) -> tuple[OwnStatement, ...]:
    """The latest year first; a year before the first standard was in force has none."""
    latest = _statement(viewer, None, on)
    if latest is None:
        return ()
    before = (_statement(viewer, one, on) for one in latest.years if one != latest.year)
    return (latest, *(one for one in before if one is not None))


def _statement(viewer: Viewer, year_number: int | None, on: date) -> OwnStatement | None:
    try:
        return own_statement(viewer=viewer, year_number=year_number, on=on)
    except NotFound:
        return None


def _replies(membership_id: int) -> tuple[OwnReply, ...]:
    rows = Reply.objects.filter(matter__membership_id=membership_id).order_by("pk")
    return tuple(
        OwnReply(*row) for row in rows.values_list("matter_id", "agrees", "text__text", "at", "signed_on")
    )


def _evidence(membership_id: int) -> tuple[OwnEvidence, ...]:
    rows = Evidence.objects.filter(matter__membership_id=membership_id, removed_at__isnull=True).order_by(
        "pk"
    )
    cells = rows.values_list("matter_id", "number", "name__text", "size", "digest", "at")
    return tuple(OwnEvidence(*row) for row in cells)


def _entries(membership_id: int) -> tuple[OwnEntry, ...]:
    rows = LedgerEntry.objects.filter(membership_id=membership_id).order_by("seq")
    return tuple(
        OwnEntry(
            seq=one.seq,
            item=one.item,
            day=one.day,
            quarter=f"{one.quarter.year.number}Q{one.quarter.number}",
            quantity=one.quantity,
            points_centi=one.points_centi,
            kind=one.kind,
            reverses=one.reverses.seq if one.reverses else None,
            recorded_at=one.recorded_at,
            hash=one.hash,
        )
        for one in rows.select_related("quarter__year", "reverses")
    )
