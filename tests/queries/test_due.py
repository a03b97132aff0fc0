"""What waits for whom: answers, second persons, transfers, the steps of a year; and never one's own to decide."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fenming.actions.acknowledge_finding import acknowledge_finding
from fenming.actions.ask_record import ask_record
from fenming.actions.hand_over import hand_over
from fenming.actions.record import record
from fenming.pages.home_cards import CARDS
from fenming.queries.due import due_rows
from fenming.queries.home import NO_DUTY
from fenming.records.models import (
    Departure,
    Finding,
    LedgerEntry,
    Membership,
    Notice,
    Objection,
    Outbox,
    Person,
    ProbationEvent,
    Veto,
    Year,
)
from tests.actions._objections import found, objected, wall
from tests.actions.appeal_scene import appealed, decided
from tests.actions.paper_scene import handed, papers
from tests.actions.uses_scene import DRAW_DAY, confirmed, proposed, settled_again
from tests.cast import Cast, at, cast, key
from tests.queries.scene import viewer
from tests.side_tables import correction_of, text_about, veto_of
from tests.walk import Walked, walk_quarter, walk_year

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = date(2026, 6, 1)


def kinds(people: Cast, name: str, on: date = TODAY) -> list[tuple[str, int]]:
    """(kind, target) of what waits for that person."""
    rows = due_rows(viewer=viewer(people, name, on), on=on)
    assert all(row.kind in CARDS or row.kind in NO_DUTY or row.kind == "answer_enquiry" for row in rows)
    return sorted((row.kind, row.target) for row in rows)


@pytest.fixture
def walked() -> Walked:
    return walk_quarter()


def test_a_veto_is_answered_by_the_one_it_concerns_then_confirmed_by_another(walked: Walked) -> None:
    people = walked.people
    veto = veto_of(people, people.m_shen, day=TODAY, state="proposed")  # by 韩若水
    assert kinds(people, "shen") == [("answer_veto", veto.pk)]
    assert kinds(people, "lin") == kinds(people, "han") == kinds(people, "zhou") == []
    later = date(2026, 6, 2)
    assert kinds(people, "lin", later) == [("confirm_veto", veto.pk)]
    assert kinds(people, "han", later) == []  # proposed it
    assert kinds(people, "shen", later) == []  # it is about him
    Veto.objects.filter(pk=veto.pk).update(
        state="confirmed", confirmed_by_id=people.lin, confirmed_at=at(2026, 6, 2)
    )
    Veto.objects.filter(pk=veto.pk).update(lift_proposed_by_id=people.lin, lift_document="校党委〔2026〕9号")
    assert kinds(people, "han", later) == [("confirm_lifting", veto.pk)]
    assert kinds(people, "lin", later) == kinds(people, "shen", later) == []


def test_a_correction_waits_for_a_second_person_who_is_not_concerned(walked: Walked) -> None:
    people = walked.people
    entry = LedgerEntry.objects.get(branch_id=people.branch_id, seq=1)
    slip = correction_of(people, entry, state="proposed")  # by 林曼青
    assert kinds(people, "han") == kinds(people, "shen") == [("confirm_correction", slip.pk)]
    assert kinds(people, "lin") == kinds(people, "zhou") == kinds(people, "he") == []


def test_an_objection_waits_for_the_committee(walked: Walked) -> None:
    people = walked.people
    entry = LedgerEntry.objects.get(branch_id=people.branch_id, seq=1)
    objection = Objection.objects.create(
        branch_id=people.branch_id, quarter=entry.quarter, number=1, membership_id=people.m_han, kind="omitted",
        item="DT5", day=date(2026, 3, 3), text=text_about(people), filed_at=at(2026, 5, 29), answer_by=date(2026, 6, 12),
        appeal_by=date(2026, 6, 26), state="open",
    )  # fmt: skip
    assert kinds(people, "lin") == kinds(people, "shen") == [("find", objection.pk)]
    assert kinds(people, "han") == kinds(people, "zhou") == []
    (row,) = due_rows(viewer=viewer(people, "lin", TODAY), on=TODAY)
    assert (row.number, row.on) == (1, date(2026, 6, 12))


def test_an_appeal_waits_for_the_committee_above_for_the_branch_that_is_asked_and_for_its_owner() -> None:
    scene = wall()
    people, pk = scene.people, appealed(scene)  # of 周予安, to be decided by 6 May
    early, late = date(2026, 4, 3), date(2026, 5, 7)
    assert kinds(people, "gao", early) == [("decide_appeal", pk)]
    assert kinds(people, "deng", early) == kinds(people, "lin", early) == kinds(people, "zhou", early) == []
    ask_record(actor_id=people.gao, appeal_id=pk, question="请说明。", key=key(), now=at(2026, 4, 3))
    assert kinds(people, "lin", early) == kinds(people, "han", early) == [("give_record", pk)]
    assert kinds(people, "zhou", early) == kinds(people, "xu", early) == []
    assert ("appeal_overdue", pk) in kinds(people, "zhou", late)
    assert ("decide_appeal", pk) in kinds(people, "gao", late)
    (row,) = [
        one for one in due_rows(viewer=viewer(people, "gao", late), on=late) if one.kind == "decide_appeal"
    ]
    assert row.on == date(2026, 5, 6)
    decided(people, pk)
    assert ("receive_decision", pk) in kinds(people, "zhou", late)
    assert not [
        kind for kind, _ in kinds(people, "lin", late) + kinds(people, "gao", late) if kind.endswith("appeal")
    ]
    finding = Finding.objects.get(appeal=pk).pk
    acknowledge_finding(actor_id=people.zhou, finding_id=finding, key=key(), now=at(2026, 5, 7))
    assert "receive_decision" not in dict(kinds(people, "zhou", late))


def test_an_answered_objection_waits_for_its_owner_to_sign_for_it() -> None:
    scene, on = wall(), date(2026, 4, 8)
    people = scene.people
    pk = objected(scene)
    finding = found(scene, pk)
    assert kinds(people, "zhou", on) == [("receive_answer", pk)]
    assert "receive_answer" not in dict(kinds(people, "lin", on) + kinds(people, "he", on))
    acknowledge_finding(actor_id=people.zhou, finding_id=finding, key=key(), now=at(2026, 4, 8))
    assert kinds(people, "zhou", on) == []


def test_a_probation_that_runs_out_and_a_member_on_the_way_wait_for_the_secretary(walked: Walked) -> None:
    people = walked.people
    common = {"branch_id": people.branch_id, "resolution": "大会", "by_id": people.lin, "at": at(2026, 5, 1)}
    for kind, due in (("started", date(2026, 6, 20)), ("extended", date(2026, 12, 20))):
        reason = None if kind == "started" else text_about(people, "还要再考察。")
        ProbationEvent.objects.create(
            membership_id=people.m_jiang, kind=kind, day=TODAY, due_on=due, reason=reason, **common
        )
        assert (("turn_formal", people.m_jiang) in kinds(people, "lin")) is (kind == "started")
    assert ("turn_formal", people.m_jiang) in kinds(people, "lin", date(2026, 11, 20))
    coming = Membership.objects.create(
        branch_id=people.other_branch_id, person=Person.objects.create(name="江未晚"), roster_no=9,
        since=date(2026, 1, 5), until=date(2026, 5, 20),
    )  # fmt: skip
    departure = Departure.objects.create(
        branch_id=people.other_branch_id, membership=coming, reason="transferred", day=date(2026, 5, 20),
        to_branch_id=people.branch_id, resolution="介绍信", ledger_seq=0, head_hash="0" * 64, statement="{}",
        digest="0" * 64, by_id=people.deng, at=at(2026, 5, 20),
    )  # fmt: skip
    assert ("transfer_in", departure.pk) in kinds(people, "lin")
    assert kinds(people, "xu") == []


def test_new_lines_are_counted_and_a_new_year_is_looked_over(walked: Walked) -> None:
    people = walked.people
    for number in (1, 2):
        waiting = Outbox.objects.create(
            branch_id=people.branch_id,
            kind="posted",
            subject="quarter",
            subject_id=1,
            to_id=people.he,
            at=at(2026, 5, 1),
        )
        Notice.objects.create(
            branch_id=people.branch_id, outbox=waiting, person_id=people.he, kind="posted", subject="quarter",
            subject_id=number, at=at(2026, 5, 1),
        )  # fmt: skip
    (row,) = due_rows(viewer=viewer(people, "he", TODAY), on=TODAY)
    assert (row.kind, row.number) == ("notices", 2)
    Year.objects.create(
        branch_id=people.branch_id, number=2027, start=date(2027, 1, 1), end=date(2027, 12, 31)
    )
    assert ("confirm_year", 2027) in kinds(people, "lin", date(2027, 1, 5))
    assert ("confirm_year", 2026) not in kinds(people, "lin")


def test_the_steps_of_a_settled_year_come_one_after_the_other(walked: Walked) -> None:
    people = walked.people
    walk_year(walked, Year.objects.get(branch_id=people.branch_id, number=2026).pk)
    steps = {kind for kind, _ in kinds(people, "lin", date(2027, 3, 1))} - {"confirm_year", "notices"}
    assert steps == {"appraise"}


def test_it_is_one_query_whoever_looks(walked: Walked) -> None:
    for name in ("lin", "han", "xu", "zhou", "jiang"):
        who = viewer(walked.people, name, TODAY)
        with CaptureQueriesContext(connection) as queries:
            due_rows(viewer=who, on=TODAY)
        assert len(queries) == 1, name


def test_a_notice_is_handed_over_then_its_reply_waited_for_where_there_is_no_account() -> None:
    people = cast(accounts=False)
    recorded = {
        one: record(
            actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 2, 3), membership_ids=[one],
            what="支部党员大会迟到十五分钟。", key=key(), now=at(2026, 2, 4),
        ).matter_ids[0]
        for one in (people.m_zhou, people.m_xu)
    }  # fmt: skip
    zhou, own = recorded[people.m_zhou], recorded[people.m_xu]
    day = date(2026, 2, 6)
    assert kinds(people, "xu", day) == [("hand_over", zhou)]  # not the own one
    assert kinds(people, "lin", day) == sorted([("hand_over", own), ("hand_over", zhou)])
    assert kinds(people, "han", day) == []
    for matter_id in (zhou, own):
        hand_over(
            actor_id=people.lin, matter_id=matter_id, handed_on=day, receipt_kept=True, key=key(), now=at(2026, 2, 6)
        )  # fmt: skip
    assert kinds(people, "xu", day) == [("reply_for", zhou)]
    (row,) = due_rows(viewer=viewer(people, "xu", day), on=day)
    assert (row.name, row.on) == ("周予安", date(2026, 2, 13))
    assert kinds(people, "xu", date(2026, 2, 14)) == []


def test_the_papers_of_what_is_proposed_wait_for_secretary_and_committee_and_decisions_for_the_papers() -> (
    None
):
    scene, on = papers(), date(2026, 4, 13)
    people, ids = scene.wall.people, scene.ids
    waiting = [(f"hand_over_{subject}", ids[subject]) for subject in ("correction", "reopening", "veto")]
    assert kinds(people, "lin", on) == kinds(people, "shen", on) == waiting
    assert kinds(people, "xu", on) == []
    for subject in ids:
        handed(scene, subject)
    told = [(f"answer_{subject}_for", ids[subject]) for subject in ("correction", "reopening", "veto")]
    assert kinds(people, "lin", on) == told
    later = date(2026, 4, 21)
    decide = [("confirm_correction", ids["correction"]), ("confirm_veto", ids["veto"])]
    assert kinds(people, "lin", later) == decide


def test_names_on_a_list_wait_for_the_leaders_but_not_ones_own() -> None:
    people, on = cast(), DRAW_DAY.date()
    proposed(people)

    def waiting(name: str) -> int:
        rows = due_rows(viewer=viewer(people, name, on), on=on)
        return sum(row.number for row in rows if row.kind == "decide_uses")

    assert ("decide_uses", 2026) in kinds(people, "lin", on)
    assert (waiting("lin"), waiting("han"), waiting("shen"), waiting("zhou")) == (5, 3, 0, 0)
    confirmed(people, people.m_he, "ineligible")
    assert waiting("lin") == 4
    settled_again(people)
    assert waiting("lin") == 0
