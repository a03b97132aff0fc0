"""结算: what is frozen, places and suggested grades, and every condition before it."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection

from fenming.actions import AlreadyDone
from fenming.actions.settle import settle
from fenming.queries.access import NotFound
from fenming.queries.settlement_steps import year_state
from fenming.records.models import AuditEvent, Membership, Settlement, SettlementLine
from fenming.rules.terms import Refused
from tests.actions._walk import all_locked, assessed, determine, locked, posted, vetoed, year
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SETTLE_DAY = at(2027, 1, 27)


def _settle(people: Cast, *, actor: int | None = None, once: str | None = None, now: Any = SETTLE_DAY) -> int:
    return settle(actor_id=actor or people.lin, year_id=year(people).pk, key=once or key(), now=now)


def _lived(people: Cast) -> None:
    """周予安 earns 25 and two bonuses, 何苗 is late three times, 蒋雨桐 is probationary and earns 1."""
    for day in range(1, 6):
        assessed(people, people.m_zhou, "DT2", date(2026, 2, day))
        assessed(people, people.m_zhou, "DT5", date(2026, 3, day))
    for start in (date(2026, 3, 10), date(2026, 8, 20)):
        assessed(people, people.m_zhou, "DT1", start)
    for month in (3, 5, 8, 11):
        assessed(people, people.m_zhou, "DT4", date(2026, month, 12))
    assessed(people, people.m_zhou, "DT3", date(2026, 5, 15), each_centi=300)
    assessed(people, people.m_zhou, "DT3", date(2026, 5, 20), each_centi=300)
    assessed(people, people.m_zhou, "J05", date(2026, 5, 21))
    assessed(people, people.m_jiang, "DP5", date(2026, 5, 21))
    for day in (3, 4, 5):
        assessed(people, people.m_he, "K03", date(2026, 4, day))
    all_locked(people)


def test_the_year_is_the_fold_with_places_and_suggested_grades() -> None:
    people = cast()
    _lived(people)
    settlement = Settlement.objects.get(pk=_settle(people))
    fields = ("duty_centi", "bonus_centi", "deduction_centi", "total_centi", "suggested_grade", "rank")
    lines = {row[0]: row[1:] for row in SettlementLine.objects.values_list("membership_id", *fields)}
    assert lines[people.m_zhou] == (2500, 100, 0, 8600, "优秀", 1)
    assert lines[people.m_he] == (0, 0, 150, 5850, "不合格", 7)
    assert lines[people.m_jiang] == (100, 0, 0, 6100, "", 2)  # probationary: a place, no grade (A26)
    assert lines[people.m_lin] == (0, 0, 0, 6000, "基本合格", 3)
    assert lines[people.m_shen] == (0, 0, 0, 6000, "基本合格", 3)
    assert settlement.ledger_seq == 23
    assert year_state(year=year(people)) == "settled"
    event = AuditEvent.objects.get(branch_id=people.branch_id, verb="settle")
    assert (event.clause, json.loads(event.detail)["digest"]) == ("R44", settlement.digest)


def test_the_frozen_statements_say_every_line_and_cut_without_a_name() -> None:
    people = cast()
    _lived(people)
    settlement = Settlement.objects.get(pk=_settle(people))
    assert settlement.digest == sha256(settlement.statements.encode()).hexdigest()
    content = json.loads(settlement.statements)
    assert content["ledger"] == {"seq": settlement.ledger_seq, "head": settlement.head_hash}
    zhou = next(one for one in content["members"] if one["membership"] == people.m_zhou)
    research = [line for line in zhou["lines"] if line["item"] == "DT3"]
    assert [(line["raw_centi"], line["counted_centi"]) for line in research] == [(300, 300), (300, 200)]
    assert research[1]["cuts"] == [{"limit": "item_cap", "at_centi": 500, "cut_centi": 100}]
    assert "周予安" not in settlement.statements


def test_a_veto_makes_the_total_nothing_and_keeps_the_figures() -> None:
    people = cast()
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    all_locked(people)
    _settle(people)
    line = SettlementLine.objects.get(membership_id=people.m_zhou)
    assert (line.veto, line.total_centi, line.duty_centi) == (True, 0, 100)
    assert (line.suggested_grade, line.rank, line.ranked) == ("不合格", 7, True)


def test_who_left_keeps_a_line_without_place_or_grade() -> None:
    people = cast()
    all_locked(people)
    Membership.objects.filter(pk=people.m_shen).update(until=date(2026, 12, 30))
    _settle(people)
    line = SettlementLine.objects.get(membership_id=people.m_shen)
    assert (line.ranked, line.rank, line.suggested_grade, line.total_centi) == (False, None, "", 6000)


def test_all_that_is_missing_is_said_at_once() -> None:
    people = cast()
    determine(people)
    locked(people)
    determine(people, 2)
    posted(people, 2)
    determine(people, 3)
    assessed(people, people.m_zhou, "DT2", date(2026, 11, 3))
    with pytest.raises(Refused) as refused:
        _settle(people, now=at(2026, 12, 20))
    assert refused.value.code == "not_ready"
    sentence = refused.value.sentence
    assert "第四季度还没有开党员大会，还有 1 件没有评定" in sentence
    assert "第三季度、第四季度还没有公示" in sentence
    assert "第二季度公示到7月8日，异议可提到7月15日" in sentence
    assert "2026年度到2026年12月31日才结束" in sentence
    assert "名册" not in sentence
    assert not Settlement.objects.exists()


def test_a_member_without_standing_holds_the_year() -> None:
    people = cast()
    all_locked(people)
    person = Membership.objects.get(pk=people.m_he).person
    Membership.objects.filter(pk=people.m_he).update(until=date(2026, 12, 1))
    Membership.objects.create(
        branch_id=people.branch_id, person=person, roster_no=90, since=date(2026, 12, 2)
    )
    with pytest.raises(Refused) as refused:
        _settle(people)
    assert refused.value.code == "not_ready"
    assert "还有 1 名没有登记是正式还是预备" in refused.value.sentence


def test_a_broken_chain_holds_the_year() -> None:
    people = cast()
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    all_locked(people)
    _forge("UPDATE records_ledgerentry SET points_centi = 900 WHERE seq = 1")
    with pytest.raises(Refused) as refused:
        _settle(people)
    assert refused.value.code == "not_ready"
    assert "台账第 1 号与写入时不一致" in refused.value.sentence
    assert not Settlement.objects.exists()


def _forge(sql: str) -> None:
    """Write past the triggers, as somebody with the database file in hands could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE records_ledgerentry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER fm_ledgerentry_append_only")
        cursor.execute(sql)


def test_a_year_is_settled_once() -> None:
    people = cast()
    all_locked(people)
    once = key()
    _settle(people, once=once)
    with pytest.raises(AlreadyDone):
        _settle(people, once=once)
    with pytest.raises(Refused) as refused:
        _settle(people)
    assert refused.value.code == "wrong_state"
    assert "已结算" in refused.value.sentence
    assert Settlement.objects.count() == 1


def test_only_the_secretary_settles_and_another_branch_is_not_found() -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        _settle(people, actor=people.xu)
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        _settle(people, actor=people.deng)
