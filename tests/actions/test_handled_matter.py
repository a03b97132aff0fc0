"""A matter that nobody of the branch may assess: assessed by whom the committee above names, who sees that one alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.attach_evidence import attach_evidence
from fenming.actions.resubmit import resubmit
from fenming.queries.access import NotFound
from fenming.records.models import Account, Assessment, HandlerRequest, Matter, MemberMonth, Month, Office
from fenming.rules.terms import Refused
from tests.actions._files import PDF
from tests.actions._matters import declared, month_of
from tests.actions._reports import reported
from tests.actions.handler_scene import asked, named, traces
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.doors import undone

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 3, 9)
SAID = {"outcome": "accepted", "quantity": "1", "seen_round": "0"}


def refusal(act: Any) -> Refused:
    before = (*traces(), Assessment.objects.count())
    with pytest.raises(Refused) as refused:
        act()
    assert (*traces(), Assessment.objects.count()) == before
    return refused.value


def only_han(people: Cast, *more: int) -> None:
    """No other assessor but those."""
    held = Office.objects.filter(organisation_id=people.branch_id, role__in=("committee", "secretary"))
    held.exclude(person_id__in=(people.han, *more)).update(until=date(2026, 2, 1))


def shen_again(people: Cast) -> None:
    """A second assessor, from 5 March on."""
    Office.objects.create(
        organisation_id=people.branch_id, person_id=people.shen, role="committee", since=date(2026, 3, 5),
        resolution="支部党员大会",
    )  # fmt: skip


def alone() -> tuple[Cast, int]:
    """韩若水, the only assessor, has declared a matter of her own."""
    people = cast()
    only_han(people)
    return people, declared(people, "han")


def ask(people: Cast, matter_id: int, **change: Any) -> int:
    return asked(people, matter_id, **{"subject": "matter", "now": NOW} | change)


def judge(actor_id: int, matter_id: int, **change: Any) -> int:
    plain = {
        "actor_id": actor_id,
        "matter_id": matter_id,
        "outcome": "accepted",
        "seen_round": 0,
        "key": key(),
    }
    return assess(**{**plain, "now": NOW, **change})


def test_who_was_named_assesses_it_and_nobody_else_then() -> None:
    people, pk = alone()
    other = declared(people)
    assert "本人事项" in refusal(lambda: judge(people.han, pk)).sentence
    request = ask(people, pk)
    assert HandlerRequest.objects.get(pk=request).matter_id == pk
    with pytest.raises(NotFound):
        judge(people.deng, pk)
    assert refusal(lambda: named(people, request, person_id=people.han, now=NOW)).code == "not_eligible"
    named(people, request, now=NOW)
    shen_again(people)
    late = refusal(lambda: judge(people.shen, pk))
    assert late.code == "handler_named"
    assert "由上级指定的邓可为初评，不由支部初评" in late.sentence
    with pytest.raises(NotFound):
        judge(people.deng, other)
    with undone():
        Account.objects.filter(person_id=people.deng).update(is_active=False)
        gone = refusal(lambda: judge(people.shen, pk))
        assert "邓可为现在不能办理，请等上级另行指定" in gone.sentence
    judge(people.deng, pk, outcome="refused", reason="签到表上没有。")
    assert Assessment.objects.get(matter=pk).by_id == people.deng
    assert (
        MemberMonth.objects.get(membership=people.m_han, month=month_of(people)).assessed_by_id == people.deng
    )
    assert refusal(lambda: ask(people, pk)).code == "wrong_state"


def test_no_batch_takes_it_and_what_came_back_is_still_the_handlers() -> None:
    people, pk = alone()
    named(people, ask(people, pk), now=NOW)
    shen_again(people)
    batch = {"actor_id": people.shen, "month_id": month_of(people).pk, "membership_ids": []}
    taken = refusal(lambda: assess_batch(**batch, matter_ids=[pk], key=key(), now=NOW))
    assert "由上级指定的邓可为初评" in taken.sentence
    judge(people.deng, pk, outcome="returned", reason="请写明时间。")
    resubmit(
        actor_id=people.han,
        matter_id=pk,
        day=date(2026, 2, 11),
        said="指导试讲，下午两点到四点。",
        key=key(),
        now=NOW,
    )
    judge(people.deng, pk, seen_round=1)
    assert Matter.objects.get(pk=pk).state == "assessed"


def test_with_others_left_the_one_concerned_is_not_to_ask() -> None:
    people = cast()
    pk = declared(people)
    assert refusal(lambda: ask(people, pk, actor_id=people.zhou)).code == "others_left"
    assert refusal(lambda: ask(people, pk, actor_id=people.he)).code == "forbidden"


def test_the_reporter_who_alone_is_left_asks_and_nobody_learns_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """何苗 reported 周予安, or 韩若水 did, the only assessor: to everybody else it looks the same."""
    people = cast()
    only_han(people)
    pk = reported(people, "han")
    now = at(2026, 2, 27)
    own = refusal(lambda: judge(people.han, pk, now=now))
    assert own.code == "reported_by_you"
    stop_clock(monkeypatch, now)
    page = text(client_of(people.han).get(f"/matters/{pk}"))
    assert "请上级指定办理人" in page
    assert "请上级指定办理人" in text(client_of(people.zhou).get(f"/matters/{pk}"))
    request = ask(people, pk, now=now)
    named(people, request, person_id=people.he, now=now)
    judge(people.he, pk, now=now)


def test_a_reporter_who_was_named_reads_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    only_han(people)
    pk = reported(people)
    now = at(2026, 2, 27)
    named(people, ask(people, pk, now=now), person_id=people.he, now=now)
    stop_clock(monkeypatch, now)
    refused = refusal(lambda: judge(people.he, pk, now=now))
    assert refused.code == "reported_by_you"
    page = text(client_of(people.he).get(f"/matters/{pk}/assess"))
    assert refused.sentence in page
    assert "保存初评" not in page
    assert "请上级另行指定办理人" in text(client_of(people.he).get(f"/matters/{pk}"))
    ask(people, pk, actor_id=people.he, now=now)


def test_its_pages_from_the_desk_to_the_assessment(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    settings.EVIDENCE_DIR = tmp_path
    people, pk = alone()
    other = declared(people)
    attach_evidence(
        actor_id=people.han, matter_id=pk, name="试讲记录.pdf", content=PDF, key=key(), now=at(2026, 3, 2)
    )
    stop_clock(monkeypatch, NOW)
    desk = f"/desk/assess/{Month.objects.get(branch_id=people.branch_id, number=2).pk}"
    assert f'/matters/{pk}">请上级指定' in text(client_of(people.han).get(desk))
    assert "请上级指定办理人" in text(client_of(people.han).get(f"/matters/{pk}"))
    assert client_of(people.han).post(f"/matters/{pk}/handler", {"key": key()}).status_code == 302
    above = text(client_of(people.gao).get("/superior"))
    assert "事项 2026-02-001 的初评，韩若水" in above
    request = int(above.partition("/superior/handlers/")[2].partition('"')[0])
    deng = client_of(people.deng)
    for path in ("", "/assess", "/evidence/1"):
        assert deng.get(f"/matters/{pk}{path}").status_code == 404
    named(people, request, now=NOW)
    assert "等办理人初评" in text(client_of(people.han).get(desk))
    assert f"/matters/{pk}/assess" in text(deng.get("/?all=1"))
    page = text(deng.get(f"/matters/{pk}/assess"))
    assert "回避，由上级指定的邓可为办理" in page
    assert "试讲记录.pdf" in page
    assert deng.get(f"/matters/{pk}/evidence/1").status_code == 200
    assert "看办理留痕" not in text(deng.get(f"/matters/{pk}"))
    for path in (f"/matters/{pk}/trail", f"/matters/{other}", f"/matters/{other}/assess", desk):
        assert deng.get(path).status_code == 404, path
    sent = SAID | {"matter_id": str(pk)}
    wrong = deng.post(f"/matters/{pk}/assess", sent | {"outcome": "refused", "key": key()})
    assert wrong.status_code == 422
    assert "还没有写理由" in text(wrong)
    assert (
        deng.post(f"/matters/{pk}/assess", sent | {"matter_id": str(other), "key": key()}).status_code == 404
    )
    assert deng.post(f"/matters/{pk}/assess", sent | {"key": key()}).status_code == 302
    assert Assessment.objects.get(matter=pk).by_id == people.deng
    assert "回避，由上级指定的邓可为办理" in text(client_of(people.han).get(f"/matters/{pk}"))
    assert f"/matters/{pk}/assess" not in text(deng.get("/?all=1"))
    own = text(client_of(people.han).get("/me/statement"))
    assert "事项 2026-02-001 的初评</a>：回避，由上级指定的邓可为办理" in own
    assert "确认人高远" in own
