"""A matter on the way to being decided anew, as its form and its page show it (R76, R77, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fenming.queries.claims import number_of
from fenming.queries.counter_entries import Figures, figures_of
from fenming.queries.meeting_list import title_of
from fenming.queries.on_paper import OnPaper, on_paper
from fenming.queries.reopenings import figures_now, get_decided_for, get_reopening_for
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import AgendaItem, LedgerEntry, Meeting, Reopening
from fenming.rules.authority import Relation, may
from fenming.rules.standard import Item

ERASED = "（这句话已依法删除）"


@dataclass(frozen=True, slots=True)
class ToReopen:
    """A decided matter on the form: what stands for it now; `stands` is False where it was refused."""

    matter_id: int
    matter_number: str
    name: str
    item: Item
    said: str
    now: Figures
    points_centi: int
    stands: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """A members' meeting that has or had it on its agenda, and what it decided; "" while it did not."""

    id: int
    title: str
    held_on: date
    state: str
    outcome: str
    reason: str
    votes: tuple[int, int, int, int] | None  # who should attend, ayes, nays, abstained


@dataclass(frozen=True, slots=True)
class ReopeningPage:
    """One reopening: what stood, what is proposed, who said what. Points are signed hundredths."""

    id: int
    name: str
    own: bool
    item: Item
    matter_id: int
    matter_number: str
    said: str
    before: Figures
    before_centi: int
    outcome: str
    after: Figures
    after_centi: int
    reason: str
    proposed_by: str
    proposed_at: datetime
    shown_on: date | None
    reply_by: date | None
    paper: OnPaper
    answer: str
    answered_at: datetime | None
    state: str
    word: str
    ended_by: str
    ended_at: datetime | None
    why_dropped: str
    sittings: tuple[Sitting, ...]
    seqs: tuple[int, ...]
    may_answer: bool
    may_drop: bool
    today: date

    @property
    def waits_for_reply(self) -> bool:
        """Points would fall, the member has not answered, and the days to answer are not over, or do not run yet."""
        open_term = self.paper.by_hand if self.reply_by is None else self.today <= self.reply_by
        return self.state == Reopening.State.PROPOSED and open_term and self.answered_at is None


def to_reopen(*, viewer: Viewer, matter_id: int, today: date) -> ToReopen:
    """The matter for the form. NotFound, Refused as `get_decided_for`."""
    matter, entry = get_decided_for(actor_id=viewer.person_id, verb="reopen", matter_id=matter_id, on=today)
    return ToReopen(
        matter_id=matter.pk,
        matter_number=number_of(matter),
        name=matter.membership.person.name,
        item=standard_of(matter.version).by_id[matter.item],
        said=matter.said.text or ERASED,
        now=figures_now(matter, entry),
        points_centi=entry.points_centi if entry is not None else 0,
        stands=entry is not None,
    )


def reopening_page(*, viewer: Viewer, reopening_id: int, today: date) -> ReopeningPage:
    """One reopening for the one concerned and for who handles it; four queries. NotFound, Refused `forbidden`."""
    one = get_reopening_for(
        actor_id=viewer.person_id, verb="see_reopening", reopening_id=reopening_id, on=today
    )
    matter, own = one.matter, one.matter.membership.person_id == viewer.person_id
    waits = one.state == Reopening.State.PROPOSED
    handles = may(verb="drop_reopening", roles=viewer.roles, relation=Relation.BRANCH, own_matter=own)
    booked = LedgerEntry.objects.filter(determination__reopening=one).order_by("seq")
    return ReopeningPage(
        id=one.pk,
        name=matter.membership.person.name,
        own=own,
        item=standard_of(matter.version).by_id[matter.item],
        matter_id=matter.pk,
        matter_number=number_of(matter),
        said=matter.said.text or ERASED,
        before=figures_of(one.entry) if one.entry is not None else figures_now(matter, None),
        before_centi=one.before_centi,
        outcome=one.outcome,
        after=Figures(matter.item, matter.day, one.quantity, one.level, one.each_centi, matter.achievement),
        after_centi=one.points_centi,
        sittings=_sittings(one),
        seqs=tuple(booked.values_list("seq", flat=True)),
        may_answer=own and waits and one.asks_reply and one.answered_at is None,
        may_drop=handles.allowed and waits,
        today=today,
        **_words(one, viewer),
    )


def _words(one: Reopening, viewer: Viewer) -> dict[str, Any]:
    """Who said what, when, here or on paper."""
    return {
        "reason": one.reason.text or ERASED,
        "proposed_by": one.proposed_by.name,
        "proposed_at": one.proposed_at,
        "shown_on": one.shown_on,
        "reply_by": one.reply_by,
        "paper": on_paper(one, viewer=viewer),
        "answer": (one.answer.text or ERASED) if one.answer else "",
        "answered_at": one.answered_at,
        "state": one.state,
        "word": one.get_state_display(),
        "ended_by": one.ended_by.name if one.ended_by else "",
        "ended_at": one.ended_at,
        "why_dropped": (one.why_dropped.text or ERASED) if one.why_dropped else "",
    }


def _sittings(one: Reopening) -> tuple[Sitting, ...]:
    rows = AgendaItem.objects.filter(reopening=one).exclude(meeting__state=Meeting.State.CANCELLED)
    rows = rows.select_related("meeting__quarter__year", "meeting__month", "resolution", "reason")
    return tuple(_sitting(row) for row in rows.order_by("meeting__held_on", "pk"))


def _sitting(row: AgendaItem) -> Sitting:
    """What a meeting not yet over is about to decide is not told before it closes."""
    vote = row.resolution if row.meeting.state == Meeting.State.CLOSED else None
    return Sitting(
        id=row.meeting_id,
        title=title_of(row.meeting),
        held_on=row.meeting.held_on,
        state=row.meeting.state,
        outcome=row.outcome if vote else "",
        reason=(row.reason.text or ERASED) if vote and row.reason else "",
        votes=(vote.should_attend, vote.ayes, vote.nays, vote.abstained) if vote else None,
    )
