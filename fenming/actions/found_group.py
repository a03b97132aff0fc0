"""建立党小组: a branch sets up a group of its members, by resolution (R10, A34)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._tree import checked_name, checked_resolution, note, refuse_taken
from fenming.actions._writing import writing
from fenming.queries.access import get_branch_for
from fenming.records.models import Organisation, OrganisationEvent


def found_group(
    *, actor_id: int, branch_id: int, name: str, since: date, resolution: str, key: str, now: datetime
) -> int:
    """The id of the new group; nobody belongs to it yet. It has no office, and nothing is decided in it.

    Raises NotFound. Refused: `forbidden`, `no_name`, `name_too_long`, `name_taken`, `no_resolution`,
    `resolution_too_long`.
    """
    words, ground = checked_name(name), checked_resolution(resolution)
    today = timezone.localdate(now)
    branch = get_branch_for(actor_id=actor_id, verb="found_group", branch_id=branch_id, on=today)
    with writing(branch_id=branch.pk, actor_id=actor_id, verb="found_group", key=key, now=now) as act:
        refuse_taken(words, above_id=branch.pk, where="本支部")
        group = Organisation.objects.create(
            parent_id=branch.pk, kind=Organisation.Kind.GROUP, name=words, since=since
        )
        note(act, group, OrganisationEvent.Kind.FOUNDED, day=since, resolution=ground)
    return group.pk
