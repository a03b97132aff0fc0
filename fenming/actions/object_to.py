"""提出异议: a member objects to own points: posted, refused, changed, left out, or taken over at the opening (R40, A23)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._objection import Asked, checked_words, file_objection, refuse_late, target_for
from fenming.actions._writing import writing
from fenming.queries.objecting import Omitted, refuse_repeated
from fenming.queries.objections import handlers_of


def object_to(
    *,
    actor_id: int,
    branch_id: int,
    matter_id: int | None = None,
    entry_id: int | None = None,
    omitted: Omitted | None = None,
    text: str,
    late_reason: str = "",
    key: str,
    now: datetime,
) -> int:
    """The id of the objection. About a matter, a ledger entry without one, or something left out: give one of them.

    `late_reason` counts only after the last day for objections. Refused: `forbidden`, `nothing_said`, `too_long`,
    `late` (after the term, without a reason), `not_decided`, `not_posted`, `nothing_stands`, `not_objectable`,
    `already_open`, `already_answered`, `year_settled`, `bad_item`, `future_day`. Raises NotFound.
    """
    today = timezone.localdate(now)
    asked = Asked(actor_id, "object_to", branch_id, matter_id, entry_id, omitted)
    words, why_late = checked_words(text, "异议"), checked_words(late_reason, "迟交的理由", needed=False)
    branch = target_for(asked, on=today).membership.branch_id
    with writing(branch_id=branch, actor_id=actor_id, verb="object_to", key=key, now=now) as act:
        found = target_for(asked, on=today)
        refuse_repeated(found)
        refuse_late(found, on=today, why_late=why_late)
        objection = file_objection(act, found, words=words, why_late=why_late)
        detail = {"number": objection.number, "kind": objection.kind, "late": found.is_late(today)}
        act.audit(subject="objection", subject_id=objection.pk, clause="R40 A23", detail=detail)
        handlers = handlers_of(branch_id=act.branch_id, on=today) - {actor_id}
        act.tell(kind="objection_filed", subject="objection", subject_id=objection.pk, to=sorted(handlers))
    return objection.pk
