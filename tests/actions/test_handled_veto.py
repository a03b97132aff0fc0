"""A veto that only its proposer could confirm: kept, and confirmed or declined by whom the committee above names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions.confirm_lifting import confirm_lifting
from fenming.actions.confirm_veto import confirm_veto
from fenming.actions.decline_veto import decline_veto
from fenming.actions.propose_lifting import propose_lifting
from fenming.queries.access import NotFound
from fenming.records.models import Handling, LedgerEntry, Office, Veto
from fenming.rules.terms import Refused
from tests.actions.handler_scene import asked, named, traces
from tests.actions.veto_scene import HEARD, REVOKED, REVOKED_ON, answered, proposed
from tests.cast import Cast, at, cast, key
from tests.invariants.test_raw_sql import copy_row
from tests.invariants.test_raw_sql import refused as raw_refused
from tests.pages.browse import client_of, stop_clock, text

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(act: Any) -> Refused:
    before = traces()
    with pytest.raises(Refused) as refused:
        act()
    assert traces() == before
    return refused.value


def alone() -> tuple[Cast, int]:
    """韩若水 proposed it and is the only one left; 何苗 has answered."""
    people = cast()
    others = Office.objects.filter(organisation_id=people.branch_id, person_id__in=(people.shen, people.lin))
    others.update(until=date(2026, 3, 1))
    veto_id = proposed(people)
    answered(people, veto_id)
    return people, veto_id


def ask(people: Cast, veto_id: int, **change: Any) -> int:
    return asked(people, veto_id, **{"subject": "veto", "now": HEARD} | change)


def confirm(actor_id: int, veto_id: int) -> int:
    return confirm_veto(actor_id=actor_id, veto_id=veto_id, key=key(), now=HEARD)


def test_who_was_named_confirms_it() -> None:
    people, veto_id = alone()
    stuck = refusal(lambda: confirm(people.han, veto_id))
    assert "请上级党组织指定办理人" in stuck.sentence
    request = ask(people, veto_id)
    for who in ("han", "he", "jiang"):
        barred = refusal(lambda who=who: named(people, request, person_id=getattr(people, who), now=HEARD))
        assert barred.code == "not_eligible"
    with pytest.raises(NotFound):
        confirm(people.deng, veto_id)
    named(people, request, now=HEARD)
    assert "要由另一名书记或支委确认" in refusal(lambda: confirm(people.han, veto_id)).sentence
    confirm(people.deng, veto_id)
    assert Veto.objects.get(pk=veto_id).confirmed_by_id == people.deng
    assert LedgerEntry.objects.filter(veto=veto_id).count() == 1
    assert refusal(lambda: ask(people, veto_id)).code == "not_proposed"
    raw_refused(copy_row("records_handlerrequest", f"id = {request}"), "it has ended")
    assert (
        refusal(lambda: named(people, request, person_id=people.gao, seen=1, now=HEARD)).code
        == "not_proposed"
    )


def test_or_declines_it_and_may_do_nothing_else() -> None:
    people, veto_id = alone()
    named(people, ask(people, veto_id, actor_id=people.he), now=HEARD)
    other = proposed(people, document="校纪〔2026〕7号")
    with pytest.raises(NotFound):
        confirm(people.deng, other)
    decline_veto(actor_id=people.deng, veto_id=veto_id, reason="文件还没有生效。", key=key(), now=HEARD)
    assert Veto.objects.get(pk=veto_id).state == "declined"


def revoked() -> tuple[Cast, int]:
    """In force, confirmed by 邓可为; then 韩若水, still the only one left, has proposed its lifting."""
    people, veto_id = alone()
    named(people, ask(people, veto_id), now=HEARD)
    confirm(people.deng, veto_id)
    propose_lifting(actor_id=people.han, veto_id=veto_id, document=REVOKED, key=key(), now=REVOKED_ON)
    return people, veto_id


def lift(actor_id: int, veto_id: int) -> int:
    return confirm_lifting(actor_id=actor_id, veto_id=veto_id, document=REVOKED, key=key(), now=REVOKED_ON)


def test_its_lifting_is_confirmed_by_who_is_named_for_that() -> None:
    people, veto_id = revoked()
    assert "请上级党组织指定办理人" in refusal(lambda: lift(people.han, veto_id)).sentence
    # to have been named for the veto is not to be named for its lifting
    with pytest.raises(NotFound):
        lift(people.deng, veto_id)
    request, first = ask(people, veto_id, now=REVOKED_ON), Handling.objects.get().pk
    again = {"seen": first, "now": REVOKED_ON}
    for who in ("han", "he"):
        barred = refusal(lambda who=who: named(people, request, person_id=getattr(people, who), **again))
        assert barred.code == "not_eligible"
    named(people, request, person_id=people.gao, **again)
    tied = copy_row("records_handling", f"person_id = {people.gao}", person_id=str(people.han))
    raw_refused(tied, "named who is concerned or decided")
    lift(people.gao, veto_id)
    assert Veto.objects.get(pk=veto_id).lifted_by_id == people.gao


def test_the_page_of_a_lifting_asks_and_who_was_named_confirms_there(monkeypatch: pytest.MonkeyPatch) -> None:
    people, veto_id = revoked()
    stop_clock(monkeypatch, REVOKED_ON)
    path, before = f"/vetoes/{veto_id}", Handling.objects.get().pk
    assert "已核对原件，确认解除" not in text(client_of(people.deng).get(path))
    assert f'href="{path}"' not in text(client_of(people.deng).get("/?all=1")).partition("<main")[2]
    assert client_of(people.han).post(f"{path}/handler", {"key": key()}).status_code == 302
    desk = text(client_of(people.gao).get("/superior"))
    assert f"解除一票否决（{REVOKED}），何苗" in desk
    request = int(desk.partition("/superior/handlers/")[2].partition('"')[0])
    named(people, request, seen=before, now=REVOKED_ON)
    assert "确认解除一件一票否决" in text(client_of(people.deng).get("/?all=1"))
    assert "已核对原件，确认解除" in text(client_of(people.deng).get(path))
    sent = {"document": REVOKED, "key": key()}
    assert client_of(people.deng).post(f"{path}/lift/confirm", sent).status_code == 302
    own = text(client_of(people.he).get("/me/statement"))
    assert f"解除一票否决（{REVOKED}）</a>：回避，由上级指定的邓可为办理" in own


def test_with_others_left_the_one_concerned_is_not_to_ask() -> None:
    people = cast()
    veto_id = proposed(people)
    assert refusal(lambda: ask(people, veto_id, actor_id=people.he)).code == "others_left"


def test_its_page_asks_and_tells_who_handles_it(monkeypatch: pytest.MonkeyPatch) -> None:
    people, veto_id = alone()
    stop_clock(monkeypatch, HEARD)

    def page(who: int) -> str:
        return text(client_of(who).get(f"/vetoes/{veto_id}"))

    assert "请上级指定办理人" in page(people.han)
    assert client_of(people.han).post(f"/vetoes/{veto_id}/handler", {"key": key()}).status_code == 302
    assert "等上级指定" in page(people.he)
    desk = text(client_of(people.gao).get("/superior"))
    assert "一票否决（校纪〔2026〕3号），何苗" in desk
    request = int(desk.partition("/superior/handlers/")[2].partition('"')[0])
    assert client_of(people.deng).get(f"/vetoes/{veto_id}").status_code == 404
    named(people, request, now=HEARD)
    assert "已核对原件，确认一票否决" in page(people.deng)
    assert f"/vetoes/{veto_id}" in text(client_of(people.deng).get("/?all=1"))
    assert client_of(people.deng).post(f"/vetoes/{veto_id}/confirm", {"key": key()}).status_code == 302
    assert "回避，由上级指定的邓可为办理" in page(people.he)
    stop_clock(monkeypatch, at(2026, 3, 16))
    assert "回避，由上级指定的邓可为办理" in page(people.han)
    assert "一票否决（校纪〔2026〕3号）</a>：回避，由上级指定的邓可为办理" in text(
        client_of(people.he).get("/me/statement")
    )
