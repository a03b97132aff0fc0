"""The front door: shut unless it was opened on purpose, with a way back and a way out."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from django.urls import URLPattern

from fenming.pages.shell import PUBLIC
from fenming.pages.urls import urlpatterns
from fenming.records.models import Account, Membership, Organisation
from tests.cast import Cast, at, cast
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

SAMPLES = {"IntConverter": "1", "StringConverter": "x", "SlugConverter": "x"}


def address(pattern: URLPattern) -> str:
    """A path of that pattern; what it names need not exist."""
    path = "/" + str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        before, _, rest = path.partition("<")
        inside, _, after = rest.partition(">")
        assert inside.endswith(name)
        path = before + SAMPLES[kind] + after
    return path


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 3, 5))
    return cast()


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: str(pattern.name))
def test_whoever_is_not_signed_in_is_led_to_the_door(people: Cast, pattern: URLPattern) -> None:
    if pattern.name in PUBLIC:
        return
    client, path = Client(), address(pattern)
    assert client.get(path).url == f"/sign-in?next={path.replace('/', '%2F')}"
    assert client.post(path, {"key": "k"}).url == "/sign-in"
    assert "登录已过期，刚才填写的没有保存" in text(client.get("/sign-in"))


def test_only_these_are_open_to_the_public() -> None:
    assert {
        "sign_in", "setup", "posting_sheet", "posting_file", "posting_enquiry", "verify", "calendar_feed", "health",
    } == PUBLIC  # fmt: skip
    assert {pattern.name for pattern in urlpatterns} >= PUBLIC


def test_the_way_back_keeps_the_whole_address(people: Cast) -> None:
    url = Client().get("/standard?a=1&b=2").url
    assert url == "/sign-in?next=%2Fstandard%3Fa%3D1%26b%3D2"
    assert 'name="next" value="/standard?a=1&amp;b=2"' in text(Client().get(url))


def test_who_belongs_to_no_branch_is_told_so_and_can_leave(people: Cast) -> None:
    client = client_of(people.zhou)
    Membership.objects.filter(pk=people.m_zhou).update(until=at(2026, 3, 1).date())
    response = client.get("/standard")
    assert response.status_code == 403
    assert "不在任何支部的名册里" in text(response)
    assert "退出" in text(response)
    assert client.post("/sign-out").url == "/sign-in"
    assert "_auth_user_id" not in client.session


def test_an_account_that_is_closed_is_out_at_once(people: Cast) -> None:
    client = client_of(people.zhou)
    assert client.get("/standard").status_code == 200
    Account.objects.filter(person_id=people.zhou).update(is_active=False)
    assert client.get("/standard").status_code == 302


def test_ones_own_name_leads_to_the_password(people: Cast) -> None:
    assert '<a href="/account/password">周予安</a>' in text(client_of(people.zhou).get("/standard"))


def test_nothing_that_is_shown_to_someone_is_kept_by_the_browser(people: Cast) -> None:
    assert client_of(people.zhou).get("/standard")["Cache-Control"] == "no-store"


def test_a_form_from_elsewhere_is_refused_in_words(people: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in", {"login": "lin", "password": "x"})
    assert response.status_code == 403
    assert "页面已过期或不是从本系统打开的" in text(response)


def test_an_address_that_is_not_there_says_so(people: Cast) -> None:
    response = client_of(people.zhou).get("/nowhere")
    assert response.status_code == 404
    assert "没有这个页面" in text(response)
    for words in (
        "教工第二党支部",
        '<a href="/me/statement">',
        '<a class="btn btn-plain" href="/">回首页</a>',
    ):
        assert words in text(response)


def test_the_head_of_the_page_names_where_one_sits(people: Cast) -> None:
    head = text(client_of(people.gao).get("/")).partition("</header>")[0]
    assert "青岚大学人文学院党委" in head
    assert "教工第二党支部" not in head


def test_a_stale_form_says_so_in_the_usual_frame(people: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_of(people.zhou).cookies
    response = client.post("/declare/nothing-new")
    assert response.status_code == 403
    for words in ("教工第二党支部", "刚才填写的没有保存", "回首页"):
        assert words in text(response)


def test_what_breaks_keeps_the_frame_and_a_way_home(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(people.zhou)
    client.raise_request_exception = False

    def broken(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("fenming.pages.standard.standard_page", broken)
    response = client.get("/standard")
    assert response.status_code == 500
    for words in ("教工第二党支部", "系统出错，这一步没有保存。", "回首页"):
        assert words in text(response)
    monkeypatch.setattr("fenming.pages.shell.navigation", broken)
    response = client.get("/standard")
    assert response.status_code == 500
    assert "系统出错，这一步没有保存。" in text(response)
    assert '<a href="/">回首页</a>' in text(response)


@override_settings(DEMO=True)
def test_the_demo_names_its_cast_at_the_door(people: Cast) -> None:
    page = text(Client().get("/sign-in"))
    for words in (
        "演示账号",
        "yanshi-2026",
        "林曼青",
        "支部书记、系统管理员",
        "教工第一党支部",
        "人和事都是虚构的",
    ):
        assert words in page
    assert "往后一天" not in page
    assert Organisation.objects.filter(kind="branch").count() == 2
