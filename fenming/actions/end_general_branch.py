"""撤销党总支: its last day, by resolution, once no branch belongs to it any more (R10, A34)."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from fenming.actions._tree import checked_resolution, note, refuse_ending
from fenming.actions._writing import writing
from fenming.queries.organisations import get_place_for, reread
from fenming.records.models import Affiliation, Office, Organisation, OrganisationEvent
from fenming.rules.terms import Refused


def end_general_branch(
    *, actor_id: int, place_id: int, until: date, resolution: str, key: str, now: datetime
) -> int:
    """The id of the general branch; its offices end with it, its history stays.

    Raises NotFound. Refused: `forbidden`, `no_resolution`, `resolution_too_long`, `already_ended`, `before_start`,
    `branches_left`.
    """
    today, ground = timezone.localdate(now), checked_resolution(resolution)
    kind = Organisation.Kind.GENERAL_BRANCH
    found = get_place_for(
        actor_id=actor_id, verb="end_general_branch", place_id=place_id, on=today, kind=kind
    )
    with writing(branch_id=found.pk, actor_id=actor_id, verb="end_general_branch", key=key, now=now) as act:
        place = reread(found.pk)
        _require_endable(place, until)
        place.until = until
        place.save(update_fields=["until"])
        open_ = Office.objects.filter(organisation=place).filter(until__isnull=True)
        for office in open_.select_for_update():
            office.until, office.end_resolution = max(until, office.since), ground
            office.ended_by_id = actor_id
            office.save(update_fields=["until", "end_resolution", "ended_by"])
        note(act, place, OrganisationEvent.Kind.ENDED, day=until, resolution=ground)
    return found.pk


def _require_endable(place: Organisation, until: date) -> None:
    refuse_ending(place, until=until)
    left = Affiliation.objects.filter(general=place).filter(Q(until__isnull=True) | Q(until__gt=until))
    names = "、".join(left.order_by("branch").values_list("branch__name", flat=True))
    if names:
        raise Refused("branches_left", f"到这一天还有支部隶属于它：{names}。请先把这些支部划归别处。")
