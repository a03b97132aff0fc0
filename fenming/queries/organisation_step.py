"""One organisation about which something is to be entered: what its form offers (R10, A34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.organisations import affiliation_on, generals_below, get_place_for, people_below
from fenming.records.models import Organisation


@dataclass(frozen=True, slots=True)
class PlaceStep:
    """`general_id`: where a branch belongs today; `generals` and `people` are what may be chosen, each where asked for."""

    id: int
    name: str
    is_general: bool
    general_id: int | None
    generals: tuple[tuple[int, str], ...]
    people: tuple[tuple[int, str], ...]


def place_step(*, actor_id: int, verb: str, place_id: int, on: date) -> PlaceStep:
    """For whoever may do the verb; NotFound, Refused `forbidden`."""
    place = get_place_for(actor_id=actor_id, verb=verb, place_id=place_id, on=on)
    above, is_general = place.parent_id or 0, place.kind == Organisation.Kind.GENERAL_BRANCH
    now = affiliation_on(place.pk, on=on) if verb == "place_branch" else None
    return PlaceStep(
        id=place.pk,
        name=place.name,
        is_general=is_general,
        general_id=now.general_id if now else None,
        generals=generals_below(above, on=on) if verb == "place_branch" else (),
        people=people_below(above, on=on) if verb == "give_office" and is_general else (),
    )
