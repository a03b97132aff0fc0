"""年度存档: a filed year that opens without this system; nothing in it runs but the page that checks its digests."""

from __future__ import annotations

import csv
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, sync_playwright

from fenming.prints.bundle import SUMS
from fenming.prints.year_book import year_book_file, year_book_name
from fenming.queries.posting import ShownLine, ShownSheet
from fenming.queries.posting_sheet import Adopted, Sheet, SheetLine, Term
from fenming.queries.register_form_view import RegisterForm, RegisterRow, RegisterTotals
from fenming.queries.year_book import (
    BookLine,
    BookMember,
    BookPosting,
    YearBook,
    book_forms,
    book_ledger,
    year_book,
)
from fenming.rules.ledger import short_code
from fenming.rules.terms import Refused
from tests.cast import at, cast
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.looking import read
from tests.prints.test_books import BOOK, BRANCH, PAPER
from tests.queries.year_scene import corrected

EVIL = "<script>document.title='坏'</script>&\"'"
LINE = BookLine(date(2025, 3, 1), "履职分", "教书育人、指导学生", 1, 100, 50, ("按频次",))
ONE = BookMember(
    1, 5, "周予安", "教师岗", 6000, 750, 0, 100, 6650, "基本合格", "合格", EVIL, True, False, (), (LINE,)
)
SHEET = Sheet(
    2, BRANCH, 2025, 4, date(2025, 12, 31), date(2026, 1, 8),
    Term(date(2026, 1, 9), date(2026, 1, 15), date(2026, 1, 22), 5, 10), 2, (SheetLine(1, 5, 6650),),
    Adopted(1, "0" * 64, date(2025, 1, 5), "第1版"), 241, "1" * 64,
)  # fmt: skip
SHOWN = ShownSheet(
    "7K3M-92QF-0AXB", SHEET, "2025年第四季度党员积分公示", (ShownLine(1, "周予安", 6650),),
    "电话 0000-0000000，文学馆 204 室", "青岚大学人文学院党委", True, None,
)  # fmt: skip
VIEW = YearBook(
    branch_id=2, branch=BRANCH, superior="青岚大学人文学院党委", year=2025, round=1, state="已备案，备案号 院党委备〔2026〕4号",
    full=True, code="7K3M-92QF-0AXB", head_seq=241, head_code="3N8T-0W5D-YK2C",
    members=(ONE, replace(ONE, number=2, membership_id=6, name=f"何苗{EVIL}", lines=(), reason="")),
    totals=(("列入本表", 2), ("参加评议", 2)),
    postings=(BookPosting("2" * 64, SHOWN),),
    documents=(("标准", EVIL, "2025-01-05"), ("解除否决", "院纪委〔2025〕2号", "")),
    standard=PAPER,
    parts={"manifest.json": b"{}", "filing.json": b"{}"},
)  # fmt: skip
FORM = RegisterForm(
    BRANCH, "周予安", "正式党员", "教师岗", "2025年度", date(2025, 12, 31), False,
    (RegisterRow(date(2025, 3, 1), "教书育人、指导学生", "履职分", EVIL, 100, 100, 100, 50, ("按余额计。",)),),
    RegisterTotals(6000, 750, 0, 100, 6650, "年度结算"),
)  # fmt: skip


def opened(file: IO[bytes]) -> dict[str, bytes]:
    with ZipFile(BytesIO(file.read())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def made(view: YearBook = VIEW) -> dict[str, bytes]:
    full = view.full
    return opened(
        year_book_file(
            view,
            forms=[FORM, replace(FORM, name="何苗", rows=())] if full else [],
            ledger=BOOK if full else None,
            check_address="http://127.0.0.1:8000/verify",
        )
    )


def laid_out(parts: dict[str, bytes], folder: Path) -> Path:
    for name, content in parts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_it_holds_pages_papers_data_and_a_digest_of_each(tmp_path: Path) -> None:
    parts = made()
    assert list(parts) == [
        "index.html", "check.html", "postings/posting-4.html", "paper/sheet-4.pdf", "data/manifest.json", "data/filing.json",
        "paper/standard.pdf", "paper/ledger.pdf", "data/ledger.csv", "members/member-001.html",
        "paper/register-001.pdf", "members/member-002.html", "paper/register-002.pdf", "data/facts.csv", SUMS,
    ]  # fmt: skip
    assert year_book_name(VIEW) == f"年度存档_{BRANCH}_2025年度"
    assert parts == made(), "the same filing gives the same bytes"
    assert len({name.rpartition("/")[2] for name in parts}) == len(parts), (
        "a file picked by itself is known by its name"
    )
    index = parts["index.html"].decode()
    links = re.findall(r'href="([^"]+)"', index)
    assert sorted(links) == sorted(set(parts) - {"index.html", SUMS}), (
        "everything is found from the first page"
    )
    laid_out(parts, tmp_path)
    subprocess.run(["sha256sum", "--status", "-c", SUMS], cwd=tmp_path, check=True)
    assert (
        csv.DictReader(parts["data/facts.csv"].decode("utf-8-sig").splitlines()).__next__()["计入"] == "0.50"
    )


def test_everything_in_a_page_is_escaped_and_its_policy_lets_nothing_in() -> None:
    for name, content in made().items():
        if name.endswith(".html"):
            page = content.decode()
            assert "<script>document" not in page, name
            policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
            assert policy, name
            assert policy[1].startswith("default-src &#x27;none&#x27;; style-src &#x27;sha256-"), name
            assert ("script-src" in policy[1]) == (name == "check.html"), name
            assert "http://" not in page, name
            assert "https://" not in page, name


def test_the_copy_for_the_committee_above_has_no_facts_no_forms_and_no_ledger() -> None:
    parts = made(replace(VIEW, full=False))
    assert not [name for name in parts if "register" in name or "ledger" in name or "facts" in name]
    assert "事由" not in parts["members/member-001.html"].decode()
    assert "教书育人、指导学生" in parts["members/member-001.html"].decode()


@contextmanager
def chromium() -> Iterator[Page]:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--lang=zh-CN"]
        )
        yield browser.new_page()
        browser.close()


