"""登记激励: what a confirmed member was given, when and by which document (R53)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._uses import checked_document, checked_words, require_past
from fenming.actions._writing import writing
from fenming.queries.use_page import get_use_for, standing_of
from fenming.records.models import Incentive
from fenming.rules.terms import Refused
from fenming.rules.uses import Use
from fenming.rules.workflow import next_state


def record_incentive(
    *,
    actor_id: int,
    proposal_id: int,
    kind: str,
    what: str,
    day: date,
    document: str,
    key: str,
    now: datetime,
) -> int:
    """The id of the incentive; the member is told. It may follow a correcting settlement: it was given all the same.

    Raises NotFound. Refused: `forbidden` (one's own too), `bad_kind`, `no_reason` (nothing said of what it is),
    `too_long`, `no_document`, `document_too_long`, `future_day`, `not_for_incentives`, `wrong_state` (not confirmed).
    """
    today = timezone.localdate(now)
    found = get_use_for(actor_id=actor_id, verb="record_incentive", proposal_id=proposal_id, on=today)
    if kind not in Incentive.Kind.values:
        raise Refused("bad_kind", "还没有选是哪一类激励。请从列出的种类里选。")
    words = checked_words(what, missing="还没有写给了什么。请写明，例如“参加校级培训班”。")
    number = checked_document(document, what="依据的决定或文件")
    require_past(day, today=today)
    with writing(
        branch_id=found.branch_id, actor_id=actor_id, verb="record_incentive", key=key, now=now
    ) as act:
        if found.use != Use.INCENTIVE:
            raise Refused("not_for_incentives", "这一条不是激励关怀。请从名单上的“激励关怀”一条登记。")
        next_state(subject="use", state=standing_of(found), verb="record_incentive")
        incentive = Incentive.objects.create(
            branch_id=found.branch_id, proposal=found, kind=kind, what=act.keep_text(words), day=day,
            document=number, by_id=actor_id, at=now,
        )  # fmt: skip
        detail = {"incentive": incentive.pk, "kind": kind, "day": day.isoformat()}
        act.audit(subject="use", subject_id=found.pk, clause="R53", detail=detail)
        act.tell(
            kind="incentive_recorded", subject="use", subject_id=found.pk, to=[found.membership.person_id]
        )
    return incentive.pk
