"""诫勉谈话: its door, its list and its page, for the one who leads the branch and the one it was held with (R55, A22).

To everybody else a talk is not there: not forbidden but not found, and nothing counts or lists it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from fenming.queries.access import NotFound, one_of, tie_to
from fenming.queries.grounds import in_words, kept_text
from fenming.queries.viewer import Viewer
from fenming.records.models import Talk
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from fenming.rules.workflow import STATE_NAMES


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk in the list; `state` is held or acknowledged."""

    id: int
    name: str
    own: bool
    held_on: date
    held_by: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class TalkPage:
    """One talk whole; `remarks` is "" when the member added none."""

    id: int
    name: str
    own: bool
    held_on: date
    held_by: str
    ground: str
    agreed: str
    recorded_at: datetime
    remarks: str
    acknowledged_at: datetime | None
    word: str


def get_talk_for(*, actor_id: int, verb: str, talk_id: int, on: date) -> Talk:
    """A talk with its persons, ground and texts (R55); NotFound for all but its two, Refused where one of them may not."""
    links = ("membership__person", "held_by", "settlement__year", "agreed", "remarks")
    talk = one_of(Talk.objects.select_related(*links), pk=talk_id)
    tie = tie_to(actor_id=actor_id, branch_id=talk.branch_id, on=on, owner_id=talk.membership.person_id)
    if not tie.may("see_talk").allowed:
        raise NotFound("talk")
    if not (answer := tie.may(verb)).allowed:
        raise Refused("forbidden", answer.reason)
    return talk


def state_of(talk: Talk) -> str:
    """In the words of rules.workflow, subject talk."""
    return "held" if talk.acknowledged_at is None else "acknowledged"


def talk_rows(*, viewer: Viewer) -> tuple[TalkRow, ...]:
    """One's own, and for the secretary the branch's, latest first; one query."""
    whose = Q(membership__person_id=viewer.person_id)
    if viewer.holds(Role.SECRETARY):
        whose |= Q(branch_id=viewer.branch_id)
    rows = Talk.objects.filter(whose).select_related("membership__person", "held_by")
    return tuple(_row(talk, viewer) for talk in rows.order_by("-held_on", "-pk"))


def _row(talk: Talk, viewer: Viewer) -> TalkRow:
    state = state_of(talk)
    return TalkRow(
        id=talk.pk,
        name=talk.membership.person.name,
        own=talk.membership.person_id == viewer.person_id,
        held_on=talk.held_on,
        held_by=talk.held_by.name,
        state=state,
        word=STATE_NAMES["talk"][state],
    )


def talk_page(*, viewer: Viewer, talk_id: int, on: date) -> TalkPage:
    """One talk for its two; raises NotFound for everybody else."""
    talk = get_talk_for(actor_id=viewer.person_id, verb="see_talk", talk_id=talk_id, on=on)
    year = talk.settlement.year.number if talk.settlement else None
    return TalkPage(
        id=talk.pk,
        name=talk.membership.person.name,
        own=talk.membership.person_id == viewer.person_id,
        held_on=talk.held_on,
        held_by=talk.held_by.name,
        ground=in_words(year=year, grade=talk.grade, document=talk.document),
        agreed=kept_text(talk.agreed),
        recorded_at=talk.recorded_at,
        remarks=kept_text(talk.remarks),
        acknowledged_at=talk.acknowledged_at,
        word=STATE_NAMES["talk"][state_of(talk)],
    )
