"""更正结算: when the ledger moved, beside the first one, and the same way once more."""

from __future__ import annotations

import json
from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.accept_filing import accept_filing
from fenming.actions.announce import announce
from fenming.actions.settle_again import settle_again
from fenming.actions.sign_off import sign_off
from fenming.queries.access import NotFound
from fenming.queries.settlement_steps import year_state
from fenming.queries.year_appraisal import appraised_lines, eligible_meetings
from fenming.records.models import AppraisalGrade, AuditEvent, Filing, Settlement, SettlementLine, SignOff
from fenming.rules.terms import Refused
from tests.actions._walk import assessed, vetoed, year
from tests.actions._year import (
    FILE_DAY,
    appraised,
    filed,
    graded,
    members_meeting,
    settled,
    signed,
    steps_of,
    told,
)
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AGAIN = at(2027, 4, 12)


def _again(people: Cast, *, actor: int | None = None, once: str = "") -> int:
    return settle_again(actor_id=actor or people.lin, year_id=year(people).pk, key=once or key(), now=AGAIN)


def _refused(people: Cast, *, actor: int | None = None) -> Refused:
    before = Settlement.objects.count()
    with pytest.raises(Refused) as refused:
        _again(people, actor=actor)
    assert Settlement.objects.count() == before
    return refused.value


def test_it_stands_beside_the_first_one_and_names_it() -> None:
    people = cast()
    first = settled(people)
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    second = _again(people)
    settlement = Settlement.objects.get(pk=second)
    assert (settlement.corrects_id, settlement.ledger_seq) == (first, 1)
    totals = dict(
        SettlementLine.objects.filter(membership_id=people.m_zhou).values_list("settlement_id", "total_centi")
    )
    assert totals == {first: 6000, second: 0}
    trail = AuditEvent.objects.get(verb="settle_again")
    assert (trail.subject_id, json.loads(trail.detail)["corrects"]) == (second, first)
    assert steps_of(people).settlement_id == second
    assert year_state(year=year(people)) == "settled"


def test_everything_after_it_is_done_anew_and_nothing_before_it_is_lost() -> None:
    people = cast()
    appraised(people)
    first = filed(people)
    accept_filing(actor_id=people.gao, filing_id=first, number="", key=key(), now=FILE_DAY)
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    old, new = Settlement.objects.get().pk, _again(people)
    for verb in (sign_off, announce):
        with pytest.raises(Refused) as refused:
            verb(actor_id=people.lin, settlement_id=old, key=key(), now=AGAIN)
        assert refused.value.code == "corrected"
    signed(people, now=AGAIN)
    announce(actor_id=people.lin, settlement_id=new, key=key(), now=AGAIN)
    assert set(SignOff.objects.values_list("settlement_id", flat=True)) == {old, new}
    lines = {one.membership_id: one for one in appraised_lines(steps=steps_of(people))}
    assert (lines[people.m_zhou].grade, lines[people.m_zhou].suggested) == ("基本合格", "不合格")
    assert lines[people.m_zhou].by_before
    # 周予安's suggestion is another one now: the meeting of March did not know it
    assert eligible_meetings(steps=steps_of(people), branch_id=people.branch_id) == []
    meeting_id = members_meeting(people, date(2027, 6, 16), quarter=2)
    graded(people, meeting_id, now=at(2027, 6, 17))
    second = filed(people, now=at(2027, 6, 18))
    assert dict(Filing.objects.values_list("pk", "round")) == {first: 1, second: 2}
    assert AppraisalGrade.objects.count() == 14
    assert year_state(year=year(people)) == "filed"


def test_a_correction_that_changes_no_suggestion_needs_no_new_meeting() -> None:
    people = cast()
    settled(people)
    told(people)
    meeting_id = members_meeting(people)
    graded(people, meeting_id)
    vetoed(people, people.m_jiang, date(2026, 3, 2))  # probationary: no suggestion before or after
    _again(people)
    told(people, now=AGAIN)
    assert [one.id for one in eligible_meetings(steps=steps_of(people), branch_id=people.branch_id)] == [
        meeting_id
    ]
    graded(people, meeting_id, now=AGAIN)
    assert year_state(year=year(people)) == "appraised"


def test_nothing_moved_nothing_to_correct() -> None:
    people = cast()
    settled(people)
    refused = _refused(people)
    assert refused.code == "nothing_moved"
    assert "这一年的台账没有变动" in refused.sentence


def test_not_before_the_first_and_not_while_it_lies_with_the_superior() -> None:
    people = cast()
    refused = _refused(people)
    assert refused.code == "wrong_state"
    assert "请先锁定四个季度，再结算" in refused.sentence
    appraised(people)
    filed(people)
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    refused = _refused(people)
    assert refused.code == "wrong_state"
    assert "请等备案或退回" in refused.sentence


def test_once_a_form_and_only_by_the_secretary() -> None:
    people = cast()
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    settled(people)
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    assert _refused(people, actor=people.han).code == "forbidden"
    with pytest.raises(NotFound):
        _again(people, actor=people.deng)
    once = key()
    _again(people, once=once)
    with pytest.raises(AlreadyDone):
        _again(people, once=once)
    assert _refused(people).code == "nothing_moved"
    assert Settlement.objects.count() == 2
