"""更名: a branch or general branch gets another name, by resolution; what was written before keeps the old one (R10, A34)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._tree import checked_name, checked_resolution, note, refuse_taken
from fenming.actions._writing import writing
from fenming.queries.organisations import get_place_for, refuse_ended, reread
from fenming.records.models import OrganisationEvent
from fenming.rules.terms import Refused


def rename_organisation(
    *, actor_id: int, place_id: int, name: str, day: date, resolution: str, key: str, now: datetime
) -> int:
    """The id of the organisation, called `name` on every page from now on; `day`: when it was resolved to be so.

    Raises NotFound. Refused: `forbidden`, `no_name`, `name_too_long`, `name_taken`, `same_name`, `future_day`,
    `ended`, `no_resolution`, `resolution_too_long`.
    """
    today = timezone.localdate(now)
    found = get_place_for(actor_id=actor_id, verb="rename_organisation", place_id=place_id, on=today)
    words, ground = checked_name(name), checked_resolution(resolution)
    if day > today:
        raise Refused("future_day", "更名的日期还没有到。请在那一天或以后登记。")
    with writing(branch_id=found.pk, actor_id=actor_id, verb="rename_organisation", key=key, now=now) as act:
        place = reread(found.pk)
        refuse_ended(place, on=day)
        if place.name == words:
            raise Refused("same_name", f"现在的名称就是“{words}”，没有改动。请核对。")
        refuse_taken(words, above_id=place.parent_id, where="这个党委", but=place.pk)
        before, place.name = place.name, words
        place.save(update_fields=["name"])
        note(act, place, OrganisationEvent.Kind.RENAMED, day=day, resolution=ground, before=before)
    return found.pk
