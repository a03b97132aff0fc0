"""备案: by the committee above, under a number of its own, when the table holds."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.accept_filing import accept_filing
from fenming.queries.access import NotFound
from fenming.queries.settlement_steps import year_state
from fenming.records.models import (
    AuditEvent,
    Filing,
    FilingEvent,
    Membership,
    Office,
    Organisation,
    Outbox,
    Person,
    Settlement,
    Year,
)
from fenming.rules.ledger import canonical_bytes
from fenming.rules.terms import Refused
from tests.actions._walk import vetoed, year
from tests.actions._year import FILE_DAY, appraised, filed
from tests.cast import SINCE, Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _accept(
    people: Cast, filing_id: int, *, actor: int | None = None, number: str = "", once: str = ""
) -> str:
    return accept_filing(
        actor_id=actor or people.gao, filing_id=filing_id, number=number, key=once or key(), now=FILE_DAY
    )


def _refused(people: Cast, filing_id: int, *, actor: int | None = None, number: str = "") -> Refused:
    with pytest.raises(Refused) as refused:
        _accept(people, filing_id, actor=actor, number=number)
    assert not FilingEvent.objects.exists()
    return refused.value


def _altered(filing_id: int, **totals: int) -> int:
    """A second filing whose foot was tampered with, digest and all, as somebody at the database could."""
    filing = Filing.objects.get(pk=filing_id)
    table = json.loads(filing.table)
    table["totals"] |= totals
    text = canonical_bytes(table)
    return Filing.objects.create(
        branch=filing.branch, settlement=filing.settlement, round=2, table=text.decode(),
        digest=sha256(text).hexdigest(), basis="{}", archive_digest="0" * 64, filed_by=filing.filed_by, filed_at=filing.filed_at,
    ).pk  # fmt: skip


def test_it_gets_a_number_and_leaves_a_trail_and_the_secretary_is_told() -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    assert _accept(people, pk) == "备〔2027〕1号"
    event = FilingEvent.objects.get()
    assert (event.kind, event.number, event.by_id) == ("accepted", "备〔2027〕1号", people.gao)
    trail = AuditEvent.objects.get(branch_id=people.branch_id, verb="accept_filing")
    assert (trail.subject_id, trail.clause) == (pk, "R45 R84")
    assert list(Outbox.objects.filter(kind="filing_accepted").values_list("to_id", flat=True)) == [people.lin]
    assert year_state(year=year(people)) == "accepted"


def test_the_committee_may_write_its_own_number_but_no_number_twice() -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    assert _refused(people, pk, number="字" * 41).code == "bad_number"
    assert _accept(people, pk, number=" 院党委备〔2027〕12号 ") == "院党委备〔2027〕12号"


def test_it_is_answered_once() -> None:
    people = cast()
    appraised(people)
    pk, once = filed(people), key()
    _accept(people, pk, once=once)
    with pytest.raises(AlreadyDone):
        _accept(people, pk, once=once)
    with pytest.raises(Refused) as refused:
        _accept(people, pk)
    assert refused.value.code == "wrong_state"
    assert "已经答复过" in refused.value.sentence
    assert FilingEvent.objects.count() == 1


def test_a_table_that_does_not_add_up_is_not_accepted() -> None:
    people = cast()
    appraised(people)
    pk = _altered(filed(people), without_grade=3)
    refused = _refused(people, pk)
    assert refused.code == "not_sound"
    assert "表尾的人数与逐行点数的结果不符" in refused.sentence


def test_what_happened_since_is_for_the_reviewer_to_weigh() -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    assert _accept(people, pk) == "备〔2027〕1号"


def test_only_the_committee_above_accepts() -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    assert _refused(people, pk, actor=people.lin).code == "forbidden"
    stranger = Person.objects.create(name="外院审核人")
    _other_committee(stranger)
    for nobody in (people.deng, stranger.pk):
        with pytest.raises(NotFound):
            _accept(people, pk, actor=nobody)
    assert not FilingEvent.objects.exists()


def _other_committee(person: Person) -> None:
    committee = Organisation.objects.create(kind="committee", name="青岚大学理学院党委", since=SINCE)
    Office.objects.create(
        organisation=committee, person=person, role="superior_reviewer", since=SINCE, resolution="任命"
    )


def test_a_reviewer_who_is_a_member_of_the_branch_reviews_it_too() -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    Membership.objects.create(branch_id=people.branch_id, person_id=people.gao, roster_no=80, since=SINCE)
    assert _accept(people, pk)


def test_another_number_for_another_branch() -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    FilingEvent.objects.create(
        branch_id=people.other_branch_id, filing=_their_filing(people), kind="accepted", number="备〔2027〕1号",
        by_id=people.gao, at=FILE_DAY,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        _accept(people, pk, number="备〔2027〕1号")
    assert refused.value.code == "number_taken"
    assert _accept(people, pk) == "备〔2027〕2号"


def _their_filing(people: Cast) -> Filing:
    year = Year.objects.get(branch_id=people.other_branch_id, number=2026)
    settlement = Settlement.objects.create(
        branch_id=people.other_branch_id, year=year, ledger_seq=0, head_hash="0" * 64, statements="{}",
        digest="0" * 64, settled_by_id=people.deng, settled_at=FILE_DAY,
    )  # fmt: skip
    return Filing.objects.create(
        branch_id=people.other_branch_id, settlement=settlement, round=1, table="{}", digest="0" * 64,
        basis="{}", archive_digest="0" * 64, filed_by_id=people.deng, filed_at=FILE_DAY,
    )  # fmt: skip
