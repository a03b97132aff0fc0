"""作出申诉决定: by another, with reasons, never to the member's disadvantage; it moves the ledger also of a filed year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions.accept_filing import accept_filing
from fenming.actions.close_meeting import close_meeting
from fenming.actions.report_back import report_back
from fenming.actions.return_filing import return_filing
from fenming.actions.settle_again import settle_again
from fenming.actions.transfer_out import transfer_out
from fenming.queries.access import NotFound
from fenming.queries.appealing import Which
from fenming.queries.chain import first_broken_entry
from fenming.queries.counter_entries import Figures
from fenming.queries.report_backs import report_lines
from fenming.queries.settlement_steps import year_state
from fenming.records.models import (
    Appeal,
    Assessment,
    AuditEvent,
    Finding,
    LedgerEntry,
    Objection,
    Office,
    Outbox,
    SettlementLine,
    Veto,
)
from fenming.rules.terms import Refused
from tests.actions import veto_scene
from tests.actions._objections import Wall, entry_of, found, objected, wall
from tests.actions._walk import QUARTER_ENDS, assessed, year
from tests.actions._year import FILE_DAY, appraised, filed
from tests.actions.appeal_scene import TWICE, appealed, decided, traces
from tests.actions.meeting_scene import opened
from tests.cast import at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(scene: Any, appeal_id: int, outcome: str = "upheld", **change: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        decided(scene.people, appeal_id, outcome, **change)
    assert traces() == before
    assert Appeal.objects.get(pk=appeal_id).state == "open"
    return refused.value


def test_what_is_kept_changes_nothing_and_both_sides_are_told() -> None:
    scene = wall()
    pk, before = appealed(scene), LedgerEntry.objects.count()
    finding = Finding.objects.get(pk=decided(scene.people, pk))
    assert (finding.appeal_id, finding.objection, finding.outcome) == (pk, None, "kept")
    assert Appeal.objects.get(pk=pk).state == "decided"
    assert LedgerEntry.objects.count() == before
    event = AuditEvent.objects.get(verb="decide_appeal")
    assert (event.actor_id, event.clause) == (scene.people.gao, "R41 R42 A23")
    assert Outbox.objects.get(kind="appeal_decided").to_id == scene.people.zhou
    assert Outbox.objects.filter(kind="appeal_decided_above").count() == 3


def test_what_is_upheld_is_taken_back_and_booked_anew() -> None:
    scene = wall()
    old = entry_of(scene.plus)
    finding = decided(scene.people, appealed(scene), "upheld", figures=TWICE)
    back, new = LedgerEntry.objects.filter(finding=finding).order_by("seq")
    assert (back.kind, back.reverses, back.points_centi) == ("reversal", old, -old.points_centi)
    assert (new.kind, new.quantity, new.points_centi) == ("correction", 2, 2 * old.points_centi)
    assert first_broken_entry(branch_id=scene.people.branch_id) is None


def test_it_goes_by_what_stands_on_the_day_and_ends_the_branch_s_open_objection() -> None:
    scene = wall()
    objection, pk = objected(scene), appealed(scene)
    decided(scene.people, pk, "upheld", figures=TWICE)
    row = Objection.objects.get(pk=objection)
    assert (row.state, row.overtaken_by_id) == ("overtaken", pk)
    with pytest.raises(Refused) as refused:
        found(scene, objection, now=at(2026, 4, 21))
    assert "现在是“上级已答复”" in refused.value.sentence
    # the branch upheld another one first: the decision counts from there
    other, up = objected(scene, scene.refused), Which(matter_id=scene.refused.pk)
    second = appealed(scene, up)
    found(scene, other, "upheld", figures=Figures("DT5", date(2026, 2, 13)))
    finding = decided(scene.people, second, "upheld", figures=Figures("DT5", date(2026, 2, 13), quantity=2))
    kinds = LedgerEntry.objects.filter(finding=finding).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["reversal", "correction"]


def test_nothing_that_lowers_points_comes_out_of_an_appeal() -> None:
    scene = wall()
    refused = refusal(scene, appealed(scene), figures=None)
    assert refused.code == "lowers"
    assert "申诉不能使本人的积分减少" in refused.sentence


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outcome": "maybe"}, "no_outcome"),
        ({"reason": " "}, "no_reason"),
        ({"inquiry": " "}, "no_inquiry"),
        ({"inquiry": "一" * 301}, "inquiry_too_long"),
        ({"figures": Figures("DT2", date(2026, 2, 11))}, "unchanged"),
        ({"figures": Figures("XX", date(2026, 2, 11))}, "bad_item"),
        ({"key": ""}, "no_key"),
    ],
)
def test_what_cannot_be_decided_is_refused(change: dict[str, Any], code: str) -> None:
    scene = wall()
    assert refusal(scene, appealed(scene), **({"outcome": "upheld", "figures": TWICE} | change)).code == code


def test_neither_the_branch_nor_who_had_a_hand_in_it_decides() -> None:
    scene = wall()
    pk = appealed(scene)
    for who in (scene.people.lin, scene.people.zhou):
        assert refusal(scene, pk, "kept", actor_id=who).code == "forbidden"
    with pytest.raises(NotFound):
        decided(scene.people, pk, actor_id=scene.people.deng)
    round_ = Assessment.objects.get(matter=scene.plus)
    Office.objects.filter(person_id=scene.people.han).update(until=date(2026, 4, 3))
    superior = Office.objects.get(person_id=scene.people.gao)
    Office.objects.create(
        organisation_id=superior.organisation_id, person_id=round_.by_id, role=superior.role,
        since=date(2026, 4, 4), resolution="院党委〔2026〕9号",
    )  # fmt: skip
    # 韩若水 assessed it and is on the roster besides: the branch's own people do not decide
    assert refusal(scene, pk, "kept", actor_id=scene.people.han).code == "forbidden"
    Office.objects.filter(pk=superior.pk).update(until=date(2026, 4, 4))
    assert refusal_of_nobody(scene, pk)
    decided_by = Office.objects.create(
        organisation_id=superior.organisation_id, person_id=scene.people.deng, role=superior.role,
        since=date(2026, 4, 4), resolution="院党委〔2026〕9号",
    )  # fmt: skip
    decided(scene.people, pk, actor_id=decided_by.person_id)


def refusal_of_nobody(scene: Wall, appeal_id: int) -> bool:
    """The only reviewer left office: nobody decides, and nothing is lost."""
    with pytest.raises(NotFound):
        decided(scene.people, appeal_id)
    return Appeal.objects.get(pk=appeal_id).state == "open"


def test_an_upheld_appeal_against_a_veto_lifts_it() -> None:
    people = cast()
    veto = veto_scene.confirmed(people)
    scene: Any = type("Stage", (), {"people": people})
    pk = appealed(scene, Which(veto_id=veto), actor_id=people.he, now=at(2026, 3, 20))
    decided(people, pk, "upheld", now=at(2026, 3, 25))
    row = Veto.objects.get(pk=veto)
    assert (row.state, row.lift_document, row.lifted_by_id) == ("lifted", "第 1 号申诉决定", people.gao)
    assert LedgerEntry.objects.get(kind="reversal").veto_id == veto


def test_a_meeting_hears_it_before_it_closes() -> None:
    scene = wall()
    finding = decided(scene.people, appealed(scene))
    meeting, now = opened(scene.people, quarter=2, held_on=QUARTER_ENDS[2]), at(2026, 6, 28, 11)
    (line,) = report_lines(meeting_id=meeting)
    assert (line.name, line.owed) == ("第 1 号申诉", True)

    def close() -> None:
        close_meeting(actor_id=scene.people.lin, meeting_id=meeting, minutes="记录。", key=key(), now=now)

    with pytest.raises(Refused) as refused:
        close()
    assert "第 1 号申诉已经答复，还没有通报" in refused.value.sentence
    report_back(actor_id=scene.people.xu, meeting_id=meeting, finding_ids=[finding], key=key(), now=now)
    close()
    assert AuditEvent.objects.get(verb="report_back").subject == "appeal"


def test_who_was_transferred_out_is_still_answered() -> None:
    scene = wall()
    pk = appealed(scene)
    transfer_out(
        actor_id=scene.people.lin, membership_id=scene.people.m_zhou, day=date(2026, 4, 10),
        destination="远山大学文学院党委", resolution="组织关系介绍信", key=key(), now=at(2026, 4, 10),
    )  # fmt: skip
    decided(scene.people, pk, "upheld", figures=TWICE)
    assert Outbox.objects.get(kind="appeal_decided").to_id == scene.people.zhou


@pytest.mark.parametrize("answer", ["accepted", "returned"])
def test_an_appeal_decided_after_filing_is_followed_by_a_correcting_settlement(answer: str) -> None:
    people = cast()
    matter = assessed(people, people.m_zhou, "DT2", date(2026, 2, 11))
    appraised(people)
    scene: Any = type("Stage", (), {"people": people, "plus": matter})
    pk = appealed(scene, late_reason="公示期间在外地支教。", now=at(2027, 3, 1))
    filing = filed(people)
    decided(people, pk, "upheld", figures=TWICE, now=at(2027, 3, 25))
    assert Outbox.objects.filter(kind="settlement_moved", to_id=people.lin).count() == 1
    if answer == "accepted":
        accept_filing(actor_id=people.gao, filing_id=filing, number="", key=key(), now=FILE_DAY)
    else:
        return_filing(actor_id=people.gao, filing_id=filing, remarks="请更正结算。", key=key(), now=FILE_DAY)
    before = SettlementLine.objects.get(membership_id=people.m_zhou)
    second = settle_again(actor_id=people.lin, year_id=year(people).pk, key=key(), now=at(2027, 4, 12))
    after = SettlementLine.objects.get(settlement=second, membership_id=people.m_zhou)
    assert after.total_centi > before.total_centi
    assert year_state(year=year(people)) == "settled"


def test_the_same_form_twice_counts_once() -> None:
    scene = wall()
    pk, same = appealed(scene), key()
    decided(scene.people, pk, key=same)
    with pytest.raises(Refused) as refused:
        decided(scene.people, pk, key=same)
    assert refused.value.code == "already_done"
