"""What the doors about follow-up need: a talk with 何苗 that waits for his signature; and what the forms send."""

from __future__ import annotations

from datetime import date
from typing import Any

from fenming.actions.hold_talk import hold_talk
from tests.cast import Cast, at, key

NOW = at(2026, 6, 10)
DOCUMENT = "校纪〔2026〕8号"


def what_follows(people: Cast) -> dict[str, int]:
    """On a decision: no year is appraised yet."""
    talk = hold_talk(
        actor_id=people.lin, membership_id=people.m_he, held_on=date(2026, 6, 4), agreed="约定按时参加活动。",
        document=DOCUMENT, key=key(), now=NOW,
    )  # fmt: skip
    return {"talk_id": talk}


def sent_about_follow_up(ids: dict[str, Any]) -> dict[str, Any]:
    """What each form would send."""
    about = {"member": ids["membership_id"], "document": DOCUMENT}
    return {
        "talk_new": about | {"day": "2026-06-09", "text": "约定按时参加活动。"},
        "talk_acknowledge": {"text": "今后注意。"},
    }
