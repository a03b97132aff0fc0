"""The members' sheet beside the public one: lines, buckets and totals as posted, and the archive of earlier years."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from fenming.actions.end_due import end_due
from fenming.records.models import Matter, Posting, PostingLine
from tests.actions._walk import assessed, determine, posted, quarter, vetoed
from tests.cast import Cast, at, cast
from tests.pages.browse import client_of, stop_clock, text
from tests.walk import walk_quarter

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def posting(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Posting:
    """Put up on 1 April 2026; on the wall to the 8th."""
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 6))
    assessed(people, people.m_he, "K03", date(2026, 2, 10))
    determine(people)
    stop_clock(monkeypatch, at(2026, 4, 2))
    return posted(people)


def lines(page: str) -> dict[str, list[str]]:
    """What stands in each cell of each member's row."""
    found = {}
    for row in re.findall(r'<tr role="row"><th scope="row".*?</tr>', page, re.S):
        cells = [
            re.sub(r"<[^>]+>", " ", cell).split() for cell in re.findall(r"<t[hd] .*?</t[hd]>", row, re.S)
        ]
        found[" ".join(cells[0])] = [" ".join(cell) for cell in cells[1:]]
    return found


def test_each_member_reads_everyones_items_buckets_and_total(people: Cast, posting: Posting) -> None:
    page = text(client_of(people.jiang).get(f"/postings/{posting.quarter_id}"))
    found = lines(page)
    assert list(found) == ["林曼青", "许明远", "韩若水", "沈知行", "周予安", "何苗", "蒋雨桐 （本人）"]
    assert found["周予安"][0].endswith(" 2 次，2 分")
    assert found["周予安"][1:] == ["60", "2", "0", "0", "62"]
    assert found["何苗"][1:] == ["60", "0", "0", "−0.5", "59.5"]
    assert found["何苗"][0].endswith("，−0.5 分")
    assert found["韩若水"][0] == "没有增减"
    assert posting.code in page


def test_the_figures_are_the_frozen_ones_after_a_later_quarter(people: Cast, posting: Posting) -> None:
    before = lines(text(client_of(people.zhou).get(f"/postings/{posting.quarter_id}")))
    assessed(people, people.m_zhou, "DT5", date(2026, 5, 3))
    determine(people, 2)
    assert lines(text(client_of(people.zhou).get(f"/postings/{posting.quarter_id}"))) == before
    frozen = PostingLine.objects.get(membership_id=people.m_zhou)
    assert frozen.total_centi == 6200


def test_neither_words_nor_reasons_nor_a_vetos_kind_stand_on_it(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    minus = assessed(people, people.m_he, "K03", date(2026, 2, 10))
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    determine(people)
    stop_clock(monkeypatch, at(2026, 4, 2))
    page = text(client_of(people.jiang).get(f"/postings/{posted(people).quarter_id}"))
    assert Matter.objects.get(pk=minus.pk).said.text not in page
    assert "按规定，合计计 0 分" in lines(page)["周予安"][0]
    assert lines(page)["周予安"][-1] == "0"
    for hidden in ("否决", "违反", "决定"):
        assert hidden not in page.split("<main", 1)[1].split("</main>")[0]


def test_only_the_branch_and_only_what_is_posted(people: Cast, posting: Posting) -> None:
    path = f"/postings/{posting.quarter_id}"
    assert Client().get(path).status_code == 302
    assert client_of(people.deng).get(path).status_code == 404
    assert client_of(people.gao).get(path).status_code == 403
    assert client_of(people.zhou).get(f"/postings/{quarter(people, 2).pk}").status_code == 404
    assert client_of(people.zhou).get("/postings/987654").status_code == 404


def test_the_public_sheet_and_the_list_lead_there_for_the_branch_alone(
    people: Cast, posting: Posting
) -> None:
    link = f'href="/postings/{posting.quarter_id}"'
    zhou = client_of(people.zhou)
    assert link in text(zhou.get(f"/p/{posting.code}"))
    assert link in text(zhou.get("/postings"))
    assert link not in text(Client().get(f"/p/{posting.code}"))
    assert link not in text(client_of(people.deng).get(f"/p/{posting.code}"))


def test_earlier_years_are_an_archive_with_state_term_and_code(monkeypatch: pytest.MonkeyPatch) -> None:
    walked = walk_quarter()
    end_due(now=at(2027, 1, 4))
    stop_clock(monkeypatch, at(2027, 1, 5))
    page = text(client_of(walked.people.jiang).get("/postings"))
    at_hand, archive = page.split('id="archive"', 1)
    sheet = Posting.objects.get()
    assert "2026年第四季度" in at_hand
    assert sheet.code not in at_hand
    row = archive.split(">第一季度</th>", 1)[1].split("</tr>", 1)[0]
    for words in ("已锁定", sheet.code, "2026年4月16日至4月22日", f'href="/postings/{sheet.quarter_id}"'):
        assert words in row
    zhou = client_of(walked.people.zhou)
    assert zhou.get(f"/postings/{sheet.quarter_id}").status_code == 200
    assert zhou.get(f"/p/{sheet.code}").status_code == 200
    assert Client().get(f"/p/{sheet.code}").status_code == 410
