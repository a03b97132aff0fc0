"""What the verbs about the tree of organisations share: names, resolutions, and the row of its history (R10, A34)."""

from __future__ import annotations

from datetime import date, timedelta

from fenming.actions._writing import Act
from fenming.queries.claims import tidy
from fenming.records.models import Affiliation, Grouping, Organisation, OrganisationEvent
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused

LONGEST_NAME, LONGEST_RESOLUTION = 80, 120


def checked_name(name: str) -> str:
    """A name, tidied; Refused `no_name`, `name_too_long`."""
    words = tidy(name)
    if not words:
        raise Refused("no_name", "还没有写名称。请照决议上的写。")
    if len(words) > LONGEST_NAME:
        raise Refused("name_too_long", f"名称请写在 {LONGEST_NAME} 字以内，现在是 {len(words)} 字。")
    return words


def checked_resolution(resolution: str) -> str:
    """What it rests on, tidied; Refused `no_resolution`, `resolution_too_long`."""
    words = tidy(resolution)
    if not words:
        raise Refused("no_resolution", "还没有写依据的决议或文件。请补填后再提交。")
    if len(words) > LONGEST_RESOLUTION:
        raise Refused(
            "resolution_too_long", f"依据请写在 {LONGEST_RESOLUTION} 字以内，现在是 {len(words)} 字。"
        )
    return words


def refuse_taken(name: str, *, above_id: int, where: str, but: int = 0) -> None:
    """Pass if nothing else below that organisation, called `where`, has the name; Refused `name_taken`."""
    if Organisation.objects.filter(parent_id=above_id, name=name).exclude(pk=but).exists():
        raise Refused("name_taken", f"{where}下面已经有“{name}”。请换一个名称。")


def refuse_ending(place: Organisation, *, until: date) -> None:
    """Pass if that may be its last day; Refused `already_ended`, `before_start`."""
    if place.until is not None:
        raise Refused("already_ended", f"{place.name}已经登记到{full_day_name(place.until)}撤销，不能再改。")
    if until < place.since:
        raise Refused(
            "before_start", f"{place.name}{full_day_name(place.since)}建立，撤销的日期不能更早。请核对日期。"
        )


def end_last(
    act: Act, last: Affiliation | Grouping | None, *, from_id: int | None, to_id: int | None, since: date, ground: str,
    words: tuple[str, str],
) -> None:  # fmt: skip
    """Where something belonged last, `from_id` if it still does, ends the day before it belongs to `to_id`.

    `words`: what to say when nothing changes, and what a day that lies too early belongs to. Refused `unchanged`,
    `not_later`.
    """
    unchanged, earlier = words
    if from_id == to_id:
        raise Refused("unchanged", unchanged)
    reached = last and (last.since if last.until is None else last.until)
    if reached and since <= reached:
        raise Refused("not_later", f"{earlier}登记到{full_day_name(reached)}。请把日期填在这以后。")
    if last is not None and last.until is None:
        last.until, last.end_resolution = since - timedelta(days=1), ground
        last.ended_by_id = act.actor_id
        last.save(update_fields=["until", "end_resolution", "ended_by"])


def note(act: Act, place: Organisation, kind: str, *, day: date, resolution: str, before: str = "") -> None:
    """The row of its history and the row of the trail."""
    event = OrganisationEvent.objects.create(
        organisation=place,
        kind=kind,
        day=day,
        before=before,
        name=place.name,
        resolution=resolution,
        by_id=act.actor_id or 0,
        at=act.now,
    )
    detail = {"event": event.pk, "kind": kind, "day": day.isoformat()}
    act.audit(subject="organisation", subject_id=place.pk, clause="R10 A34", detail=detail)
