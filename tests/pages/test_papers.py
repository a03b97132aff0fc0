"""打印和表格: everybody finds what they may print, and every link on the page leads to its file."""

from __future__ import annotations

import re

import pytest

from tests.cast import Cast, at, cast
from tests.once import once
from tests.pages.browse import client_of, stop_clock, text
from tests.queries.year_scene import corrected

pytestmark = pytest.mark.django_db

STARTS = {"pdf": b"%PDF", "xlsx": b"PK", "zip": b"PK"}


@once
def filed() -> Cast:
    people = cast()
    corrected(people)
    return people


def links(page: str) -> list[str]:
    return re.findall(r'href="(/[^"]*\.(?:pdf|xlsx|zip))"', page.partition("<main")[2])


@pytest.mark.parametrize(("who", "least"), [("lin", 30), ("zhou", 15)])
def test_every_link_leads_to_its_file(monkeypatch: pytest.MonkeyPatch, who: str, least: int) -> None:
    people = filed()
    stop_clock(monkeypatch, at(2027, 3, 29))
    client = client_of(getattr(people, who))
    found = links(text(client.get("/papers")))
    assert len(found) >= least
    for address in found:
        response = client.get(address)
        assert response.status_code == 200, address
        content = b"".join(response.streaming_content)
        assert content.startswith(STARTS[address.rpartition(".")[2]]), address


def test_nobody_is_shown_what_they_may_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    people = filed()
    stop_clock(monkeypatch, at(2027, 3, 29))
    secretary, member = (text(client_of(one).get("/papers")) for one in (people.lin, people.zhou))
    for words in ("2026年度积分汇总表", "2026年度报送函", "移交清单", "初评汇总表", "签到表"):
        assert words in secretary, words
        assert words not in member, words
    for words in ("本人的", "申报表（空白）", "公示单", "党员名册", "积分标准"):
        assert words in member, words


def test_the_home_page_leads_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    people = filed()
    stop_clock(monkeypatch, at(2027, 3, 29))
    assert 'href="/papers"' in text(client_of(people.zhou).get("/"))
