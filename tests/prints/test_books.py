"""Ledger, roster, standard, a member's file and the explanation of a score as they are printed: what stands on them, for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from python_calamine import CalamineWorkbook

from fenming.prints.explanation import explanation_name, explanation_pdf
from fenming.prints.ledger_book import ledger_book_name, ledger_book_pdf, ledger_table
from fenming.prints.points_file import points_file_name, points_file_pdf
from fenming.prints.roster_paper import roster_name, roster_pdf, roster_table
from fenming.prints.standard_paper import standard_name, standard_pdf
from fenming.prints.tables import xlsx_file
from fenming.queries.counter_entries import Figures
from fenming.queries.explanation import ExplainedBucket, ExplainedItem, ExplainedLine, Explanation
from fenming.queries.files.choices import choices
from fenming.queries.files.standards import DEFAULT_FILE
from fenming.queries.ledger_book import LedgerBook, LedgerRow
from fenming.queries.member import MemberHistory, Row
from fenming.queries.points_file import FiledItem, FiledYear, PointsFile
from fenming.queries.register_form_view import RegisterTotals
from fenming.queries.roster_paper import RosterLine, RosterPaper
from fenming.queries.standard_page import VersionLine, in_words
from fenming.queries.standard_paper import OpenQuestion, StandardPaper
from fenming.rules.standard import load_standard
from fenming.rules.standard_settings import SUPPORTED
from fenming.rules.standard_words import SETTING_WORDS, settings_in_words, value_in_words
from fenming.rules.terms import Refused
from tests.actions._corrections import confirmed, proposed
from tests.actions._objections import entry_of, found, objected, wall
from tests.cast import at
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.looking import looks_as_kept, read

BRANCH = "青岚大学人文学院教工第二党支部"
ENTRY = LedgerRow(
    1, date(2026, 4, 1), date(2026, 2, 11), 5, "周予安", "教书育人、指导学生", 1, "", 100, "评定",
    "2026年4月1日党员大会第1号决议", None, 3, "",
)  # fmt: skip
BACK = replace(
    ENTRY, seq=3, kind="冲正", points_centi=-100, basis="笔误更正，许明远提出，韩若水复核", reverses=1,
    taken_back_by=None, reason="笔误：签到表上是两次。",
)  # fmt: skip
BOOK = LedgerBook(
    BRANCH, "2026年第二季度", (ENTRY, replace(ENTRY, seq=2, title="表彰奖励", level="省级", taken_back_by=None), BACK), 1, "7K3M-92QF-0AXB"
)  # fmt: skip
ROSTER = RosterPaper(
    BRANCH,
    date(2026, 6, 10),
    (
        RosterLine(
            1, "林曼青", "教师岗", "正式党员", date(2026, 1, 5), "第一党小组", "支部书记、系统管理员", ""
        ),
        RosterLine(7, "蒋雨桐", "教师岗", "预备党员", date(2026, 1, 5), "", "", "预备期到2027年1月5日"),
    ),
    1,
)
STANDARD = load_standard(DEFAULT_FILE.read_text("utf-8"))
PAPER = StandardPaper(
    BRANCH,
    VersionLine(1, date(2026, 1, 5), "支部党员大会2026年1月5日决议", "林曼青", STANDARD.digest),
    in_words(STANDARD),
    "本支部没有列靠后名单的决议。",
    tuple(OpenQuestion(code, said, settings_in_words(STANDARD).get(code, ())) for code, said in choices()),
)
HISTORY = MemberHistory(
    membership_id=5, no=5, name="周予安", is_own=True, status="正式党员", post="教师岗", since=date(2025, 3, 1),
    until=None, due_on=None, came_from="青岚大学理学院教工党支部", came_by="介绍信〔2025〕7号", went="", went_to="",
    went_by="", sees_leaving=False, prints_form=True, prints_file=True,
    standings=(Row("正式党员，教师岗", date(2025, 3, 1), None, "院党委〔2025〕3号"),), probation=(), absences=(),
    offices=(Row("积分记录员", date(2025, 4, 1), date(2026, 1, 4), "支部党员大会2025年4月1日"),), verbs=(),
)  # fmt: skip
YEAR = FiledYear(
    2025, True, 6000, 1500, 300, 100, 7700, False, "合格", "优秀", (("第四季度", 7700, "7K3M-92QF-0AXB"),),
    (FiledItem("履职分", "教书育人、指导学生", 4, 1500), FiledItem("扣分", "迟到早退", 2, -100)),
)  # fmt: skip
FILE = PointsFile(
    BRANCH, date(2026, 6, 30), HISTORY,
    (YEAR, replace(YEAR, number=2026, announced=False, suggested_grade="", grade=None, quarters=(), items=(), duty_centi=0, bonus_centi=0, deduction_centi=0, total_centi=6000)),
)  # fmt: skip
WHY = Explanation(
    branch=BRANCH, name="周予安", status="正式党员", post="教师岗", year=2026, as_of=date(2026, 6, 30), draft=True,
    totals=RegisterTotals(6000, 750, 0, 0, 6750, "已评定的全年累计"),
    sums="基础分 60 分，加履职分 7.5 分。已评定的全年累计合计 67.5 分。", limits=(),
    buckets=(
        ExplainedBucket("履职分", (
            ExplainedItem(
                "教书育人、指导学生", "每次 1 分，全年至多 5 分", 50,
                (ExplainedLine(date(2026, 2, 11), "指导 6 名师范生试讲并逐一点评。" * 4, "公示中", 100, 50),),
                ("2月11日这一件申报 2 分，初评 1 分。理由：与同类事项核对。（支部，3月10日）",),
            ),
        )),
    ),
    standard="党员积分标准（默认）",
)  # fmt: skip
PRINTS: dict[str, tuple[Callable[[Any], bytes], Callable[[Any], str], Any]] = {
    "ledger_book": (ledger_book_pdf, ledger_book_name, BOOK),
    "roster_paper": (roster_pdf, roster_name, ROSTER),
    "standard_paper": (standard_pdf, standard_name, PAPER),
    "points_file": (points_file_pdf, points_file_name, FILE),
    "explanation": (explanation_pdf, explanation_name, WHY),
}


@pytest.mark.parametrize("form", PRINTS)
def test_it_looks_as_it_did_and_gives_the_same_bytes(form: str) -> None:
    pdf, _, view = PRINTS[form]
    printed = pdf(view)
    assert looks_as_kept(form, printed)
    assert printed == pdf(view)


def test_files_are_named_so_that_the_office_finds_them() -> None:
    names = [name(view) for _, name, view in PRINTS.values()]
    assert names == [
        f"积分台账_{BRANCH}_2026年第二季度",
        f"党员名册_{BRANCH}_2026年6月10日",
        f"积分标准_{BRANCH}_第1版",
        "个人积分档案_周予安_到2026年6月30日",
        "得分说明_周予安_2026年度",
    ]


def test_the_ledger_says_who_determined_and_what_a_counter_entry_takes_back() -> None:
    (page,) = read(ledger_book_pdf(BOOK))
    for words in (
        "12026.4.12026.2.11周予安教书育人、指导学生1次1评定2026年4月1日党员大会第1号决议已由第3号冲正。",
        "省级",
        "笔误更正，许明远提出，韩若水复核冲第1号。笔误：签到表上是两次。",
        "本期记账3笔，其中冲正1笔，首号第1号，末号第3号。末号核对码7K3M-92QF-0AXB。",
        "积分记录员（签名）",
    ):
        assert words in page
    assert "本期没有记账。" in read(ledger_book_pdf(replace(BOOK, rows=(), code="")))[0]


def test_the_roster_counts_what_it_lists() -> None:
    (page,) = read(roster_pdf(ROSTER))
    assert "截至2026年6月10日" in page
    assert "7蒋雨桐预备党员教师岗2026年1月5日预备期到2027年1月5日" in page
    assert "共2名党员，其中正式党员1名，预备党员1名。" in page


def test_ledger_and_roster_are_spreadsheets_too() -> None:
    content = xlsx_file(ledger_table(BOOK), roster_table(ROSTER))
    ledger, roster = (CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(n) for n in (0, 1))
    assert ledger.name == "积分台账2026年第二季度"
    assert ledger.to_python()[3][:9] == [
        3,
        date(2026, 4, 1),
        date(2026, 2, 11),
        5,
        "周予安",
        "教书育人、指导学生",
        1,
        "",
        -1,
    ]
    assert roster.to_python()[1][:5] == [1, "林曼青", "正式党员", "教师岗", date(2026, 1, 5)]


def test_the_standard_says_how_each_open_question_is_answered() -> None:
    page = "".join(read(standard_pdf(PAPER)))
    assert len(PAPER.questions) == 36
    assert "A11封顶放在扣分以后" in page
    assert "封顶的先后：先减扣分，再封顶" in page
    assert "公示后提异议：5个工作日；答复异议：10个工作日" in page


def test_every_value_a_standard_may_have_has_its_words() -> None:
    assert SETTING_WORDS.keys() == SUPPORTED.keys()
    for key, values in SUPPORTED.items():
        assert all(value_in_words(key, value) for value in values), key


def test_a_file_tells_years_that_are_over_and_one_that_runs() -> None:
    page = "".join(read(points_file_pdf(FILE)))
    for words in (
        "由青岚大学理学院教工党支部转入（介绍信〔2025〕7号）。",
        "2025年度60153−177合格优秀",
        "扣分迟到早退2次−1",
        "各季度公示时的全年累计：第四季度77分（公示单7K3M-92QF-0AXB）。",
        "2026年度6000060未公布未评议",
        "本年度的结果还没有公布",
    ):
        assert words in page, words


def test_the_explanation_tells_what_was_changed_and_is_a_draft_until_settled() -> None:
    (page,) = read(explanation_pdf(WHY))
    assert "基础分60分，加履职分7.5分。已评定的全年累计合计67.5分。" in page
    assert "申报2分，初评1分。理由：与同类事项核对。" in page
    assert "草稿" in page
    assert "草稿" not in read(explanation_pdf(replace(WHY, draft=False)))[0]


@pytest.mark.parametrize(
    ("form", "view"),
    [
        ("ledger_book", replace(BOOK, rows=(replace(ENTRY, name="周\U00030edd安"),))),
        ("roster_paper", replace(ROSTER, lines=(replace(ROSTER.lines[0], name="周\U00030edd安"),))),
        ("points_file", replace(FILE, history=replace(HISTORY, name="周\U00030edd安"))),
        ("explanation", replace(WHY, name="周\U00030edd安")),
    ],
)
def test_a_name_the_fonts_lack_is_told_before_anything_is_printed(form: str, view: Any) -> None:
    with pytest.raises(Refused, match="在打印用的字库里没有"):
        PRINTS[form][0](view)


@pytest.mark.django_db
def test_what_stands_in_the_books_of_a_branch(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = wall()
    people = scene.people
    found(scene, objected(scene), "upheld", figures=Figures("DT2", date(2026, 2, 11), quantity=2))
    confirmed(scene, proposed(scene, entry_of(scene.changed), quantity=1, day=date(2026, 2, 14)))
    stop_clock(monkeypatch, at(2026, 4, 20))
    secretary = client_of(people.lin)
    assert "记账" in text(secretary.get("/ledger"))

    def words(path: str) -> str:
        response = secretary.get(path)
        assert response.status_code == 200, path
        assert unquote(response["Content-Disposition"]).endswith(".pdf")
        return "".join(read(b"".join(response.streaming_content)))

    first, second = words("/ledger/2026-1.pdf"), words("/ledger/2026-2.pdf")
    assert "党员大会第1号决议" in first
    assert "已由第" in first
    assert "支部核实异议的结论" in second
    assert "经核实更正。" in second
    assert "笔误：" in second
    assert "签到表上有两次签名" not in second, "what was found on an objection is told to the one concerned"
    assert "布置学院读书会会场" not in words("/ledger/2026.pdf"), "no sentence of a matter"
    roster = words("/roster/on/2026-04-20.pdf")
    assert "林曼青" in roster
    assert "支部书记" in roster
    assert "党员积分标准" in words("/standard/paper.pdf")
    assert "2026年度" in words(f"/roster/{people.m_zhou}/points-file.pdf")
    assert "初评没有认定。理由：与同类事项核对。" in words(f"/roster/{people.m_zhou}/explanation/2026.pdf")
    for wrong in (
        "/roster/on/2026-04-21.pdf",
        "/roster/on/2026-13-01.pdf",
        "/ledger/2026-5.pdf",
        "/ledger/2019.pdf",
    ):
        assert secretary.get(wrong).status_code == 404, wrong
