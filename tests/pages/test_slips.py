"""账号条与重置密码: codes are on the one answer, and the owner of an account sees who replaced the password."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fenming.records.models import Account
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db
CODE = r">([0-9a-z]{5}-[0-9a-z]{5})<"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 1, 6))
    return cast(accounts=False)


def test_slips_are_printed_once_for_everyone_without_an_account(people: Cast) -> None:
    client = client_of(people.lin)
    asked = text(client.get("/roster/slips"))
    assert "还有 6 名党员没有账号" in asked
    assert "zhouyuan" in asked
    sent = {"key": key()}
    page = text(client.post("/roster/slips", sent))
    codes = re.findall(CODE, page)
    assert len(codes) == len(set(codes)) == page.count('class="fm-slip"') == 6
    assert "http://testserver/sign-in" in page
    assert "2026年1月20日以前（含当日）" in page
    assert Account.objects.get(login="zhouyuan").check_password(codes[3])
    assert client.post("/roster/slips", sent).status_code == 302
    assert "都已经有账号" in text(client.get("/roster/slips"))
    assert "没有要开的" in text(client.post("/roster/slips", {"key": key()}))


def test_a_reset_is_asked_first_then_shown_once_and_to_its_owner(people: Cast) -> None:
    client_of(people.zhou)
    login = Account.objects.get(person_id=people.zhou).login
    client = client_of(people.lin)
    path = f"/roster/accounts/{people.m_zhou}/reset"
    assert f'href="{path}"' in text(client.get("/roster"))
    assert f'href="/roster/accounts/{people.m_lin}/reset"' not in text(client.get("/roster"))
    assert "原来的密码马上失效" in text(client.get(path))
    page = text(client.post(path, {"key": key()}))
    (code,) = re.findall(CODE, page)
    assert "的密码已重置</h1>" in page
    member = Client()
    assert member.post("/sign-in", {"login": login, "password": code}).status_code == 302
    shown = text(member.get("/account/password"))
    assert "您的密码在2026年1月6日 10:00由系统管理员林曼青重置过" in shown
    new = {"password": "qinglan-shan-7", "again": "qinglan-shan-7", "key": key()}
    assert member.post("/account/password", new).status_code == 302
    assert "由系统管理员林曼青重置过" in text(member.get("/account/password"))
    assert "重置过" not in text(client.get("/account/password"))


def test_only_the_administrator_and_not_for_oneself(people: Cast) -> None:
    for path in (f"/roster/accounts/{people.m_lin}/reset", "/roster/slips"):
        response = client_of(people.zhou).get(path)
        assert response.status_code == 403
        assert "系统管理员" in text(response)
        assert client_of(people.zhou).post(path, {"key": key()}).status_code == 403
    own = client_of(people.lin).post(f"/roster/accounts/{people.m_lin}/reset", {"key": key()})
    assert "本人的密码不能由您自己重置" in text(own)
    assert client_of(people.lin).get(f"/roster/accounts/{people.m_deng}/reset").status_code == 404
    assert not Account.objects.filter(reset_at__isnull=False).exists()
