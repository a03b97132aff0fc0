"""转入纸质台账: a branch begun in mid-year takes over its paper book, once, before its first meeting here (A17, R61)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fenming.actions._opening import checked_resolution, take_over
from fenming.actions._writing import writing
from fenming.queries.access import get_branch_for
from fenming.queries.opening import frame_of
from fenming.queries.opening_book import OpeningLine


@dataclass(frozen=True, slots=True)
class Entered:
    """The opening, how many entries it made, and until when members may object to them."""

    opening_id: int
    entries: int
    objection_until: date


def enter_opening(
    *,
    actor_id: int,
    branch_id: int,
    closed_on: date,
    resolution: str,
    lines: Sequence[OpeningLine],
    key: str,
    now: datetime,
) -> Entered:
    """Take over a paper book closed on a day: one entry a line, without matter and without claimed or assessed figure.

    All or nothing; quarters and months that were over by then count as taken over, and nothing is due in them. Each
    member with a line is told and may object. Raises NotFound (also for a membership of another branch). Refused:
    `forbidden`, `resolution_missing`, `too_long`, `no_lines`, `bad_lines` (every fault with its row and column),
    `already_entered`, `meeting_held`, `future_day`, `no_year`, `year_closed`, `whole_year`, `no_standard`,
    `matters_there`.
    """
    today = timezone.localdate(now)
    get_branch_for(actor_id=actor_id, verb="enter_opening", branch_id=branch_id, on=today)
    basis = checked_resolution(resolution)
    with writing(branch_id=branch_id, actor_id=actor_id, verb="enter_opening", key=key, now=now) as act:
        frame = frame_of(branch_id=branch_id, closed_on=closed_on, today=today)
        opening = take_over(act, frame=frame, closed_on=closed_on, resolution=basis, lines=lines)
        detail = {"closed_on": closed_on.isoformat(), "entries": len(lines), "quarter": frame.quarter.number}
        act.audit(subject="opening", subject_id=opening.pk, clause="A17 R61", detail=detail)
    return Entered(opening.pk, len(lines), opening.objection_until)
