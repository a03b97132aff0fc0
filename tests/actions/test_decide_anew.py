"""Decided anew by a members' meeting: the later determination, the counter-entry, the new entry; heard first (R76, R77, A14)."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions.cancel_meeting import cancel_meeting
from fenming.queries.chain import first_broken_entry, first_broken_event
from fenming.queries.counter_entries import Figures, entry_of_matter
from fenming.queries.quarter import quarter_state
from fenming.queries.scores import statements_of
from fenming.queries.verification import verify
from fenming.records.models import (
    AgendaItem,
    Determination,
    LedgerEntry,
    Matter,
    Outbox,
    Reopening,
    Resolution,
)
from fenming.rules.terms import Refused
from tests.actions._corrections import confirmed, proposed
from tests.actions._objections import Wall, entry_of, found, objected, wall, written
from tests.actions._reopenings import (
    DAY,
    THERE,
    answered,
    decided_anew,
    dropped,
    lowering,
    over,
    reopened,
    sitting,
    voted,
)
from tests.actions._walk import QUARTER_ENDS, determine, posted, quarter, year
from tests.actions.appeal_scene import appealed
from tests.actions.meeting_scene import called
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(
    scene: Wall, meeting_id: int, outcome: str, matter: Matter | None = None, **change: Any
) -> Refused:
    before = (*written(scene.people), Resolution.objects.count())
    with pytest.raises(Refused) as refused:
        voted(scene, meeting_id, outcome, matter, **change)
    assert (*written(scene.people), Resolution.objects.count()) == before
    return refused.value


def points(scene: Wall, membership_id: int) -> int:
    found = statements_of(branch_id=scene.people.branch_id, year=year(scene.people))
    return next(statement.total_centi for row, _, statement in found if row.pk == membership_id)


def test_what_stood_is_taken_back_and_the_new_booked_in_the_meetings_quarter() -> None:
    scene = wall()
    first = entry_of(scene.plus)
    sheet = list(scene.posting.lines.values_list("membership_id", "total_centi"))
    before = points(scene, scene.people.m_zhou)
    pk = reopened(scene)
    meeting_id = decided_anew(scene, quantity=2)
    anew = Determination.objects.get(reopening=pk)
    assert (anew.outcome, anew.points_centi, anew.resolution.meeting_id) == ("changed", 200, meeting_id)
    back, new = LedgerEntry.objects.filter(determination=anew).order_by("seq")
    assert (back.kind, back.reverses, back.points_centi, back.reason_code) == (
        "reversal",
        first,
        -100,
        "reopened",
    )
    assert (new.kind, new.points_centi, new.quantity, new.day) == ("determination", 200, 2, first.day)
    assert {back.quarter.number, new.quarter.number} == {2}
    scene.plus.refresh_from_db()
    assert (scene.plus.state, scene.plus.quarter.number) == ("determined", 1)
    assert entry_of_matter(scene.plus) == new
    assert points(scene, scene.people.m_zhou) == before + 100
    assert list(scene.posting.lines.values_list("membership_id", "total_centi")) == sheet
    reopening = Reopening.objects.get(pk=pk)
    assert (reopening.state, reopening.ended_by_id) == ("decided", scene.people.lin)
    assert Outbox.objects.get(kind="decided_anew").to_id == scene.people.zhou
    assert first_broken_entry(branch_id=scene.people.branch_id) is None
    assert first_broken_event(branch_id=scene.people.branch_id) is None


def test_refused_anew_after_the_member_answered_and_the_owner_does_not_vote() -> None:
    scene = wall()
    pk = lowering(scene)
    answered(scene, pk)
    meeting_id = sitting(scene.people)
    voted(scene, meeting_id, "refused")
    resolution = Resolution.objects.get(meeting=meeting_id)
    assert (resolution.kind, resolution.should_attend, resolution.present) == ("single", 5, 5)
    assert resolution.proposal == "重新评定为不认定"
    over(scene.people, meeting_id)
    (back,) = LedgerEntry.objects.filter(determination__reopening=pk)
    assert (back.kind, back.points_centi) == ("reversal", -100)
    scene.plus.refresh_from_db()
    assert (scene.plus.state, entry_of_matter(scene.plus)) == ("refused", None)
    again = reopened(scene, quantity=1, now=at(2026, 7, 1))
    assert Reopening.objects.get(pk=again).before_centi == 0


def test_refused_at_assessment_and_recognised_by_the_meeting() -> None:
    scene = wall()
    pk = reopened(scene, scene.refused, quantity=None)
    decided_anew(scene, "changed", scene.refused)
    (new,) = LedgerEntry.objects.filter(determination__reopening=pk)
    assert (new.kind, new.quarter.number, new.reverses) == ("determination", 2, None)
    scene.refused.refresh_from_db()
    assert (scene.refused.state, entry_of_matter(scene.refused)) == ("determined", new)


def test_a_loss_is_not_decided_before_the_answer_or_the_days_to_answer() -> None:
    scene = wall()
    lowering(scene, now=at(2026, 6, 24))
    meeting_id = sitting(scene.people)
    refused = refusal(scene, meeting_id, "refused")
    assert refused.code == "not_heard"
    assert "7月1日前答复" in refused.sentence
    voted(scene, meeting_id, "deferred")
    over(scene.people, meeting_id)
    assert not Determination.objects.filter(reopening__isnull=False).exists()
    assert Reopening.objects.get().state == "proposed"
    assert Outbox.objects.get(kind="reopening_deferred").to_id == scene.people.zhou
    assert (
        AgendaItem.objects.get(meeting=called(scene.people, quarter=3, held_on=QUARTER_ENDS[3])).matter
        == scene.plus
    )


def test_a_loss_larger_than_the_one_shown_needs_a_new_answer() -> None:
    scene = wall()
    reopened(scene)  # two instead of one: a gain
    meeting_id = sitting(scene.people)
    refused = refusal(scene, meeting_id, "refused")
    assert refused.code == "not_shown"
    assert "比提请时写明的 2 分对本人更不利" in refused.sentence
    minus = reopened(scene, scene.minus, now=at(2026, 6, 1))  # two instead of one: shown
    assert refusal(scene, meeting_id, "changed", scene.minus, quantity=3).code == "not_shown"
    voted(scene, meeting_id, "changed", scene.minus, quantity=2)
    voted(scene, meeting_id, "accepted")
    over(scene.people, meeting_id)
    assert Determination.objects.get(reopening=minus).points_centi == -100
    assert Reopening.objects.get(matter=scene.plus).state == "kept"


def test_kept_leaves_the_ledger_as_it_is() -> None:
    scene = wall()
    pk = lowering(scene)
    before = LedgerEntry.objects.count()
    meeting_id = decided_anew(scene, "accepted")
    assert Reopening.objects.get(pk=pk).state == "kept"
    assert (LedgerEntry.objects.count(), Determination.objects.filter(reopening=pk).count()) == (before, 0)
    assert Resolution.objects.get(meeting=meeting_id).proposal == "维持原来的 1 分"
    assert Outbox.objects.get(kind="reopening_kept").to_id == scene.people.zhou


def test_what_is_wrong_is_refused() -> None:
    scene = wall()
    reopened(scene)
    meeting_id = sitting(scene.people)
    assert refusal(scene, meeting_id, "changed", quantity=1).code == "unchanged"
    assert refusal(scene, meeting_id, "changed", quantity=2, reason="").code == "reason_missing"
    assert refusal(scene, meeting_id, "changed", quantity=100).code == "bad_quantity"
    assert refusal(scene, meeting_id, "lost").code == "bad_outcome"
    with pytest.raises(Refused) as refused:
        over(scene.people, meeting_id)
    assert refused.value.code == "undecided"


def test_taken_off_during_the_meeting_the_vote_has_no_effect() -> None:
    scene = wall()
    pk = reopened(scene)
    meeting_id = sitting(scene.people)
    voted(scene, meeting_id, "changed", quantity=2)
    dropped(scene, pk, now=THERE)
    assert refusal(scene, meeting_id, "accepted").code == "off_agenda"
    over(scene.people, meeting_id)
    assert (AgendaItem.objects.get(meeting=meeting_id).outcome, Reopening.objects.get(pk=pk).state) == (
        "",
        "dropped",
    )


def test_a_meeting_called_off_leaves_it_for_the_next() -> None:
    scene = wall()
    pk = reopened(scene)
    meeting_id = called(scene.people, quarter=2, held_on=DAY)
    cancel_meeting(
        actor_id=scene.people.lin, meeting_id=meeting_id, reason="另定时间。", key=key(), now=THERE
    )
    decided_anew(scene, quantity=2)
    assert Reopening.objects.get(pk=pk).state == "decided"


def test_what_a_finding_or_a_correction_put_right_may_be_decided_anew_and_mended_again() -> None:
    scene = wall()
    found(scene, objected(scene), "upheld", figures=Figures("DT2", scene.plus.day, quantity=3))
    slip = proposed(scene, entry_of_matter(scene.plus), quantity=4, now=at(2026, 4, 8))
    confirmed(scene, slip, now=at(2026, 4, 9))
    pk = reopened(scene, quantity=2, now=at(2026, 4, 10))
    decided_anew(scene, quantity=2)
    back, new = LedgerEntry.objects.filter(determination__reopening=pk).order_by("seq")
    assert (back.reverses.correction_id, new.points_centi) == (slip, 200)
    later = proposed(scene, new, quantity=3, now=at(2026, 6, 29))
    confirmed(scene, later, now=at(2026, 6, 30))
    assert entry_of_matter(scene.plus) == LedgerEntry.objects.get(correction=later, kind="correction")


def test_of_the_last_quarter_it_is_booked_in_its_own_year() -> None:
    scene = wall()
    for number in (2, 3, 4):
        determine(scene.people, number)
        posted(scene.people, number)
    pk = reopened(scene, now=at(2027, 1, 5))
    reopening = Reopening.objects.get(pk=pk)
    assert (reopening.state, quarter_state(quarter=quarter(scene.people, 4))) == ("proposed", "posted")


def test_everything_still_verifies_with_the_quarter_after_posted() -> None:
    scene = wall()
    reopened(scene)
    decided_anew(scene, quantity=2)
    posted(scene.people, 2)
    assert verify(step=lambda done, of: None, with_files=False).faults == ()


def test_an_appeal_made_meanwhile_comes_first() -> None:
    scene = wall()
    reopened(scene)
    appealed(scene)
    meeting_id = sitting(scene.people)
    assert refusal(scene, meeting_id, "changed", quantity=2).code == "appealed"
    voted(scene, meeting_id, "deferred")
    over(scene.people, meeting_id)
    assert Reopening.objects.get().state == "proposed"
