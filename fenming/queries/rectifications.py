"""限期整改: its door, its list and its page, for the member, the branch's committee and the auditor (R56, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from fenming.queries.access import one_of, require
from fenming.queries.grounds import in_words, kept_text
from fenming.queries.viewer import Viewer
from fenming.records.models import Rectification, RectificationEvent
from fenming.rules.authority import Relation, Role, may
from fenming.rules.workflow import STATE_NAMES

READERS = (Role.COMMITTEE, Role.SECRETARY, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class RectificationRow:
    """A dated correction in the list; `overdue`: its day is past and nobody has checked it."""

    id: int
    name: str
    own: bool
    due_on: date
    state: str
    word: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """A report of the member, or a check; `word` says which, `due_on` the new day where it was extended."""

    word: str
    text: str
    by: str
    at: datetime
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RectificationPage:
    """One dated correction whole, and what the viewer may do now."""

    id: int
    name: str
    own: bool
    what: str
    ground: str
    due_on: date
    set_by: str
    set_at: datetime
    state: str
    word: str
    overdue: bool
    events: tuple[Happened, ...]
    may_report: bool
    may_check: bool


def get_rectification_for(*, actor_id: int, verb: str, rectification_id: int, on: date) -> Rectification:
    """A dated correction with its member, ground and words (R56); raises NotFound, Refused."""
    links = ("membership__person", "what", "settlement__year", "set_by")
    row = one_of(Rectification.objects.select_related(*links), pk=rectification_id)
    owner_id = row.membership.person_id
    require(actor_id=actor_id, verb=verb, branch_id=row.branch_id, on=on, owner_id=owner_id)
    return row


def rectification_rows(*, viewer: Viewer, on: date) -> tuple[RectificationRow, ...]:
    """One's own, and for who reads them the branch's, open ones first; one query."""
    whose = Q(membership__person_id=viewer.person_id)
    if viewer.holds(*READERS):
        whose |= Q(branch_id=viewer.branch_id)
    rows = Rectification.objects.filter(whose).select_related("membership__person").order_by("-pk")
    found = [_row(one, viewer, on) for one in rows]
    return tuple(sorted(found, key=lambda row: row.state != "open"))


def _row(row: Rectification, viewer: Viewer, on: date) -> RectificationRow:
    overdue = _overdue(row, on)
    return RectificationRow(
        id=row.pk,
        name=row.membership.person.name,
        own=row.membership.person_id == viewer.person_id,
        due_on=row.due_on,
        state=row.state,
        word="逾期" if overdue else STATE_NAMES["rectification"][row.state],
        overdue=overdue,
    )


def _overdue(row: Rectification, on: date) -> bool:
    return row.state == Rectification.State.OPEN and row.due_on < on


def rectification_page(*, viewer: Viewer, rectification_id: int, on: date) -> RectificationPage:
    """One of them; raises NotFound, Refused `forbidden`. Three queries with the door."""
    row = get_rectification_for(
        actor_id=viewer.person_id, verb="see_rectification", rectification_id=rectification_id, on=on
    )
    line, is_open = _row(row, viewer, on), row.state == Rectification.State.OPEN
    check = may(verb="check_rectification", roles=viewer.roles, relation=Relation.BRANCH, own_matter=line.own)
    return RectificationPage(
        id=row.pk,
        name=line.name,
        own=line.own,
        what=kept_text(row.what),
        ground=in_words(
            year=row.settlement.year.number if row.settlement else None,
            grade=row.grade,
            document=row.document,
        ),
        due_on=row.due_on,
        set_by=row.set_by.name,
        set_at=row.set_at,
        state=row.state,
        word=line.word,
        overdue=line.overdue,
        events=_events(row),
        may_report=is_open and line.own,
        may_check=is_open and check.allowed and row.branch_id == viewer.branch_id,
    )


def _events(row: Rectification) -> tuple[Happened, ...]:
    rows = RectificationEvent.objects.filter(rectification=row).select_related("text", "by").order_by("pk")
    return tuple(
        Happened(
            RectificationEvent.Kind(one.kind).label, kept_text(one.text), one.by.name, one.at, one.due_on
        )
        for one in rows
    )
