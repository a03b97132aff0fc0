"""登录: who may come in, where to, and what is said to the others."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.test import Client, override_settings

from fenming.records.models import Account
from tests.cast import PASSWORD, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client()


def sign_in(client: Client, login: str = "lin", password: str = PASSWORD, **more: str) -> object:
    return client.post("/sign-in", {"login": login, "password": password, **more})


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_the_right_password_leads_home(client: Client) -> None:
    cast()
    response = sign_in(client)
    assert (response.status_code, response.url) == (302, "/")
    assert "_auth_user_id" in client.session


def test_it_leads_to_the_page_one_wanted_but_never_away(client: Client) -> None:
    cast()
    assert sign_in(client, next="/standard?all=1").url == "/standard?all=1"
    for away in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "standard"):
        client.logout()
        assert sign_in(client, next=away).url == "/"


def test_a_wrong_password_and_an_unknown_login_get_the_same_words(client: Client) -> None:
    cast()
    wrong, unknown = sign_in(client, password="nothing-of-the-sort"), sign_in(client, login="nobody")
    assert wrong.status_code == unknown.status_code == 422
    for response in (wrong, unknown):
        assert "登录名或密码不对" in text(response)
    assert "_auth_user_id" not in client.session


def test_empty_fields_are_named(client: Client) -> None:
    cast()
    response = sign_in(client, login="", password="")
    assert response.status_code == 422
    assert "还没有填登录名。" in text(response)
    assert "还没有填密码。" in text(response)


@override_settings(DEMO=False)
def test_the_demo_password_opens_nothing_outside_demo_mode(client: Client) -> None:
    cast()
    account = Account.objects.get(login="lin")
    account.set_password(settings.DEMO_PASSWORD)
    account.save()
    response = sign_in(client, password=settings.DEMO_PASSWORD)
    assert response.status_code == 422
    assert "演示系统公开的密码，正式系统不接受" in text(response)
    assert "_auth_user_id" not in client.session
    assert "演示账号" not in text(client.get("/sign-in"))


def test_ten_wrong_passwords_shut_the_door_for_a_while_even_for_the_right_one(client: Client) -> None:
    cast()
    for _ in range(9):
        assert sign_in(client, password="nothing-of-the-sort").status_code == 422
    shut = sign_in(client, password="nothing-of-the-sort")
    assert shut.status_code == 429
    assert "暂停登录 15 分钟" in text(shut)
    assert sign_in(client).status_code == 429
    assert "_auth_user_id" not in client.session
    assert sign_in(client, login="deng").status_code == 302


def test_an_account_that_was_closed_does_not_open(client: Client) -> None:
    cast()
    Account.objects.filter(login="lin").update(is_active=False)
    assert "登录名或密码不对" in text(sign_in(client))


def test_an_expired_code_says_since_when_and_whom_to_ask(client: Client) -> None:
    cast()
    Account.objects.filter(login="lin").update(must_set_password=True, code_expires_on=date(2026, 1, 2))
    response = sign_in(client)
    assert response.status_code == 422
    assert "到2026年1月2日为止，已经过期。请找系统管理员林曼青重新办理。" in text(response)
    assert "_auth_user_id" not in client.session


def test_a_code_leads_only_to_the_page_where_a_password_is_set(client: Client) -> None:
    cast()
    Account.objects.filter(login="lin").update(must_set_password=True, code_expires_on=date(9999, 1, 1))
    sign_in(client)
    assert client.get("/account/large-type").url == "/account/password"
    assert client.post("/account/large-type", {"large": "1"}).url == "/account/password"
    assert Account.objects.get(login="lin").large_type is False


def test_signing_out_is_a_post_and_ends_the_session(client: Client) -> None:
    cast()
    sign_in(client)
    assert client.get("/sign-out").url == "/"
    assert "_auth_user_id" in client.session
    response = client.post("/sign-out")
    assert response.url == "/sign-in"
    assert "_auth_user_id" not in client.session
    assert "您已退出。" in text(client.get("/sign-in"))


def test_whoever_is_in_already_is_led_home(client: Client) -> None:
    cast()
    sign_in(client)
    assert client.get("/sign-in").url == "/"
