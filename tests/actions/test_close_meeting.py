"""结束会议: results become determinations and ledger entries, deferred ones move on, and all of it is frozen."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.call_meeting import call_meeting
from fenming.actions.close_meeting import close_meeting
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.open_meeting import open_meeting
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_entry
from fenming.queries.quarter import quarter_state
from fenming.records.models import (
    AgendaItem,
    Assessment,
    AuditEvent,
    Determination,
    LedgerEntry,
    Matter,
    Meeting,
)
from fenming.rules.terms import Refused
from tests.actions.meeting_scene import (
    MONTH_NOW,
    NOW,
    attend,
    matter_of,
    opened,
    opened_monthly,
    quarter_of,
    single,
)
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MINUTES = "会议通报了第一季度初评情况，到会党员逐项评议并表决。"


def close(
    people: Cast, meeting_id: int, *, minutes: str = MINUTES, actor: int | None = None, once: str = ""
) -> int:
    return close_meeting(
        actor_id=actor or people.lin, meeting_id=meeting_id, minutes=minutes, key=once or key(), now=NOW
    )


def en_bloc(people: Cast, meeting_id: int, *seen: Matter) -> None:
    decide_en_bloc(
        actor_id=people.xu,
        meeting_id=meeting_id,
        ayes=0,
        nays=0,
        abstained=0,
        without_objection=True,
        seen=[matter.pk for matter in seen],
        key=key(),
        now=NOW,
    )


def test_what_was_decided_enters_the_ledger_in_roster_order_then_by_day() -> None:
    people = cast()
    late = matter_of(people, people.m_he, "DA5", date(2026, 3, 2), quantity=2)
    early = matter_of(people, people.m_he, "DA5", date(2026, 1, 20))
    minus = matter_of(people, people.m_zhou, "K03", date(2026, 2, 3))
    ranged = matter_of(
        people,
        people.m_zhou,
        "DT3",
        date(2026, 2, 1),
        each_centi=300,
        assessed={"each_centi": 200},
        outcome="changed",
    )
    unfit = matter_of(people, people.m_xu, "K03", date(2026, 2, 5))
    unheard = matter_of(people, people.m_xu, "DA5", date(2026, 2, 6), state="declared")
    meeting_id = opened(people)
    en_bloc(people, meeting_id, late, early)
    single(people, meeting_id, minus)
    single(people, meeting_id, ranged, "changed", each_centi=250, reason="折中")
    single(people, meeting_id, unfit, "refused", reason="当天请过假")
    single(people, meeting_id, unheard, "deferred", reason="还没有初评")
    close(people, meeting_id)
    entries = LedgerEntry.objects.order_by("seq").values_list(
        "determination__matter_id",
        "membership_id",
        "points_centi",
        "each_centi",
        "quantity",
        "kind",
        "quarter__number",
    )
    assert list(entries) == [
        (ranged.pk, people.m_zhou, 250, 250, 1, "determination", 1),
        (minus.pk, people.m_zhou, -50, None, 1, "determination", 1),
        (early.pk, people.m_he, 100, None, 1, "determination", 1),
        (late.pk, people.m_he, 200, None, 2, "determination", 1),
    ]
    assert first_broken_entry(branch_id=people.branch_id) is None
    states = dict(Matter.objects.values_list("pk", "state"))
    assert [states[one.pk] for one in (late, ranged, unfit, unheard)] == [
        "determined",
        "determined",
        "refused",
        "declared",
    ]
    assert Matter.objects.get(pk=unheard.pk).quarter == quarter_of(people, 2)
    outcomes = dict(Determination.objects.values_list("matter_id", "outcome"))
    assert (outcomes[unfit.pk], outcomes[unheard.pk], len(outcomes)) == ("refused", "deferred", 6)
    meeting = Meeting.objects.select_related("minutes").get(pk=meeting_id)
    assert meeting.minutes is not None
    assert (meeting.state, meeting.minutes.text, meeting.closed_at) == ("closed", MINUTES, NOW)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert event.verb == "close_meeting"
    assert MINUTES not in event.detail


def test_what_has_no_result_yet_is_listed() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    minus = matter_of(people, people.m_he, "K03", date(2026, 2, 4))
    meeting_id = opened(people)
    single(people, meeting_id, minus)
    with pytest.raises(Refused) as refused:
        close(people, meeting_id)
    assert refused.value.code == "undecided"
    assert "周予安2月3日“教书育人、指导学生”还没有结果" in refused.value.sentence
    assert "何苗" not in refused.value.sentence
    assert "缓议" in refused.value.sentence
    assert Meeting.objects.get().state == "open"
    assert not Determination.objects.exists()


def test_a_result_older_than_the_last_assessment_does_not_count() -> None:
    people = cast()
    matter = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    meeting_id = opened(people)
    en_bloc(people, meeting_id, matter)
    Assessment.objects.create(
        branch_id=people.branch_id,
        matter=matter,
        round=2,
        outcome="accepted",
        quantity=1,
        points_centi=100,
        by_id=people.han,
        at=at(2026, 3, 28, 11),
    )
    with pytest.raises(Refused) as refused:
        close(people, meeting_id)
    assert refused.value.code == "undecided"
    assert "初评又有改动" in refused.value.sentence


def test_a_meeting_without_matters_still_has_minutes() -> None:
    people = cast()
    meeting_id = opened(people)
    with pytest.raises(Refused) as refused:
        close(people, meeting_id, minutes=" ")
    assert refused.value.code == "minutes_missing"
    assert "会议记录" in refused.value.sentence
    close(people, meeting_id)
    assert Meeting.objects.get().state == "closed"
    assert not LedgerEntry.objects.exists()


def test_in_the_fourth_quarter_a_deferred_matter_waits_for_a_second_meeting() -> None:
    people = cast()
    day = date(2026, 12, 28)
    matter = matter_of(people, people.m_he, "DA5", date(2026, 12, 3), state="declared")
    meeting_id = opened(people, quarter=4, held_on=day)
    single(people, meeting_id, matter, "deferred", reason="还没有初评", now=at(2026, 12, 28))
    close_meeting(
        actor_id=people.lin, meeting_id=meeting_id, minutes=MINUTES, key=key(), now=at(2026, 12, 28)
    )
    fourth = quarter_of(people, 4)
    assert Matter.objects.get(pk=matter.pk).quarter == fourth
    second = call_meeting(
        actor_id=people.lin,
        quarter_id=fourth.pk,
        held_on=date(2026, 12, 31),
        place="",
        key=key(),
        now=at(2026, 12, 29),
    )
    attend(people, second, now=at(2026, 12, 31))
    open_meeting(actor_id=people.lin, meeting_id=second, key=key(), now=at(2026, 12, 31))
    assert Meeting.objects.get(pk=second).number == 2
    assert AgendaItem.objects.get(meeting_id=second).matter_id == matter.pk


def test_only_the_secretary_closes_it_once() -> None:
    people, once = cast(), key()
    meeting_id = opened(people)
    with pytest.raises(Refused) as refused:
        close(people, meeting_id, actor=people.xu)
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        close(people, meeting_id, actor=people.deng)
    close(people, meeting_id, once=once)
    with pytest.raises(AlreadyDone):
        close(people, meeting_id, once=once)
    with pytest.raises(Refused) as refused:
        close(people, meeting_id)
    assert refused.value.code == "wrong_state"
    assert "会议记录已经固定" in refused.value.sentence
    with pytest.raises(Refused) as refused:
        attend(people, meeting_id)
    assert refused.value.code == "wrong_state"


def test_a_monthly_meeting_keeps_its_minutes_and_determines_nothing() -> None:
    people = cast()
    matter = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3))
    meeting_id = opened_monthly(people)
    with pytest.raises(Refused) as refused:
        close_meeting(actor_id=people.lin, meeting_id=meeting_id, minutes=" ", key=key(), now=MONTH_NOW)
    assert refused.value.code == "minutes_missing"
    close_meeting(
        actor_id=people.lin, meeting_id=meeting_id, minutes="评了2月的事项。", key=key(), now=MONTH_NOW
    )
    meeting = Meeting.objects.get()
    assert meeting.state == "closed"
    assert meeting.minutes is not None
    assert meeting.minutes.text == "评了2月的事项。"
    assert quarter_state(quarter=meeting.quarter) == "open"
    assert Matter.objects.get(pk=matter.pk).state == "assessed"
    assert not LedgerEntry.objects.exists()
