"""民主评议: the table of grades, its errors row by row, and who sees what."""

from __future__ import annotations

import re

import pytest

from fenming.actions.announce import announce
from fenming.records.models import AppraisalGrade
from tests.actions._year import appraised, filed, lead, members_meeting, settled, signed, steps_of, told
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

PAGE = "/year/2026/appraisal"
NAMES = ("林曼青", "许明远", "韩若水", "沈知行", "周予安", "何苗", "蒋雨桐")


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2027, 3, 22))
    return cast()


def told_and_met(people: Cast) -> int:
    settled(people)
    told(people)
    return members_meeting(people)


def choices(page: str) -> dict[str, str]:
    """Name → what is chosen in the list beside it."""
    rows = re.findall(
        r'<select class="form-select" id="grade_\d+".*?aria-label="(.*?)的评议等次".*?</select>',
        page,
        re.DOTALL,
    )
    parts = re.split(r'aria-label="(.*?)的评议等次"', page)[1:]
    found = {}
    for name, rest in zip(parts[::2], parts[1::2], strict=True):
        chosen = re.search(r"<option[^>]*selected[^>]*>(.*?)</option>", rest.split("</select>")[0])
        found[name] = chosen[1] if chosen else "请选择"
    assert set(found) == set(rows)
    return found


def form(people: Cast, meeting_id: int, **changed: str) -> dict[str, str]:
    """Everyone 基本合格, the probationary none, but for what is changed."""
    data = {"key": key(), "meeting": str(meeting_id), f"grade_{people.m_jiang}": "none"}
    for name in ("m_lin", "m_xu", "m_han", "m_shen", "m_zhou", "m_he"):
        data[f"grade_{getattr(people, name)}"] = "基本合格"
    return data | changed


def test_before_the_announcement_it_leads_to_the_year(people: Cast) -> None:
    settled(people)
    assert client_of(people.lin).get(PAGE).url == "/year/2026"


def test_nothing_is_chosen_until_somebody_chooses(people: Cast) -> None:
    told_and_met(people)
    client = client_of(people.lin)
    page = text(client.get(PAGE))
    assert choices(page) == dict.fromkeys(NAMES[:-1], "请选择") | {"蒋雨桐": "不评等次"}
    assert list(choices(page)) == list(NAMES)
    assert "2027年第一季度党员大会，3月20日" in page
    filled = text(client.get(f"{PAGE}?fill=suggested"))
    assert choices(filled) == dict.fromkeys(NAMES[:-1], "基本合格") | {"蒋雨桐": "不评等次"}
    assert not AppraisalGrade.objects.exists()


def test_what_the_meeting_gave_is_entered_and_shown(people: Cast) -> None:
    meeting_id = told_and_met(people)
    client = client_of(people.lin)
    reason = {f"grade_{people.m_han}": "优秀", f"reason_{people.m_han}": "换届工作突出。"}
    page = text(client.post(PAGE, form(people, meeting_id, **reason), follow=True))
    assert "民主评议等次已登记" in page
    assert "第 1 次登记" in page
    assert "3月20日的2027年第一季度党员大会评议" in page
    assert choices(page)["韩若水"] == "优秀"
    assert "换届工作突出。" in page
    year = text(client.get("/year/2026"))
    assert 'action="/year/2026/file"' in year
    assert "评议等次" in year


def test_every_row_that_cannot_stand_says_why_and_keeps_what_was_typed(people: Cast) -> None:
    meeting_id = told_and_met(people)
    bad = {f"grade_{people.m_han}": "优秀", f"grade_{people.m_he}": ""}
    response = client_of(people.lin).post(PAGE, form(people, meeting_id, **bad))
    page = text(response)
    assert response.status_code == 422
    assert "有 2 处要改" in page
    assert f'<a href="#grade_{people.m_han}">韩若水：与建议等次“基本合格”不同，请写明理由。</a>' in page
    assert f'<a href="#grade_{people.m_he}">何苗：还没有选等次。请选大会评议的结果。</a>' in page
    assert choices(page)["韩若水"] == "优秀"
    assert choices(page)["周予安"] == "基本合格"
    assert page.count('aria-invalid="true"') == 2
    assert not AppraisalGrade.objects.exists()


@pytest.mark.parametrize("meeting", ["", "x", "987654", "9" * 30])
def test_a_meeting_that_is_none_is_said_at_the_top(people: Cast, meeting: str) -> None:
    told_and_met(people)
    response = client_of(people.lin).post(PAGE, form(people, 0, meeting=meeting))
    assert response.status_code == 422
    assert "等次要由公布积分之后召开的党员大会评议" in text(response)


def test_without_a_meeting_the_page_says_what_is_to_be_done_first(people: Cast) -> None:
    settled(people)
    told(people)
    page = text(client_of(people.lin).get(PAGE))
    assert "公布积分之后，还没有开完一次党员大会" in page
    assert "<select" not in page


def test_too_many_excellent_is_a_warning_and_no_more(people: Cast) -> None:
    meeting_id = told_and_met(people)
    many = {}
    for pk in (people.m_lin, people.m_xu, people.m_han):
        many |= {f"grade_{pk}": "优秀", f"reason_{pk}": "大会一致同意。"}
    page = text(client_of(people.lin).post(PAGE, form(people, meeting_id, **many), follow=True))
    assert "评为优秀的 3 名，评了等次的 6 名，超过三分之一。系统不作改动" in page
    assert AppraisalGrade.objects.filter(grade="优秀").count() == 3


def test_leading_group_reads_and_members_do_not(people: Cast) -> None:
    lead(people, people.shen)
    settled(people)

    pk = signed(people, people.shen)
    announce(actor_id=people.lin, settlement_id=pk, key=key(), now=at(2027, 1, 29))
    members_meeting(people)
    page = text(client_of(people.shen).get(PAGE))
    assert "等次由支部书记按大会评议的结果登记" in page
    assert "<select" not in page
    assert "还没有登记" in page
    response = client_of(people.zhou).get(PAGE)
    assert response.status_code == 403
    assert "何苗" not in text(response)


def test_once_filed_it_is_only_read(people: Cast) -> None:
    appraised(people)
    filed(people)
    page = text(client_of(people.lin).get(PAGE))
    assert "<select" not in page
    assert "第 1 次登记" in page
    assert page.count("基本合格") == 12  # suggestion and grade of six
    response = client_of(people.lin).post(PAGE, form(people, steps_of(people).meeting_id or 0))
    assert response.status_code == 409
    assert "已报送" in text(response)
