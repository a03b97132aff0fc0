"""A decision about 何苗, proposed by 韩若水 and taken on by the others, by the real verbs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from fenming.actions.answer_veto import answer_veto
from fenming.actions.confirm_lifting import confirm_lifting
from fenming.actions.confirm_veto import confirm_veto
from fenming.actions.propose_lifting import propose_lifting
from fenming.actions.propose_veto import propose_veto
from tests.cast import Cast, at, key

DECIDED = date(2026, 3, 2)
DOCUMENT = "校纪〔2026〕3号"
REASON = "违反工作纪律，经学校纪委查实。"
REVOKED = "校纪〔2026〕9号"
PROPOSED = at(2026, 3, 9)  # a Monday: to be answered by Monday the 16th
HEARD = at(2026, 3, 12)
REVOKED_ON = at(2026, 5, 6)


def proposed(people: Cast, **change: Any) -> int:
    """Proposed on 9 March."""
    plain: dict[str, Any] = {
        "actor_id": people.han, "membership_id": people.m_he, "item": "V5", "document": DOCUMENT, "decided_on": DECIDED,
        "text": REASON, "key": key(), "now": PROPOSED,
    }  # fmt: skip
    return propose_veto(**plain | change)


def answered(people: Cast, veto_id: int, text: str = "事情属实，已经深刻检讨。") -> int:
    return answer_veto(actor_id=people.he, veto_id=veto_id, text=text, key=key(), now=at(2026, 3, 11))


def confirmed(people: Cast, *, now: datetime = HEARD, **change: Any) -> int:
    """Proposed, answered, and confirmed by 沈知行 on 12 March."""
    veto_id = proposed(people, **change)
    answered(people, veto_id)
    return confirm_veto(actor_id=people.shen, veto_id=veto_id, key=key(), now=now)


def lifted(people: Cast, veto_id: int, *, now: datetime = REVOKED_ON) -> int:
    """Proposed by 林曼青, confirmed by 沈知行."""
    propose_lifting(actor_id=people.lin, veto_id=veto_id, document=REVOKED, key=key(), now=now)
    return confirm_lifting(actor_id=people.shen, veto_id=veto_id, document=REVOKED, key=key(), now=now)
