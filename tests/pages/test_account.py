"""One's own account: a password of one's own, and large type."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from fenming.records.models import Account
from tests.cast import PASSWORD, Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db
NEW = "qinglan-shan-7"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 3, 5))
    return cast()


def with_code(login: str) -> Client:
    """A client that has just come in with a one-time code."""
    Account.objects.filter(login=login).update(must_set_password=True, code_expires_on=date(2026, 3, 6))
    client = Client()
    client.post("/sign-in", {"login": login, "password": PASSWORD})
    return client


def send(client: Client, **given: str) -> object:
    return client.post("/account/password", {"password": NEW, "again": NEW, "key": key()} | given)


def test_a_code_is_replaced_by_a_password_and_opens_nothing_any_more(people: Cast) -> None:
    client = with_code("lin")
    assert client.get("/").url == "/account/password"
    page = text(client.get("/account/password"))
    assert "您用的是一次性密码" in page
    assert "现在的密码" not in page
    assert send(client).url == "/"  # type: ignore[attr-defined]
    account = Account.objects.get(login="lin")
    assert account.check_password(NEW)
    assert not account.must_set_password
    assert client.get("/").status_code == 200
    assert Client().post("/sign-in", {"login": "lin", "password": PASSWORD}).status_code == 422


def test_a_new_password_ends_the_other_sessions_but_not_this_one(people: Cast) -> None:
    here, elsewhere = client_of(people.lin), client_of(people.lin)
    assert send(here, current=PASSWORD).url == "/"  # type: ignore[attr-defined]
    assert here.get("/standard").status_code == 200
    assert elsewhere.get("/standard").url == "/sign-in?next=%2Fstandard"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"current": "something-else"}, "现在的密码不对，新密码没有保存"),
        ({"current": ""}, "还没有填现在的密码"),
        ({"current": PASSWORD, "again": "different-9"}, "两次输入的不一样"),
        ({"current": PASSWORD, "password": "12345678", "again": "12345678"}, "请换一个"),
        ({"current": PASSWORD, "password": PASSWORD, "again": PASSWORD}, "和原来的一样"),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(
    people: Cast, given: dict[str, str], words: str
) -> None:
    response = send(client_of(people.lin), **given)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert words in text(response)
    assert Account.objects.get(login="lin").check_password(PASSWORD)


def test_large_type_is_set_and_unset_and_leads_back(people: Cast) -> None:
    client = client_of(people.lin)
    assert 'class="fm-large"' not in text(client.get("/standard"))
    assert client.post("/account/large-type", {"large": "1", "next": "/standard"}).url == "/standard"
    client.post("/account/large-type", {"large": "1", "next": "/standard"})
    assert 'class="fm-large"' in text(client.get("/standard"))
    assert client.post("/account/large-type", {"large": "0", "next": "https://elsewhere.example"}).url == "/"
    assert 'class="fm-large"' not in text(client.get("/standard"))
    assert client.get("/account/large-type").url == "/"


def test_large_type_is_ones_own(people: Cast) -> None:
    client_of(people.lin).post("/account/large-type", {"large": "1"})
    assert list(Account.objects.filter(large_type=True).values_list("login", flat=True)) == ["lin"]
