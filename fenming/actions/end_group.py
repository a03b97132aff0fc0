"""撤销党小组: its last day, by resolution, once nobody belongs to it any more (R10, A34)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._tree import checked_resolution, note, refuse_ending
from fenming.actions._writing import writing
from fenming.queries.groups import get_group_for, members_after
from fenming.queries.organisations import reread
from fenming.records.models import OrganisationEvent
from fenming.rules.terms import Refused


def end_group(*, actor_id: int, group_id: int, until: date, resolution: str, key: str, now: datetime) -> int:
    """The id of the group; its history stays.

    Raises NotFound. Refused: `forbidden`, `no_resolution`, `resolution_too_long`, `already_ended`, `before_start`,
    `members_left`.
    """
    today, ground = timezone.localdate(now), checked_resolution(resolution)
    found = get_group_for(actor_id=actor_id, verb="end_group", group_id=group_id, on=today)
    branch_id = found.parent_id or 0
    with writing(branch_id=branch_id, actor_id=actor_id, verb="end_group", key=key, now=now) as act:
        group = reread(found.pk)
        refuse_ending(group, until=until)
        if names := members_after(group.pk, day=until):
            raise Refused(
                "members_left", f"到这一天还有党员在这个党小组：{'、'.join(names)}。请先把他们划到别处。"
            )
        group.until = until
        group.save(update_fields=["until"])
        note(act, group, OrganisationEvent.Kind.ENDED, day=until, resolution=ground)
    return found.pk
