"""核对公示: anyone checks a code or a file, during the term and after it; nothing private is in the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fenming.records.models import Posting
from tests.actions._walk import determine, posted
from tests.cast import Cast, at, cast
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db
MATCH, NAME = "<h2>相符</h2>", "周予安"


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> Iterator[None]:
    caches["counters"].clear()
    yield
    caches["counters"].clear()


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def posting(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Posting:
    """Put up on 1 April 2026, a Wednesday; on the wall to the 8th."""
    determine(people)
    stop_clock(monkeypatch, at(2026, 4, 2))
    return posted(people)


def ask_file(data: bytes) -> Any:
    return Client().post("/verify", {"file": SimpleUploadedFile("公示单.json", data)})


def test_a_code_that_was_posted_matches_and_leads_to_the_sheet(posting: Posting) -> None:
    response = Client().get("/verify", {"code": posting.code.lower().replace("-", "")})
    page = text(response)
    assert response.status_code == 200
    assert MATCH in page
    assert "青岚大学人文学院教工第二党支部，2026年第一季度党员积分公示" in page
    assert "公示期2026年4月1日至2026年4月8日，在册党员 7 名，列出 7 名。" in page
    assert f'<a href="/p/{posting.code}">打开公示单</a>' in page
    assert response["X-Robots-Tag"].startswith("noindex")


def test_after_the_term_the_code_still_matches_and_no_figure_is_shown(
    posting: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Client().get(f"/p/{posting.code}/sheet.json").content
    stop_clock(monkeypatch, at(2026, 4, 9))
    page = text(Client().get("/verify", {"code": posting.code}))
    assert MATCH in page
    assert "公示期已满，各人积分不再公开显示。" in page
    assert "打开公示单" not in page
    by_file = text(ask_file(data))
    assert "文件与本系统公示的一字不差" in by_file
    assert "文件里的数字就是当时公示的。" in by_file
    assert NAME not in page + by_file


def test_an_unknown_code_does_not_match(posting: Posting) -> None:
    response = Client().get("/verify", {"code": "7K3M-92QF-0AXB"})
    assert response.status_code == 422
    assert "不相符：本系统没有公示过编号为 7K3M-92QF-0AXB 的公示单。" in text(response)
    assert MATCH not in text(response)
    nothing = Client().get("/verify", {"code": " "})
    assert nothing.status_code == 422
    assert "还没有填公示编号。" in text(nothing)
    assert "公示编号只有 12 位" in text(Client().get("/verify", {"code": "0" * 41}))


def test_a_file_that_was_changed_does_not_match(posting: Posting) -> None:
    content = json.loads(Client().get(f"/p/{posting.code}/sheet.json").content)
    content["sheet"]["lines"][0][2] += 100
    response = ask_file(json.dumps(content).encode())
    assert response.status_code == 422
    assert "文件的内容或编号被改动过" in text(response)
    assert "不是公示单的核对文件" in text(ask_file(b"%PDF-1.7"))
    assert "这个文件是空的。" in text(ask_file(b""))
    assert "还没有选核对文件。" in text(Client().post("/verify", {}))


def test_the_file_is_there_as_long_as_the_sheet_and_names_nobody(
    people: Cast, posting: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = Client().get(f"/p/{posting.code}/sheet.json")
    assert "attachment" in response["Content-Disposition"]
    assert NAME not in text(response)
    assert f'href="/p/{posting.code}/sheet.json">下载核对文件' in text(Client().get(f"/p/{posting.code}"))
    stop_clock(monkeypatch, at(2026, 4, 9))
    over = Client().get(f"/p/{posting.code}/sheet.json")
    assert over.status_code == 410
    assert 'href="/verify"' in text(over)
    assert client_of(people.zhou).get(f"/p/{posting.code}/sheet.json").content == response.content
    assert Client().get("/p/0000-0000-0000/sheet.json").status_code == 404


def test_who_asks_without_end_is_held_up_and_only_they(posting: Posting) -> None:
    for _ in range(30):
        assert Client().get("/verify", {"code": posting.code}).status_code == 200
    held = Client().get("/verify", {"code": posting.code})
    assert held.status_code == 429
    assert "请过一分钟再试。" in text(held)
    assert ask_file(b"{}").status_code == 429
    assert Client().get("/verify").status_code == 200
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").get("/verify", {"code": posting.code})
    assert elsewhere.status_code == 200
