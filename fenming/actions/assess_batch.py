"""一并初评: accept the plain matters and confirm the members without any, in one step (R33, R34, A13, A31)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from fenming.actions._assessment import (
    Verdict,
    is_early,
    mark_assessed,
    refuse_during_meeting,
    write_verdicts,
)
from fenming.actions._writing import Act, writing
from fenming.queries.access import NotFound, get_month_for, require
from fenming.queries.assessment import (
    AtHand,
    item_of,
    matters_at_hand,
    roster_of,
    twins_of,
    why_single,
)
from fenming.queries.claims import last_day_to_declare, standard_on
from fenming.records.models import Matter, MemberMonth, Membership, Month
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused


def assess_batch(
    *,
    actor_id: int,
    month_id: int,
    matter_ids: Collection[int],
    membership_ids: Collection[int],
    key: str,
    now: datetime,
) -> int:
    """How many matters were accepted, each as declared. All or nothing.

    `matter_ids`: plain matters of the month still waiting; `membership_ids`: members whose month is to be marked as
    assessed, all their waiting matters being among those listed. Refused: `forbidden` (an own one among them),
    `nothing_listed`, `stale` (a matter or member no longer as it was seen, with its name), `not_due` (members may
    still declare), `meeting_open`. What is not of this month and branch is NotFound.
    """
    today = timezone.localdate(now)
    month = get_month_for(actor_id=actor_id, verb="assess_batch", month_id=month_id, on=today)
    if not matter_ids and not membership_ids:
        raise Refused("nothing_listed", "没有列出可以一并认定的事项或党员。请刷新页面再看。")
    with writing(branch_id=month.branch_id, actor_id=actor_id, verb="assess_batch", key=key, now=now) as act:
        month = Month.objects.select_related("quarter__year").get(pk=month.pk)
        at_hand = matters_at_hand(month=month)
        listed = _listed(at_hand, month, matter_ids)
        members = _members(month, {one.membership_id for one in listed} | set(membership_ids))
        _refuse_own(act, members)
        _refuse_changed(listed, at_hand, members)
        unmarked = _unmarked(act, month, at_hand, listed, [members[pk] for pk in sorted(set(membership_ids))])
        refuse_during_meeting({one.quarter_id for one in listed})
        write_verdicts(act, _accepted(listed))
        detail = {"matters": [one.id for one in listed], "members": sorted(set(membership_ids))}
        act.audit(subject="month", subject_id=month.pk, clause="R34", detail=detail)
        mark_assessed(act, month=month, membership_ids=unmarked | {one.membership_id for one in listed})
    return len(listed)


def _listed(at_hand: list[AtHand], month: Month, matter_ids: Collection[int]) -> list[AtHand]:
    wanted = set(matter_ids)
    listed = [one for one in at_hand if one.id in wanted and one.month_id == month.pk]
    gone = wanted - {one.id for one in listed}
    if gone:
        _refuse_withdrawn(month, gone)
    return listed


def _refuse_withdrawn(month: Month, matter_ids: set[int]) -> None:
    rows = Matter.objects.filter(month=month, pk__in=matter_ids).select_related("membership__person")
    if rows.count() != len(matter_ids):
        raise NotFound("matter")
    name = rows[0].membership.person.name
    raise Refused("stale", f"{name}刚撤回了{day_name(rows[0].day)}的一件，这次一件也没有保存。请看新的结果。")


def _members(month: Month, membership_ids: set[int]) -> dict[int, Membership]:
    members = roster_of(month).filter(pk__in=membership_ids).select_related("person").in_bulk()
    if len(members) != len(membership_ids):
        raise NotFound("membership")
    return members


def _refuse_own(act: Act, members: dict[int, Membership]) -> None:
    if act.actor_id in {one.person_id for one in members.values()}:
        require(
            actor_id=act.actor_id or 0,
            verb=act.verb,
            branch_id=act.branch_id,
            on=act.today,
            owner_id=act.actor_id,
        )


def _refuse_changed(listed: list[AtHand], at_hand: list[AtHand], members: dict[int, Membership]) -> None:
    """Refused when a listed matter is no longer waiting, or no longer plain."""
    by_member = defaultdict(list)
    for one in at_hand:
        by_member[one.membership_id].append(one)
    for one in listed:
        name = members[one.membership_id].person.name
        whose = f"{name}的“{item_of(one).title}”（{day_name(one.day)}）"
        if one.state != Matter.State.DECLARED:
            by = f"刚由{one.judged.by}初评" if one.judged else "刚有变化"
            raise Refused("stale", f"{whose}{by}，这次一件也没有保存。请看新的结果。")
        twins = twins_of(one, by_member[one.membership_id])
        if why := why_single(matter=one, twins=twins):
            raise Refused("stale", f"{whose}要单独看：{why}。这次一件也没有保存，请刷新页面。")


def _unmarked(
    act: Act, month: Month, at_hand: list[AtHand], listed: list[AtHand], members: list[Membership]
) -> set[int]:
    """Those of the members not yet marked as assessed.

    Refused before the last day to declare, when one has something waiting that was not listed, or when all of it
    has been done by somebody else.
    """
    if not members:
        return set()
    _refuse_early(act, month)
    taken = {one.id for one in listed}
    unlisted = {
        one.membership_id
        for one in at_hand
        if one.month_id == month.pk and one.state == Matter.State.DECLARED and one.id not in taken
    }
    for one in members:
        if one.pk in unlisted:
            raise Refused("stale", f"{one.person.name}还有别的事项没有初评，这次一件也没有保存。请刷新页面。")
    rows = MemberMonth.objects.filter(month=month, assessed_at__isnull=False).select_related("assessed_by")
    marked = {row.membership_id: row for row in rows}
    left = {one.pk for one in members if one.pk not in marked}
    by = marked[members[0].pk].assessed_by if not left else None
    if not listed and by is not None:
        whom = members[0].person.name + (f"等 {len(members)} 名" if len(members) > 1 else "")
        raise Refused("stale", f"{whom}本月刚由{by.name}初评，您这次没有保存。请看新的结果。")
    return left


def _refuse_early(act: Act, month: Month) -> None:
    if is_early(act, month=month):
        _, standard = standard_on(branch_id=month.branch_id, day=month.end)
        last = day_name(last_day_to_declare(month=month, standard=standard))
        sentence = f"{month.number}月的申报到{last}止，过了这一天才能确认没有其他事项。"
        raise Refused("not_due", f"{sentence}现在可以先初评已申报的。")


def _accepted(listed: list[AtHand]) -> list[Verdict]:
    matters = Matter.objects.select_for_update().in_bulk([one.id for one in listed])
    return [
        Verdict(
            matters[one.id],
            one.round + 1,
            "accepted",
            one.quantity,
            one.level,
            one.each_centi,
            one.claimed_centi,
        )
        for one in listed
    ]
