"""退回年度积分: with remarks; the branch puts it right and files a second round."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.accept_filing import accept_filing
from fenming.actions.appraise import GivenGrade
from fenming.actions.return_filing import return_filing
from fenming.queries.access import NotFound
from fenming.queries.settlement_steps import year_state
from fenming.records.models import AppraisalGrade, AuditEvent, Filing, FilingEvent, Outbox
from fenming.rules.terms import Refused
from tests.actions._walk import year
from tests.actions._year import FILE_DAY, appraised, filed, graded
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

REMARKS = "请写明韩若水同志等次的理由。"


def _return(
    people: Cast, filing_id: int, *, actor: int | None = None, remarks: str = REMARKS, once: str = ""
) -> int:
    return return_filing(
        actor_id=actor or people.gao, filing_id=filing_id, remarks=remarks, key=once or key(), now=FILE_DAY
    )


def test_the_remarks_are_kept_apart_and_the_secretary_is_told() -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    assert _return(people, pk) == pk
    event = FilingEvent.objects.select_related("remarks").get()
    assert (event.kind, event.number, event.remarks.text) == ("returned", "", REMARKS)  # type: ignore[union-attr]
    trail = AuditEvent.objects.get(branch_id=people.branch_id, verb="return_filing")
    assert "韩若水" not in trail.detail
    assert list(Outbox.objects.filter(kind="filing_returned").values_list("to_id", flat=True)) == [people.lin]
    assert year_state(year=year(people)) == "returned"


def test_put_right_it_is_filed_a_second_time_and_accepted() -> None:
    people = cast()
    appraised(people)
    first = filed(people)
    _return(people, first)
    meeting_id = AppraisalGrade.objects.values_list("meeting_id", flat=True)[0]
    graded(people, meeting_id, GivenGrade(people.m_han, "合格", "换届工作突出。"), now=at(2027, 3, 25))
    assert year_state(year=year(people)) == "returned"
    second = filed(people, now=at(2027, 3, 26))
    assert dict(Filing.objects.values_list("pk", "round")) == {first: 1, second: 2}
    assert accept_filing(actor_id=people.gao, filing_id=second, number="", key=key(), now=at(2027, 3, 27))
    assert year_state(year=year(people)) == "accepted"
    for pk in (first, second):
        with pytest.raises(Refused) as refused:
            _return(people, pk)
        assert refused.value.code == "wrong_state"
    assert FilingEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("remarks", "code", "words"),
    [("  ", "no_remarks", "请写明哪里要改"), ("字" * 501, "remarks_too_long", "500 字以内")],
)
def test_without_words_nothing_is_returned(remarks: str, code: str, words: str) -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    with pytest.raises(Refused) as refused:
        _return(people, pk, remarks=remarks)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not FilingEvent.objects.exists()


def test_once_and_only_by_the_committee_above() -> None:
    people = cast()
    appraised(people)
    pk, once = filed(people), key()
    with pytest.raises(Refused) as refused:
        _return(people, pk, actor=people.lin)
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        _return(people, pk, actor=people.deng)
    _return(people, pk, once=once)
    with pytest.raises(AlreadyDone):
        _return(people, pk, once=once)
    assert FilingEvent.objects.count() == 1
