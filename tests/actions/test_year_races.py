"""32 at once on the way of a year: signed, graded, filed and answered once each."""

from __future__ import annotations

import itertools

import pytest

from fenming.actions.accept_filing import accept_filing
from fenming.actions.appraise import appraise
from fenming.actions.file_year import file_year
from fenming.actions.return_filing import return_filing
from fenming.actions.sign_off import sign_off
from fenming.queries.chain import first_broken_event
from fenming.queries.year_appraisal import appraised_lines
from fenming.records.models import AppraisalGrade, Filing, FilingEvent, SignOff
from tests.actions._year import (
    FILE_DAY,
    GRADE_DAY,
    SIGN_DAY,
    as_suggested,
    filed,
    graded,
    members_meeting,
    settled,
    steps_of,
    told,
)
from tests.cast import cast, key
from tests.racing import race

pytestmark = [pytest.mark.database]

ONE_OF_32 = 31


def test_signing(committed: None) -> None:
    people = cast()
    pk = settled(people)
    outcomes = race(lambda: sign_off(actor_id=people.lin, settlement_id=pk, key=key(), now=SIGN_DAY))
    assert outcomes == ["done"] + ["signed_already"] * ONE_OF_32
    assert SignOff.objects.count() == 1


def test_grades_filing_and_answer(committed: None) -> None:
    people = cast()
    settled(people)
    pk = told(people)
    meeting_id = members_meeting(people)
    grades = as_suggested(appraised_lines(steps=steps_of(people)))
    once = key()
    race(
        lambda: appraise(
            actor_id=people.lin,
            settlement_id=pk,
            meeting_id=meeting_id,
            grades=grades,
            key=once,
            now=GRADE_DAY,
        )
    )
    assert set(AppraisalGrade.objects.values_list("round", flat=True)) == {1}
    assert AppraisalGrade.objects.count() == 7
    outcomes = race(lambda: file_year(actor_id=people.lin, settlement_id=pk, key=key(), now=FILE_DAY))
    assert outcomes == ["done"] + ["wrong_state"] * ONE_OF_32
    filing_id, turns = Filing.objects.get().pk, itertools.count()

    def answer() -> None:
        if next(turns) % 2:
            accept_filing(actor_id=people.gao, filing_id=filing_id, number="", key=key(), now=FILE_DAY)
        else:
            return_filing(
                actor_id=people.gao, filing_id=filing_id, remarks="请核对。", key=key(), now=FILE_DAY
            )

    assert race(answer) == ["done"] + ["wrong_state"] * ONE_OF_32
    assert FilingEvent.objects.count() == 1
    assert first_broken_event(branch_id=people.branch_id) is None


def test_two_rounds_are_never_one(committed: None) -> None:
    people = cast()
    settled(people)
    told(people)
    meeting_id = members_meeting(people)
    outcomes = race(lambda: graded(people, meeting_id))
    assert outcomes == ["done"] * 32
    assert sorted(set(AppraisalGrade.objects.values_list("round", flat=True))) == list(range(1, 33))
    assert filed(people)
