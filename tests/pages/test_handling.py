"""请上级指定办理人 on the pages: asked where it is refused, named above, done by who was named; 回避 is all that is said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from fenming.records.models import Account, Finding, Handling, Membership, Office
from tests.actions._corrections import proposed
from tests.actions._objections import Wall, entry_of, objected, wall
from tests.actions._reports import reported
from tests.actions.handler_scene import ASKED_ON, NAMED_ON, asked, named, only_han_is_left, stuck
from tests.cast import at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.doors import evidence_beside, undone
from tests.pages.test_canary import FRESH

pytestmark = pytest.mark.django_db

ASK = "请上级指定办理人"


def get(person_id: int, path: str, status: int = 200) -> str:
    response = client_of(person_id).get(path)
    assert response.status_code == status
    return text(response)


def post(person_id: int, path: str, **data: Any) -> Any:
    return client_of(person_id).post(path, data | {"key": key()})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    def stop(moment: datetime) -> None:
        stop_clock(monkeypatch, moment)

    stop(ASKED_ON)
    return stop


def test_from_the_refusal_to_the_answer(clock: Any) -> None:
    scene = wall()
    people = scene.people
    pk = objected(scene)
    only_han_is_left(scene)
    assert ASK in get(people.han, f"/objections/{pk}")
    assert post(people.han, f"/objections/{pk}/handler").status_code == 302
    assert "等上级指定" in get(people.han, f"/objections/{pk}")
    assert "有 1 件事等上级指定办理人" in get(people.gao, "/")
    desk = get(people.gao, "/superior")
    assert "教工第二党支部：第 1 号异议，周予安" in desk
    request = desk.partition("/superior/handlers/")[2].partition('"')[0]
    _name(scene, int(request))
    clock(NAMED_ON)
    assert f"/objections/{pk}" in get(people.deng, "/?all=1")
    assert "上级党组织指定您" in get(people.deng, "/?all=1")
    page = get(people.deng, f"/objections/{pk}")
    assert "怎么核实的" in page
    assert f'/matters/{scene.plus.pk}">看事项' in page
    _the_matter_and_nothing_more(scene)
    said = {"outcome": "kept", "reason": "签到表上只有一次。", "inquiry": "查了签到表。"}
    assert post(people.deng, f"/objections/{pk}/answer", **said).status_code == 302
    assert Finding.objects.get().by_id == people.deng
    assert f"/objections/{pk}" not in get(people.deng, "/?all=1").partition("<main")[2]
    assert "回避，由上级指定的邓可为办理" in get(people.zhou, f"/objections/{pk}")


def _the_matter_and_nothing_more(scene: Wall) -> None:
    """邓可为 reads the matter it is about and its files, and no other of the branch."""
    deng, matter = scene.people.deng, scene.plus.pk
    page = get(deng, f"/matters/{matter}")
    for shut in ("看办理留痕", "提请大会重新审议", "查看报告人", "去初评", "选择文件"):
        assert shut not in page
    with undone():
        evidence_beside(scene.plus, scene.people.zhou)
        assert f"/matters/{matter}/evidence/1" in get(deng, f"/matters/{matter}")
        assert client_of(deng).get(f"/matters/{matter}/evidence/1").status_code == 200
        assert client_of(scene.people.he).get(f"/matters/{matter}/evidence/1").status_code == 403
    for path in ("/trail", "/assess", "/reporter"):
        get(deng, f"/matters/{matter}{path}", 404)
    get(deng, f"/matters/{scene.changed.pk}", 404)


def _name(scene: Wall, request: int) -> None:
    """The committee looks first among its own, then in the other branch."""
    people, path = scene.people, f"/superior/handlers/{request}"
    first = get(people.gao, path)
    assert "高远</option>" in first
    assert "邓可为</option>" not in first
    assert "邓可为</option>" in get(people.gao, f"{path}?place={people.other_branch_id}")
    there = f"{path}?place={people.other_branch_id}"
    nobody = post(people.gao, there, person="", document="", seen=0)
    assert nobody.status_code == 422
    assert "还没有选办理人" in text(nobody)
    assert (
        post(people.gao, there, person=people.deng, document="院党委〔2026〕12号", seen=0).status_code == 302
    )
    assert Handling.objects.get().person_id == people.deng
    assert "现在由邓可为办理" in get(people.gao, path)
    late = post(people.gao, there, person=people.deng, document="院党委〔2026〕13号", seen=0)
    assert "刚指定由邓可为办理" in text(late)


def test_whom_the_committee_may_not_name_is_not_on_the_list(clock: Any) -> None:
    scene, _, request = stuck()
    people = scene.people
    page = get(people.gao, f"/superior/handlers/{request}?place={people.branch_id}")
    listed = page.partition("办理人</label>")[2]
    assert "何苗" in listed
    for name in ("周予安", "韩若水", "蒋雨桐"):
        assert name not in listed
    get(people.gao, f"/superior/handlers/{request}?place=987654", 404)
    get(people.gao, f"/superior/handlers/{request}?place=x")


def test_with_others_left_only_who_is_refused_is_offered_it(clock: Any) -> None:
    scene = wall()
    pk = objected(scene)
    assert ASK in get(scene.people.han, f"/objections/{pk}")
    for who in ("shen", "zhou"):
        assert ASK not in get(getattr(scene.people, who), f"/objections/{pk}")


def test_who_was_replaced_is_shut_out_and_what_has_ended_is_said(clock: Any) -> None:
    scene, pk, request = stuck()
    first = named(scene.people, request)
    named(scene.people, request, person_id=scene.people.he, seen=first)
    clock(NAMED_ON)
    for path in (f"/objections/{pk}", f"/matters/{scene.plus.pk}"):
        get(scene.people.deng, path, 404)
    assert "由上级指定的何苗办理" in get(scene.people.he, f"/objections/{pk}")
    asked(scene.people, pk, actor_id=scene.people.he, now=NAMED_ON)
    page = get(scene.people.zhou, f"/objections/{pk}")
    assert "已请上级党组织另行指定办理人" in page
    assert "原来指定的何苗" in get(scene.people.gao, "/superior")
    post(scene.people.zhou, f"/objections/{pk}/withdraw")
    assert "已经办结" in get(scene.people.gao, f"/superior/handlers/{request}")


def test_a_reporter_who_is_named_is_named_like_anybody_else(clock: Any) -> None:
    """Whether 何苗, who is named, reported the matter or 许明远 did: everybody else reads the same to the letter (A14)."""
    people, now = cast(), at(2026, 2, 27)
    clock(now)

    def read(reporter: str) -> list[str]:
        pk = reported(people, reporter)
        request = asked(people, pk, subject="matter", now=now)
        before = f"/superior/handlers/{request}?place={people.branch_id}"
        pages = [(people.gao, before), (people.gao, "/superior")]
        told = [get(*one) for one in pages]
        named(people, request, person_id=people.he, now=now)
        for who in (people.zhou, people.han, people.shen, people.lin):
            pages += [(who, f"/matters/{pk}"), (who, f"/matters/{pk}/trail")]
        pages += [(people.shen, f"/matters/{pk}/assess")]
        return [FRESH.sub("", one) for one in told + [get(*one) for one in pages]]

    with undone():
        by_he = read("he")
    assert "现在由何苗办理" in by_he[2]
    assert read("xu") == by_he


def test_the_statement_and_the_matter_say_by_whom_and_who_confirmed_it(clock: Any) -> None:
    """Of every kind; its ground is 回避 and nothing more (R68, A31)."""
    scene = wall()
    people = scene.people
    objection, slip = objected(scene), proposed(scene, entry_of(scene.changed))
    for subject, pk in (("objection", objection), ("correction", slip)):
        named(people, asked(people, pk, subject=subject))
    clock(NAMED_ON)
    words = "回避，由上级指定的邓可为办理。2026年4月7日指定，确认人高远。"
    own = get(people.zhou, "/me/statement")
    assert f'<a href="/objections/{objection}">第 1 号异议</a>：{words}' in own
    assert f'<a href="/corrections/{slip}">笔误更正（台账第' in own
    assert f"第 1 号异议：{words}" in get(people.han, f"/matters/{scene.plus.pk}")
    assert words in get(people.zhou, f"/matters/{scene.changed.pk}")
    # that there is an objection at all is not for the recorder
    assert "号异议" not in get(people.xu, f"/matters/{scene.plus.pk}")
    assert "笔误更正（台账第" in get(people.xu, f"/matters/{scene.changed.pk}")
    assert words not in get(people.he, "/me/statement")


@pytest.mark.parametrize("how", ["transferred", "no account"])
def test_who_was_named_and_left_stays_named_until_another_is(clock: Any, how: str) -> None:
    """The only handler leaving: nothing is decided by it, and the committee above sees that it waits for them."""
    scene, pk, request = stuck()
    people = scene.people
    named(people, request)
    clock(NAMED_ON)
    assert "等指定办理人" not in get(people.gao, "/superior")
    assert "等上级指定办理人" not in get(people.gao, "/")
    if how == "no account":
        Account.objects.filter(person_id=people.deng).update(is_active=False)
    else:
        Office.objects.filter(person_id=people.deng).update(until=date(2026, 4, 6))
        Membership.objects.filter(person_id=people.deng).update(until=date(2026, 4, 6))
    page = get(people.zhou, f"/objections/{pk}")
    assert "由上级指定的邓可为办理" in page
    assert "邓可为现在不能办理，等上级另行指定" in page
    assert "核实中" in page
    assert "有 1 件事等上级指定办理人" in get(people.gao, "/")
    assert "指定的邓可为现在不能办理，请另行指定" in get(people.gao, "/superior")
    path = f"/superior/handlers/{request}"
    assert "原来指定的邓可为现在不能办理" in get(people.gao, path)
    assert "邓可为</option>" not in get(people.gao, f"{path}?place={people.other_branch_id}")
    seen = Handling.objects.get().pk
    sent = {"person": people.he, "document": "院党委〔2026〕20号", "seen": seen}
    assert post(people.gao, f"{path}?place={people.branch_id}", **sent).status_code == 302
    assert "等指定办理人" not in get(people.gao, "/superior")
    assert "由上级指定的何苗办理" in get(people.zhou, f"/objections/{pk}")


def test_what_has_ended_waits_for_nobody_though_the_handler_left(clock: Any) -> None:
    scene, pk, request = stuck()
    named(scene.people, request)
    clock(NAMED_ON)
    post(scene.people.zhou, f"/objections/{pk}/withdraw")
    Account.objects.filter(person_id=scene.people.deng).update(is_active=False)
    assert "等上级指定办理人" not in get(scene.people.gao, "/")
    assert "现在不能办理" not in get(scene.people.zhou, f"/objections/{pk}")
