"""What follows the crowd's year: a talk with 何苗 on a decision, something to put right."""

from __future__ import annotations

from datetime import datetime, timedelta

from fenming.actions.hold_talk import hold_talk
from fenming.actions.set_rectification import set_rectification
from tests.cast import Cast, key


def followed_up(people: Cast, *, now: datetime) -> dict[str, object]:
    """The ids by the names the pages use."""
    talk = hold_talk(
        actor_id=people.lin, membership_id=people.m_he, held_on=now.date(), agreed="约定按时参加活动。",
        document="校纪〔2027〕8号", key=key(), now=now,
    )  # fmt: skip
    put_right = set_rectification(
        actor_id=people.lin, membership_id=people.m_he, what="按时参加活动。", due_on=now.date() + timedelta(90),
        document="校纪〔2027〕8号", key=key(), now=now,
    )  # fmt: skip
    return {"talk": talk, "rectification": put_right}
