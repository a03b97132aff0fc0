"""A year appraised with 何苗 不合格, 周予安 合格 and the others 基本合格; then what follows, by the real verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from fenming.actions.acknowledge_talk import acknowledge_talk
from fenming.actions.appraise import GivenGrade
from fenming.actions.check_rectification import check_rectification
from fenming.actions.hold_talk import hold_talk
from fenming.actions.report_rectification import report_rectification
from fenming.actions.set_rectification import set_rectification
from tests.actions._year import graded, members_meeting, settled, told
from tests.cast import Cast, at, cast, key
from tests.once import once

TALKED = date(2027, 4, 6)
NOW = at(2027, 4, 7)
AGREED = "谈了全年参加活动的情况，约定上半年参加每次主题党日。"
REMARKS = "上半年课多，今后会提前请假。"

TO_PUT_RIGHT = "每次主题党日按时到会，缺席的事先请假。"
DUE = date(2027, 6, 30)
CHECKED = at(2027, 7, 2)


@once
def appraised_year() -> Cast:
    """2026 settled, told and graded in March 2027; 蒋雨桐, probationary, has no grade."""
    people = cast()
    settled(people)
    told(people)
    graded(
        people,
        members_meeting(people),
        GivenGrade(people.m_he, "不合格", "多次无故缺席。"),
        GivenGrade(people.m_zhou, "合格", "平时表现好。"),
    )
    return people


def talked(people: Cast, **change: Any) -> int:
    """林曼青 talked with 何苗 on 6 April and writes it down the day after."""
    plain: dict[str, Any] = {
        "actor_id": people.lin, "membership_id": people.m_he, "held_on": TALKED, "agreed": AGREED, "key": key(), "now": NOW,
    }  # fmt: skip
    return hold_talk(**plain | change)


def signed_for(people: Cast, talk_id: int, **change: Any) -> int:
    """何苗 has read it."""
    plain: dict[str, Any] = {
        "actor_id": people.he, "talk_id": talk_id, "remarks": REMARKS, "key": key(), "now": at(2027, 4, 8),
    }  # fmt: skip
    return acknowledge_talk(**plain | change)


def to_rectify(people: Cast, **change: Any) -> int:
    """林曼青 asks 何苗 on 7 April to put it right by the end of June."""
    plain: dict[str, Any] = {
        "actor_id": people.lin, "membership_id": people.m_he, "what": TO_PUT_RIGHT, "due_on": DUE, "key": key(), "now": NOW,
    }  # fmt: skip
    return set_rectification(**plain | change)


def reported_on(people: Cast, rectification_id: int, **change: Any) -> int:
    """何苗 says how far it has come, in May."""
    plain: dict[str, Any] = {
        "actor_id": people.he, "rectification_id": rectification_id, "text": "四月、五月都按时到会。", "key": key(),
        "now": at(2027, 5, 31),
    }  # fmt: skip
    return report_rectification(**plain | change)


def checked(people: Cast, rectification_id: int, outcome: str = "done", **change: Any) -> int:
    """沈知行 checks after the day."""
    plain: dict[str, Any] = {
        "actor_id": people.shen, "rectification_id": rectification_id, "outcome": outcome, "text": "查了签到表。",
        "key": key(), "now": CHECKED,
    }  # fmt: skip
    return check_rectification(**plain | change)
