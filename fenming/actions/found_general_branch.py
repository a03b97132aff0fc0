"""建立党总支: a general branch between the college committee and some of its branches, by resolution (R10, A34)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._tree import checked_name, checked_resolution, note, refuse_taken
from fenming.actions._writing import writing
from fenming.queries.access import NotFound
from fenming.queries.organisations import committees_of
from fenming.records.models import Organisation, OrganisationEvent


def found_general_branch(
    *, actor_id: int, committee_id: int, name: str, since: date, resolution: str, key: str, now: datetime
) -> int:
    """The id of the new general branch; no branch belongs to it yet, and it answers no filing and no appeal.

    NotFound for another's committee. Refused: `forbidden`, `no_name`, `name_too_long`, `name_taken`, `no_resolution`,
    `resolution_too_long`.
    """
    words, ground = checked_name(name), checked_resolution(resolution)
    own = committees_of(person_id=actor_id, verb="found_general_branch", on=timezone.localdate(now))
    if committee_id not in own:
        raise NotFound(f"organisation {committee_id}")
    with writing(
        branch_id=committee_id, actor_id=actor_id, verb="found_general_branch", key=key, now=now
    ) as act:
        refuse_taken(words, above_id=committee_id, where="这个党委")
        place = Organisation.objects.create(
            parent_id=committee_id, kind=Organisation.Kind.GENERAL_BRANCH, name=words, since=since
        )
        note(act, place, OrganisationEvent.Kind.FOUNDED, day=since, resolution=ground)
    return place.pk
