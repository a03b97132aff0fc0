"""划定隶属: from a day on a branch belongs to a general branch, or stands directly under the committee (R10, A34)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._tree import checked_resolution, end_last
from fenming.actions._writing import writing
from fenming.queries.organisations import generals_below, get_place_for
from fenming.records.models import Affiliation, Organisation
from fenming.rules.terms import Refused


def place_branch(
    *,
    actor_id: int,
    branch_id: int,
    general_id: int | None,
    since: date,
    resolution: str,
    key: str,
    now: datetime,
) -> int:
    """The id of the branch. `general_id` None: directly under the committee. Where it belonged before ends the day before.

    Filings and appeals go to the committee as before. Raises NotFound. Refused: `forbidden`, `no_resolution`,
    `resolution_too_long`, `not_a_choice` (another committee's, or ended), `unchanged`, `not_later`.
    """
    today, ground = timezone.localdate(now), checked_resolution(resolution)
    kind = Organisation.Kind.BRANCH
    branch = get_place_for(actor_id=actor_id, verb="place_branch", place_id=branch_id, on=today, kind=kind)
    with writing(branch_id=branch.pk, actor_id=actor_id, verb="place_branch", key=key, now=now) as act:
        if general_id is not None and general_id not in dict(generals_below(branch.parent_id or 0, on=since)):
            raise Refused(
                "not_a_choice", "不能划归这个党总支：不在同一党委下面，或者已经撤销。请从列出的里选。"
            )
        last = Affiliation.objects.filter(branch=branch).order_by("since").last()
        end_last(
            act, last, from_id=last.general_id if last and last.until is None else None, to_id=general_id, since=since,
            ground=ground, words=("现在就是这样隶属的，没有改动。请核对。", "上一次隶属"),
        )  # fmt: skip
        if general_id is not None:
            Affiliation.objects.create(
                branch=branch, general_id=general_id, since=since, resolution=ground, by_id=actor_id, at=now
            )
        detail = {"general": general_id, "since": since.isoformat()}
        act.audit(subject="organisation", subject_id=branch.pk, clause="R10 A34", detail=detail)
    return branch.pk
