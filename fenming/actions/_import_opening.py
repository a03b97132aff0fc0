"""What an accepted file of a running year's points writes: the paper book taken over (A17, R61)."""

from __future__ import annotations

from collections.abc import Mapping

from fenming.actions._opening import take_over
from fenming.actions._writing import Act
from fenming.queries.imports.opening import draft_of
from fenming.queries.imports.plan import Asked


def take_opening(act: Act, asked: Asked) -> Mapping[str, object]:
    """The opening and how many entries it made; Refused as `enter_opening`."""
    draft = draft_of(asked)
    if draft.frame is None or draft.closed_on is None:
        raise RuntimeError("a plan that can be accepted has its frame")
    opening = take_over(
        act, frame=draft.frame, closed_on=draft.closed_on, resolution=draft.resolution, lines=draft.lines
    )
    return {"opening": opening.pk, "entries": len(draft.lines), "closed_on": draft.closed_on.isoformat()}
