"""年度存档 as one ZIP that opens without this system: pages, papers, data, and the digest of each (R61, R63)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Final

from fenming.prints.bundle import write_bundle
from fenming.prints.ledger_book import ledger_book_pdf, ledger_table
from fenming.prints.paper import file_name
from fenming.prints.posting_sheet import posting_sheet_pdf
from fenming.prints.register_form import register_form_pdf
from fenming.prints.standard_paper import standard_pdf
from fenming.prints.tables import Column, Kind, Table, csv_file
from fenming.prints.year_book_html import (
    Link,
    check_page,
    form_path,
    index_page,
    member_page,
    member_path,
    posting_page,
    posting_path,
    sheet_path,
)
from fenming.queries.ledger_book import LedgerBook
from fenming.queries.register_form_view import RegisterForm
from fenming.queries.year_book import BookMember, YearBook
from fenming.rules.year_archive import MANIFEST, STANDARD, STATEMENTS, TABLE

DATA: Final = {
    MANIFEST: "哪个支部、哪一年，下面各个文件的摘要",
    TABLE: "报送的表，一字不改",
    STATEMENTS: "结算的每一行和每一道限额",
    STANDARD: "年末施行的积分标准",
    "members.csv": "名册上的人",
    "standings.csv": "身份和岗位",
    "exemptions.csv": "免予积分的起止",
    "entries.csv": "台账的每一笔",
    "lines.csv": "报送的表，给人看的",
    "documents.csv": "依据",
}
_FACTS: Final = (
    ("序号", Kind.COUNT), ("姓名", Kind.TEXT), ("日期", Kind.DAY), ("项目", Kind.TEXT), ("类别", Kind.TEXT),
    ("事由和依据", Kind.TEXT), ("申报", Kind.POINTS), ("初评", Kind.POINTS), ("评定", Kind.POINTS),
    ("计入", Kind.POINTS), ("备注", Kind.TEXT),
)  # fmt: skip
Facts = list[tuple[BookMember, RegisterForm]]


def year_book_file(
    view: YearBook, *, forms: Iterable[RegisterForm], ledger: LedgerBook | None, check_address: str
) -> IO[bytes]:
    """The ZIP, to be read from its beginning: the same bytes for the same filing. Forms are in the order of the table.

    `check_address` is where anyone checks the code of a posted sheet. Refused `unprintable` as every form.
    """
    return write_bundle(_files(view, iter(forms), ledger, check_address))[0]


def year_book_name(view: YearBook) -> str:
    """`年度存档_人文学院教工第二党支部_2026年度`, without an ending."""
    return file_name("年度存档", view.branch, f"{view.year}年度")


def _files(
    view: YearBook, forms: Iterator[RegisterForm], ledger: LedgerBook | None, check_address: str
) -> Iterator[tuple[str, bytes]]:
    """Papers one at a time; of the facts only the words are kept, for their table."""
    data = [(f"data/{name}", DATA[name]) for name in view.parts]
    papers: list[Link] = [("paper/standard.pdf", "积分标准和没有写明之处的读法")]
    if ledger is not None:
        papers.append(("paper/ledger.pdf", "积分台账"))
        data += [("data/ledger.csv", "积分台账，给人看的"), ("data/facts.csv", "每件事的事由和三个分")]
    papers += [(sheet_path(one), one.shown.title) for one in view.postings]
    if view.full:
        papers += [(form_path(one), f"党员积分登记表，{one.name}") for one in view.members]
    yield "index.html", index_page(view, papers=papers, data=data)
    yield "check.html", check_page(view)
    for posting in view.postings:
        yield posting_path(posting), posting_page(view, posting)
        yield sheet_path(posting), posting_sheet_pdf(posting.shown, check_address=check_address)
    for name, content in view.parts.items():
        yield f"data/{name}", content
    yield "paper/standard.pdf", standard_pdf(view.standard)
    if ledger is not None:
        yield "paper/ledger.pdf", ledger_book_pdf(ledger)
        yield "data/ledger.csv", csv_file(ledger_table(ledger))
    yield from _members(view, forms)


def _members(view: YearBook, forms: Iterator[RegisterForm]) -> Iterator[tuple[str, bytes]]:
    facts: Facts = []
    for one in view.members:
        form = next(forms) if view.full else None
        yield member_path(one), member_page(view, one, form)
        if form is not None:
            facts.append((one, form))
            yield form_path(one), register_form_pdf(form)
    if view.full:
        yield "data/facts.csv", csv_file(_facts(facts))


def _facts(facts: Facts) -> Table:
    return Table(
        title="事由和三个分",
        sheet="事由",
        columns=tuple(Column(*one) for one in _FACTS),
        rows=(
            (
                one.number, one.name, row.day, row.title, row.bucket, row.said, row.claimed_centi,
                row.assessed_centi, row.determined_centi, row.counted_centi, "".join(row.notes),
            )
            for one, form in facts
            for row in form.rows
        ),
    )  # fmt: skip
