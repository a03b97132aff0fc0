"""A branch begins in July with the Excel files it has, and in March hands its year to the committee as one folder.

Nothing but the pages is used for what comes in and what goes out (R44, R45, R61, R64, A17).
"""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.test import Client

from fenming.actions._people import NewMember
from fenming.actions.adopt_standard import adopt_standard
from fenming.actions.found_branch import Founded, Founding, found_branch
from fenming.actions.give_office import give_office
from fenming.actions.settle import settle
from fenming.queries.demo_reading import periods_of
from fenming.records.models import Filing, Membership, Year
from fenming.rules.authority import Role
from fenming.rules.terms import Status
from tests.actions._year import GRADE_DAY, filed, graded, members_meeting, told
from tests.actions.import_scene import workbook
from tests.cast import DEFAULT_STANDARD, PASSWORD, Cast, at, key
from tests.journeys.by_actions import assess_month, end_quarter
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.test_imports import form_of, hand_in
from tests.prints.looking import read

pytestmark = pytest.mark.django_db

START = at(2026, 7, 6)
RESOLUTION = "支部党员大会 2026年7月6日"
HEADING = (
    "序号",
    "姓名",
    "身份证号",
    "人员类别",
    "所在党支部",
    "入党日期",
    "转正日期",
    "工作岗位",
    "加入日期",
)
ROSTER = (
    ("教工第三党支部党员名册",),
    HEADING,
    (
        1,
        "林曼青",
        "不读",
        "正式党员",
        "教工第三党支部",
        "2009.06.18",
        "2010年6月18日",
        "专任教师",
        "2026/1/5",
    ),
    (2, "许明远", "不读", "正式党员", "教工第三党支部", "2011.05.04", "2012年5月4日", "行政", "2026/1/5"),
    (
        3,
        "韩若水",
        "不读",
        "正式党员",
        "教工第三党支部",
        "2012.12.01",
        "2013年12月1日",
        "专任教师",
        "2026/1/5",
    ),
    (
        4,
        "沈知行",
        "不读",
        "正式党员",
        "教工第三党支部",
        "2015.06.30",
        "2016年6月30日",
        "专任教师",
        "2026/1/5",
    ),
    (5, "周予安", "不读", "正式党员", "教工第三党支部", "2018.07.01", "2019年7月1日", "专任教师", "2026/1/5"),
    ("制表人：许明远",),
)
BOOK = (
    ("2026年上半年党员积分台账",),
    ("姓名", "日期", "项目", "次数", "分值", "级别", "事由"),
    ("周予安", "2026.3.18", "教书育人、指导学生", 2, "", "", "指导学生修改论文，两课时。"),
    ("沈知行", 46170, "表彰奖励", "", "", "校", "获评校级优秀教师。"),
    ("合计", "", "", 2, "", "", ""),
)


def test_from_the_first_file_to_the_folder_of_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START)
    founded = _founded()
    lin = client_of(founded.person_id)
    _take_in(lin, "roster", ROSTER, resolution=RESOLUTION)
    people = _people(founded)
    _offices(people)
    _take_in(lin, "opening", BOOK, closed_on="2026-06-30", resolution=RESOLUTION)
    _second_half(people)
    filing_id = _end_of_year(people)
    stop_clock(monkeypatch, GRADE_DAY.replace(day=25))
    _results_on_one_sheet(lin)
    _folder(lin, people, filing_id)


def _founded() -> Founded:
    founding = Founding(
        superior_name="青岚大学人文学院党委", branch_name="教工第三党支部", long_name="青岚大学人文学院",
        contact="电话 0000-0000000", resolution="院党委〔2026〕5号", since=date(2026, 1, 5),
        secretary=NewMember("林曼青", "T", Status.FORMAL, date(2026, 1, 5)), login="lin", password=PASSWORD,
    )  # fmt: skip
    founded = found_branch(actor_id=None, founding=founding, key=key(), now=START)
    adopt_standard(
        actor_id=founded.person_id, branch_id=founded.branch_id, text=DEFAULT_STANDARD, in_force_from=date(2026, 1, 1),
        resolution=RESOLUTION, key=key(), now=START,
    )  # fmt: skip
    return founded


