"""我的数据: one click, and the member has all of it; others have nothing of it."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest

from fenming.records.models import LedgerEntry, Person
from tests.actions._objections import wall
from tests.actions._reports import WHAT, reported
from tests.cast import at
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.looking import read

pytestmark = pytest.mark.django_db


def taken(person_id: int) -> tuple[dict[str, Any], list[str]]:
    """The data, and the words of the paper."""
    response = client_of(person_id).get("/me/data.zip")
    assert response.status_code == 200
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as parts:
        assert parts.namelist() == ["我的数据.json", "个人积分档案.pdf"]
        return json.loads(parts.read("我的数据.json")), read(parts.read("个人积分档案.pdf"))


def test_a_member_takes_everything_that_is_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    people = wall().people
    stop_clock(monkeypatch, at(2026, 4, 2))
    data, paper = taken(people.zhou)
    (year,) = data["years"]
    (line,) = [one for one in year["lines"] if one["fact"] == "指导 6 名师范生试讲并点评。"]
    assert (line["claimed_centi"], line["determined"]["points_centi"], line["state"]) == (200, 100, "公示中")
    assert line["assessed"]["reason"] == "与同类事项核对。"
    own = LedgerEntry.objects.filter(membership_id=people.m_zhou).order_by("seq")
    assert [one["hash"] for one in data["entries"]] == [one.hash for one in own]
    assert set(data) >= {"replies", "evidence", "notices", "objections", "appeals", "uses"}
    assert year["determined"]["total_centi"] == 6000 + sum(one.points_centi for one in own)
    assert "个人积分档案姓名：周予安" in paper[0]
    whole = json.dumps(data, ensure_ascii=False)
    for name in ("he", "shen", "han", "xu"):
        assert Person.objects.get(pk=getattr(people, name)).name not in whole
    home = client_of(people.zhou)
    assert 'href="/me/data.zip"' in text(home.get("/"))
    assert 'href="/me/data.zip"' in text(home.get("/me/statement"))
    name = unquote(home.get("/me/data.zip")["Content-Disposition"])
    assert "我的数据_周予安_2026-04-02.zip" in name
    assert client_of(people.gao).get("/me/data.zip").status_code == 404, "on no roster"


def test_who_reported_is_in_nobodys_data(monkeypatch: pytest.MonkeyPatch) -> None:
    people = wall().people
    stop_clock(monkeypatch, at(2026, 4, 2))
    reported(people, day=at(2026, 4, 1).date(), now=at(2026, 4, 2))
    about, _ = taken(people.zhou)
    told = json.dumps(about, ensure_ascii=False)
    assert WHAT in told
    assert Person.objects.get(pk=people.he).name not in told
    assert WHAT not in json.dumps(taken(people.he)[0], ensure_ascii=False)
