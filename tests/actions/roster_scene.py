"""The verbs about one member, on the cast, with days and resolutions filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from fenming.actions.change_type import change_type
from fenming.actions.declare import declare
from fenming.actions.end_probation import end_probation
from fenming.actions.extend_probation import extend_probation
from fenming.actions.grant_exemption import Application, grant_exemption
from fenming.actions.record_leave import record_leave
from fenming.actions.start_probation import start_probation
from fenming.actions.transfer_in import Newcomer, transfer_in
from fenming.actions.transfer_out import transfer_out
from fenming.actions.turn_formal import turn_formal
from fenming.queries.demo_reading import periods_of
from fenming.rules.terms import Status
from tests.cast import Cast, at, key

NOW = at(2026, 6, 10)
MEETING = "支部党员大会 2026年6月5日"
WHY = "思想汇报没有按期交，大会讨论后认为要再考察。"
LETTER = "组转〔2026〕18号"
ASKED = Application(date(2026, 6, 1), date(2026, 8, 31), "术后休养，医嘱三个月。", date(2026, 5, 25))


def entered(people: Cast, given: dict[str, Any]) -> dict[str, Any]:
    """What every verb takes, with `actor` and `used` in the words of the tests."""
    return {
        "actor_id": getattr(people, given.pop("actor", "lin")),
        "key": given.pop("used", "") or key(),
        "now": given.pop("now", NOW),
    }


def out(people: Cast, member: str = "zhou", **given: Any) -> int:
    """周予安 goes to another university on 8 June, unless told otherwise."""
    common = entered(people, given)
    values = {"day": date(2026, 6, 8), "resolution": LETTER, "destination": "临川大学理学院党委"} | given
    return transfer_out(membership_id=getattr(people, f"m_{member}"), **common, **values)


def sent(people: Cast, member: str = "zhou", **given: Any) -> int:
    """The same to the other branch of the college."""
    return out(people, member, **({"destination": "", "to_branch_id": people.other_branch_id} | given))


def received(people: Cast, departure_id: int | None, **given: Any) -> int:
    """The other branch's secretary receives somebody."""
    common = entered(people, {"actor": "deng"} | given)
    values = {
        "branch_id": people.other_branch_id,
        "day": date(2026, 6, 9),
        "post": "T",
        "resolution": LETTER,
    } | given
    for name in ("actor", "used", "now"):
        values.pop(name, None)
    return transfer_in(departure_id=departure_id, **common, **values)


def arrived(people: Cast, **given: Any) -> int:
    """陆闻笛 comes to us from outside."""
    common = entered(people, given)
    newcomer = Newcomer("陆闻笛", Status.FORMAL, "临川大学理学院党委第三支部")
    values = {
        "branch_id": people.branch_id,
        "day": date(2026, 6, 8),
        "post": "T",
        "resolution": LETTER,
    } | given
    return transfer_in(**common, **({"newcomer": newcomer} | values))


def started(people: Cast, **given: Any) -> int:
    """蒋雨桐's probation began on 20 June of last year."""
    common = entered(people, given)
    values = {"since": date(2025, 6, 20), "resolution": "支部党员大会 2025年6月20日"} | given
    return start_probation(membership_id=people.m_jiang, **common, **values)


def formal(people: Cast, member: str = "jiang", **given: Any) -> int:
    """蒋雨桐 turns formal on 5 June."""
    common = entered(people, given)
    values = {"day": date(2026, 6, 5), "resolution": MEETING} | given
    return turn_formal(membership_id=getattr(people, f"m_{member}"), **common, **values)


def extended(people: Cast, **given: Any) -> int:
    """蒋雨桐's probation is extended by half a year."""
    common = entered(people, given)
    values = {
        "day": date(2026, 6, 5),
        "due_on": date(2026, 12, 19),
        "resolution": MEETING,
        "reason": WHY,
    } | given
    return extend_probation(membership_id=people.m_jiang, **common, **values)


def ended(people: Cast, member: str = "jiang", **given: Any) -> int:
    """蒋雨桐 is no longer a probationary member."""
    common = entered(people, given)
    values = {"day": date(2026, 6, 5), "resolution": MEETING, "reason": WHY} | given
    return end_probation(membership_id=getattr(people, f"m_{member}"), **common, **values)


def changed(people: Cast, member: str = "he", post: str = "T", **given: Any) -> int:
    """何苗 goes from administration to teaching on 1 June."""
    common = entered(people, given)
    values = {"day": date(2026, 6, 1), "resolution": "校人〔2026〕12号"} | given
    return change_type(membership_id=getattr(people, f"m_{member}"), post=post, **common, **values)


def exempted(people: Cast, member: str = "zhou", **given: Any) -> int:
    """周予安 is exempt from June to August."""
    common = entered(people, given)
    values = {"application": ASKED, "resolution": "支委会 2026年5月28日"} | given
    return grant_exemption(membership_id=getattr(people, f"m_{member}"), **common, **values)


def on_leave(people: Cast, member: str = "zhou", **given: Any) -> int:
    """周予安 is on leave from June to August."""
    common = entered(people, given)
    values = {"application": ASKED, "resolution": "支委会 2026年5月28日"} | given
    return record_leave(membership_id=getattr(people, f"m_{member}"), **common, **values)


def claim(
    people: Cast, member: str, day: date, *, item: str = "DT5", said: str = "学院图书整理，两小时。"
) -> int:
    """A declaration for the month of that day."""
    month_id = periods_of(branch_id=people.branch_id, year=day.year).months[day.month]
    return declare(
        actor_id=getattr(people, member), month_id=month_id, item=item, day=day, said=said, key=key(), now=NOW
    )
