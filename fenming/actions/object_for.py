"""代录书面异议: the signed objection of a member without an account is entered from paper (R40, R67, A23)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._objection import Asked, checked_words, file_objection, refuse_late, target_for
from fenming.actions._paper import check_paper
from fenming.actions._writing import writing
from fenming.queries.access import NotFound
from fenming.queries.objecting import Omitted, Target, refuse_repeated
from fenming.queries.objections import handlers_of
from fenming.queries.paper import get_member_on_paper, refuse_reported


def object_for(
    *,
    actor_id: int,
    membership_id: int,
    matter_id: int | None = None,
    entry_id: int | None = None,
    omitted: Omitted | None = None,
    text: str,
    signed_on: date,
    paper_kept: bool,
    late_reason: str = "",
    key: str,
    now: datetime,
) -> int:
    """The id of the objection; the words are the member's, `signed_on` the day on the paper, and who entered it is named.

    In time or not by the day it was signed; the days to answer count from today. Refused: `forbidden` (own points
    too), `reported_by_you`, `has_account`, `paper_not_kept`, `future_day`, and what `object_to` refuses. Raises
    NotFound, also for what is not this member's.
    """
    today, verb = timezone.localdate(now), "object_for"
    member = get_member_on_paper(actor_id=actor_id, verb=verb, membership_id=membership_id, on=today)
    check_paper(signed_on=signed_on, paper_kept=paper_kept, today=today)
    asked = Asked(actor_id, verb, member.branch_id, matter_id, entry_id, omitted, member.person_id)
    words, why_late = checked_words(text, "异议"), checked_words(late_reason, "迟交的理由", needed=False)
    _of_member(target_for(asked, on=today), membership_id)
    with writing(branch_id=member.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        found = target_for(asked, on=today)
        refuse_reported(found.matter, actor_id=actor_id)
        refuse_repeated(found)
        refuse_late(found, on=signed_on, why_late=why_late)
        objection = file_objection(
            act, found, words=words, why_late=why_late, entered_by_id=actor_id, signed_on=signed_on
        )
        detail = {"number": objection.number, "kind": objection.kind, "late": found.is_late(signed_on)}
        detail |= {"signed_on": signed_on.isoformat()}
        act.audit(subject="objection", subject_id=objection.pk, clause="R40 A23", detail=detail)
        handlers = handlers_of(branch_id=act.branch_id, on=today) - {actor_id}
        act.tell(kind="objection_filed", subject="objection", subject_id=objection.pk, to=sorted(handlers))
    return objection.pk


def _of_member(target: Target, membership_id: int) -> None:
    if target.membership.pk != membership_id:
        raise NotFound("membership")
