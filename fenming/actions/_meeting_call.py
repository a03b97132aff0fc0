"""What calling a meeting and moving it share: which day it may be held on, where, and who is told (R33, R35)."""

from __future__ import annotations

from datetime import date, timedelta

from fenming.actions._writing import Act
from fenming.queries.meeting_roll import called_to
from fenming.records.models import Meeting, Month, Quarter
from fenming.rules.meeting import monthly_kinds
from fenming.rules.terms import Refused

NOTICE_AT_MOST = timedelta(days=60)
LONGEST_PLACE = 60


def day_in_words(day: date) -> str:
    """``3月28日``."""
    return f"{day.month}月{day.day}日"


def check_day(*, quarter: Quarter, month: Month | None, held_on: date, today: date) -> None:
    """Today or later, at most 60 days ahead; not before the month it assesses, or the quarter's last month.

    Refused: past_day, too_early, too_far. See `check_held` for a monthly meeting that is entered afterwards.
    """
    if held_on < today:
        raise Refused(
            "past_day",
            f"{day_in_words(held_on)}已经过了。会议日期请填今天（{day_in_words(today)}）或以后的日子。",
        )
    earliest = month.start if month else quarter.end.replace(day=1)
    if held_on < earliest:
        whose = f"评{month.number}月的会" if month else f"第{'一二三四'[quarter.number - 1]}季度的党员大会"
        raise Refused(
            "too_early",
            f"{whose}从{day_in_words(earliest)}起才能开，{day_in_words(held_on)}太早。请改日期。",
        )
    if held_on - today > NOTICE_AT_MOST:
        raise Refused(
            "too_far",
            f"{held_on.year}年{day_in_words(held_on)}离今天超过 60 天。请核对日期，临近时再召集。",
        )


def check_held(*, month: Month, held_on: date) -> None:
    """Whether a meeting that was held on a day now past may still be entered (R33).

    Not before its month began, and only while the month is not assessed: afterwards nobody could tell which of the two
    came first. Refused: too_early, month_assessed.
    """
    if held_on < month.start:
        raise Refused(
            "too_early",
            f"评{month.number}月的会从{day_in_words(month.start)}起才能开，{day_in_words(held_on)}太早。请核对日期。",
        )
    if month.assessed_at is not None:
        raise Refused(
            "month_assessed",
            f"{month.number}月已经初评完成，不能再补录以前开过的会。请召集今天或以后的会；要说明的，写在会议记录里。",
        )


def check_place(place: str) -> None:
    """Refused `bad_place` when it is too long for the line it stands in."""
    if len(place.strip()) > LONGEST_PLACE:
        raise Refused("bad_place", f"地点请写在 {LONGEST_PLACE} 字以内。")


def check_kind(*, branch_id: int, kind: str, day: date) -> None:
    """Whether the branch may meet in this way to assess a month (R33); Refused no_committee."""
    if kind != Meeting.Kind.COMMITTEE:
        return
    formal = sum(one.voting for one in called_to(branch_id=branch_id, kind=Meeting.Kind.BRANCH, day=day))
    if kind not in monthly_kinds(formal=formal):
        raise Refused(
            "no_committee",
            f"支部那一天有正式党员 {formal} 名，不满 7 名的支部不设支委会。请召集支部会，由全体党员参加。",
        )
    if not called_to(branch_id=branch_id, kind=kind, day=day):
        raise Refused("no_committee", "还没有登记支部委员。请先登记任职，或者召集支部会。")


def tell_attendees(act: Act, meeting: Meeting, *, kind: str) -> None:
    """Have everyone who should attend told, the one who acts left out."""
    called = called_to(branch_id=meeting.branch_id, kind=meeting.kind, day=meeting.held_on)
    people = [one.person_id for one in called if one.person_id != act.actor_id]
    act.tell(kind=kind, subject="meeting", subject_id=meeting.pk, to=people)
