"""提出异议: on own points, in time, once, from the posting on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.confirm_correction import confirm_correction
from fenming.actions.end_due import end_due
from fenming.actions.propose_correction import propose_correction
from fenming.actions.settle import settle
from fenming.actions.withdraw_objection import withdraw_objection
from fenming.queries.access import NotFound
from fenming.queries.objecting import Omitted
from fenming.queries.quarter import quarter_state
from fenming.queries.year import YearGate, gates_of, year_facts
from fenming.records.models import AuditEvent, LedgerEntry, Matter, Objection, Outbox
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, decided, entry_of, found, objected, wall, written
from tests.actions._walk import determine, locked, posted, quarter, vetoed, year
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OMITTED = Omitted("DT5", date(2026, 3, 3))


def refusal(scene: Wall, **change: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        objected(scene, **change)
    assert written(scene.people) == before
    return refused.value


def test_an_objection_to_a_posted_matter_is_numbered_dated_and_told_to_the_handlers() -> None:
    scene = wall()
    objection = Objection.objects.get(pk=objected(scene))
    assert (objection.kind, objection.number, objection.state) == ("posted", 1, "open")
    assert objection.matter_id == scene.plus.pk
    assert objection.entry == entry_of(scene.plus)
    assert objection.quarter == quarter(scene.people)
    assert objection.answer_by == date(2026, 4, 17)  # ten working days, Qingming left out
    assert objection.late_reason is None
    event = AuditEvent.objects.get(verb="object_to")
    assert (event.subject, event.subject_id, event.clause) == ("objection", objection.pk, "R40 A23")
    assert "签到表" not in event.detail
    told = Outbox.objects.filter(kind="objection_filed").values_list("to_id", flat=True)
    assert set(told) == {scene.people.lin, scene.people.han, scene.people.shen}


def test_what_was_changed_refused_or_left_out_can_be_objected_to_as_well() -> None:
    scene = wall()
    kinds = [
        objected(scene, scene.changed),
        objected(scene, scene.refused),
        objected(scene, matter_id=None, omitted=OMITTED),
        objected(scene, scene.minus),
    ]
    rows = [Objection.objects.get(pk=pk) for pk in kinds]
    assert [row.kind for row in rows] == ["changed", "refused", "omitted", "posted"]
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert rows[0].entry == entry_of(scene.changed)
    assert rows[1].entry is None
    assert (rows[2].item, rows[2].day, rows[2].matter_id) == ("DT5", date(2026, 3, 3), None)


def test_the_entry_of_a_matter_leads_to_the_matter() -> None:
    scene = wall()
    objection = Objection.objects.get(pk=objected(scene, matter_id=None, entry_id=entry_of(scene.plus).pk))
    assert (objection.kind, objection.matter_id) == ("posted", scene.plus.pk)


def test_before_the_posting_nothing_can_be_objected_to() -> None:
    people, plus, changed, refused, minus = decided()
    scene = Wall(people, plus, changed, refused, minus, None)  # type: ignore[arg-type]
    for matter in (plus, refused):
        answer = refusal(scene, matter=matter)
        assert answer.code == "not_posted"
        assert "第一季度还没有公示" in answer.sentence
    answer = refusal(scene, matter_id=None, omitted=OMITTED)
    assert answer.code == "not_posted"
    assert "请先申报" in answer.sentence


def test_after_the_term_only_with_a_reason() -> None:
    scene = wall()
    last_day = objected(scene, now=at(2026, 4, 15, 23))
    assert Objection.objects.get(pk=last_day).late_reason is None
    answer = refusal(scene, matter=scene.refused, now=at(2026, 4, 16))
    assert answer.code == "late"
    assert "期限到4月15日" in answer.sentence
    late = objected(scene, scene.refused, late_reason="当时在外地支教，没有网络。", now=at(2026, 4, 16))
    reason = Objection.objects.get(pk=late).late_reason
    assert reason is not None
    assert reason.text == "当时在外地支教，没有网络。"


def test_a_reason_for_coming_late_is_not_kept_of_one_who_is_not() -> None:
    scene = wall()
    objection_id = objected(scene, late_reason="怕迟了。")
    assert Objection.objects.get(pk=objection_id).late_reason is None


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"text": " 　 "}, "nothing_said", "还没有写异议"),
        ({"text": "一" * 301}, "too_long", "现在是 301 字"),
        ({"late_reason": "一" * 301}, "too_long", "迟交的理由请写在 300 字以内"),
        ({"matter_id": None}, "nothing_chosen", "还没有选"),
        ({"matter_id": None, "omitted": Omitted("K03", date(2026, 3, 3))}, "bad_item", "从列出的项目里选"),
        ({"matter_id": None, "omitted": Omitted("XX", date(2026, 3, 3))}, "bad_item", "从列出的项目里选"),
        ({"matter_id": None, "omitted": Omitted("DT5", date(2026, 5, 3))}, "future_day", "还没有到"),
        ({"matter_id": None, "omitted": Omitted("DT5", date(2026, 4, 1))}, "not_posted", "请先申报"),
        ({"key": ""}, "no_key", "刷新页面"),
    ],
)
def test_what_cannot_be_taken_is_refused(change: dict[str, Any], code: str, words: str) -> None:
    answer = refusal(wall(), **change)
    assert answer.code == code
    assert words in answer.sentence


def test_what_is_not_decided_yet_is_none_to_object_to() -> None:
    scene = wall()
    fresh = Matter.objects.create(
        **{
            field.attname: getattr(scene.plus, field.attname)
            for field in Matter._meta.concrete_fields
            if field.attname not in ("id", "number", "repeat_key", "state")
        },
        number=99, repeat_key="fresh", state="assessed",
    )  # fmt: skip
    answer = refusal(scene, matter=fresh)
    assert answer.code == "not_decided"
    assert "还没有结果" in answer.sentence


def test_the_same_thing_is_looked_into_once_at_a_time_and_answered_once() -> None:
    scene = wall()
    objection_id = objected(scene)
    answer = refusal(scene)
    assert answer.code == "already_open"
    assert "第 1 号" in answer.sentence
    assert "4月17日前答复" in answer.sentence
    withdraw_objection(actor_id=scene.people.zhou, objection_id=objection_id, key=key(), now=at(2026, 4, 3))
    again = objected(scene)
    found(scene, again)
    answer = refusal(scene, now=at(2026, 4, 8))
    assert answer.code == "already_answered"
    assert "向上级党组织申诉" in answer.sentence


@pytest.mark.parametrize("entry_first", [True, False])
def test_an_entry_put_right_and_its_matter_are_the_same_thing(entry_first: bool) -> None:
    people, *matters = decided()
    entry, today = entry_of(matters[0]), at(2026, 3, 31)
    one = propose_correction(
        actor_id=people.xu, entry_id=entry.pk, day=entry.day, quantity=2, reason="签到表是两次。", key=key(), now=today
    )  # fmt: skip
    confirm_correction(actor_id=people.shen, correction_id=one, key=key(), now=today)
    scene = Wall(people, *matters, posted(people))
    entry = LedgerEntry.objects.get(correction__isnull=False, kind="correction")
    ways = [{"matter_id": None, "entry_id": entry.pk}, {}]
    first, second = ways if entry_first else reversed(ways)
    objection_id = objected(scene, **first)
    assert refusal(scene, **second).code == "already_open"
    found(scene, objection_id, actor_id=people.lin)
    assert refusal(scene, **second, now=at(2026, 4, 8)).code == "already_answered"


def test_the_same_omission_twice_is_one_too_many() -> None:
    scene = wall()
    objected(scene, matter_id=None, omitted=OMITTED)
    assert refusal(scene, matter_id=None, omitted=OMITTED).code == "already_open"
    objected(scene, matter_id=None, omitted=Omitted("DT5", date(2026, 3, 4)))


def test_a_veto_goes_another_way() -> None:
    scene = wall()
    vetoed(scene.people, scene.people.m_zhou, date(2026, 3, 5))
    veto = LedgerEntry.objects.get(membership_id=scene.people.m_zhou, kind="veto")
    answer = refusal(scene, matter_id=None, entry_id=veto.pk)
    assert answer.code == "not_objectable"
    assert "上级党组织" in answer.sentence


def test_a_settled_year_takes_none() -> None:
    scene = wall()
    end_due(now=at(2026, 4, 20))
    for number in (2, 3, 4):
        determine(scene.people, number)
        locked(scene.people, number)
    settle(actor_id=scene.people.lin, year_id=year(scene.people).pk, key=key(), now=at(2027, 1, 20))
    answer = refusal(scene, late_reason="才看到。", now=at(2027, 1, 21))
    assert answer.code == "year_settled"
    assert "2026年度积分已经结算" in answer.sentence


def test_nobody_objects_for_another_and_other_branches_do_not_exist() -> None:
    scene = wall()
    for actor in (scene.people.lin, scene.people.he):
        answer = refusal(scene, actor_id=actor)
        assert answer.code == "forbidden"
        assert "您只能为本人提出异议" in answer.sentence
        assert refusal(scene, actor_id=actor, matter_id=None, entry_id=entry_of(scene.plus).pk).code == (
            "forbidden"
        )
    for change in ({}, {"matter_id": None, "entry_id": entry_of(scene.plus).pk}):
        with pytest.raises(NotFound):
            objected(scene, actor_id=scene.people.deng, **change)
    with pytest.raises(NotFound):
        objected(scene, actor_id=scene.people.deng, matter_id=None, omitted=OMITTED)


def test_the_same_button_twice_counts_once() -> None:
    scene, same = wall(), key()
    objected(scene, key=same)
    with pytest.raises(AlreadyDone):
        objected(scene, key=same)
    assert Objection.objects.count() == 1


def test_a_quarter_does_not_lock_while_an_objection_is_open() -> None:
    scene = wall()
    pk = objected(scene)
    assert end_due(now=at(2026, 4, 16)).locked == ()
    assert quarter_state(quarter=quarter(scene.people)) == "ended"
    found(scene, pk, now=at(2026, 4, 17))
    assert end_due(now=at(2026, 4, 17)).locked == (scene.posting.pk,)


def test_an_objection_filed_between_look_and_lock_holds_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = wall()
    end_due(now=at(2026, 4, 9))
    objected(scene)
    monkeypatch.setattr("fenming.actions.end_due._due_to_lock", lambda today: [scene.posting])
    assert end_due(now=at(2026, 4, 16)).locked == ()
    assert quarter_state(quarter=quarter(scene.people)) == "ended"


def test_the_year_waits_for_every_objection() -> None:
    scene = wall()
    pk = objected(scene)
    facts = year_facts(branch_id=scene.people.branch_id, number=2026)

    def gate() -> YearGate:
        gates = gates_of(year=facts, branch_id=scene.people.branch_id, today=date(2026, 4, 20))
        return next(one for one in gates if one.sentence == "异议都已办结")

    assert (gate().state, gate().more) == ("open", "第 1 号异议还没有答复")
    withdraw_objection(actor_id=scene.people.zhou, objection_id=pk, key=key(), now=at(2026, 4, 20))
    assert gate().state == "met"
