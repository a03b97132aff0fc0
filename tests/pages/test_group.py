"""党小组 in the browser's words: set up, members placed, ended; everyone reads it, the secretary alone changes it."""

from __future__ import annotations

import pytest

from tests.actions.group_scene import NOW, with_group
from tests.cast import key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


def test_a_group_from_its_beginning_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    people, group = with_group()
    stop_clock(monkeypatch, NOW)
    secretary, member = client_of(people.lin), client_of(people.zhou)
    form = {"since": "2026-03-02", "resolution": "支委会", "key": key()}
    response = secretary.post(
        "/groups/place", form | {"members": [people.m_zhou, people.m_he], "group": group}
    )
    assert response.status_code == 302
    page = text(member.get("/groups"))
    assert "周予安、何苗" in page
    assert "建立，依据：支委会 2026年3月2日" in page
    assert "登记划分" not in page, "only the secretary changes it"
    assert "第一党小组" in text(member.get("/roster"))
    assert "林曼青" not in text(member.get(f"/roster?group={group}")).split('id="members"')[1]
    last = {"group": group, "until": "2026-03-31", "resolution": "支委会", "key": key()}
    assert "第一党小组 2 名党员" in text(member.get(f"/roster?group={group}"))
    refused = secretary.post("/groups/end", last)
    assert refused.status_code == 422
    assert "到这一天还有党员在这个党小组：周予安、何苗。" in text(refused)


def test_what_is_left_out_is_told_at_its_field(monkeypatch: pytest.MonkeyPatch) -> None:
    people, group = with_group()
    stop_clock(monkeypatch, NOW)
    secretary = client_of(people.lin)
    nobody = {"group": group, "since": "2026-03-02", "resolution": "支委会", "key": key()}
    answer = secretary.post("/groups/place", nobody)
    assert answer.status_code == 422
    assert "还没有选党员。请勾选要划分的党员。" in text(answer)
    nowhere = secretary.post("/groups/place", nobody | {"members": [people.m_he], "group": "", "key": key()})
    assert "还没有选划到哪里。请选一个党小组，或者选“不划分”。" in text(nowhere)
    again = {"name": "第一党小组", "since": "2026-03-02", "resolution": "支委会", "key": key()}
    assert "本支部下面已经有“第一党小组”。" in text(secretary.post("/groups/found", again))
    assert client_of(people.zhou).post("/groups/found", again | {"name": "第二党小组"}).status_code == 403
