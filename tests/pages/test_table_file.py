"""The tables of a page as files: which pages have them, under which address, and what the file is called.

That a file holds what its page shows and nothing besides: test_sweep_queries.py, which opens every page.
"""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import openpyxl
import pytest

from fenming.pages import table_file
from fenming.pages.table_file import TABLES
from tests.actions._objections import wall
from tests.cast import at
from tests.pages.browse import client_of, stop_clock, text

TEMPLATES = Path(table_file.__file__).with_name("templates")
# pages with a table and no file of it, and why
WITHOUT = {
    "appealable.html": "a choice that leads to a form; the lines are those of one's statement",
    "correction.html": "what one correction changes, in three cells",
    "form_batches.html": "files that were made, each to be fetched there",
    "form_template.html": "what may stand in a template",
    "form_templates.html": "the templates, each to be fetched there",
    "home.html": "the latest lines of one's statement",
    "import_check.html": "a form to be confirmed, of a file that was handed in",
    "import_new.html": "which columns a file must have; a template is handed out there",
    "imports.html": "files that were handed in and wait to be looked at, for a day",
    "leaving_statement.html": "a paper that is printed and sealed",
    "meeting_close.html": "a form; afterwards the minutes hold it",
    "meeting_report_back.html": "the projector; the minutes hold it afterwards",
    "meeting_room.html": "the projector; the minutes hold it afterwards",
    "meeting_single_out.html": "buttons of a meeting under way",
    "objectable.html": "a choice that leads to a form; the lines are those of one's statement",
    "opening.html": "what is wrong in a file that was handed in",
    "opening_check.html": "a form to be confirmed; afterwards everyone's points stand in the postings",
    "papers.html": "a list of files",
    "posting.html": "a paper that is put up; the lines stand in the members' sheet beside it",
    "proposal_notice.html": "a paper that is handed over",
    "reopening.html": "what one proposal changes, in three cells",
    "roll_call_check.html": "a form to be confirmed",
    "setup_standard.html": "a standard before it is adopted; afterwards it is a page of its own",
    "sign_in.html": "the accounts of a demo",
    "slips_ask.html": "a form to be confirmed",
    "transfer_in.html": "who waits for a form",
    "veto.html": "the sums of one statement",
    "year_begin.html": "roster and offices once more, before a form",
}


def included(name: str) -> set[str]:
    """The template and everything it includes."""
    text = (TEMPLATES / name).read_text("utf-8")
    return {name}.union(*(included(one) for one in re.findall(r'{% include "([^"]+)"', text)))


def test_every_page_with_a_table_gives_it_or_says_why_not() -> None:
    pages = [one for one in sorted(TEMPLATES.glob("*.html")) if "{% extends" in one.read_text("utf-8")]
    with_table = {
        page.name for page in pages if any("<table" in (TEMPLATES / one).read_text("utf-8") for one in included(page.name))
    }  # fmt: skip
    assert with_table == (set(TABLES) & with_table) | set(WITHOUT)
    assert not set(TABLES) & set(WITHOUT)


def name_of(response: Any) -> str:
    return unquote(str(response["Content-Disposition"])).rsplit("''", 1)[1]


@pytest.mark.django_db
def test_the_same_address_gives_the_page_and_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    people = wall().people
    stop_clock(monkeypatch, at(2026, 4, 2))
    lin = client_of(people.lin)
    page = text(lin.get("/roster?group=7&branch="))
    assert "带走本页的表格" in page
    assert 'href="?group=7&amp;branch=&amp;as=xlsx"' in page, "what is filtered stays filtered"
    book = lin.get("/roster?as=xlsx")
    assert name_of(book) == "党员名册.xlsx"
    sheets = openpyxl.load_workbook(BytesIO(book.content))
    assert sheets.sheetnames == ["党员", "现任职务"]
    assert sheets["党员"]["B2"].value == "林曼青"
    assert "登录名" in [cell.value for cell in sheets["党员"][1]]
    packed = lin.get("/roster?as=csv")
    assert name_of(packed) == "党员名册.zip", "CSV knows no sheets"
    with ZipFile(BytesIO(packed.content)) as parts:
        assert parts.namelist() == ["党员名册.csv", "现任职务.csv"]
    lines = list(csv.reader(StringIO(lin.get("/meetings?as=csv").content.decode("utf-8-sig"))))
    assert lines[0] == ["会议", "日期", "地点", "状态", "补录于"]
    assert lines[1][1] == "2026-03-28"
    assert "带走本页的表格" in text(lin.get("/roster?as=pdf")), "anything else is the page"
    others = openpyxl.load_workbook(BytesIO(client_of(people.zhou).get("/roster?as=xlsx").content))
    assert "登录名" not in [cell.value for cell in others["党员"][1]]
    assert client_of(people.zhou).get("/vetoes?as=xlsx").status_code == 403
    assert client_of(people.deng).get(f"/roster/{people.m_zhou}?as=csv").status_code == 404
    assert "带走本页的表格" not in text(lin.get("/vetoes")), "nothing to take"
    assert "带走本页的表格" not in text(lin.post("/roster/members", {"lines": "", "key": "k"})), (
        "a form came back"
    )
