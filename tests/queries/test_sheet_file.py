"""核对文件: a sheet as a file fits its code, and any change of it does not (R39, A18)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fenming.jobs.cli import main
from fenming.queries.posting_sheet import Adopted, Sheet, SheetLine, Term, sheet_content
from fenming.queries.sheet_file import LARGEST, read_sheet_file, sheet_file
from fenming.rules.ledger import canonical_bytes, short_code
from fenming.rules.terms import Refused

SHEET = Sheet(
    branch_id=2, branch="青岚大学人文学院教工第二党支部", year=2026, quarter=1, counted_to=date(2026, 3, 31),
    held_on=date(2026, 4, 1),
    term=Term(date(2026, 4, 2), date(2026, 4, 9), date(2026, 4, 16), 5, 10), members=2,
    lines=(SheetLine(1, 7, 8050), SheetLine(2, 9, 6000)),
    standard=Adopted(1, "a" * 64, date(2026, 1, 1), "示例"), ledger_seq=3, head_hash="b" * 64,
)  # fmt: skip


def written(sheet: Sheet = SHEET) -> bytes:
    text = canonical_bytes(sheet_content(sheet))
    return sheet_file(code=short_code(sha256(text).hexdigest()), text=text.decode())


def test_the_file_holds_the_sheet_and_the_code_on_the_paper() -> None:
    found = read_sheet_file(written())
    assert found.sheet == SHEET
    assert found.code == short_code(sha256(canonical_bytes(sheet_content(SHEET))).hexdigest())


def test_how_it_is_laid_out_does_not_matter() -> None:
    content = json.loads(written())
    assert read_sheet_file(json.dumps(content, ensure_ascii=True).encode()).sheet == SHEET
    assert read_sheet_file(b"\xef\xbb\xbf" + written()).sheet == SHEET


@pytest.mark.parametrize(
    "changed",
    [
        replace(SHEET, lines=(SheetLine(1, 7, 8100), SheetLine(2, 9, 6000))),
        replace(SHEET, lines=SHEET.lines[:1]),
        replace(SHEET, members=3),
        replace(SHEET, term=replace(SHEET.term, last_day=date(2026, 4, 8))),
        replace(SHEET, branch="青岚大学人文学院教工第一党支部"),
        replace(SHEET, head_hash="c" * 64),
    ],
)
def test_a_changed_sheet_does_not_fit_its_code(changed: Sheet) -> None:
    content = json.loads(written()) | {"sheet": json.loads(canonical_bytes(sheet_content(changed)))}
    with pytest.raises(Refused) as refused:
        read_sheet_file(json.dumps(content).encode())
    assert refused.value.code == "altered"
    assert read_sheet_file(written()).code in refused.value.sentence


def read_or_refused(data: bytes) -> Sheet | str:
    try:
        return read_sheet_file(data).sheet
    except Refused as refused:
        return refused.code


@given(place=st.integers(0, len(written()) - 1), byte=st.integers(0, 255))
def test_no_single_byte_changes_what_is_said_unnoticed(place: int, byte: int) -> None:
    """A changed byte is refused, or it was one that only lays the file out and the sheet is the same."""
    data = bytearray(written())
    data[place] = byte
    assert read_or_refused(bytes(data)) in (SHEET, "altered", "not_a_sheet", "later_edition")


def content_without(key: str) -> bytes:
    sheet = {name: value for name, value in sheet_content(SHEET).items() if name != key}
    code = short_code(sha256(canonical_bytes(sheet)).hexdigest())
    return sheet_file(code=code, text=json.dumps(sheet))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[]", b"null", b"PK\x03\x04", "公示单".encode("gb18030"), b"[" * 5000, b"9" * 5000,
        b'{"format":"fenming-sheet","edition":1}',
        b'{"format":"fenming-sheet","edition":1,"code":"0000-0000-0000","sheet":1.5}',
        b'{"format":"fenming-sheet","edition":"1"}', content_without("term"), b" " * (LARGEST + 1),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_sheet_file(data)
    assert refused.value.code == "not_a_sheet"


def test_a_later_edition_is_not_half_understood() -> None:
    with pytest.raises(Refused, match="更新的版本") as refused:
        read_sheet_file(json.dumps(json.loads(written()) | {"edition": 2}).encode())
    assert refused.value.code == "later_edition"


def test_on_the_command_line_without_a_database(tmp_path: Path, capsys: Any) -> None:
    path, code = tmp_path / "公示单.json", read_sheet_file(written()).code
    path.write_bytes(written())
    assert main(["verify", str(path)]) == 0
    assert f"公示编号 {code}。请看它是不是与纸上印的编号一样。" in capsys.readouterr().out
    assert main(["verify", str(path), "--code", code.lower()]) == 0
    assert "相符：青岚大学人文学院教工第二党支部，2026年第1季度，列出 2 名" in capsys.readouterr().out
    assert main(["verify", str(path), "--code", "0000-0000-0000"]) == 1
    assert f"不相符：{path} 的公示编号是 {code}，不是 0000-0000-0000。" in capsys.readouterr().err
    path.write_bytes(written().replace(b"8050", b"8550"))
    assert main(["verify", str(path)]) == 1
    assert "文件的内容或编号被改动过" in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "nowhere.json")]) == 1
    assert "读不了" in capsys.readouterr().err
    assert main(["verify", "--code", code]) == 1
    assert "备份没有公示编号或档案编号" in capsys.readouterr().err