def _take_in(client: Client, kind: str, rows: tuple[tuple[object, ...], ...], **answers: str) -> None:
    """Handed in, looked over, accepted."""
    address = hand_in(client, workbook(rows), kind=kind, **answers)
    check = client.get(address)
    assert "现在还不能导入" not in text(check), text(check)
    done = client.post(address.split("?")[0] + "/accept", form_of(check))
    assert done.status_code == 302, text(done)


def _people(founded: Founded) -> Cast:
    """The five under the names the other tests know them by; nobody else."""
    rows = Membership.objects.filter(branch_id=founded.branch_id).order_by("roster_no")
    (m_lin, lin), (m_xu, xu), (m_han, han), (m_shen, shen), (m_zhou, zhou) = rows.values_list(
        "pk", "person_id"
    )
    return Cast(
        superior_id=founded.superior_id, branch_id=founded.branch_id, other_branch_id=0, gao=0, deng=0, m_deng=0,
        lin=lin, xu=xu, han=han, shen=shen, zhou=zhou, he=0, jiang=0,
        m_lin=m_lin, m_xu=m_xu, m_han=m_han, m_shen=m_shen, m_zhou=m_zhou, m_he=0, m_jiang=0,
    )  # fmt: skip


def _offices(people: Cast) -> None:
    for person, role in (
        (people.xu, Role.RECORDER),
        (people.han, Role.COMMITTEE),
        (people.shen, Role.COMMITTEE),
    ):
        give_office(
            actor_id=people.lin, branch_id=people.branch_id, person_id=person, role=role, since=date(2026, 1, 5),
            resolution=RESOLUTION, key=key(), now=START,
        )  # fmt: skip


def _second_half(people: Cast) -> None:
    periods = periods_of(branch_id=people.branch_id, year=2026)
    for quarter, held in ((3, date(2026, 10, 15)), (4, date(2027, 1, 13))):
        for month in range(quarter * 3 - 2, quarter * 3 + 1):
            day = date(2026, month + 1, 11) if month < 12 else date(2027, 1, 11)
            assess_month(month_id=periods.months[month], assessors=(people.han, people.shen), day=day)
        end_quarter(secretary=people.lin, quarter_id=periods.quarters[quarter], held=held)


def _end_of_year(people: Cast) -> int:
    year = Year.objects.get(branch_id=people.branch_id, number=2026)
    settle(actor_id=people.lin, year_id=year.pk, key=key(), now=at(2027, 2, 22))
    told(people, now=at(2027, 2, 23))
    graded(people, members_meeting(people))
    return filed(people)


def _results_on_one_sheet(lin: Client) -> None:
    file = lin.get("/year/2026/results.csv").content
    rows = {one["name"]: one for one in csv.DictReader(StringIO(file.decode("utf-8-sig")))}
    assert {name: one["total"] for name, one in rows.items()} == {
        "林曼青": "60.00", "许明远": "60.00", "韩若水": "60.00", "沈知行": "62.00", "周予安": "62.00",
    }  # fmt: skip


def _folder(lin: Client, people: Cast, filing_id: int) -> None:
    """What goes to the committee: the table with its letter, and the year as a folder that opens by itself."""
    assert Filing.objects.get().pk == filing_id
    (letter,) = read(b"".join(lin.get(f"/superior/filings/{filing_id}/letter.pdf").streaming_content))
    assert "青岚大学人文学院党委" in letter
    book = ZipFile(
        BytesIO(b"".join(lin.get(f"/branches/{people.branch_id}/years/2026/book.zip").streaming_content))
    )
    assert book.testzip() is None
    index = book.read("index.html").decode()
    for number, member in enumerate(("林曼青", "许明远", "韩若水", "沈知行", "周予安"), 1):
        assert member in index
        assert f"paper/register-{number:03}.pdf" in index
    forms = read(book.read("paper/register-005.pdf"))
    assert any("指导学生修改论文，两课时。" in page for page in forms)