@pytest.mark.browser
def test_a_browser_reads_it_from_a_folder_and_finds_the_file_that_was_altered(tmp_path: Path) -> None:
    good = laid_out(made(), tmp_path / "good")
    bad = laid_out(made(), tmp_path / "bad")
    target = bad / "paper/register-002.pdf"
    target.write_bytes(target.read_bytes()[:-1] + b"!")
    (bad / "data/filing.json").unlink()
    (bad / "members/more.html").write_text("多出来的")
    with chromium() as page:
        faults: list[str] = []
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((good / "index.html").as_uri())
        page.get_by_role("link", name="周予安", exact=True).first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "周予安"
        assert EVIL in page.content().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        page.get_by_role("link", name="返回目录").click()
        page.get_by_role("link", name="核对文件").click()
        page.set_input_files("#folder", good)
        page.get_by_text("清单上的 14 个文件全部一致。").wait_for()
        assert page.locator("#code").inner_text() == (
            f"档案编号 {short_code('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')}，请同报送函、备案回执上印的比对。"
        )
        page.set_input_files("#files", [path for path in good.rglob("*") if path.is_file()])
        page.get_by_text("清单上的 14 个文件全部一致。").wait_for()
        page.set_input_files("#folder", bad)
        page.get_by_text("1 个不一致，缺少 1 个，见下表。另有 1 个文件不在清单里。").wait_for()
        rows = page.locator("#rows tr").all_inner_texts()
        assert "paper/register-002.pdf\t不一致" in rows
        assert "data/filing.json\t缺少" in rows
        page.set_input_files("#files", [good / "index.html"])
        page.get_by_text("没有清单 SHA256SUMS.txt").wait_for()
        assert faults == []
        for size in (0, 1, 55, 56, 63, 64, 65, 1000):
            content = bytes(number % 251 for number in range(size))
            wanted = sha256(content).hexdigest()
            assert page.evaluate("bytes => sha256(new Uint8Array(bytes))", list(content)) == wanted


@pytest.mark.django_db
def test_a_filed_year_is_kept_by_the_branch_and_by_whoever_it_was_filed_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    corrected(people)
    stop_clock(monkeypatch, at(2027, 4, 1))
    today = date(2027, 4, 1)
    path = f"/branches/{people.branch_id}/years/2026/book.zip"
    response = client_of(people.lin).get(path)
    parts = opened(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    members = [parts[name].decode() for name in parts if name.startswith("members/")]
    assert any("周予安" in page and "实行一票否决" in page for page in members)
    assert not any("违反" in page for page in members), "the kind of a veto is its reason"
    assert "党员积分登记表" in "".join(read(parts["paper/register-001.pdf"]))
    assert "2026年度" in "".join(read(parts["paper/ledger.pdf"]))
    archive = client_of(people.gao).get(f"/superior/filings/{_filing(people)}/archive.zip")
    with ZipFile(BytesIO(archive.content)) as other:
        assert {name: parts[f"data/{name}"] for name in other.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }, "the data are those of the year's archive, to the byte"
    above = year_book(actor_id=people.gao, branch_id=people.branch_id, number=2026, today=today)
    assert not above.full
    assert not list(book_forms(above, today=today))
    assert book_ledger(above) is None
    assert client_of(people.he).get(path).status_code == 403
    assert client_of(people.deng).get(path).status_code == 404
    with pytest.raises(Refused, match="2027年度积分还没有报送"):
        year_book(actor_id=people.lin, branch_id=people.branch_id, number=2027, today=today)
    assert "存档" in text(client_of(people.lin).get("/year/2026"))


def _filing(people: Any) -> int:
    from fenming.records.models import Filing

    return Filing.objects.filter(branch_id=people.branch_id).order_by("-pk")[0].pk
