"""确认一票否决: by another, after the one concerned was heard; the year is zero, the figures under it stay."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.adopt_standard import adopt_standard
from fenming.actions.confirm_veto import confirm_veto
from fenming.actions.give_office import give_office
from fenming.actions.settle import settle
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_entry
from fenming.queries.scores import statements_of
from fenming.records.models import (
    AuditEvent,
    LedgerEntry,
    Office,
    Outbox,
    Posting,
    PostingLine,
    SettlementLine,
    Veto,
    Year,
)
from fenming.rules.authority import Role
from fenming.rules.scoring import Statement
from fenming.rules.terms import Refused
from tests.actions._walk import all_locked, assessed, determine, posted
from tests.actions._year import settled
from tests.actions.veto_scene import DOCUMENT, REASON, answered, confirmed, proposed
from tests.cast import DEFAULT_STANDARD, Cast, at, cast, key
from tests.rules.case_files import with_degrees

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEARD = at(2026, 3, 12)


def refusal(veto_id: int, actor_id: int, *, now: datetime = HEARD) -> Refused:
    before = Veto.objects.get(pk=veto_id).state, LedgerEntry.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        confirm_veto(actor_id=actor_id, veto_id=veto_id, key=key(), now=now)
    after = Veto.objects.get(pk=veto_id).state, LedgerEntry.objects.count(), AuditEvent.objects.count()
    assert after == before
    return refused.value


def statement(people: Cast, membership_id: int) -> Statement:
    year = Year.objects.get(branch_id=people.branch_id, number=2026)
    rows = statements_of(branch_id=people.branch_id, year=year)
    return next(found for row, _, found in rows if row.pk == membership_id)


def test_the_year_is_zero_and_the_figures_under_it_stay() -> None:
    people = cast()
    assessed(people, people.m_he, "DA5", date(2026, 2, 11))
    determine(people)
    veto_id = confirmed(people, now=at(2026, 3, 30))
    he = statement(people, people.m_he)
    assert (he.total_centi, he.veto, he.base_centi, he.duty_centi) == (0, True, 6000, 100)
    assert statement(people, people.m_zhou).total_centi == 6000
    entry = LedgerEntry.objects.get(kind="veto")
    assert (entry.veto_id, entry.item, entry.day, entry.points_centi) == (veto_id, "V5", date(2026, 3, 2), 0)
    assert (entry.quarter.number, entry.determination_id) == (1, None)
    assert first_broken_entry(branch_id=people.branch_id) is None
    veto = Veto.objects.get(pk=veto_id)
    assert (veto.state, veto.confirmed_by_id) == ("confirmed", people.shen)
    assert AuditEvent.objects.get(verb="confirm_veto").actor_id == people.shen
    assert Outbox.objects.get(kind="veto_confirmed").to_id == people.he


def test_a_light_degree_only_limits_the_total() -> None:
    people = cast()
    adopt_standard(
        actor_id=people.lin, branch_id=people.branch_id, text=with_degrees(DEFAULT_STANDARD, {"较轻": 60, "严重": 0}),
        in_force_from=date(2026, 2, 1), resolution="支部党员大会 2026年1月19日", key=key(), now=at(2026, 1, 20),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        proposed(people)
    assert (refused.value.code, refused.value.sentence) == (
        "bad_item", "“工作纪律”分档，还没有填级别。请填 较轻、严重 之一。",
    )  # fmt: skip
    assessed(people, people.m_he, "DA5", date(2026, 2, 11))
    determine(people)
    confirmed(people, now=at(2026, 3, 30), degree="较轻")
    he = statement(people, people.m_he)
    assert (he.total_centi, he.veto, he.veto_most_centi, he.duty_centi) == (6000, True, 6000, 100)
    assert he.cuts[-1].sentence == (
        "3月2日的处理决定涉及工作纪律（较轻），实行一票否决，全年总分至多 60 分。"
        "不计否决是 61 分，各类积分仍列在这里。"
    )
    assert LedgerEntry.objects.get(kind="veto").level == "较轻"
    settled(people)
    line = SettlementLine.objects.get(membership_id=people.m_he)
    assert (line.total_centi, line.veto_most_centi, line.suggested_grade) == (6000, 6000, "基本合格")


def test_the_ledger_and_the_trail_name_the_document_and_not_the_reason() -> None:
    people = cast()
    confirmed(people)
    entry = LedgerEntry.objects.select_related("text").get(kind="veto")
    assert entry.text.text == f"处理决定：{DOCUMENT}"
    assert not [event for event in AuditEvent.objects.all() if REASON in event.detail]


def test_the_public_sheet_leaves_the_name_out_and_counts_it() -> None:
    people = cast()
    confirmed(people)
    determine(people)
    posting = posted(people)
    line = PostingLine.objects.get(posting=posting, membership_id=people.m_he)
    assert (line.listed, line.total_centi, line.base_centi) == (False, 0, 6000)
    assert '"members":7,' in posting.sheet or '"members":7' in posting.sheet
    assert f",{people.m_he}," not in posting.sheet.split('"lines":')[1].split('"members"')[0]


def test_it_is_booked_in_the_quarter_that_is_still_open() -> None:
    people = cast()
    determine(people)
    posted(people)
    veto_id = proposed(people, now=at(2026, 4, 7))
    confirm_veto(actor_id=people.lin, veto_id=veto_id, key=key(), now=at(2026, 5, 6))
    assert LedgerEntry.objects.get(kind="veto").quarter.number == 2
    assert not PostingLine.objects.filter(posting=Posting.objects.get(), listed=False).exists()


def test_before_the_answer_it_waits_for_the_term() -> None:
    people = cast()
    veto_id = proposed(people)
    for day in (9, 16):
        refused = refusal(veto_id, people.shen, now=at(2026, 3, day))
        assert refused.code == "not_heard"
        assert "本人可以在3月16日前陈述意见" in refused.sentence
    confirm_veto(actor_id=people.shen, veto_id=veto_id, key=key(), now=at(2026, 3, 17))
    assert AuditEvent.objects.get(verb="confirm_veto").detail.startswith('{"answered":false')


def test_not_by_the_proposer_nor_by_the_one_concerned_nor_without_an_office() -> None:
    people = cast()
    veto_id = proposed(people)
    answered(people, veto_id)
    refused = refusal(veto_id, people.han)
    assert refused.code == "same_person"
    assert refused.sentence == "这次一票否决是您提出的，要由另一名书记或支委确认。"
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=people.he, role=Role.COMMITTEE,
        since=date(2026, 3, 1), resolution="支部党员大会", key=key(), now=at(2026, 3, 10),
    )  # fmt: skip
    assert "本人事项" in refusal(veto_id, people.he).sentence
    assert refusal(veto_id, people.xu).code == "forbidden"
    with pytest.raises(NotFound):
        confirm_veto(actor_id=people.deng, veto_id=veto_id, key=key(), now=HEARD)


def test_where_nobody_is_left_the_superior_is_named() -> None:
    people = cast()
    veto_id = proposed(people)
    answered(people, veto_id)
    Office.objects.filter(person_id__in=(people.shen, people.lin), organisation_id=people.branch_id).update(
        until=date(2026, 3, 10)
    )
    refused = refusal(veto_id, people.han)
    assert refused.code == "same_person"
    assert "请上级党组织指定办理人" in refused.sentence


def test_what_has_ended_is_not_confirmed_again() -> None:
    people = cast()
    veto_id = confirmed(people)
    refused = refusal(veto_id, people.lin)
    assert refused.code == "wrong_state"
    assert "现在是“已确认”" in refused.sentence


def test_the_same_button_twice_counts_once() -> None:
    people, same = cast(), key()
    veto_id = proposed(people)
    answered(people, veto_id)
    confirm_veto(actor_id=people.shen, veto_id=veto_id, key=same, now=HEARD)
    with pytest.raises(AlreadyDone):
        confirm_veto(actor_id=people.shen, veto_id=veto_id, key=same, now=HEARD)
    assert LedgerEntry.objects.filter(kind="veto").count() == 1


def test_a_year_is_not_settled_while_one_waits() -> None:
    people = cast()
    all_locked(people)
    veto_id = proposed(people, decided_on=date(2026, 12, 21), now=at(2027, 1, 11))
    year_id = Year.objects.get(branch_id=people.branch_id, number=2026).pk
    with pytest.raises(Refused) as refused:
        settle(actor_id=people.lin, year_id=year_id, key=key(), now=at(2027, 3, 1))
    assert "一票否决还有 1 件待确认" in refused.value.sentence
    confirm_veto(actor_id=people.shen, veto_id=veto_id, key=key(), now=at(2027, 3, 2))
    assert LedgerEntry.objects.get(kind="veto").quarter.number == 4
    settlement = settle(actor_id=people.lin, year_id=year_id, key=key(), now=at(2027, 3, 3))
    line = SettlementLine.objects.get(settlement_id=settlement, membership_id=people.m_he)
    assert (line.veto, line.total_centi, line.suggested_grade) == (True, 0, "不合格")
