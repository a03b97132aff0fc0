"""A quarter ready for its meeting: matters as assessment leaves them, and the steps of a meeting in short."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from typing import Any

from fenming.actions._people import NewMember
from fenming.actions.add_topic import add_topic
from fenming.actions.call_meeting import call_meeting
from fenming.actions.close_meeting import close_meeting
from fenming.actions.decide_single import decide_single
from fenming.actions.enrol_members import enrol_members
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.open_meeting import open_meeting
from fenming.queries.scores import standard_of, version_on
from fenming.records.models import Assessment, AuditEvent, Matter, Month, PersonalText, Quarter
from fenming.rules.scoring import points_each
from fenming.rules.terms import Bucket, Status
from tests.cast import Cast, at, key

MEETING_DAY = date(2026, 3, 28)
NOW = at(2026, 3, 28)
_repeat = itertools.count()


def quarter_of(people: Cast, number: int = 1) -> Quarter:
    return Quarter.objects.get(branch_id=people.branch_id, number=number)


def matter_of(
    people: Cast,
    membership_id: int,
    item: str,
    day: date,
    *,
    quantity: int = 1,
    level: str = "",
    each_centi: int | None = None,
    state: str = "assessed",
    assessed: dict[str, Any] | None = None,
    outcome: str = "accepted",
) -> Matter:
    """A matter as declared and, unless `state` says otherwise, assessed; `assessed` holds what assessment changed."""
    month = Month.objects.get(branch_id=people.branch_id, start=day.replace(day=1))
    version = version_on(branch_id=people.branch_id, day=day)
    known = standard_of(version).by_id[item]
    sign = -1 if known.bucket is Bucket.DEDUCTION else 1
    said = _text(people, "做了什么")
    matter = Matter.objects.create(
        branch_id=people.branch_id,
        membership_id=membership_id,
        month=month,
        number=Matter.objects.filter(month=month).count() + 1,
        quarter=month.quarter,
        item=item,
        version=version,
        day=day,
        quantity=quantity,
        level=level,
        each_centi=each_centi,
        claimed_centi=sign * quantity * points_each(item=known, points_centi=each_centi, level=level),
        origin="declared",
        said=said,
        repeat_key=f"{next(_repeat)}",
        declared_by_id=people.xu,
        declared_at=at(2026, 3, 1),
        shown_on=day,
        reply_by=day,
        state=state,
    )
    if state == "assessed":
        figures = {"quantity": quantity, "level": level, "each_centi": each_centi} | (assessed or {})
        each = points_each(item=known, points_centi=figures["each_centi"], level=figures["level"])
        Assessment.objects.create(
            branch_id=people.branch_id,
            matter=matter,
            round=1,
            outcome=outcome,
            points_centi=sign * figures["quantity"] * each,
            reason=None if outcome == "accepted" else _text(people, "按同类事项"),
            by_id=people.han,
            at=at(2026, 3, 10),
            **figures,
        )
    return matter


def _text(people: Cast, words: str) -> PersonalText:
    return PersonalText.objects.create(branch_id=people.branch_id, text=words, salt="s", digest="0" * 64)


def called(people: Cast, *, held_on: date = MEETING_DAY, quarter: int = 1) -> int:
    return call_meeting(
        actor_id=people.lin,
        quarter_id=quarter_of(people, quarter).pk,
        held_on=held_on,
        place="文学馆 204 室",
        key=key(),
        now=at(held_on.year, held_on.month, held_on.day),
    )


def attend(people: Cast, meeting_id: int, *absent: int, now: datetime = NOW) -> int:
    """Everyone but `absent` (membership ids) is there."""
    everyone = {
        people.m_lin,
        people.m_xu,
        people.m_han,
        people.m_shen,
        people.m_zhou,
        people.m_he,
        people.m_jiang,
    }
    return mark_attendance(
        actor_id=people.xu,
        meeting_id=meeting_id,
        present_membership_ids=everyone - set(absent),
        key=key(),
        now=now,
    )


def opened(people: Cast, *absent: int, quarter: int = 1, held_on: date = MEETING_DAY) -> int:
    """A meeting that has begun: six formal members, one probationary."""
    now = at(held_on.year, held_on.month, held_on.day)
    meeting_id = called(people, quarter=quarter, held_on=held_on)
    attend(people, meeting_id, *absent, now=now)
    open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=now)
    return meeting_id


def single(people: Cast, meeting_id: int, matter: Matter, outcome: str = "accepted", **more: Any) -> Any:
    """One matter decided without objection, by the recorder."""
    given = {
        "actor_id": people.xu,
        "ayes": 0,
        "nays": 0,
        "abstained": 0,
        "without_objection": True,
        "key": key(),
        "now": NOW,
    }
    return decide_single(meeting_id=meeting_id, matter_id=matter.pk, outcome=outcome, **(given | more))


MONTH_DAY = date(2026, 3, 9)
MONTH_NOW = at(2026, 3, 9)


def month_of(people: Cast, number: int = 2) -> Month:
    return Month.objects.get(branch_id=people.branch_id, number=number)


def seven(people: Cast) -> int:
    """A seventh formal member, so that the branch has a committee; returns the membership id."""
    (membership_id,) = enrol_members(
        actor_id=people.lin, branch_id=people.branch_id,
        members=[NewMember("傅景行", "A", Status.FORMAL, date(2026, 1, 5))], resolution="支部党员大会 2026年1月5日",
        key=key(), now=at(2026, 1, 5),
    )  # fmt: skip
    return membership_id


def called_monthly(people: Cast, *, kind: str = "branch", month: int = 2) -> int:
    return call_meeting(
        actor_id=people.lin, month_id=month_of(people, month).pk, kind=kind, held_on=MONTH_DAY, place="", key=key(),
        now=MONTH_NOW,
    )  # fmt: skip


def opened_monthly(people: Cast) -> int:
    """A branch meeting about February that has begun."""
    meeting_id = called_monthly(people)
    attend(people, meeting_id, now=MONTH_NOW)
    open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=MONTH_NOW)
    return meeting_id


def closed(people: Cast) -> int:
    """The first quarter's meeting without anything to decide, over."""
    meeting_id = opened(people)
    close_meeting(
        actor_id=people.lin, meeting_id=meeting_id, minutes="没有要评定的事项。", key=key(), now=NOW
    )
    return meeting_id


def topic_of(people: Cast, meeting_id: int, title: str = "讨论暑期学习安排", *, now: datetime = NOW) -> int:
    return add_topic(actor_id=people.xu, meeting_id=meeting_id, title=title, key=key(), now=now)


def last_event(people: Cast) -> AuditEvent:
    return AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
