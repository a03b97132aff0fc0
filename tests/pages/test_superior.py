"""上级审核: the desk over all branches, a filed table with its differences, and the answers."""

from __future__ import annotations

import re
from datetime import date

import pytest

from fenming.actions.announce import announce
from fenming.actions.appraise import GivenGrade
from fenming.actions.return_filing import return_filing
from fenming.records.models import AppraisalGrade, FilingEvent, Office, Organisation, Person, PersonalText
from tests.actions._walk import determine, posted, vetoed
from tests.actions._year import FILE_DAY, appraised, filed, graded, lead, members_meeting, settled, signed
from tests.cast import SINCE, Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, FILE_DAY)
    return cast()


def cells(page: str) -> dict[str, list[str]]:
    """Branch → the words of its periods, in order."""
    found = {}
    for name, row in re.findall(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', page, re.DOTALL):
        words = [re.findall(r'<span class="fm-st[^>]*>(.*?)</span>', one) for one in row.split("<td")[1:]]
        found[name] = ["；".join(one) for one in words]
    return found


def test_the_desk_says_what_is_done_awaited_and_overdue(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    determine(people)
    posted(people)
    stop_clock(monkeypatch, at(2026, 6, 10))
    rows = cells(text(client_of(people.gao).get("/superior")))
    assert list(rows) == ["教工第二党支部", "教工第一党支部"]
    assert rows["教工第二党支部"] == [
        "1、2、3月初评逾期；大会3月28日已开；公示：公示中",
        "4月初评逾期；5月等初评；6月初评未到；大会未到；公示未到",
        "7、8、9月初评未到；大会未到；公示未到",
        "10、11、12月初评未到；大会未到；公示未到",
        "结算未到；公布未到；评议未到；报送未到",
    ]
    assert rows["教工第一党支部"][0] == "1、2、3月初评逾期；大会逾期；公示逾期"


def test_no_points_are_on_the_desk_and_what_is_posted_can_be_opened(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    determine(people)
    code = posted(people).code
    stop_clock(monkeypatch, at(2026, 6, 10))
    client = client_of(people.gao)
    page = text(client.get("/superior"))
    assert "周予安" not in page
    assert f'href="/p/{code}"' in page
    sheet = client.get(f"/p/{code}")  # its term is over: the public finds nothing any more
    assert sheet.status_code == 200
    assert "周予安" in text(sheet)
    assert 'href="/postings' not in text(sheet)
    assert client.get("/postings").status_code == 403


def test_a_waiting_table_opens_on_its_differences_and_checks(people: Cast) -> None:
    appraised(people)
    meeting_id = AppraisalGrade.objects.values_list("meeting_id", flat=True)[0]
    graded(people, meeting_id, GivenGrade(people.m_han, "合格", "换届工作突出。"))
    pk = filed(people)
    client = client_of(people.gao)
    desk = text(client.get("/superior"))
    assert f'name="filing" value="{pk}"' in desk
    assert f'href="/superior/filings/{pk}"' in desk
    page = text(client.get(f"/superior/filings/{pk}"))
    assert "这一年第一次报送，没有可比的前一次" in page
    assert "韩若水：建议基本合格，评议合格。理由：换届工作突出。" in page
    assert page.count("fm-tick--met") == 5
    assert "列出 7 名，参评 7 名：优秀 0 名，合格 1 名，基本合格 5 名，不合格 0 名，不评等次 1 名。" in page
    assert page.count("btn-primary") == 1


def test_accepting_with_a_number_of_ones_own(people: Cast) -> None:
    appraised(people)
    pk = filed(people)
    client = client_of(people.gao)
    address = f"/superior/filings/{pk}/accept"
    response = client.post(address, {"key": key(), "number": "字" * 41})
    assert response.status_code == 422
    assert "备案编号请写在 40 字以内" in text(response)
    page = text(client.post(address, {"key": key(), "number": "院备〔2027〕3号"}, follow=True))
    assert "已备案，编号 院备〔2027〕3号。" in page
    assert "已备案，院备〔2027〕3号" in page
    page = text(client_of(people.lin).get("/year/2026"))
    assert "备案，编号 院备〔2027〕3号" in page
    assert "btn-primary" not in page


def test_returning_needs_words_and_the_branch_reads_them(people: Cast) -> None:
    appraised(people)
    pk = filed(people)
    client = client_of(people.gao)
    address = f"/superior/filings/{pk}/return"
    response = client.post(address, {"key": key(), "remarks": " "})
    assert response.status_code == 422
    assert "有 1 处要改，改好再点“退回支部”" in text(response)
    assert "还没有写退回的意见" in text(response)
    assert "已退回" in text(client.post(address, {"key": key(), "remarks": "请写明理由。"}, follow=True))
    page = text(client_of(people.lin).get("/year/2026"))
    assert "上级的意见：请写明理由。" in page
    assert "再次报送上级审核" in page
    PersonalText.objects.filter(text="请写明理由。").update(text="", erased_at=FILE_DAY)
    assert "（文字已依法删除）" in text(client_of(people.lin).get("/year/2026"))


def test_a_second_round_shows_what_is_another(people: Cast) -> None:
    appraised(people)
    first = filed(people)
    return_filing(actor_id=people.gao, filing_id=first, remarks="请核对。", key=key(), now=FILE_DAY)
    meeting_id = AppraisalGrade.objects.values_list("meeting_id", flat=True)[0]
    graded(people, meeting_id, GivenGrade(people.m_han, "合格", "换届工作突出。"), now=FILE_DAY)
    second = filed(people)
    page = text(client_of(people.gao).get(f"/superior/filings/{second}"))
    assert "第 1 次报送退回时的意见：请核对。" in page
    assert "与第 1 次报送相比" in page
    assert "韩若水：评议等次由“基本合格”改为“合格”，理由有改动。" in page
    assert page.count("改为") == 1
    old = text(client_of(people.gao).get(f"/superior/filings/{first}"))
    assert "高远的意见：请核对。" in old
    assert "退回时的意见" not in old
    assert "btn-primary" not in old


def test_the_statistics_count_what_was_filed_and_name_nobody(people: Cast) -> None:
    client = client_of(people.gao)
    assert "还没有支部报送年度积分。" in text(client.get("/superior/statistics"))
    appraised(people)
    pk = filed(people)
    page = text(client.get("/superior/statistics?year=2026"))
    row = re.search(r'<th scope="row"[^>]*>教工第二党支部</th>(.*?)</tr>', page, re.DOTALL)
    assert row
    # six 基本合格, one without a grade: whoever knew the one would know the six
    assert [re.sub("<.*?>", "", one) for one in re.findall(r"<td.*?</td>", row[1])] == [
        "7 名", "不列", "不列", "不列", "不列", "不列", "60 分",
    ]  # fmt: skip
    assert "还没有报送的支部：教工第一党支部。" in page
    assert "周予安" not in page
    return_filing(actor_id=people.gao, filing_id=pk, remarks="请核对。", key=key(), now=FILE_DAY)
    assert "还没有支部报送年度积分。" in text(client.get("/superior/statistics"))


def test_all_that_is_green_at_once(people: Cast) -> None:
    appraised(people)
    pk = filed(people)
    client = client_of(people.gao)
    page = text(client.post("/superior/accept", {"key": key(), "filing": [pk]}, follow=True))
    assert "教工第二党支部已备案，编号 备〔2027〕1号。" in page
    assert "眼下没有等审核的年度积分" in page
    response = client.post("/superior/accept", {"key": key()})
    assert response.status_code == 409
    assert "还没有选要备案的支部" in text(response)


def test_what_is_not_green_stays_and_says_so(people: Cast) -> None:
    appraised(people)
    pk = filed(people)
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    client = client_of(people.gao)
    page = text(client.post("/superior/accept", {"key": key(), "filing": [pk]}, follow=True))
    assert "教工第二党支部没有备案：这一份的核对没有全部通过" in page
    assert not FilingEvent.objects.exists()
    page = text(client.get(f"/superior/filings/{pk}"))
    assert "结算之后，台账里这一年又有 1 笔变动" in page
    assert page.count("fm-tick--open") == 1


def test_who_sees_a_filed_table(people: Cast) -> None:
    lead(people, people.shen)

    settled(people)
    announce(actor_id=people.lin, settlement_id=signed(people, people.shen), key=key(), now=at(2027, 1, 29))
    graded(people, members_meeting(people))
    address = f"/superior/filings/{filed(people)}"
    for reader in (people.lin, people.shen):
        page = text(client_of(reader).get(address))
        assert "2026年度积分，第 1 次报送" in page
        assert "btn-primary" not in page
    assert client_of(people.zhou).get(address).status_code == 403
    assert client_of(people.deng).get(address).status_code == 404
    assert client_of(people.lin).get("/superior").status_code == 403


def test_another_committee_sees_neither_branch_nor_table(people: Cast) -> None:
    appraised(people)
    pk = filed(people)
    committee = Organisation.objects.create(kind="committee", name="青岚大学理学院党委", since=SINCE)
    other = Person.objects.create(name="外院审核人")
    Office.objects.create(
        organisation=committee, person=other, role="superior_reviewer", since=SINCE, resolution="任命"
    )
    client = client_of(other.pk)
    page = text(client.get("/superior"))
    assert "教工第二党支部" not in page.split("<main")[1]
    assert "下面还没有支部" in page
    assert client.get("/").status_code == 200
    for path in (f"/superior/filings/{pk}", "/roster"):
        assert "周予安" not in text(client.get(path))
    assert client.get(f"/superior/filings/{pk}").status_code == 404
    for path in ("accept", "return"):
        response = client.post(f"/superior/filings/{pk}/{path}", {"key": key(), "remarks": "请核对。"})
        assert response.status_code == 404
    assert not FilingEvent.objects.exists()


def test_the_reviewer_comes_home_and_finds_the_way(people: Cast) -> None:
    page = text(client_of(people.gao).get("/"))
    assert '<a href="/superior">上级审核</a>' in page
    assert "/superior" not in text(client_of(people.lin).get("/"))
