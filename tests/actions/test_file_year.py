"""报送年度积分: what is frozen of the table, when it may be sent, and that it adds up."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.appraise import GivenGrade
from fenming.actions.file_year import file_year
from fenming.queries.access import NotFound
from fenming.queries.filing_checks import checks_of, is_green
from fenming.queries.settlement_steps import year_state
from fenming.records.models import AuditEvent, Filing, Membership, Outbox, Settlement
from fenming.rules.filing import faults_of_table
from fenming.rules.ledger import canonical_bytes
from fenming.rules.terms import Refused
from tests.actions._walk import vetoed, year
from tests.actions._year import FILE_DAY, appraised, filed, graded, members_meeting, settled, steps_of, told
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _refused(people: Cast, *, actor: int | None = None) -> Refused:
    pk = steps_of(people).settlement_id
    with pytest.raises(Refused) as refused:
        file_year(actor_id=actor or people.lin, settlement_id=pk, key=key(), now=FILE_DAY)
    assert not Filing.objects.filter(round__gt=1).exists()
    return refused.value


def test_the_table_is_the_settlement_with_the_grades_and_a_foot_that_adds_up() -> None:
    people = cast()
    settled(people)
    told(people)
    reason = "全年牵头完成支部换届工作。"
    graded(people, members_meeting(people), GivenGrade(people.m_han, "合格", reason))
    filing = Filing.objects.get(pk=filed(people))
    assert filing.digest == sha256(filing.table.encode()).hexdigest()
    table = json.loads(filing.table)
    assert canonical_bytes(table).decode() == filing.table
    assert table["totals"] == {
        "listed": 7, "taking_part": 7, "without_grade": 1,
        "grades": [["优秀", 0], ["合格", 1], ["基本合格", 5], ["不合格", 0]],
    }  # fmt: skip
    assert faults_of_table(table) == ()
    han = next(line for line in table["lines"] if line["membership"] == people.m_han)
    assert (han["grade"], han["suggested_grade"], han["total_centi"]) == ("合格", "基本合格", 6000)
    assert len(han["reason"]) == 64
    assert [line["number"] for line in table["lines"]] == [1, 2, 3, 4, 5, 6, 7]
    settlement = Settlement.objects.get()
    assert table["settlement"]["digest"] == settlement.digest
    assert table["ledger"] == {"seq": settlement.ledger_seq, "head": settlement.head_hash}
    assert table["appraised"]["held_on"] == "2027-03-20"
    assert not any(word in filing.table for word in ("韩若水", reason))
    assert is_green(checks_of(filing=filing))


def test_it_is_told_to_the_reviewer_and_leaves_a_trail() -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    trail = AuditEvent.objects.get(branch_id=people.branch_id, verb="file_year")
    assert (trail.subject_id, trail.clause, json.loads(trail.detail)["round"]) == (pk, "R45", 1)
    assert list(Outbox.objects.filter(kind="filing_received").values_list("to_id", flat=True)) == [people.gao]
    assert year_state(year=year(people)) == "filed"


def test_who_left_is_listed_and_takes_no_part() -> None:
    people = cast()
    Membership.objects.filter(pk=people.m_shen).update(until=date(2026, 12, 30))
    settled(people)
    told(people)
    graded(people, members_meeting(people))
    table = json.loads(Filing.objects.get(pk=filed(people)).table)
    assert (table["totals"]["listed"], table["totals"]["taking_part"]) == (7, 6)
    shen = next(line for line in table["lines"] if line["membership"] == people.m_shen)
    assert (shen["takes_part"], shen["grade"]) == (False, "")


def test_not_before_the_appraisal() -> None:
    people = cast()
    settled(people)
    told(people)
    refused = _refused(people)
    assert refused.code == "wrong_state"
    assert "接下来请召开党员大会民主评议，登记等次" in refused.sentence


def test_not_when_the_ledger_has_moved_since() -> None:
    people = cast()
    appraised(people)
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    refused = _refused(people)
    assert refused.code == "moved"
    assert "又有 1 笔变动" in refused.sentence
    assert "请先作更正结算" in refused.sentence


def test_once_and_only_by_the_secretary() -> None:
    people = cast()
    appraised(people)
    assert _refused(people, actor=people.han).code == "forbidden"
    pk, once = steps_of(people).settlement_id, key()
    with pytest.raises(NotFound):
        file_year(actor_id=people.deng, settlement_id=pk, key=key(), now=FILE_DAY)
    file_year(actor_id=people.lin, settlement_id=pk, key=once, now=FILE_DAY)
    with pytest.raises(AlreadyDone):
        file_year(actor_id=people.lin, settlement_id=pk, key=once, now=FILE_DAY)
    refused = _refused(people)
    assert refused.code == "wrong_state"
    assert "已报送" in refused.sentence
    assert Filing.objects.count() == 1
