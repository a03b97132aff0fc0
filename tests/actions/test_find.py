"""核实答复: by someone else, with reasons, never to the disadvantage of the one who objected."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.end_due import end_due
from fenming.actions.give_office import give_office
from fenming.actions.settle import settle
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_entry
from fenming.queries.counter_entries import Figures
from fenming.queries.objecting import Omitted
from fenming.queries.scores import statements_of
from fenming.records.models import (
    AuditEvent,
    Finding,
    LedgerEntry,
    Objection,
    Office,
    Outbox,
    Posting,
    PostingLine,
    Reporter,
    SettlementLine,
)
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, entry_of, found, objected, wall, written
from tests.actions._walk import determine, locked, posted, quarter, year
from tests.cast import SINCE, at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TWICE = Figures("DT2", date(2026, 2, 11), quantity=2)


def total(scene: Wall, membership_id: int, up_to_seq: int | None = None) -> int:
    rows = statements_of(branch_id=scene.people.branch_id, year=year(scene.people), up_to_seq=up_to_seq)
    return next(statement.total_centi for row, _, statement in rows if row.pk == membership_id)


def refusal(scene: Wall, objection_id: int, outcome: str = "upheld", **change: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        found(scene, objection_id, outcome, **change)
    assert written(scene.people) == before
    assert Objection.objects.get(pk=objection_id).state == "open"
    return refused.value


def test_what_is_kept_changes_nothing_and_the_member_is_told() -> None:
    scene = wall()
    pk, before = objected(scene), LedgerEntry.objects.count()
    finding = Finding.objects.get(pk=found(scene, pk))
    assert (finding.outcome, finding.item, finding.points_centi) == ("kept", "", None)
    assert (finding.reason.text, finding.inquiry.text) == (
        "签到表上有两次签名。",
        "查了签到表，问了活动负责人。",
    )
    objection = Objection.objects.get(pk=pk)
    assert (objection.state, objection.ended_at) == ("found", at(2026, 4, 7))
    assert LedgerEntry.objects.count() == before
    event = AuditEvent.objects.get(verb="find")
    assert (event.actor_id, event.clause) == (scene.people.shen, "R41 R42")
    assert "签到表" not in event.detail
    assert Outbox.objects.get(kind="objection_answered").to_id == scene.people.zhou


def test_what_is_upheld_is_taken_back_and_booked_anew_in_the_open_quarter() -> None:
    scene = wall()
    old, before = entry_of(scene.plus), total(scene, scene.people.m_zhou)
    finding_id = found(scene, objected(scene), "upheld", figures=TWICE)
    back, new = LedgerEntry.objects.filter(finding=finding_id).order_by("seq")
    assert (back.kind, back.reverses, back.points_centi, back.reason_code) == (
        "reversal", old, -old.points_centi, "finding",
    )  # fmt: skip
    assert (new.kind, new.quantity, new.points_centi, new.day) == (
        "correction", 2, 2 * old.points_centi, old.day,
    )  # fmt: skip
    assert {back.quarter.number, new.quarter.number} == {2}
    assert new.text_id == old.text_id
    assert total(scene, scene.people.m_zhou) == before + old.points_centi
    assert first_broken_entry(branch_id=scene.people.branch_id) is None


def test_what_was_posted_stays_as_it_was_posted() -> None:
    scene = wall()
    line = PostingLine.objects.get(posting=scene.posting, membership_id=scene.people.m_zhou)
    found(scene, objected(scene), "upheld", figures=TWICE)
    again = Posting.objects.get(pk=scene.posting.pk)
    assert (again.sheet, again.digest) == (scene.posting.sheet, scene.posting.digest)
    assert total(scene, scene.people.m_zhou, up_to_seq=again.ledger_seq) == line.total_centi


def test_the_next_posting_and_the_settlement_have_the_new_figure() -> None:
    scene = wall()
    before = total(scene, scene.people.m_zhou)
    found(scene, objected(scene), "upheld", figures=TWICE)
    end_due(now=at(2026, 4, 20))
    determine(scene.people, 2)
    second = posted(scene.people, 2)
    line = PostingLine.objects.get(posting=second, membership_id=scene.people.m_zhou)
    assert line.total_centi == before + entry_of(scene.plus).points_centi
    end_due(now=at(2026, 8, 1))
    for number in (3, 4):
        determine(scene.people, number)
        locked(scene.people, number)
    settle(actor_id=scene.people.lin, year_id=year(scene.people).pk, key=key(), now=at(2027, 1, 20))
    assert SettlementLine.objects.get(membership_id=scene.people.m_zhou).total_centi == line.total_centi


def test_in_the_next_year_it_goes_into_the_last_quarter_and_its_snapshot_stays() -> None:
    scene = wall()
    end_due(now=at(2026, 4, 20))
    for number in (2, 3):
        determine(scene.people, number)
        locked(scene.people, number)
    determine(scene.people, 4)
    last = posted(scene.people, 4)
    pk = objected(scene, scene.plus, late_reason="才看到公示单。", now=at(2027, 1, 5))
    found(scene, pk, "upheld", figures=TWICE, now=at(2027, 1, 8))
    new = LedgerEntry.objects.get(kind="correction")
    assert new.quarter == quarter(scene.people, 4)
    shown = PostingLine.objects.get(posting=last, membership_id=scene.people.m_zhou).total_centi
    assert total(scene, scene.people.m_zhou, up_to_seq=last.ledger_seq) == shown
    assert total(scene, scene.people.m_zhou) == shown + entry_of(scene.plus).points_centi


def test_a_refused_matter_and_an_omission_get_an_entry_and_no_counter_entry() -> None:
    scene = wall()
    refused = found(
        scene, objected(scene, scene.refused), "upheld", figures=Figures("DT5", date(2026, 2, 13))
    )
    (entry,) = LedgerEntry.objects.filter(finding=refused)
    assert (entry.kind, entry.item, entry.text_id) == ("correction", "DT5", scene.refused.said_id)
    omission = objected(scene, matter_id=None, omitted=Omitted("DT5", date(2026, 3, 3)))
    left_out = found(scene, omission, "upheld", figures=Figures("DT5", date(2026, 3, 3)))
    (entry,) = LedgerEntry.objects.filter(finding=left_out)
    assert (entry.item, entry.day) == ("DT5", date(2026, 3, 3))
    # the member's own words stay in the objection: the ledger only says where the entry comes from
    assert entry.text.text == "第 2 号异议核实后补记。"


def test_a_minus_may_be_taken_back_whole() -> None:
    scene = wall()
    old, before = entry_of(scene.minus), total(scene, scene.people.m_he)
    finding_id = found(scene, objected(scene, scene.minus), "upheld", figures=None)
    (back,) = LedgerEntry.objects.filter(finding=finding_id)
    assert (back.kind, back.reverses, back.points_centi) == ("reversal", old, -old.points_centi)
    assert total(scene, scene.people.m_he) == before - old.points_centi
    assert Finding.objects.get(pk=finding_id).points_centi == 0


def test_nothing_that_lowers_points_comes_out_of_an_objection() -> None:
    scene = wall()
    plus, minus = objected(scene), objected(scene, scene.minus)
    answer = refusal(scene, plus, figures=None)
    assert answer.code == "lowers"
    assert "核实异议不能使本人的积分减少" in answer.sentence
    heavier = refusal(scene, minus, figures=Figures("K03", date(2026, 2, 9), quantity=2))
    assert heavier.code == "lowers"
    assert "−0.5 分变成 −1 分" in heavier.sentence
    # as many points as entered, but of an item that counts once a quarter and has counted already
    fewer = refusal(scene, objected(scene, scene.changed), figures=Figures("DT4", date(2026, 2, 12)))
    assert fewer.code == "lowers"
    assert "全年总分由 63 分变成 62 分" in fewer.sentence


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"outcome": "maybe"}, "no_outcome", "请选成立或维持原评定"),
        ({"reason": " "}, "no_reason", "还没有写理由"),
        ({"inquiry": " "}, "no_inquiry", "还没有写怎么核实的"),
        ({"inquiry": "一" * 301}, "inquiry_too_long", "核实经过请写在 300 字以内"),
        ({"figures": Figures("DT2", date(2026, 2, 11))}, "unchanged", "请选“维持原评定”"),
        ({"figures": Figures("XX", date(2026, 2, 11))}, "bad_item", "没有这个项目"),
        ({"figures": Figures("DT2", date(2025, 2, 11))}, "bad_day", "不在2026年度"),
        ({"figures": Figures("DT2", date(2026, 5, 11))}, "future_day", "还没有到"),
        ({"figures": Figures("DT2", date(2026, 2, 11), quantity=100)}, "bad_quantity", "至多填 99 次"),
        ({"key": ""}, "no_key", "刷新页面"),
    ],
)
def test_what_cannot_be_answered_is_refused(change: dict[str, Any], code: str, words: str) -> None:
    scene = wall()
    answer = refusal(scene, objected(scene), **({"outcome": "upheld", "figures": TWICE} | change))
    assert answer.code == code
    assert words in answer.sentence


def test_an_omission_upheld_says_what_is_to_be_booked() -> None:
    scene = wall()
    omission = objected(scene, matter_id=None, omitted=Omitted("DT5", date(2026, 3, 3)))
    answer = refusal(scene, omission)
    assert answer.code == "no_figures"
    assert "请填写应当计入的项目" in answer.sentence


def test_who_assessed_it_does_not_look_into_it() -> None:
    scene = wall()
    pk = objected(scene)
    answer = refusal(scene, pk, "kept", actor_id=scene.people.han)
    assert answer.code == "decided_before"
    assert "请由其他支部委员办理" in answer.sentence
    found(
        scene, pk, actor_id=scene.people.lin
    )  # the secretary entered the meeting's decision, which bars nobody


def test_neither_the_one_concerned_nor_who_has_no_office_answers() -> None:
    scene = wall()
    give_office(
        actor_id=scene.people.lin, branch_id=scene.people.branch_id, person_id=scene.people.zhou, role=Role.COMMITTEE,
        since=SINCE, resolution="支部党员大会", key=key(), now=at(2026, 4, 2),
    )  # fmt: skip
    pk = objected(scene)
    assert "本人事项，不能由您核实答复" in refusal(scene, pk, "kept", actor_id=scene.people.zhou).sentence
    answer = refusal(scene, pk, "kept", actor_id=scene.people.xu)
    assert answer.code == "forbidden"
    with pytest.raises(NotFound):
        found(scene, pk, actor_id=scene.people.deng)


def test_where_nobody_is_left_the_superior_names_someone() -> None:
    scene = wall()
    pk = objected(scene)
    Office.objects.filter(person_id__in=(scene.people.shen, scene.people.lin)).update(until=date(2026, 4, 3))
    answer = refusal(scene, pk, "kept", actor_id=scene.people.han)
    assert answer.code == "nobody_left"
    assert "请上级党组织指定办理人" in answer.sentence


def test_a_reporter_hears_it_alone_and_is_left_out_of_no_count() -> None:
    scene = wall()
    pk = objected(scene, scene.minus)
    reported(scene, scene.people.shen)
    answer = refusal(scene, pk, "kept")
    assert answer.code == "reported_by_you"
    Office.objects.filter(person_id=scene.people.lin).update(until=date(2026, 4, 3))
    # only the reporter is left: others are not told that nobody is
    assert refusal(scene, pk, "kept", actor_id=scene.people.han).code == "decided_before"


def reported(scene: Wall, person_id: int) -> None:
    """As if the minus had come from a report; the table of reporters takes no other matter."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER fm_reporter_only_of_reports_insert")
        else:
            cursor.execute("DROP TRIGGER fm_reporter_only_of_reports_insert ON records_reporter")
    Reporter.objects.create(branch_id=scene.people.branch_id, matter=scene.minus, person_id=person_id)


def test_an_answered_objection_is_not_answered_again() -> None:
    scene = wall()
    pk = objected(scene)
    found(scene, pk)
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        found(scene, pk, "upheld", figures=TWICE)
    assert refused.value.code == "wrong_state"
    assert "这件异议现在是“已答复”" in refused.value.sentence
    assert written(scene.people) == before


def test_the_same_button_twice_counts_once() -> None:
    scene, same = wall(), key()
    pk = objected(scene)
    found(scene, pk, key=same)
    with pytest.raises(AlreadyDone):
        found(scene, pk, key=same)
    assert Finding.objects.count() == 1
