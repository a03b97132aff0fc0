"""报告他人事项: a member tells the branch of another member's item, plus or minus (R32, A14)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._matter import earlier_same, hearing_from, month_in, new_matters, refuse, year_of
from fenming.actions._writing import Act, writing
from fenming.queries.access import get_membership_for
from fenming.queries.claims import Claim, entry_faults, future_fault, standard_on, tidy
from fenming.queries.scores import span_of
from fenming.records.models import Matter, Membership, Reporter
from fenming.rules.terms import Bucket, Refused

RECORDED_OTHERWISE = (Bucket.BASE, Bucket.VETO)


def report(
    *,
    actor_id: int,
    membership_id: int,
    item: str,
    day: date,
    said: str,
    key: str,
    now: datetime,
    quantity: int = 1,
    level: str = "",
    each_centi: int | None = None,
    achievement: str = "",
) -> int:
    """The id of the new matter, shown to the one concerned today with a term to reply, whatever its points.

    Nothing written names the actor but the Reporter row: key, trail and outbox have no person, and the trail points
    to that row. `each_centi` in hundredths per time for ranged items, always positive. Refused: `forbidden` (oneself
    too), `not_reportable`, `no_year`, `no_open_month`, `future_day`, `repeat`, the `bad_…`, `nothing_said` and
    `too_long` of declare. NotFound.
    """
    today = timezone.localdate(now)
    membership = get_membership_for(actor_id=actor_id, verb="report", membership_id=membership_id, on=today)
    claim = Claim(item, day, tidy(said), quantity, level.strip(), each_centi, tidy(achievement))
    with writing(branch_id=membership.branch_id, actor_id=None, verb="report", key=key, now=now) as act:
        matter = _write(act, claim, membership)
        reporter = Reporter.objects.create(branch_id=act.branch_id, matter=matter, person_id=actor_id)
        if not matter.by_hand:
            act.tell(
                kind="matter_reported", subject="matter", subject_id=matter.pk, to=[membership.person_id]
            )
        detail = {"matter": matter.pk, "item": item, "claimed_centi": matter.claimed_centi}
        act.audit(subject="reporter", subject_id=reporter.pk, clause="R32 A14", detail=detail)
    return matter.pk


def _write(act: Act, claim: Claim, membership: Membership) -> Matter:
    year = year_of(branch_id=act.branch_id, day=claim.day)
    _, standard = standard_on(branch_id=act.branch_id, day=claim.day)
    item = standard.item(claim.item)
    if item is not None and item.bucket in RECORDED_OTHERWISE:
        sentence = f"“{item.title}”不能在这里报告。扣分的请选扣分项目；一票否决要凭处理决定的文件办理。"
        raise Refused("not_reportable", f"{sentence}请告诉支部书记。")
    rows = Membership.objects.select_related("person").prefetch_related("standings", "absences")
    faults = future_fault(day=claim.day, today=act.today)
    refuse(
        faults
        + entry_faults(
            standard=standard, membership=rows.get(pk=membership.pk), year=span_of(year), claim=claim
        )
    )
    if earlier_same(membership_ids=[membership.pk], claim=claim):
        raise Refused("repeat", "同一件事支部已经有了，不用再报告。如果是另一件事，请把不同之处写进说明。")
    (matter,) = new_matters(
        act,
        membership_ids=[membership.pk],
        month=month_in(year, day=claim.day, today=act.today),
        claim=claim,
        said=act.keep_text(claim.said),
        origin=Matter.Origin.REPORTED,
        hearing=hearing_from(act.today, standard=standard, branch_id=act.branch_id),
    )
    return matter
