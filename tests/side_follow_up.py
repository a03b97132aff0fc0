"""Two rows in every table of what follows a year, for `side_tables`."""

from __future__ import annotations

from datetime import date

from fenming.records import models
from tests.cast import at
from tests.walk import Walked

DAY = date(2026, 3, 10)
NOW = at(2026, 3, 10)
DOCUMENT = "校纪〔2026〕8号"


def follow_up_rows(walked: Walked, number: int) -> None:
    """About 周予安, then about 何苗."""
    people = walked.people
    membership_id = (people.m_zhou, people.m_he)[number - 1]
    text = models.PersonalText.objects.create(
        branch_id=people.branch_id, text="约定按时参加。", salt="s", digest="0" * 64
    )
    models.Talk.objects.create(
        branch_id=people.branch_id, membership_id=membership_id, held_by_id=people.lin, held_on=DAY, document=DOCUMENT,
        agreed=text, recorded_at=NOW,
    )  # fmt: skip
    put_right = models.Rectification.objects.create(
        branch_id=people.branch_id, membership_id=membership_id, what=text, due_on=DAY, document=DOCUMENT,
        set_by_id=people.lin, set_at=NOW, state="open",
    )  # fmt: skip
    models.RectificationEvent.objects.create(
        branch_id=people.branch_id, rectification=put_right, kind="done", text=text, by_id=people.lin, at=NOW
    )
