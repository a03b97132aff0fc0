"""移交清单: what one committee hands to the next, in numbers, with the books beside it; nobody's matter is named."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import ZipFile

import pytest

from fenming.prints.bundle import SUMS, write_bundle
from fenming.prints.handover import handover_file, handover_name, handover_pdf
from fenming.queries.handover import Handover, Period, handover, ledgers_of
from fenming.queries.handover_counts import Kept, Waiting
from fenming.queries.roster import OfficeRow
from fenming.rules.ledger import short_code
from tests.actions._objections import objected, wall
from tests.cast import at
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.looking import looks_as_kept, read
from tests.prints.test_books import BOOK, BRANCH, PAPER, ROSTER

VIEW = Handover(
    branch_id=2,
    branch=BRANCH,
    day=date(2026, 6, 10),
    kept=(Kept("现有党员", 24, "名"), Kept("登记、申报的事项", 312, "件")),
    waiting=(Waiting("待初评的事项", 3, None), Waiting("待答复的异议", 1, date(2026, 6, 18))),
    periods=(Period("2025年度", "已备案，备案号 院党委备〔2026〕4号", ""), Period("2026年第一季度", "已锁定", "7K3M-92QF-0AXB")),
    offices=(OfficeRow("林曼青", "支部书记", date(2026, 1, 5), "院党委〔2026〕1号"),),
    seq=241,
    code="3N8T-0W5D-YK2C",
    broken=None,
    years=(2026,),
    roster=ROSTER,
    standard=PAPER,
)  # fmt: skip
ENCLOSED = [("积分台账_青岚大学人文学院教工第二党支部_2026年度.pdf", "7K3M-92QF-0AXB")]


def opened(file: IO[bytes]) -> dict[str, bytes]:
    with ZipFile(BytesIO(file.read())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_list_says_what_is_handed_over_what_waits_and_who_signs() -> None:
    printed = handover_pdf(VIEW, ENCLOSED)
    assert looks_as_kept("handover", printed)
    page = "".join(read(printed))
    for words in (
        "2登记、申报的事项312件",
        "积分台账记到第241号，末号核对码3N8T-0W5D-YK2C。编制本清单时从第1号起逐笔核对，与原来记的相符。",
        "2待答复的异议12026年6月18日",
        "2025年度已备案，备案号院党委备〔2026〕4号",
        "移交人（签名）",
        "接收人（签名）",
        "监交人（签名）",
    ):
        assert words in page, words
    assert "从第7号起与原来记的不符" in "".join(read(handover_pdf(replace(VIEW, broken=7), [])))
    assert "没有未办完的事。" in "".join(read(handover_pdf(replace(VIEW, waiting=()), [])))


def test_the_kit_has_the_books_and_the_list_names_the_code_of_each() -> None:
    parts = opened(handover_file(VIEW, [BOOK]))
    assert list(parts) == [
        f"党员名册_{BRANCH}_2026年6月10日.pdf",
        f"积分标准_{BRANCH}_第1版.pdf",
        f"积分台账_{BRANCH}_2026年第二季度.pdf",
        "移交清单.pdf",
        SUMS,
    ]
    page = "".join(read(parts["移交清单.pdf"]))
    for name in list(parts)[:3]:
        assert short_code(sha256(parts[name]).hexdigest()) in page
    assert handover_name(VIEW) == f"移交清单_{BRANCH}_2026年6月10日"


def test_a_bundle_is_checked_by_sha256sum_and_is_the_same_twice(tmp_path: Path) -> None:
    files = [("members/1.html", b"one"), ("党员.csv", "二".encode())]
    made, digest = write_bundle(files)
    content = made.read()
    assert write_bundle(files)[0].read() == content
    with ZipFile(BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    checked = subprocess.run(["sha256sum", "-c", SUMS], cwd=tmp_path, capture_output=True, check=True)
    assert checked.stdout.decode().count("OK") == 2
    assert digest == sha256((tmp_path / SUMS).read_bytes()).hexdigest()
    with pytest.raises(ValueError, match="twice"):
        write_bundle([("a", b""), ("a", b"")])


@pytest.mark.django_db
def test_a_branch_hands_over_and_the_committee_above_gets_the_list_without_the_ledger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = wall()
    people = scene.people
    objected(scene)
    now = at(2026, 4, 7)
    stop_clock(monkeypatch, now)
    view = handover(actor_id=people.lin, branch_id=people.branch_id, today=now.date())
    assert Waiting("待答复的异议", 1, date(2026, 4, 17)) in view.waiting
    assert Kept("现有党员", 7, "名") in view.kept
    assert ("2026年第一季度", "公示中") in [(one.name, one.word) for one in view.periods]
    assert view.broken is None
    assert [book.period for book in ledgers_of(view)] == ["2026年度"]
    above = handover(actor_id=people.gao, branch_id=people.branch_id, today=now.date())
    assert not list(ledgers_of(above))
    assert "下载移交清单" in text(client_of(people.lin).get("/offices"))
    assert "下载移交清单" not in text(client_of(people.he).get("/offices"))
    response = client_of(people.lin).get(f"/branches/{people.branch_id}/handover.zip")
    parts = opened(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    words = "".join("".join(read(part)) for name, part in parts.items() if name.endswith(".pdf"))
    assert "待答复的异议12026年4月17日" in words
    assert "布置学院读书会会场" not in words
    assert "当天做了两次" not in words, "what an objection says stays between those concerned"
