"""请上级指定办理人: the committee above is asked to name who handles one thing; why is not asked and not said (A31)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.handlers import Thing
from fenming.queries.handling import (
    able_to_handle,
    get_thing_for,
    owner_of,
    refuse_not_proposed,
    waiting_request,
)
from fenming.queries.superior_people import reviewers_of
from fenming.records.models import HandlerRequest
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def ask_handler(*, actor_id: int, subject: str, thing_id: int, key: str, now: datetime) -> int:
    """The id of the request. `subject`: objection, matter, veto or correction, `thing_id` its id.

    Secretary and committee members may ask at any time, and so may whoever was named before; the one concerned only
    once no more than one is left who could handle it. No reason is taken: it could tell who reported (A14). Raises
    NotFound. Refused: `forbidden`, `wrong_state`, `not_proposed`, `already_asked`, `others_left`, `no_superior`.
    """
    today = timezone.localdate(now)
    found = _thing(actor_id, subject, thing_id, today)
    with writing(branch_id=found.branch_id, actor_id=actor_id, verb="ask_handler", key=key, now=now) as act:
        thing = _thing(actor_id, subject, thing_id, today)
        next_state(subject=subject, state=thing.state, verb="ask_handler")
        refuse_not_proposed(thing)
        if waiting_request(thing) is not None:
            raise Refused("already_asked", "已经请上级指定办理人，上级还没有指定。请等上级指定。")
        if actor_id == owner_of(thing).pk and len(able_to_handle(thing, on=today)) > 1:
            raise Refused("others_left", "支部还有别人可以办理，不用请上级指定。请等支部答复。")
        above = reviewers_of(branch_id=act.branch_id, on=today)
        if not above:
            raise Refused("no_superior", "系统里还没有上级审核人，不能提出。请支部书记与上级党委联系。")
        asked = HandlerRequest.objects.create(
            branch_id=act.branch_id, by_id=actor_id, at=now, **{subject: thing}
        )
        detail = {"about": subject, "id": thing.pk}
        act.audit(subject="handlerrequest", subject_id=asked.pk, clause="R41 A31", detail=detail)
        act.tell(kind="handler_asked", subject="handlerrequest", subject_id=asked.pk, to=above)
    return asked.pk


def _thing(actor_id: int, subject: str, thing_id: int, on: date) -> Thing:
    return get_thing_for(actor_id=actor_id, verb="ask_handler", subject=subject, thing_id=thing_id, on=on)
