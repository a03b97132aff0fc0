"""请上级指定办理人: the things it may be asked for, what the committee above sees of them, whom it may name (A31, A34).

The committee sees which branch, what kind of thing, its number and who is concerned: neither points nor words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from fenming.queries.access import NotFound, one_of, require
from fenming.queries.claims import number_of
from fenming.queries.corrections import get_correction_for
from fenming.queries.handlers import (
    Thing,
    eligible,
    get_matter_or_named_for,
    has_left,
    is_open,
    naming_of,
    subject_of,
)
from fenming.queries.impartial import Ties, second_persons
from fenming.queries.objections import get_objection_for, ties_to
from fenming.queries.veto import get_veto_for
from fenming.records.models import (
    Correction,
    HandlerRequest,
    Handling,
    Matter,
    Objection,
    Organisation,
    Person,
    Veto,
)
from fenming.rules.terms import Refused

# What somebody may be named for.
KINDS: Final = ("objection", "matter", "veto", "correction")
_ABOUT = (
    "objection__membership__person",
    "matter__membership__person",
    "matter__month",
    "veto__membership__person",
    "correction__entry__membership__person",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request on the desk of the committee above; `named` is who was named before and is to be replaced, `is_gone`
    because they have left."""

    id: int
    branch: str
    what: str
    name: str
    asked_on: date
    named: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Naming:
    """The form: the request, where one may be sought, and who is eligible there. `seen`: the last naming, 0 if none; `named`: who
    it was, `is_gone` if they have left."""

    asked: Asked
    open: bool
    seen: int
    named: str
    is_gone: bool
    places: tuple[tuple[int, str], ...]
    place: int
    people: tuple[tuple[int, str], ...]


def get_thing_for(*, actor_id: int, verb: str, subject: str, thing_id: int, on: date) -> Thing:
    """What somebody may be named for, through its own door; raises NotFound, Refused."""
    if subject == "objection":
        return get_objection_for(actor_id=actor_id, verb=verb, objection_id=thing_id, on=on)
    if subject == "matter":
        found: Matter = get_matter_or_named_for(actor_id=actor_id, verb=verb, matter_id=thing_id, on=on)
        return found
    if subject == "veto":
        return get_veto_for(actor_id=actor_id, verb=verb, veto_id=thing_id, on=on)
    if subject == "correction":
        return get_correction_for(actor_id=actor_id, verb=verb, correction_id=thing_id, on=on)
    raise NotFound(subject)


def get_handler_request_for(*, actor_id: int, verb: str, request_id: int, on: date) -> HandlerRequest:
    """A request to the committee above, with what it is about; raises NotFound, Refused."""
    asked: HandlerRequest = one_of(requests_with_last(), pk=request_id)
    owner_id = owner_of(thing_of(asked)).pk
    require(actor_id=actor_id, verb=verb, branch_id=asked.branch_id, on=on, owner_id=owner_id)
    return asked


def thing_of(asked: HandlerRequest) -> Thing:
    """What a request is about."""
    found: Thing = next(one for subject in KINDS if (one := getattr(asked, subject)) is not None)
    return found


def owner_of(thing: Thing) -> Person:
    """Whom a thing is about."""
    return (thing.entry if isinstance(thing, Correction) else thing).membership.person


def ties_for(thing: Thing, *, on: date) -> Ties:
    """Who could handle a thing and who is tied to it; two queries at most."""
    if isinstance(thing, Objection):
        return ties_to(thing, on=on)
    return second_persons(thing, on=on)


def able_to_handle(thing: Thing, *, on: date) -> frozenset[int]:
    """Who could handle it as things stand, a reporter among them (A14)."""
    return ties_for(thing, on=on).able(owner_id=owner_of(thing).pk)


def refuse_not_proposed(thing: Thing) -> None:
    """Pass unless it is a veto in force whose lifting nobody has proposed; Refused `not_proposed`."""
    if not is_open(thing):
        raise Refused("not_proposed", "还没有人提出解除，不用指定办理人。请先凭撤销处理决定的文件提出。")


def last_naming(thing: Thing) -> Handling | None:
    """Who was named last, whether still eligible or not."""
    rows = Handling.objects.filter(**{f"request__{subject_of(thing)}": thing.pk})
    return rows.select_related("person").order_by("-pk").first()


def waiting_request(thing: Thing) -> HandlerRequest | None:
    """The request for a thing that the committee above has not answered."""
    return HandlerRequest.objects.filter(**{subject_of(thing): thing.pk}, namings=None).first()


def asked_of(*, branch_ids: Sequence[int], on: date) -> tuple[Asked, ...]:
    """What the branches wait for somebody to be named for, the oldest first; one query."""
    rows = unanswered(on=on).filter(branch__in=branch_ids).order_by("at", "pk")
    return tuple(_asked(one, is_gone=one.last_request == one.pk) for one in rows)


