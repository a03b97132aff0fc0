"""指定办理人: the committee above names who handles one thing in the place of those who are tied to it (A31, A34)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import Act, writing
from fenming.queries.claims import tidy
from fenming.queries.handlers import Thing, subject_of
from fenming.queries.handling import (
    get_handler_request_for,
    last_naming,
    owner_of,
    refuse_ineligible,
    refuse_not_proposed,
    thing_of,
)
from fenming.records.models import Handling
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_DOCUMENT = 120


def name_handler(
    *, actor_id: int, request_id: int, person_id: int, document: str, seen: int, key: str, now: datetime
) -> int:
    """The id of the naming; it takes the place of an earlier one. `document`: the decision it rests on, `seen`: the id
    of the naming that was on the form, 0 if there was none.

    Somebody who reported the matter may be named like everybody else; only they are told that they may not act (A14).
    Raises NotFound. Refused: `forbidden`, `wrong_state`, `not_proposed`, `no_document`, `too_long`, `stale` (another reviewer named
    somebody meanwhile), `not_eligible`.
    """
    today = timezone.localdate(now)
    found = get_handler_request_for(actor_id=actor_id, verb="name_handler", request_id=request_id, on=today)
    words = _checked(document)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="name_handler", key=key, now=now) as act:
        asked = get_handler_request_for(
            actor_id=actor_id, verb="name_handler", request_id=request_id, on=today
        )
        thing = thing_of(asked)
        next_state(subject=subject_of(thing), state=thing.state, verb="name_handler")
        refuse_not_proposed(thing)
        last = last_naming(thing)
        if (last.pk if last else 0) != seen:
            name = last.person.name if last else ""
            raise Refused("stale", f"这件事刚指定由{name}办理，您这次没有保存。请看现在的结果。")
        refuse_ineligible(thing, person_id=person_id, on=today)
        naming = Handling.objects.create(
            branch_id=act.branch_id,
            request=asked,
            person_id=person_id,
            document=words,
            named_by_id=actor_id,
            at=now,
        )
        detail = {"about": subject_of(thing), "id": thing.pk, "naming": naming.pk, "person": person_id}
        act.audit(subject="handlerrequest", subject_id=asked.pk, clause="R41 A31", detail=detail)
        _tell(act, thing, person_id)
    return naming.pk


def _checked(document: str) -> str:
    words = tidy(document)
    if not words:
        raise Refused("no_document", "还没有填指定的依据。请照上级的决定填写，例如“院党委〔2026〕12号”。")
    if len(words) > LONGEST_DOCUMENT:
        raise Refused("too_long", f"依据请写在 {LONGEST_DOCUMENT} 字以内，现在是 {len(words)} 字。")
    return words


def _tell(act: Act, thing: Thing, person_id: int) -> None:
    subject = subject_of(thing)
    act.tell(kind="handler_named", subject=subject, subject_id=thing.pk, to=[person_id])
    act.tell(kind="handler_named_for_yours", subject=subject, subject_id=thing.pk, to=[owner_of(thing).pk])
