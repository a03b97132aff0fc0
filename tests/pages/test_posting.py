"""公示: the sheet as the public reads it, its end, and the branch's list with what is missing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from fenming.pages.posting import sheet_context
from fenming.prints.qr_code import qr_code
from fenming.queries.posting import shown_sheet
from fenming.records.models import Membership, Organisation, Person, Posting, StandardVersion
from tests.actions._walk import assessed, determine, posted, quarter, vetoed
from tests.actions.meeting_scene import matter_of
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def posting(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Posting:
    """Put up on 1 April 2026, a Wednesday; on the wall to the 8th."""
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    assessed(people, people.m_he, "K03", date(2026, 2, 10))
    determine(people)
    stop_clock(monkeypatch, at(2026, 4, 2))
    return posted(people)


def rows(page: str) -> list[tuple[str, str, str]]:
    """(number, name, points) of each line of the sheet."""
    found = re.findall(
        r'<td class="fm-no">(\d+)</td><th scope="row">(.*?)</th><td class="fm-n">(.*?)</td>', page
    )
    return [(no, re.sub("<.*?>", "", name), re.sub("<.*?>", "", points)) for no, name, points in found]


def test_anyone_reads_name_and_total_in_roster_order(posting: Posting) -> None:
    response = Client().get(f"/p/{posting.code}")
    page = text(response)
    assert response.status_code == 200
    assert rows(page) == [
        ("1", "林曼青", "60"), ("2", "许明远", "60"), ("3", "韩若水", "60"), ("4", "沈知行", "60"),
        ("5", "周予安", "61"), ("6", "何苗", "59.5"), ("7", "蒋雨桐", "60"),
    ]  # fmt: skip
    assert "青岚大学人文学院教工第二党支部<br>2026年第一季度党员积分公示" in page
    assert "2026年3月28日，支部召开党员大会，评定了第一季度党员积分" in page
    assert "截至3月31日的本年积分" in page
    assert "公示期：2026年4月1日至4月8日，共5个工作日。" in page
    assert "本季度在册党员7名，全部列出。" in page
    assert "请在4月15日前（含当日）书面向支部提出，支部10个工作日内答复" in page
    assert "直接向青岚大学人文学院党委申诉" in page
    assert "电话 0000-0000000，文学馆 204 室" in re.sub("<.*?>", "", page)
    assert f"公示编号 <b>{posting.code}</b>" in page
    assert "重建示例：附件一原图无法辨认" in page


def test_who_is_vetoed_is_not_named_and_the_sheet_says_how_many(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    determine(people)
    stop_clock(monkeypatch, at(2026, 4, 2))
    page = text(Client().get(f"/p/{posted(people).code}"))
    assert "本季度在册党员7名，列出6名；1名按规定不列出。" in page
    assert "周予安" not in page
    assert [row[0] for row in rows(page)] == ["1", "2", "3", "4", "5", "6"]
    assert "否决" not in page


def test_the_sheet_is_kept_out_of_search_engines_and_has_no_way_in(posting: Posting) -> None:
    response = Client().get(f"/p/{posting.code}")
    assert '<meta name="robots" content="noindex">' in text(response)
    assert response["X-Robots-Tag"].startswith("noindex")
    assert response["Cache-Control"] == "no-store"
    for private in ("K03", "迟到", "扣分 ", "退出", "主导航", "style="):
        assert private not in text(response)


def test_the_code_is_read_however_it_was_copied(posting: Posting) -> None:
    assert Client().get(f"/p/{posting.code.lower()}").status_code == 200
    assert Client().get(f"/p/{posting.code.replace('0', 'o').replace('1', 'I')}").status_code == 200


def test_an_unknown_code_is_not_found(posting: Posting) -> None:
    response = Client().get("/p/0000-0000-0000")
    assert response.status_code == 404
    assert "没有这个页面" in text(response)


def test_after_the_term_the_public_is_told_whom_to_ask(
    posting: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, at(2026, 4, 8, 23))
    assert Client().get(f"/p/{posting.code}").status_code == 200
    stop_clock(monkeypatch, at(2026, 4, 9, 0))
    response = Client().get(f"/p/{posting.code}")
    page = text(response)
    assert response.status_code == 410
    assert "这次公示已于2026年4月8日期满，不再公开显示。" in page
    assert '<span class="text-nowrap">0000-0000000</span>' in page
    assert "周予安" not in page
    assert response["X-Robots-Tag"].startswith("noindex")


def test_after_the_term_the_branch_still_reads_it_and_no_other_branch(
    people: Cast, posting: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, at(2026, 5, 20))
    own, other = (
        client_of(people.jiang).get(f"/p/{posting.code}"),
        client_of(people.deng).get(f"/p/{posting.code}"),
    )
    assert own.status_code == 200
    assert len(rows(text(own))) == 7
    assert "只有本支部的同志能看" in text(own)
    assert other.status_code == 410
    assert "周予安" not in text(other)


def test_a_corrected_name_is_shown_while_the_frozen_sheet_stays(posting: Posting, people: Cast) -> None:
    person = Membership.objects.get(pk=people.m_he).person
    person.name = "何淼"
    person.save()
    assert ("6", "何淼", "59.5") in rows(text(Client().get(f"/p/{posting.code}")))
    assert Posting.objects.get().sheet == posting.sheet


def test_a_later_fact_does_not_change_what_was_posted(posting: Posting, people: Cast) -> None:
    assessed(people, people.m_zhou, "DT2", date(2026, 5, 3))
    determine(people, 2)
    assert ("5", "周予安", "61") in rows(text(Client().get(f"/p/{posting.code}")))


def test_the_sheet_takes_the_same_few_queries_for_any_number_of_members(
    posting: Posting, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        Client().get(f"/p/{posting.code}")


def test_the_demo_is_marked_on_the_paper(posting: Posting) -> None:
    shown = shown_sheet(code=posting.code, person_id=None, today=date(2026, 4, 2))
    context = sheet_context(RequestFactory().get(f"/p/{posting.code}"), shown)
    page = render_to_string("posting.html", {**context, "shell": {"demo": True}})
    assert '<span class="fm-demo">演示</span>' in page
    assert "都是虚构的，只作演示" in page


def test_the_qr_code_is_one_path_that_says_the_address() -> None:
    code = qr_code("https://fenming.example/p/7K3M-92QF-0AXB")
    assert set(code.path) <= set("Mhvz- 0123456789")
    drawn: set[tuple[int, int]] = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path):
        drawn |= {(int(x) + step, int(y)) for step in range(int(length))}
    finder = {
        (x, y) for x in range(7) for y in range(7) if x in (0, 6) or y in (0, 6) or (1 < x < 5 and 1 < y < 5)
    }
    for corner_x, corner_y in ((0, 0), (code.size - 7, 0), (0, code.size - 7)):
        field = {(x, y) for x in range(7) for y in range(7)}
        seen = {(x, y) for x, y in field if (x + corner_x, y + corner_y) in drawn}
        assert seen == finder


# the branch's own list


def test_the_secretary_posts_with_one_button(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    determine(people)
    stop_clock(monkeypatch, at(2026, 4, 1))
    client = client_of(people.lin)
    page = text(client.get("/postings"))
    assert "3月28日的党员大会已经评定，还没有公示。" in page
    assert '<button class="btn btn-primary" type="submit">公示第一季度积分</button>' in page
    once = re.search(r'name="key" value="([^"]+)"', page)
    assert once is not None
    address = f"/postings/{quarter(people).pk}/post"
    response = client.post(address, {"key": once[1]}, follow=True)
    page, code = text(response), Posting.objects.get().code
    assert response.redirect_chain == [("/postings", 302)]
    assert "已公示。请打印公示单" in page
    assert "公示中" in page
    assert f'href="/p/{code}"' in page
    again = client.post(address, {"key": once[1]}, HTTP_REFERER="http://testserver/postings", follow=True)
    assert "没有重复办理" in text(again)
    assert Posting.objects.count() == 1


def test_what_holds_the_posting_is_listed_with_links_and_the_way_out(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    determine(people)
    left = assessed(people, people.m_he, "DA5", date(2026, 2, 9))
    stop_clock(monkeypatch, at(2026, 4, 1))
    page = text(client_of(people.lin).get("/postings"))
    assert "还有 1 件没有评定" in page
    assert f'<a href="/matters/{left.pk}">2026-02-001 何苗，改进建议与志愿服务</a>，已初评' in page
    assert "决议缓议并写明理由" in page
    assert "公示第一季度积分" not in page
    response = client_of(people.lin).post(f"/postings/{quarter(people).pk}/post", {"key": key()})
    assert response.status_code == 409
    assert "缓议" in text(response)
    assert not Posting.objects.exists()


def test_members_see_the_list_without_the_matters_and_without_the_button(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    determine(people)
    matter_of(people, people.m_he, "DA5", date(2026, 2, 9), state="declared")
    stop_clock(monkeypatch, at(2026, 4, 1))
    page = text(client_of(people.zhou).get("/postings"))
    assert "接下来由支部书记公示" in page
    assert "何苗" not in page
    assert "公示第一季度积分" not in page
    refused = client_of(people.zhou).post(f"/postings/{quarter(people).pk}/post", {"key": key()})
    assert refused.status_code == 403
    assert "这一步不由您办理" in text(refused)
    assert "公示由支部书记办理" in text(refused)


def test_another_branchs_quarter_is_not_found(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    determine(people)
    stop_clock(monkeypatch, at(2026, 4, 1))
    client = client_of(people.deng)
    assert client.post(f"/postings/{quarter(people).pk}/post", {"key": key()}).status_code == 404
    assert client.post("/postings/999999/post", {"key": key()}).status_code == 404
    assert "党员大会还没有开" in text(client.get("/postings"))


def test_only_quarters_that_have_begun_are_listed(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 5, 1))
    page = text(client_of(people.zhou).get("/postings"))
    assert page.index("2026年第二季度") < page.index("2026年第一季度")
    assert "第三季度" not in page


def test_the_list_takes_few_queries(
    people: Cast, posting: Posting, django_assert_max_num_queries: object
) -> None:
    client = client_of(people.lin)
    assert StandardVersion.objects.exists()
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get("/postings")


def test_a_page_that_was_kept_is_given_again_only_while_it_is_true(
    posting: Posting, people: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    first = Client().get(f"/p/{posting.code}")
    with django_assert_max_num_queries(1):
        again = Client().get(f"/p/{posting.code}")
    assert again.content == first.content
    assert again["Cache-Control"] == "no-store"
    assert again["X-Robots-Tag"].startswith("noindex")
    Person.objects.filter(pk=people.zhou).update(name="周予宁")
    assert "周予宁" in re.sub("<.*?>", "", text(Client().get(f"/p/{posting.code}")))
    Organisation.objects.filter(pk=people.branch_id).update(contact="电话 0000-1111111")
    page = text(Client().get(f"/p/{posting.code}"))
    assert "1111111" in page
    assert "周予宁" in page
    # someone of the branch sees the way back, and leaves a stranger's page as it was
    assert "返回公示" in text(client_of(people.zhou).get(f"/p/{posting.code}"))
    assert text(Client().get(f"/p/{posting.code}")) == page
    stop_clock(monkeypatch, at(2026, 4, 9))
    assert Client().get(f"/p/{posting.code}").status_code == 410


def test_the_fourth_quarter_offers_the_year_with_it_and_the_sheet_says_so(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        determine(people, number)
        posted(people, number)
    determine(people, 4)
    stop_clock(monkeypatch, at(2027, 1, 4))
    client, quarter_id = client_of(people.lin), quarter(people, 4).pk
    page = text(client.get("/postings"))
    assert page.count('name="with_year"') == 1
    assert "连同年度积分一并公示（待结算）" in page
    client.post(f"/postings/{quarter_id}/post", {"key": key(), "with_year": "1"})
    sheet = text(Client().get(f"/p/{Posting.objects.get(quarter_id=quarter_id).code}"))
    assert "2026年第四季度暨年度党员积分公示（年度积分待结算）" in sheet
    assert '<th scope="col" class="fm-n">年度积分</th>' in sheet
    assert "以结算公布的为准" in sheet
    first = text(client.get(f"/p/{Posting.objects.get(quarter__number=1).code}"))
    assert "2026年第一季度党员积分公示" in first
    assert "待结算" not in first
