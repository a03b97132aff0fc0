"""What the verbs about a matter taken up again share: its place on the agenda, its judgement, its booking (R76, R77)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fenming.actions._counter_entry import Priced, priced, put_right
from fenming.actions._writing import Act
from fenming.queries.counter_entries import (
    Figures,
    booking_quarter,
    entry_of_matter,
    year_of,
)
from fenming.queries.reopenings import figures_now, refuse_overtaken, refuse_unheard
from fenming.records.models import (
    AgendaItem,
    Determination,
    LedgerEntry,
    Matter,
    Meeting,
    Membership,
    Reopening,
)
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

ANEW = {"changed": "decide_anew", "refused": "refuse_anew"}
_BLANK = {
    "resolution": None, "outcome": "", "quantity": None, "level": "", "each_centi": None, "points_centi": None,
    "reason": None,
}  # fmt: skip


def put_on_agenda(meeting: Meeting, reopenings: Sequence[Reopening]) -> None:
    """Each by itself, never en bloc; a row that is there already is taken over with nothing decided."""
    there = {row.matter_id: row for row in AgendaItem.objects.filter(meeting=meeting)}
    for one in reopenings:
        row = there.get(one.matter_id)
        if row is None:
            row = AgendaItem(branch_id=meeting.branch_id, meeting=meeting, matter_id=one.matter_id)
        elif row.reopening_id != one.pk:
            for name, value in _BLANK.items():
                setattr(row, name, value)
        row.reopening, row.singled_out = one, True
        row.save()


def judged_anew(
    act: Act, matter: Matter, old: LedgerEntry | None, *, figures: Figures | None, reason: str
) -> Priced:
    """The figures that are to stand, or none, judged like any entry; Refused when they change nothing."""
    if figures is None and old is None:
        raise Refused("unchanged", "这件事现在就没有计分。没有改动的，请维持原来的结果。")
    membership = Membership.objects.select_related("person").prefetch_related("standings", "absences")
    new = priced(
        membership=membership.get(pk=matter.membership_id),
        year=year_of(branch_id=act.branch_id, day=matter.day),
        old=old,
        figures=figures,
        reason=reason,
        today=act.today,
    )
    if old is not None and figures is not None and new.points_centi == old.points_centi:
        raise Refused("unchanged", "改的结果和现在的分相同。请改次数、级别或分值，或者维持原来的结果。")
    return new


def wanted_figures(
    matter: Matter,
    old: LedgerEntry | None,
    *,
    quantity: int | None,
    level: str | None,
    each_centi: int | None,
) -> Figures:
    """What stands, with what is to be another; item and day stay."""
    now = figures_now(matter, old)
    return replace(
        now,
        quantity=now.quantity if quantity is None else quantity,
        level=now.level if level is None else level,
        each_centi=now.each_centi if each_centi is None else each_centi,
    )


def put_anew(act: Act, row: AgendaItem, *, figures: Figures | None, reason: str) -> None:
    """Set on the row, not yet saved, what the meeting is asked to decide in place of what stands.

    Refused: the faults of the figures, `unchanged`, `year_settled`, `appealed`, `decided_above`, `not_shown`, `not_heard` (A14).
    """
    reopening = _of(row)
    refuse_overtaken(row.matter)
    new = judged_anew(act, row.matter, entry_of_matter(row.matter), figures=figures, reason=reason)
    refuse_unheard(
        reopening,
        points_centi=new.points_centi,
        lowers=new.effect.lowers,
        held_on=row.meeting.held_on,
    )
    said = figures or figures_now(row.matter, None)
    row.quantity, row.level, row.each_centi = said.quantity, said.level, said.each_centi
    row.points_centi = new.points_centi


def put_kept(row: AgendaItem) -> None:
    """The same where the meeting leaves what stands, or puts it off."""
    figures = figures_now(row.matter, entry_of_matter(row.matter))
    row.quantity, row.level, row.each_centi = figures.quantity, figures.level, figures.each_centi
    row.points_centi = _of(row).before_centi


def close_anew(act: Act, row: AgendaItem) -> None:
    """Make binding what the meeting decided of one matter taken up again; one put off goes to the next meeting."""
    reopening = _of(row)
    verb = {"accepted": "keep", "deferred": "defer"}.get(row.outcome, "decide_anew")
    reopening.state = next_state(subject="reopening", state=reopening.state, verb=verb)
    if verb == "defer":
        return
    if verb == "decide_anew":
        _redetermine(act, row, reopening)
    reopening.ended_by_id, reopening.ended_at = act.actor_id, act.now
    reopening.save(update_fields=["state", "ended_by", "ended_at"])
    take_off(reopening, but=row.meeting_id)


def take_off(reopening: Reopening, *, but: int | None = None) -> None:
    """Whatever other meetings that are not over had put to the vote of it has no effect any more."""
    rows = AgendaItem.objects.filter(reopening=reopening, meeting__state__in=("called", "open"))
    rows.exclude(meeting=but or 0).update(**_BLANK)


def _of(row: AgendaItem) -> Reopening:
    assert row.reopening is not None
    return row.reopening


def _redetermine(act: Act, row: AgendaItem, reopening: Reopening) -> None:
    """The later determination, the counter-entry to what stood, and the new entry if there is to be one."""
    matter, old = row.matter, entry_of_matter(row.matter)
    figures = None
    if row.outcome == AgendaItem.Outcome.CHANGED:
        figures = wanted_figures(
            matter, old, quantity=row.quantity, level=row.level, each_centi=row.each_centi
        )
    refuse_overtaken(matter)
    year = year_of(branch_id=act.branch_id, day=matter.day)
    reason = row.reason.text if row.reason else ""
    new = judged_anew(act, matter, old, figures=figures, reason=reason or "重新审议")
    refuse_unheard(
        reopening, points_centi=new.points_centi, lowers=new.effect.lowers, held_on=row.meeting.held_on
    )
    determination = _determination(act, row, new)
    quarter = row.meeting.quarter
    put_right(
        act,
        membership=matter.membership,
        year=year,
        old=old,
        new=new,
        text=matter.said,
        source=determination,
        quarter=quarter if quarter.year_id == year.pk else booking_quarter(year=year, today=act.today),
    )
    matter.state = next_state(subject="matter", state=matter.state, verb=ANEW[row.outcome])
    matter.save(update_fields=["state"])


def _determination(act: Act, row: AgendaItem, new: Priced) -> Determination:
    assert row.resolution is not None
    return Determination.objects.create(
        branch_id=act.branch_id,
        matter=row.matter,
        resolution=row.resolution,
        outcome=row.outcome,
        quantity=row.quantity or row.matter.quantity,
        level=row.level,
        each_centi=row.each_centi,
        points_centi=new.points_centi,
        reason_id=row.reason_id,
        at=act.now,
        reopening=row.reopening,
    )
