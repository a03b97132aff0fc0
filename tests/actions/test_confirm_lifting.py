"""确认解除: a second person; the counter-entry gives the year back, settled or not."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.confirm_lifting import confirm_lifting
from fenming.actions.propose_lifting import propose_lifting
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_entry
from fenming.queries.scores import statements_of
from fenming.records.models import AuditEvent, LedgerEntry, Office, Outbox, Settlement, Veto, Year
from fenming.rules.terms import Refused
from tests.actions.veto_scene import REVOKED, confirmed, lifted
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def waiting(people: Cast) -> int:
    veto_id = confirmed(people)
    propose_lifting(actor_id=people.lin, veto_id=veto_id, document=REVOKED, key=key(), now=at(2026, 5, 6))
    return veto_id


def refusal(veto_id: int, actor_id: int, document: str = REVOKED) -> Refused:
    before = Veto.objects.get(pk=veto_id).state, LedgerEntry.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        confirm_lifting(actor_id=actor_id, veto_id=veto_id, document=document, key=key(), now=at(2026, 5, 6))
    after = Veto.objects.get(pk=veto_id).state, LedgerEntry.objects.count(), AuditEvent.objects.count()
    assert after == before
    return refused.value


def total(people: Cast, membership_id: int) -> int:
    year = Year.objects.get(branch_id=people.branch_id, number=2026)
    rows = statements_of(branch_id=people.branch_id, year=year)
    return next(found.total_centi for row, _, found in rows if row.pk == membership_id)


def test_the_year_counts_again_and_both_entries_stay() -> None:
    people = cast()
    veto_id = confirmed(people)
    assert total(people, people.m_he) == 0
    lifted(people, veto_id)
    assert total(people, people.m_he) == 6000
    first, back = LedgerEntry.objects.filter(veto_id=veto_id).order_by("seq")
    assert (back.kind, back.reverses_id, back.reason_code, back.points_centi) == (
        "reversal",
        first.pk,
        "veto_lifted",
        0,
    )
    assert (back.day, back.quarter.number) == (first.day, 2)
    assert first_broken_entry(branch_id=people.branch_id) is None
    veto = Veto.objects.get(pk=veto_id)
    assert (veto.state, veto.lifted_by_id, veto.lifted_at) == ("lifted", people.shen, at(2026, 5, 6))
    assert AuditEvent.objects.get(verb="confirm_lifting").actor_id == people.shen
    assert Outbox.objects.get(kind="veto_lifted").to_id == people.he


def test_a_settled_year_is_no_bar() -> None:
    people = cast()
    veto_id = confirmed(people)
    Settlement.objects.create(
        branch_id=people.branch_id, year=Year.objects.get(branch_id=people.branch_id), ledger_seq=1, head_hash="0" * 64,
        statements="[]", digest="0" * 64, settled_by_id=people.lin, settled_at=at(2027, 2, 1),
    )  # fmt: skip
    lifted(people, veto_id, now=at(2027, 3, 3))
    assert total(people, people.m_he) == 6000
    assert LedgerEntry.objects.get(kind="reversal").quarter.number == 4
    assert '"settled":true' in AuditEvent.objects.get(verb="confirm_lifting").detail


def test_not_without_a_proposal_not_on_another_document_not_by_the_same_person() -> None:
    people = cast()
    veto_id = confirmed(people)
    assert refusal(veto_id, people.lin).code == "not_proposed"
    propose_lifting(actor_id=people.lin, veto_id=veto_id, document=REVOKED, key=key(), now=at(2026, 5, 6))
    stale = refusal(veto_id, people.shen, "校纪〔2026〕8号")
    assert stale.code == "stale"
    assert REVOKED in stale.sentence
    same = refusal(veto_id, people.lin)
    assert (same.code, same.sentence) == ("same_person", "解除是您提出的，要由另一名书记或支委确认。")
    for actor in (people.he, people.xu):
        assert refusal(veto_id, actor).code == "forbidden"
    with pytest.raises(NotFound):
        confirm_lifting(
            actor_id=people.deng, veto_id=veto_id, document=REVOKED, key=key(), now=at(2026, 5, 6)
        )


def test_where_nobody_is_left_the_superior_is_named() -> None:
    people = cast()
    veto_id = waiting(people)
    Office.objects.filter(person_id__in=(people.shen, people.han)).update(until=at(2026, 5, 1).date())
    refused = refusal(veto_id, people.lin)
    assert refused.code == "same_person"
    assert "请上级党组织指定办理人" in refused.sentence


def test_once_lifted_it_stays_lifted() -> None:
    people = cast()
    veto_id = lifted(people, confirmed(people))
    refused = refusal(veto_id, people.han)
    assert refused.code == "wrong_state"
    assert "现在是“已解除”" in refused.sentence


def test_the_same_button_twice_counts_once() -> None:
    people, same = cast(), key()
    veto_id = waiting(people)
    confirm_lifting(actor_id=people.han, veto_id=veto_id, document=REVOKED, key=same, now=at(2026, 5, 6))
    with pytest.raises(AlreadyDone):
        confirm_lifting(actor_id=people.han, veto_id=veto_id, document=REVOKED, key=same, now=at(2026, 5, 6))
