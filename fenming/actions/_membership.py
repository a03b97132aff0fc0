"""What the verbs about one member share: the day, the resolution, what happened on which days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fenming.actions._writing import Act
from fenming.queries.happened import Happened, happened_to, named, off_list
from fenming.queries.scores import member_with
from fenming.records.models import Membership, Settlement, Standing
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused, Status

LONGEST_LINE = 120


def reread(membership: Membership) -> Membership:
    """The same row under the lock, with person, standings and absences."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person", "branch")
    return rows.prefetch_related("standings", "absences").get(pk=membership.pk)


def line_of(text: str, *, what: str) -> str:
    """A short line as it is kept; Refused `incomplete` when it is empty, `too_long` above 120 characters."""
    line = " ".join(text.split())
    if not line:
        raise Refused("incomplete", f"还没有写{what}。请补填后再提交。")
    if len(line) > LONGEST_LINE:
        raise Refused("too_long", f"{what}至多 {LONGEST_LINE} 字，现在是 {len(line)} 字。请写短一些。")
    return line


def require_day(membership: Membership, *, day: date, today: date, what: str) -> None:
    """Refused unless `day` has come, lies in the membership, and in no year that is settled.

    Codes: `future_day`, `already_left`, `before_joining`, `year_settled`.
    """
    name = membership.person.name
    if membership.until is not None and day > membership.until:
        left = f"{name}{full_day_name(membership.until)}已离开本支部"
        raise Refused("already_left", f"{left}，这一天不能再登记{what}。请核对名册。")
    if day > today:
        raise Refused("future_day", f"{full_day_name(day)}还没有到，到那天再登记{what}。")
    if day < membership.since:
        since = f"{name}{full_day_name(membership.since)}才加入本支部"
        raise Refused("before_joining", f"{since}，{what}的日期不能更早。请核对日期。")
    require_unsettled(membership.branch_id, day=day, what=what)


def require_current(membership: Membership) -> None:
    """Refused `left_already` for somebody who is on the roster no more."""
    if membership.until is not None:
        left = full_day_name(membership.until)
        raise Refused("left_already", f"{membership.person.name}{left}离开了本支部，不能再办。请看名册。")


def require_unsettled(branch_id: int, *, day: date, what: str) -> None:
    """Refused `year_settled` when the year of the day, or a later one, is settled: its figures stand."""
    settled = (
        Settlement.objects.filter(branch_id=branch_id, year__end__gte=day).select_related("year").first()
    )
    if settled is not None:
        number = settled.year.number
        raise Refused(
            "year_settled",
            f"{number}年度积分已经结算，{what}的日期不能早于{number + 1}年1月1日。请核对日期。",
        )


def happened(membership: Membership, *, first: date, last: date | None = None) -> list[Happened]:
    """What the member has from `first` to `last`, decided or not, by day: matters, and entries without one."""
    return happened_to([membership.pk], first=first, last=last).get(membership.pk, [])


def refuse_what_happened(found: Iterable[Happened], *, code: str, before: str, after: str) -> None:
    """Refused naming the first few, `before` and `after` the list; nothing if there are none."""
    if some := list(found):
        raise Refused(code, f"{before}{named(some)}{after}")


def new_standing(
    act: Act,
    membership: Membership,
    *,
    day: date,
    status: str = "",
    post: str = "",
    resolution: str,
) -> Standing:
    """The member's standing from `day` on: the latest one with status or post changed.

    A fact belongs to the list of its day: Refused `off_list` when something of that day or later is not on the new
    one, `standing_later` when the roster already says something from that day or a later one on.
    """
    latest = max(membership.standings.all(), key=lambda one: one.since)
    if latest.since >= day:
        since = full_day_name(latest.since)
        raise Refused(
            "standing_later", f"名册里{since}起的身份已经登记，新的只能从更晚的一天起。请核对日期。"
        )
    standing = Standing(
        branch_id=act.branch_id,
        membership=membership,
        status=status or latest.status,
        type=post or latest.type,
        since=day,
        resolution=resolution,
    )
    after = member_with(membership, [*membership.standings.all(), standing])
    if why_not := off_list(happened(membership, first=day), after=after, day=day):
        raise Refused("off_list", why_not)
    standing.save(force_insert=True)
    return standing


def status_now(membership: Membership) -> str:
    """The latest standing's status, whatever the day."""
    return max(membership.standings.all(), key=lambda one: one.since).status


def require_probationary(membership: Membership, *, what: str) -> None:
    """Refused `not_probationary` for a formal member."""
    if status_now(membership) != Status.PROBATIONARY:
        raise Refused(
            "not_probationary", f"{membership.person.name}现在是正式党员，不用办理{what}。请核对名册。"
        )
