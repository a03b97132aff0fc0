"""What follows the crowd's year: a talk with 何苗 on a decision."""

from __future__ import annotations

from datetime import datetime

from fenming.actions.hold_talk import hold_talk
from tests.cast import Cast, key


def followed_up(people: Cast, *, now: datetime) -> dict[str, object]:
    """The ids by the names the pages use."""
    talk = hold_talk(
        actor_id=people.lin, membership_id=people.m_he, held_on=now.date(), agreed="约定按时参加活动。",
        document="校纪〔2027〕8号", key=key(), now=now,
    )  # fmt: skip
    return {"talk": talk}
