"""What the doors about follow-up need: a talk with 何苗 that waits for his signature, something he is to put right; and what the forms send."""

from __future__ import annotations

from datetime import date
from typing import Any

from fenming.actions.hold_talk import hold_talk
from fenming.actions.set_rectification import set_rectification
from tests.cast import Cast, at, key

NOW = at(2026, 6, 10)
DOCUMENT = "校纪〔2026〕8号"


def what_follows(people: Cast) -> dict[str, int]:
    """On a decision: no year is appraised yet."""
    talk = hold_talk(
        actor_id=people.lin, membership_id=people.m_he, held_on=date(2026, 6, 4), agreed="约定按时参加活动。",
        document=DOCUMENT, key=key(), now=NOW,
    )  # fmt: skip
    put_right = set_rectification(
        actor_id=people.lin, membership_id=people.m_he, what="按时参加活动。", due_on=date(2026, 7, 31), document=DOCUMENT,
        key=key(), now=NOW,
    )  # fmt: skip
    return {"talk_id": talk, "rectification_id": put_right}


def sent_about_follow_up(ids: dict[str, Any]) -> dict[str, Any]:
    """What each form would send."""
    about = {"member": ids["membership_id"], "document": DOCUMENT}
    return {
        "talk_new": about | {"day": "2026-06-09", "text": "约定按时参加活动。"},
        "rectification_new": about | {"text": "按时参加活动。", "due_on": "2026-08-31"},
        "rectification_report": {"text": "这个月都到了。"},
        "rectification_check": {"outcome": "done", "text": "查了签到表。"},
        "talk_acknowledge": {"text": "今后注意。"},
    }