def unanswered(*, on: date) -> QuerySet[HandlerRequest, Any]:
    """Requests about things still open for which nobody is named yet, or the one named last has left (`is_gone`)."""
    in_force = Q(veto__state=Veto.State.CONFIRMED)
    still_open = (
        Q(objection__state=Objection.State.OPEN)
        | Q(matter__state__in=(Matter.State.DECLARED, Matter.State.ASSESSED))
        | Q(veto__state=Veto.State.PROPOSED)
        | (in_force & Q(veto__lift_proposed_by__isnull=False))
        | Q(correction__state=Correction.State.PROPOSED)
    )
    waits = Q(last_request__isnull=True) | Q(last_request__lt=F("pk"))
    # who was named for a veto was not named for its lifting
    for_this = ~in_force | Q(last_at__gt=F("veto__confirmed_at"))
    again = HandlerRequest.objects.filter(_same(), pk__gt=OuterRef("pk"))
    left = Q(last_request=F("pk"), is_gone=True) & for_this & ~Exists(again)
    rows = requests_with_last().annotate(is_gone=has_left(person="last_person", on=on))
    return rows.filter(still_open).filter(waits | left)


def naming_page(*, actor_id: int, request_id: int, place: int | None, today: date) -> Naming:
    """The form for one request: `place` is an organisation to choose from, at first the committee itself.

    NotFound, Refused `forbidden`. Whoever reported is on the list like everybody else (A14).
    """
    asked: Any = get_handler_request_for(
        actor_id=actor_id, verb="name_handler", request_id=request_id, on=today
    )
    thing, above = thing_of(asked), asked.branch.parent
    if above is None:
        raise NotFound("superior")
    below = Organisation.objects.filter(parent=above, kind=Organisation.Kind.BRANCH).order_by("pk")
    places = ((above.pk, above.name), *below.values_list("pk", "name"))
    place = place or above.pk
    if place not in dict(places):
        raise NotFound("place")
    return Naming(
        asked=_asked(asked),
        open=is_open(thing),
        seen=asked.last_id or 0,
        named=asked.last_name or "",
        is_gone=asked.last_name is not None and not naming_of(thing, on=today).exists(),
        places=places,
        place=place,
        people=tuple(
            _nameable(thing, on=today, place=place).order_by("name", "pk").values_list("pk", "name")
        ),
    )


def refuse_ineligible(thing: Thing, *, person_id: int, on: date) -> None:
    """Pass if the committee above may name this person; Refused `not_eligible`, not for having reported (A14)."""
    if not _nameable(thing, on=on).filter(pk=person_id).exists():
        raise Refused(
            "not_eligible",
            "不能指定这名同志：不在上级审核人和下级各支部的书记、支委、正式党员之中，"
            "或者就是本人，或者参与过原来的办理。请从名单里另选。",
        )


def _nameable(thing: Thing, *, on: date, place: int | None = None) -> QuerySet[Person]:
    barred = ties_for(thing, on=on).decided | {owner_of(thing).pk}
    return eligible(branch_id=thing.branch_id, on=on, place=place).exclude(pk__in=barred)


def requests_with_last() -> QuerySet[HandlerRequest, Any]:
    """Requests with what they are about and who was named last for it."""
    last = Handling.objects.filter(_same("request__")).order_by("-pk")
    before = last.filter(request__lt=OuterRef("pk"))
    return HandlerRequest.objects.select_related("branch__parent", *_ABOUT).annotate(
        named_before=Subquery(before.values("person__name")[:1]),
        last_id=Subquery(last.values("pk")[:1]),
        last_request=Subquery(last.values("request")[:1]),
        last_person=Subquery(last.values("person")[:1]),
        last_name=Subquery(last.values("person__name")[:1]),
        last_by=Subquery(last.values("named_by__name")[:1]),
        last_at=Subquery(last.values("at")[:1]),
    )


def _same(prefix: str = "") -> Q:
    """About the same thing as the request outside."""
    same = Q()
    for subject in KINDS:
        same |= Q(**{f"{prefix}{subject}": OuterRef(subject)})
    return same


def _asked(row: Any, *, is_gone: bool = False) -> Asked:
    thing = thing_of(row)
    return Asked(
        id=row.pk,
        branch=row.branch.name,
        what=what_of(thing, lifting=thing.state == Veto.State.CONFIRMED),
        name=owner_of(thing).name,
        asked_on=timezone.localdate(row.at),
        named=(row.last_name if is_gone else row.named_before) or "",
        is_gone=is_gone,
    )


def what_of(thing: Thing, *, lifting: bool = False) -> str:
    """The kind of thing and its number, in words; no points and nothing of what was said. `lifting`: of a veto."""
    if isinstance(thing, Objection):
        return f"第 {thing.number} 号异议"
    if isinstance(thing, Matter):
        return f"事项 {number_of(thing)} 的初评"
    if isinstance(thing, Veto):
        return f"解除一票否决（{thing.lift_document}）" if lifting else f"一票否决（{thing.document}）"
    return f"笔误更正（台账第 {thing.entry.seq} 号）"
