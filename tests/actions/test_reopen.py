"""提请重新审议: a matter already decided, put before the next members' meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.end_due import end_due
from fenming.actions.settle import settle
from fenming.queries.access import NotFound
from fenming.queries.counter_entries import Figures
from fenming.records.models import AgendaItem, AuditEvent, LedgerEntry, Matter, Meeting, Outbox, Reopening
from fenming.rules.terms import Refused
from tests.actions._corrections import confirmed, declined, proposed
from tests.actions._matters import declared, month_of
from tests.actions._objections import Wall, entry_of, found, objected, wall, written
from tests.actions._reopenings import decided_anew, dropped, lowering, reopened
from tests.actions._walk import QUARTER_ENDS, determine, locked, year
from tests.actions.appeal_scene import appealed, decided
from tests.actions.meeting_scene import called
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(scene: Wall, matter: Matter | None = None, **change: Any) -> Refused:
    before = (*written(scene.people), Reopening.objects.count(), AgendaItem.objects.count())
    with pytest.raises(Refused) as refused:
        reopened(scene, matter, **change)
    assert (*written(scene.people), Reopening.objects.count(), AgendaItem.objects.count()) == before
    return refused.value


def test_it_is_written_down_the_member_is_told_and_nothing_is_changed_yet() -> None:
    scene = wall()
    before = LedgerEntry.objects.count()
    reopening = Reopening.objects.get(pk=reopened(scene))
    assert (reopening.entry, reopening.before_centi) == (entry_of(scene.plus), 100)
    assert (reopening.outcome, reopening.quantity, reopening.points_centi) == ("changed", 2, 200)
    assert (reopening.state, reopening.shown_on, reopening.reply_by) == ("proposed", None, None)
    event = AuditEvent.objects.get(verb="reopen")
    assert (event.subject, event.subject_id, event.clause) == ("reopening", reopening.pk, "R76 R77")
    assert "档案" not in event.detail
    told = Outbox.objects.filter(subject="reopening").values_list("kind", "to_id")
    assert list(told) == [("reopening_proposed", scene.people.zhou)]
    assert LedgerEntry.objects.count() == before


def test_where_points_would_fall_the_member_is_shown_it_with_days_to_answer() -> None:
    scene = wall()
    reopening = Reopening.objects.get(pk=lowering(scene))
    assert (reopening.outcome, reopening.points_centi) == ("refused", 0)
    assert (reopening.shown_on, reopening.reply_by) == (date(2026, 4, 2), date(2026, 4, 10))
    assert Outbox.objects.get(kind="reopening_shown").to_id == scene.people.zhou
    twice = Reopening.objects.get(pk=reopened(scene, scene.minus))
    assert (twice.points_centi, twice.reply_by) == (-100, date(2026, 4, 10))


def test_what_was_refused_at_assessment_may_be_taken_up() -> None:
    scene = wall()
    reopening = Reopening.objects.get(pk=reopened(scene, scene.refused, quantity=None))
    assert (reopening.entry, reopening.before_centi, reopening.reply_by) == (None, 0, None)
    assert reopening.points_centi > 0


def test_it_stands_by_itself_on_the_agenda_of_the_meeting_called_and_of_the_next() -> None:
    scene = wall()
    pk = reopened(scene)
    meeting_id = called(scene.people, quarter=2, held_on=QUARTER_ENDS[2])
    row = AgendaItem.objects.get(meeting=meeting_id)
    assert (row.matter, row.reopening_id, row.singled_out) == (scene.plus, pk, True)
    Meeting.objects.filter(pk=meeting_id).update(circulated_at=at(2026, 6, 20))
    later = reopened(scene, scene.minus, now=at(2026, 6, 22))
    assert AgendaItem.objects.get(meeting=meeting_id, matter=scene.minus).reopening_id == later
    assert Meeting.objects.get(pk=meeting_id).circulated_at is None


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"reason": " "}, "no_reason", "还没有写理由"),
        ({"reason": "一" * 201}, "too_long", "现在是 201 字"),
        ({"outcome": "accepted"}, "no_outcome", "还没有选提请怎么改"),
        ({"quantity": 1}, "unchanged", "和现在的分相同"),
        ({"quantity": 0}, "bad_quantity", "不小于 1"),
        ({"quantity": 100}, "bad_quantity", "至多填 99 次"),
        ({"level": "校级"}, "bad_level", "不分级别"),
        ({"each_centi": 100}, "bad_each", "分值由标准定"),
        ({"key": ""}, "no_key", "刷新页面"),
    ],
)
def test_what_cannot_be_right_is_refused(change: dict[str, Any], code: str, words: str) -> None:
    refused = refusal(wall(), **change)
    assert refused.code == code
    assert words in refused.sentence


def test_only_those_who_may_and_never_on_own_matters() -> None:
    scene = wall()
    people = scene.people
    assert refusal(scene, actor_id=people.he).code == "forbidden"
    assert refusal(scene, actor_id=people.xu).code == "forbidden"
    own = Matter.objects.create(**_copy(scene.plus, membership_id=people.m_han))
    assert refusal(scene, own).code == "forbidden"
    with pytest.raises(NotFound):
        reopened(scene, actor_id=people.deng)
    with pytest.raises(NotFound):
        reopened(scene, matter_id=10**9)


def _copy(matter: Matter, **change: Any) -> dict[str, Any]:
    fields = {field.attname: getattr(matter, field.attname) for field in Matter._meta.concrete_fields}
    return fields | {"id": None, "number": 99, "repeat_key": "other"} | change


def test_one_way_at_a_time() -> None:
    scene = wall()
    open_matter = Matter.objects.get(
        pk=declared(
            scene.people, month_id=month_of(scene.people, 4).pk, day=date(2026, 4, 1), now=at(2026, 4, 1)
        )
    )
    assert refusal(scene, open_matter).code == "not_decided"
    assert refusal(scene, scene.refused, outcome="refused").code == "unchanged"
    objection = objected(scene)
    assert refusal(scene).code == "objected"
    found(scene, objection)
    slip = proposed(scene)
    assert refusal(scene).code == "correcting"
    declined(scene, slip)
    pk = reopened(scene)
    assert refusal(scene).code == "already_reopened"
    with pytest.raises(Refused) as refused:
        proposed(scene)
    assert refused.value.code == "reopened"
    with pytest.raises(Refused) as refused:
        objected(scene, scene.plus)
    assert (refused.value.code, "重新审议" in refused.value.sentence) == ("reopened", True)
    dropped(scene, pk)
    proposed(scene)


def test_a_correction_proposed_before_waits_too() -> None:
    scene = wall()
    slip = proposed(scene)
    declined(scene, slip)
    slip = proposed(scene)
    confirmed(scene, slip)
    reopening = Reopening.objects.get(pk=reopened(scene, quantity=3))
    assert reopening.entry == LedgerEntry.objects.get(correction=slip, kind="correction")
    assert reopening.before_centi == 200


def test_a_settled_year_is_not_taken_up() -> None:
    scene = wall()
    end_due(now=at(2026, 4, 20))
    for number in (2, 3, 4):
        determine(scene.people, number)
        locked(scene.people, number)
    settle(actor_id=scene.people.lin, year_id=year(scene.people).pk, key=key(), now=at(2027, 1, 20))
    assert refusal(scene, now=at(2027, 1, 21)).code == "year_settled"


def test_the_same_form_twice_counts_once() -> None:
    scene = wall()
    once = key()
    reopened(scene, key=once)
    before = written(scene.people)
    with pytest.raises(AlreadyDone):
        reopened(scene, scene.minus, key=once)
    assert written(scene.people) == before


def test_what_was_decided_anew_may_be_objected_to_although_an_earlier_objection_was_answered() -> None:
    scene = wall()
    found(scene, objected(scene), "upheld", figures=Figures("DT2", date(2026, 2, 11), quantity=3))
    pk = reopened(scene, quantity=2, now=at(2026, 4, 9))
    assert Reopening.objects.get(pk=pk).before_centi == 300
    decided_anew(scene, quantity=2)
    with pytest.raises(Refused) as refused:
        objected(scene, scene.plus, now=at(2026, 7, 1))
    assert refused.value.code == "not_posted"


def test_what_the_committee_above_has_before_it_or_decided_is_not_the_meetings() -> None:
    scene = wall()
    appeal_id = appealed(scene)
    assert refusal(scene).code == "appealed"
    decided(scene.people, appeal_id)
    refused = refusal(scene, now=at(2026, 4, 21))
    assert (refused.code, "第 1 号" in refused.sentence) == ("decided_above", True)
