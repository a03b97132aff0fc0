"""登记到会: everyone on the roster of the day, formal members with a vote."""

from __future__ import annotations

import json

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.open_meeting import open_meeting
from fenming.queries.access import NotFound
from fenming.records.models import Attendance, AuditEvent, Membership
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import MEETING_DAY, MONTH_NOW, NOW, attend, called, called_monthly, seven
from tests.cast import at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_sheet_holds_the_roster_and_who_has_a_vote() -> None:
    people = cast()
    meeting_id = called(people)
    attend(people, meeting_id, people.m_he)
    sheet = {row.membership_id: (row.voting, row.present) for row in Attendance.objects.all()}
    assert len(sheet) == 7
    assert sheet[people.m_he] == (True, False)
    assert sheet[people.m_jiang] == (False, True)
    assert sheet[people.m_lin] == (True, True)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    detail = json.loads(event.detail)
    assert (event.verb, detail["should_attend"], detail["present"]) == ("mark_attendance", 6, 5)


def test_it_may_be_entered_again_and_follows_the_roster() -> None:
    people = cast()
    meeting_id = called(people)
    attend(people, meeting_id, people.m_he)
    Membership.objects.filter(pk=people.m_zhou).update(until=MEETING_DAY.replace(day=1))
    mark_attendance(
        actor_id=people.lin, meeting_id=meeting_id, present_membership_ids=[people.m_he], key=key(), now=NOW
    )
    sheet = {row.membership_id: (row.voting, row.present) for row in Attendance.objects.all()}
    assert sheet[people.m_he] == (True, True)
    assert sheet[people.m_zhou] == (False, False)
    assert sum(present for _, present in sheet.values()) == 1


def test_a_forged_name_is_not_found_and_nothing_changes() -> None:
    people = cast()
    meeting_id = called(people)
    for forged in (people.m_deng, 987654):
        with pytest.raises(NotFound):
            mark_attendance(
                actor_id=people.xu, meeting_id=meeting_id, present_membership_ids=[forged], key=key(), now=NOW
            )
    assert not Attendance.objects.exists()


def test_who_may_and_until_when() -> None:
    people = cast()
    meeting_id = called(people)
    with pytest.raises(Refused) as refused:
        mark_attendance(
            actor_id=people.zhou, meeting_id=meeting_id, present_membership_ids=[], key=key(), now=NOW
        )
    assert refused.value.code == "forbidden"
    assert "积分记录员" in refused.value.sentence
    with pytest.raises(NotFound):
        mark_attendance(
            actor_id=people.deng, meeting_id=meeting_id, present_membership_ids=[], key=key(), now=NOW
        )
    assert not Attendance.objects.exists()


def test_the_same_form_twice_counts_once() -> None:
    people, once = cast(), key()
    meeting_id = called(people)
    for wanted in (None, AlreadyDone):
        given = {"actor_id": people.xu, "meeting_id": meeting_id, "key": once, "now": NOW}
        if wanted is None:
            mark_attendance(present_membership_ids=[people.m_lin], **given)
        else:
            with pytest.raises(wanted):
                mark_attendance(present_membership_ids=[], **given)
    assert Attendance.objects.get(membership_id=people.m_lin).present


def test_a_meeting_put_off_takes_the_roster_of_the_later_day() -> None:
    people = cast()
    meeting_id, later = called(people), at(2026, 4, 2)
    attend(people, meeting_id)
    Membership.objects.filter(pk=people.m_zhou).update(until=MEETING_DAY)
    with pytest.raises(Refused) as refused:
        open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=later)
    assert refused.value.code == "roster_changed"
    assert "重新登记一次到会" in refused.value.sentence
    mark_attendance(
        actor_id=people.xu,
        meeting_id=meeting_id,
        present_membership_ids=[people.m_lin, people.m_xu, people.m_han],
        key=key(),
        now=later,
    )
    open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=later)
    assert Attendance.objects.filter(voting=True).count() == 5


def test_late_and_on_leave_are_told_apart() -> None:
    people = cast()
    meeting_id = called(people)
    given = {"actor_id": people.xu, "meeting_id": meeting_id, "now": NOW}
    marks = {people.m_zhou: "late", people.m_he: "duty", people.m_han: "private", people.m_shen: "absent"}
    mark_attendance(
        present_membership_ids=[people.m_lin, people.m_he],
        marks=marks | {people.m_jiang: ""},
        key=key(),
        **given,
    )
    sheet = {row.membership_id: (row.mark, row.present) for row in Attendance.objects.all()}
    assert sheet == {
        people.m_lin: ("present", True),
        people.m_xu: ("", False),
        people.m_han: ("private", False),
        people.m_shen: ("absent", False),
        people.m_zhou: ("late", True),
        people.m_he: ("duty", False),
        people.m_jiang: ("", False),
    }
    detail = json.loads(AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq").detail)
    assert detail["present"] == 2
    assert detail["marks"][str(people.m_shen)] == "absent"
    with pytest.raises(Refused) as refused:
        mark_attendance(marks={people.m_lin: "asleep"}, key=key(), **given)
    assert refused.value.code == "bad_mark"
    assert "请从列出的几种里选" in refused.value.sentence
    assert Attendance.objects.get(membership_id=people.m_lin).mark == "present"


def test_a_committee_meeting_is_attended_by_the_committee() -> None:
    people = cast()
    seven(people)
    meeting_id = called_monthly(people, kind="committee")
    given = {"actor_id": people.xu, "meeting_id": meeting_id, "now": MONTH_NOW}
    with pytest.raises(NotFound):
        mark_attendance(present_membership_ids=[people.m_zhou], key=key(), **given)
    mark_attendance(present_membership_ids=[people.m_lin, people.m_han], key=key(), **given)
    sheet = dict(Attendance.objects.values_list("membership_id", "present"))
    assert sheet == {people.m_lin: True, people.m_han: True, people.m_shen: False}
