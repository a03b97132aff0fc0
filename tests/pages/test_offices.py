"""任职记录: who holds and held which office; giving and ending from a resolution."""

from __future__ import annotations

import pytest

from fenming.records.models import Office
from fenming.rules.authority import Role
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 3, 2))
    return cast()


def recorder(people: Cast) -> Office:
    return Office.objects.get(person_id=people.xu, role="recorder")


ENDING = {"until": "2026-03-01", "resolution": "支委会 2026年2月27日"}


def test_every_member_sees_who_holds_and_who_held_which_office(people: Cast) -> None:
    before = text(client_of(people.he).get("/offices"))
    assert "还没有结束的任职。" in before
    assert before.index("支部书记") < before.index("积分记录员")
    ended = client_of(people.lin).post(f"/offices/{recorder(people).pk}/end", ENDING | {"key": key()})
    assert (ended.status_code, ended.url) == (302, "/offices")
    page = text(client_of(people.he).get("/offices"))
    held, over = page.split('id="over"')
    assert "许明远" not in held
    assert "2026年1月5日至2026年3月1日" in over
    assert "结束：支委会 2026年2月27日" in over
    assert "林曼青登记" in over
    for hidden in ("登记任职", "结束任职", "邓可为"):
        assert hidden not in page


def test_the_secretary_and_the_superior_find_both_forms(people: Cast) -> None:
    for who in (people.lin, people.gao):
        page = text(client_of(who).get("/offices"))
        assert "登记任职" in page
        assert f'href="/offices/{recorder(people).pk}/end"' in page
        shown = client_of(who).get(f"/offices/{recorder(people).pk}/end")
        assert "许明远，积分记录员" in text(shown)


def test_a_wrong_last_day_stays_on_the_form(people: Cast) -> None:
    url = f"/offices/{recorder(people).pk}/end"
    for change, words in (
        ({"until": "2026-01-01"}, "结束的日期不能更早"),
        ({"until": "昨天"}, "“任职到哪天”读不出来"),
        ({"resolution": ""}, "还没有填结束任职的依据"),
    ):
        response = client_of(people.lin).post(url, ENDING | change | {"key": key()})
        assert response.status_code == 422
        assert words in text(response)
    assert recorder(people).until is None


def test_who_may_not_end_an_office_and_whose_it_is(people: Cast) -> None:
    url = f"/offices/{recorder(people).pk}/end"
    response = client_of(people.han).post(url, ENDING | {"key": key()})
    assert response.status_code == 403
    assert "您现在不担任这一职务" in text(response)
    assert client_of(people.deng).get(url).status_code == 404
    assert client_of(people.deng).post(url, ENDING | {"key": key()}).status_code == 404
    assert recorder(people).until is None
    assert client_of(people.lin).get("/offices/give").url == "/offices"


def test_an_office_is_entered_and_a_second_one_of_the_kind_refused(people: Cast) -> None:
    client = client_of(people.lin)
    sent = {
        "person": people.he,
        "role": "recorder",
        "since": "2026-01-06",
        "resolution": "支委会 2026年1月6日",
    }
    assert client.post("/offices/give", sent | {"key": key()}).url == "/offices"
    assert Office.objects.get(person_id=people.he).role == Role.RECORDER
    again = client.post("/offices/give", sent | {"key": key()})
    assert again.status_code == 422
    assert "已经担任这一职务" in text(again)
    assert Office.objects.filter(person_id=people.he).count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"person": ""}, "还没有选党员"),
        ({"role": "member"}, "请从列出的职务里选"),
        ({"since": "昨天"}, "“任职日期”读不出来"),
        ({"resolution": ""}, "还没有填任职依据"),
    ],
)
def test_an_office_form_says_what_is_wrong(people: Cast, change: dict[str, str], words: str) -> None:
    sent = {"person": people.he, "role": "recorder", "since": "2026-01-06", "resolution": "支委会"}
    response = client_of(people.lin).post("/offices/give", sent | change | {"key": key()})
    assert response.status_code == 422
    assert words in text(response)
    assert not Office.objects.filter(person_id=people.he).exists()


def test_someone_of_another_branch_cannot_be_given_an_office(people: Cast) -> None:
    sent = {"person": people.deng, "role": "recorder", "since": "2026-01-06", "resolution": "支委会"}
    response = client_of(people.lin).post("/offices/give", sent | {"key": key()})
    assert response.status_code == 422
    assert "请从名册里选" in text(response)
    assert not Office.objects.filter(person_id=people.deng, role=Role.RECORDER).exists()
