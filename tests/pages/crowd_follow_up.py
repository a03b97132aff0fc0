"""What follows the crowd's year: a talk with 何苗 on a decision, something to put right, a case that was filed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fenming.actions.decide_disposal import Decided, decide_disposal
from fenming.actions.file_disposal import file_disposal
from fenming.actions.hear_disposal import hear_disposal
from fenming.actions.hold_talk import hold_talk
from fenming.actions.propose_disposal import propose_disposal
from fenming.actions.set_rectification import set_rectification
from fenming.records.models import PersonalText, ProbationEvent
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
    case = propose_disposal(
        actor_id=people.han, membership_id=people.m_he, proposal="拟限期改正。", key=key(), now=now
    )
    common: dict[str, Any] = {"disposal_id": case, "now": now}
    hear_disposal(**common, actor_id=people.shen, heard_on=now.date(), said="愿意改正。", key=key())
    decided = Decided("correct", "限期一年改正。", "支部党员大会", now.date())
    decide_disposal(**common, actor_id=people.lin, decided=decided, key=key())
    file_disposal(**common, actor_id=people.lin, key=key())
    return {"talk": talk, "rectification": put_right, "disposal": case}


def decided_about_probation(people: Cast, *, now: datetime) -> int:
    """A decision about the probation of 周予安 long ago, straight from the tables: so that 蒋雨桐's stays to be decided."""
    reason = PersonalText.objects.create(
        branch_id=people.branch_id, text="再考察半年。", salt="s", digest="0" * 64
    )
    return ProbationEvent.objects.create(
        branch_id=people.branch_id, membership_id=people.m_zhou, kind="extended", day=now.date(), due_on=now.date(),
        resolution="支部党员大会", reason=reason, by_id=people.lin, at=now,
    ).pk  # fmt: skip
