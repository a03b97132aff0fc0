"""公众查询: the public form while the posting is up, and the branch's own list with name and contact."""

from __future__ import annotations

import pytest
from django.test import Client

from fenming.records.models import Enquiry, Posting
from tests.actions.enquiry_scene import AFTER, DURING, QUESTION, ask, put_up
from tests.cast import Cast, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db
SENT = {"name": "田一禾", "contact": "tian@example.org", "text": QUESTION}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def posting(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Posting:
    stop_clock(monkeypatch, DURING)
    return put_up(people)


def test_anyone_asks_from_the_sheet_and_gets_a_number(posting: Posting) -> None:
    path = f"/p/{posting.code}/enquiry"
    reader = Client()
    assert f'href="{path}"' in text(reader.get(f"/p/{posting.code}"))
    shown = text(reader.get(path))
    assert "2026年第一季度党员积分公示，公示到2026年4月8日" in shown
    assert "csrfmiddlewaretoken" in shown
    sent = SENT | {"key": key()}
    answer = reader.post(path, sent)
    assert (answer.status_code, answer.url) == (302, f"{path}?received=1")
    page = text(reader.get(answer.url))
    assert "已经收到，回执编号 1。" in page
    assert "接下来由支部书记或积分记录员答复。" in page
    assert "提交查询" not in page
    assert "提交查询" in text(reader.get(path))
    assert reader.post(path, sent).status_code == 302
    assert Enquiry.objects.count() == 1


def test_the_form_needs_its_token(posting: Posting) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/p/{posting.code}/enquiry", SENT | {"key": key()}).status_code == 403
    assert not Enquiry.objects.exists()


def test_what_is_missing_is_said_in_words(posting: Posting) -> None:
    for change, words in (
        ({"name": ""}, "还没有填您的姓名"),
        ({"contact": "1" * 81}, "联系方式至多 80 字"),
        ({"text": ""}, "还没有填要查询的内容"),
    ):
        response = Client().post(f"/p/{posting.code}/enquiry", SENT | change | {"key": key()})
        assert response.status_code == 422
        assert words in text(response)
    assert not Enquiry.objects.exists()


def test_after_its_term_and_for_no_posting_there_is_nothing_to_ask(
    posting: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Client().get("/p/NOSUCHCODE/enquiry").status_code == 404
    stop_clock(monkeypatch, AFTER)
    path = f"/p/{posting.code}/enquiry"
    assert Client().get(path).status_code == 410
    assert Client().post(path, SENT | {"key": key()}).status_code == 410
    assert not Enquiry.objects.exists()


def test_the_branch_answers_and_only_those_who_do_see_who_asked(people: Cast, posting: Posting) -> None:
    ask(posting.code)
    pk = Enquiry.objects.get().pk
    recorder = client_of(people.xu)
    assert 'href="/enquiries"' in text(recorder.get("/postings"))
    assert "等支部答复" in text(recorder.get("/enquiries"))
    page = text(recorder.get(f"/enquiries/{pk}"))
    assert "田一禾" in page
    assert "tian@example.org" in page
    empty = recorder.post(f"/enquiries/{pk}", {"text": "", "key": key()})
    assert empty.status_code == 422
    assert "还没有填答复内容" in text(empty)
    done = recorder.post(f"/enquiries/{pk}", {"text": "已电话答复。", "key": key()})
    assert (done.status_code, done.url) == (302, "/enquiries")
    after = text(client_of(people.lin).get(f"/enquiries/{pk}"))
    assert "已电话答复。" in after
    assert "记下答复" not in after
    for who in (people.he, people.han, people.gao):
        client = client_of(who)
        assert 'href="/enquiries"' not in text(client.get("/postings"))
        for path in ("/enquiries", f"/enquiries/{pk}"):
            shut = client.get(path)
            assert shut.status_code == 403
            assert "田一禾" not in text(shut)
    assert client_of(people.deng).get(f"/enquiries/{pk}").status_code == 404
    assert "田一禾" not in text(Client().get(f"/p/{posting.code}"))


def test_what_waits_stands_first(people: Cast, posting: Posting) -> None:
    for text_ in ("第一问？", "第二问？", "第三问？"):
        ask(posting.code, text=text_)
    last = Enquiry.objects.get(number=3)
    client_of(people.lin).post(f"/enquiries/{last.pk}", {"text": "已答复。", "key": key()})
    page = text(client_of(people.lin).get("/enquiries"))
    assert page.index("第二问") < page.index("第一问") < page.index("第三问")
