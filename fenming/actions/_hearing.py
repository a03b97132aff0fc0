"""What a note of a hearing is checked for, and its row (R41)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from fenming.actions._writing import Act
from fenming.queries.claims import tidy
from fenming.records.models import Appeal, Hearing, Objection
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused

LONGEST_WHO = 60
LONGEST_HEARD = 500


def checked_hearing(who: str, said: str) -> tuple[str, str]:
    """Who was heard and what was said, tidied; Refused `nobody_named`, `nothing_said`, `too_long`."""
    person, words = tidy(who), tidy(said)
    if not person:
        raise Refused("nobody_named", "还没有写听取了谁的意见。请写姓名或身份，不写报告人。")
    if not words:
        raise Refused("nothing_said", "还没有写听到的意见。请写明对方说了什么。")
    for name, text, longest in (("听取了谁的意见", person, LONGEST_WHO), ("意见", words, LONGEST_HEARD)):
        if len(text) > longest:
            raise Refused("too_long", f"{name}请写在 {longest} 字以内，现在是 {len(text)} 字。")
    return person, words


def keep_hearing(act: Act, thing: Objection | Appeal, *, heard_on: date, words: tuple[str, str]) -> Hearing:
    """The note, written; Refused `bad_day` for a day before it was filed or one that has not come."""
    filed = timezone.localdate(thing.filed_at)
    if not filed <= heard_on <= act.today:
        span = f"{full_day_name(filed)}到{full_day_name(act.today)}之间"
        raise Refused("bad_day", f"听取意见的日期要在{span}。请核对日期。")
    return Hearing.objects.create(
        branch_id=act.branch_id,
        objection=thing if isinstance(thing, Objection) else None,
        appeal=thing if isinstance(thing, Appeal) else None,
        heard_on=heard_on,
        who=act.keep_text(words[0]),
        said=act.keep_text(words[1]),
        by_id=act.actor_id or 0,
        at=act.now,
    )
