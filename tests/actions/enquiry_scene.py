"""A posting on the wall and a reader's question about it."""

from __future__ import annotations

from datetime import datetime

from fenming.actions.enquire import enquire
from fenming.records.models import Posting
from tests.actions._walk import determine, posted
from tests.cast import Cast, at, key

# put up on 1 April 2026, on the wall to the 8th
DURING = at(2026, 4, 2)
AFTER = at(2026, 4, 9)
QUESTION = "请问志愿服务的分是怎么算的？"


def put_up(people: Cast) -> Posting:
    determine(people)
    return posted(people)


def ask(
    code: str, *, name: str = "田一禾", contact: str = "tian@example.org", text: str = QUESTION,
    used: str = "", now: datetime = DURING,
) -> int:  # fmt: skip
    return enquire(code=code, name=name, contact=contact, text=text, key=used or key(), now=now)
