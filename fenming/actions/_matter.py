"""What the verbs that bring a matter into being share: its number, its repeat, its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from fenming.actions._writing import Act
from fenming.queries.accounts import members_without_account
from fenming.queries.claims import (
    Claim,
    ClaimFault,
    month_for,
    months_of,
    number_of,
    quarter_for,
    repeat_key,
    signed_centi,
    standard_on,
)
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import Fact, Matter, MemberMonth, Month, PersonalText, Year
from fenming.rules.reasons import full_day_name
from fenming.rules.standard import Standard
from fenming.rules.terms import Refused
from fenming.rules.workflow import STATE_NAMES


@dataclass(frozen=True, slots=True)
class Hearing:
    """When a matter with minus points was shown to the one concerned, and the last day to reply (A14)."""

    shown_on: date
    reply_by: date


def hearing_from(today: date, *, standard: Standard, branch_id: int) -> Hearing:
    """Shown today; the term to reply in working days by the standard (A14)."""
    calendar = work_calendar(branch_id=branch_id)
    return Hearing(today, calendar.add_working_days(today, standard.settings.reply_working_days))


def year_of(*, branch_id: int, day: date) -> Year:
    """The branch's year that holds the day; Refused `no_year`."""
    year = Year.objects.filter(branch_id=branch_id, start__lte=day, end__gte=day).first()
    if year is None:
        sentence = f"{full_day_name(day)}不在本支部已开始的年度里。请核对日期。"
        raise Refused("no_year", sentence)
    return year


def month_in(year: Year, *, day: date, today: date) -> Month:
    """The month a fact of that day goes to: its own while open, else the open one (A35); Refused `no_open_month`."""
    month = month_for(months_of(year), day=day, today=today)
    if month is None:
        raise Refused(
            "no_open_month", f"{year.number}年度各月都已初评，不能再登记或报告这一年的事项。请告诉支部书记。"
        )
    return month


def refuse(faults: list[ClaimFault]) -> None:
    """Refused with the first fault's code and every sentence; passes when there is none."""
    if faults:
        raise Refused(faults[0].code, "".join(dict.fromkeys(fault.sentence for fault in faults)))


def public_number(matter: Matter) -> str:
    """The number people call a matter by, for sentences of the verbs; its month must be loaded."""
    return number_of(matter)


def earlier_same(*, membership_ids: list[int], claim: Claim) -> list[Matter]:
    """These members' matters that say exactly the same, withdrawn ones aside, with month and person (R78)."""
    rows = Matter.objects.filter(membership_id__in=membership_ids, repeat_key=repeat_key(claim))
    rows = rows.exclude(state=Matter.State.WITHDRAWN).select_related("month", "membership__person")
    return list(rows.order_by("membership__roster_no"))


def state_name(matter: Matter) -> str:
    """The state in words."""
    return STATE_NAMES["matter"][matter.state]


def new_matters(
    act: Act,
    *,
    membership_ids: list[int],
    month: Month,
    claim: Claim,
    said: PersonalText,
    origin: Matter.Origin,
    late: bool = False,
    fact: Fact | None = None,
    hearing: Hearing | None = None,
    on_behalf: bool = False,
) -> list[Matter]:
    """One declared matter for each membership, numbered on within the month; the branch must be locked.

    With a hearing, whoever has no account is to be handed a paper first: their term does not run yet (`by_hand`).
    The claim must have been judged before. Returns the matters in the order of the memberships.
    """
    common = claimed(act.branch_id, claim) | {
        "month": month,
        "quarter": quarter_for(month),
        "said": said,
        "origin": origin,
        "fact": fact,
        "late": late,
        "on_behalf": on_behalf,
        "declared_by_id": act.actor_id,
        "declared_at": act.now,
        "state": Matter.State.DECLARED,
    }
    by_hand = members_without_account(membership_ids) if hearing else frozenset()
    numbered = enumerate(membership_ids, next_number(month))
    return Matter.objects.bulk_create(
        [
            Matter(membership_id=one, number=number, **common, **_shown(hearing, by_hand=one in by_hand))
            for number, one in numbered
        ]
    )


def _shown(hearing: Hearing | None, *, by_hand: bool) -> dict[str, Any]:
    if hearing is None or by_hand:
        return {"by_hand": by_hand}
    return {"shown_on": hearing.shown_on, "reply_by": hearing.reply_by}


def next_number(month: Month) -> int:
    """The number the next matter of a month gets; the branch must be locked."""
    last = Matter.objects.filter(month=month).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def said_for_month(
    act: Act,
    *,
    month: Month,
    membership_id: int,
    late: bool,
    kind: MemberMonth.Kind = MemberMonth.Kind.DECLARED,
) -> None:
    """The member has spoken for the month, by the own hand or on paper (R31, A12)."""
    MemberMonth.objects.update_or_create(
        branch_id=act.branch_id,
        month=month,
        membership_id=membership_id,
        defaults={"kind": kind, "late": late, "said_at": act.now},
    )


def claimed(branch_id: int, claim: Claim) -> dict[str, Any]:
    """The columns of a matter that say what is claimed, and by which version (R74, R86)."""
    version, standard = standard_on(branch_id=branch_id, day=claim.day)
    points = signed_centi(
        item=standard.by_id[claim.item],
        quantity=claim.quantity,
        level=claim.level,
        each_centi=claim.each_centi,
    )
    return {
        "branch_id": branch_id,
        "version": version,
        "item": claim.item,
        "day": claim.day,
        "quantity": claim.quantity,
        "level": claim.level,
        "achievement": claim.achievement,
        "each_centi": claim.each_centi,
        "claimed_centi": points,
        "repeat_key": repeat_key(claim),
    }
