"""召集会议, afterwards: a monthly meeting that was held is entered for its day while its month is not assessed (R33)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions.call_meeting import call_meeting
from fenming.actions.circulate_agenda import circulate_agenda
from fenming.actions.close_meeting import close_meeting
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.move_meeting import move_meeting
from fenming.actions.open_meeting import open_meeting
from fenming.records.models import Attendance, AuditEvent, Meeting, Month, Outbox, PersonalText
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import month_of, quarter_of
from tests.cast import Cast, at, cast, key
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HELD, TODAY = date(2026, 3, 3), at(2026, 3, 9)


def entered(people: Cast, **change: Any) -> int:
    """The branch meeting about February, held on 3 March, entered on the 9th."""
    plain: dict[str, Any] = {
        "actor_id": people.lin, "month_id": month_of(people).pk, "kind": "branch", "held_on": HELD, "place": "",
        "key": key(), "now": TODAY,
    }  # fmt: skip
    return call_meeting(**plain | change)


def refusal(people: Cast, **change: Any) -> Refused:
    before = (Meeting.objects.count(), AuditEvent.objects.count())
    with pytest.raises(Refused) as caught:
        entered(people, **change)
    assert (Meeting.objects.count(), AuditEvent.objects.count()) == before
    return caught.value


def test_it_keeps_its_day_and_says_when_it_was_entered() -> None:
    people = cast()
    pk = entered(people)
    meeting = Meeting.objects.get(pk=pk)
    assert (meeting.held_on, meeting.entered_on) == (HELD, TODAY.date())
    assert '"entered_on":"2026-03-09"' in AuditEvent.objects.get(verb="call_meeting").detail
    there = {getattr(people, f"m_{name}") for name in ("lin", "xu", "han", "shen")}
    mark_attendance(actor_id=people.xu, meeting_id=pk, present_membership_ids=there, key=key(), now=TODAY)
    open_meeting(actor_id=people.lin, meeting_id=pk, key=key(), now=TODAY)
    close_meeting(actor_id=people.lin, meeting_id=pk, minutes="初评二月的积分。", key=key(), now=TODAY)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.held_on, meeting.opened_at, meeting.closed_at) == (
        "closed",
        HELD,
        TODAY,
        TODAY,
    )
    assert Attendance.objects.filter(meeting=pk, present=True).count() == 4
    assert not Outbox.objects.filter(subject="meeting").exists()


def test_not_before_its_month_nor_once_that_is_assessed_and_never_a_members_meeting() -> None:
    people = cast()
    early = refusal(people, held_on=date(2026, 1, 30))
    assert (early.code, "评2月的会从2月1日起才能开" in early.sentence) == ("too_early", True)
    whole = refusal(people, month_id=None, quarter_id=quarter_of(people).pk, kind="members")
    assert whole.code == "past_day"
    Month.objects.filter(pk=month_of(people).pk).update(assessed_at=at(2026, 3, 8))
    late = refusal(people)
    assert (late.code, "2月已经初评完成" in late.sentence) == ("month_assessed", True)
    assert refusal(people, actor_id=people.han).code == "forbidden"


def test_it_is_entered_once_and_neither_moved_nor_sent_out() -> None:
    people = cast()
    once = key()
    pk = entered(people, key=once)
    assert refusal(people, key=once).code == "already_done"
    assert refusal(people).code == "already_called"
    for verb, more in ((move_meeting, {"held_on": date(2026, 3, 10), "place": ""}), (circulate_agenda, {})):
        with pytest.raises(Refused) as caught:
            verb(actor_id=people.lin, meeting_id=pk, key=key(), now=TODAY, **more)  # type: ignore[operator]
        assert caught.value.code == "entered_afterwards"
    assert Meeting.objects.get(pk=pk).held_on == HELD


def test_the_database_keeps_the_mark() -> None:
    people = cast()
    pk = entered(people)
    text = PersonalText.objects.create(
        branch_id=people.branch_id, text="会场停电。", salt="0" * 16, digest="0" * 64
    )
    of = f"WHERE id = {pk}"
    refused(f"UPDATE records_meeting SET entered_on = NULL {of}", "keeps its day")
    refused(f"UPDATE records_meeting SET entered_on = '2026-03-20' {of}", "keeps its day")
    refused(f"UPDATE records_meeting SET held_on = '2026-03-04' {of}", "keeps its day")
    other = {
        "number": "2",
        "state": "'cancelled'",
        "why_cancelled_id": str(text.pk),
    }
    same = f"id = {pk}"
    refused(copy_row("records_meeting", same, **other, held_on="'2026-03-09'"), "meeting_entered_afterwards")
    refused(copy_row("records_meeting", same, **other, held_on="'2026-01-09'"), "had not begun")
    Month.objects.filter(pk=month_of(people).pk).update(assessed_at=TODAY)
    refused(copy_row("records_meeting", same, **other), "the month is assessed")
