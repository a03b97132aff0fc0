"""What a member's own declaration and one from the paper sheet share: judge, write the matter, mark the month (R31)."""

from __future__ import annotations

from fenming.actions._matter import earlier_same, new_matters, refuse, said_for_month, state_name
from fenming.actions._writing import Act
from fenming.queries.claims import Claim, declaration_faults, is_late, months_of, number_of
from fenming.queries.scores import member_of
from fenming.records.models import Matter, MemberMonth, Membership, Month
from fenming.rules.terms import Refused


def declared_matter(
    act: Act, *, month: Month, membership: Membership, claim: Claim, on_behalf: bool = False
) -> Matter:
    """The new matter, declared in the month, by its own member or from the paper sheet; the branch must be locked.

    Refused with every fault in one sentence, as `declare` says; `repeat` when it was declared before.
    """
    months = months_of(month.quarter.year)
    refuse(
        declaration_faults(
            member=member_of(membership), month=month, months=months, claim=claim, today=act.today
        )
    )
    _refuse_repeat(membership, claim, whom=membership.person.name if on_behalf else "您")
    late = is_late(month, today=act.today)
    (matter,) = new_matters(
        act,
        membership_ids=[membership.pk],
        month=month,
        claim=claim,
        said=act.keep_text(claim.said),
        origin=Matter.Origin.DECLARED,
        late=late,
        on_behalf=on_behalf,
    )
    kind = MemberMonth.Kind.ON_BEHALF if on_behalf else MemberMonth.Kind.DECLARED
    said_for_month(act, month=month, membership_id=membership.pk, late=late, kind=kind)
    return matter


def _refuse_repeat(membership: Membership, claim: Claim, *, whom: str) -> None:
    for same in earlier_same(membership_ids=[membership.pk], claim=claim):
        sentence = f"这件事{whom}已经报过，事项号 {number_of(same)}，现在是“{state_name(same)}”，不用再报。"
        raise Refused("repeat", f"{sentence}如果是另一件事，请把不同之处写进说明。")
