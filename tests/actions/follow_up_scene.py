"""A year appraised with 何苗 and 许明远 不合格, 周予安 合格 and the others 基本合格; then what follows, by the real verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fenming.actions.accept_disposal import accept_disposal
from fenming.actions.acknowledge_talk import acknowledge_talk
from fenming.actions.answer_disposal import answer_disposal
from fenming.actions.appraise import GivenGrade
from fenming.actions.check_rectification import check_rectification
from fenming.actions.decide_disposal import Decided, decide_disposal
from fenming.actions.file_disposal import file_disposal
from fenming.actions.hear_disposal import hear_disposal
from fenming.actions.hold_talk import hold_talk
from fenming.actions.propose_disposal import propose_disposal
from fenming.actions.report_rectification import report_rectification
from fenming.actions.return_disposal import return_disposal
from fenming.actions.set_rectification import set_rectification
from fenming.records.models import AuditEvent, Outbox, PersonalText
from fenming.rules.terms import Refused
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

PROPOSAL = "多次无故缺席，经教育没有改正，拟限期改正。"
HEARD_ON = date(2027, 4, 12)
DECIDED = Decided("correct", "限期一年改正。", "支部党员大会 2027年4月20日", date(2027, 4, 20))


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
        GivenGrade(people.m_xu, "不合格", "多次无故缺席。"),
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


def proposed(people: Cast, **change: Any) -> int:
    """韩若水 proposes how to handle 何苗, on 7 April."""
    plain: dict[str, Any] = {
        "actor_id": people.han, "membership_id": people.m_he, "proposal": PROPOSAL, "key": key(), "now": NOW,
    }  # fmt: skip
    return propose_disposal(**plain | change)


def answered(people: Cast, case_id: int, **change: Any) -> int:
    """何苗 writes what he has to say, on the 8th."""
    plain: dict[str, Any] = {
        "actor_id": people.he, "disposal_id": case_id, "text": "家里有事，今后改正。", "key": key(), "now": at(2027, 4, 8),
    }  # fmt: skip
    return answer_disposal(**plain | change)


def heard(people: Cast, case_id: int, **change: Any) -> int:
    """沈知行 hears 何苗 on the 12th and notes it the day after."""
    plain: dict[str, Any] = {
        "actor_id": people.shen, "disposal_id": case_id, "heard_on": HEARD_ON, "said": "表示愿意改正。", "key": key(),
        "now": at(2027, 4, 13),
    }  # fmt: skip
    return hear_disposal(**plain | change)


def decided(people: Cast, case_id: int, **change: Any) -> int:
    """林曼青 enters what the members' meeting decided on the 20th."""
    plain: dict[str, Any] = {
        "actor_id": people.lin, "disposal_id": case_id, "decided": DECIDED, "key": key(), "now": at(2027, 4, 21),
    }  # fmt: skip
    return decide_disposal(**plain | change)


def submitted(people: Cast, case_id: int, **change: Any) -> int:
    """林曼青 sends it above on the 22nd."""
    plain: dict[str, Any] = {
        "actor_id": people.lin,
        "disposal_id": case_id,
        "key": key(),
        "now": at(2027, 4, 22),
    }
    return file_disposal(**plain | change)


def accepted(people: Cast, case_id: int, **change: Any) -> str:
    """高远 accepts it on the 28th."""
    plain: dict[str, Any] = {
        "actor_id": people.gao, "disposal_id": case_id, "number": "", "key": key(), "now": at(2027, 4, 28),
    }  # fmt: skip
    return accept_disposal(**plain | change)


def sent_back(people: Cast, case_id: int, **change: Any) -> int:
    """高远 sends it back on the 28th."""
    plain: dict[str, Any] = {
        "actor_id": people.gao, "disposal_id": case_id, "remarks": "请写明依据。", "key": key(), "now": at(2027, 4, 28),
    }  # fmt: skip
    return return_disposal(**plain | change)


def above(people: Cast) -> int:
    """Proposed, heard, decided and sent above: the case."""
    case_id = proposed(people)
    heard(people, case_id)
    decided(people, case_id)
    submitted(people, case_id)
    return case_id


def refusal(act: Callable[..., Any], *given: Any, **change: Any) -> Refused:
    """What is said against it, with nothing written."""
    before = AuditEvent.objects.count(), Outbox.objects.count(), PersonalText.objects.count()
    with pytest.raises(Refused) as refused:
        act(*given, **change)
    assert (AuditEvent.objects.count(), Outbox.objects.count(), PersonalText.objects.count()) == before
    return refused.value
