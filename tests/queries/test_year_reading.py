"""年度档案 from elsewhere: what is worked out again, and everything that is refused, with the sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from fenming.jobs.cli import main
from fenming.queries.files.year_zip import LARGEST, read_archive
from fenming.rules.terms import Refused
from fenming.rules.year_archive import MANIFEST, PARTS
from fenming.rules.year_recompute import recompute
from tests.cast import cast
from tests.conftest import on_a_copy
from tests.queries.year_scene import Parts, content_of, corrected, packed, resealed, rewritten, unpacked

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def content(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The archive of a corrected year, made once."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("year")):
        people = cast()
        return content_of(people, corrected(people))


@pytest.fixture
def parts(content: bytes) -> Parts:
    return unpacked(content)


def refused(content: bytes) -> Refused:
    with pytest.raises(Refused) as found:
        recompute(read_archive(content))
    return found.value


def test_a_year_with_veto_leaving_exemption_and_correction_comes_out_the_same(content: bytes) -> None:
    filed = read_archive(content)
    assert recompute(filed).differences == ()
    assert recompute(filed).faults == ()
    assert filed.table["settlement"]["corrects"] is True
    lines = {line["membership"]: line for line in filed.table["lines"]}
    assert [line["veto"] for line in lines.values()].count(True) == 1
    assert [line["takes_part"] for line in lines.values()].count(False) == 2
    assert any(member.exempt for member in filed.members)
    assert len(filed.entries) == 3
    assert "一票否决" in {kind for kind, *_ in filed.documents}


def test_packed_anew_and_compressed_it_is_the_same_archive(content: bytes, parts: Parts) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in reversed(parts.items()):
            archive.writestr(name, part)
    assert read_archive(stream.getvalue()).code == read_archive(content).code


@pytest.mark.parametrize("name", PARTS)
def test_one_sign_more_in_any_part_is_refused(parts: Parts, name: str) -> None:
    found = refused(packed(parts | {name: parts[name] + b" "}))
    assert found.code == "altered"
    assert f"{name} 与 manifest.json 里记的核对码对不上" in found.sentence


def test_a_year_of_another_length_is_refused(parts: Parts) -> None:
    found = refused(resealed(parts, first_day="2025-01-01"))
    assert (found.code, "年度起止日期" in found.sentence) == ("bad_content", True)


def figure(table: dict[str, Any], statements: dict[str, Any]) -> None:
    table["lines"][0]["total_centi"] += 100


def swapped(table: dict[str, Any], statements: dict[str, Any]) -> None:
    table["lines"][0], table["lines"][1] = table["lines"][1], table["lines"][0]


def another_standard(table: dict[str, Any], statements: dict[str, Any]) -> None:
    table["standard"] = statements["standard"] = "0" * 64


def another_year(table: dict[str, Any], statements: dict[str, Any]) -> None:
    table["year"] = statements["year"] = 2025


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (figure, "lines.csv 第 2 行"),
        (swapped, "列的党员不一样"),
        (another_standard, "standard.toml 与 filing.json 里记的标准核对码对不上"),
        (another_year, "manifest.json 与 filing.json 的支部、年度或报送次数对不上"),
    ],
)
def test_a_part_forged_with_its_digests_does_not_fit_the_others(
    parts: Parts, change: Callable[..., None], sentence: str
) -> None:
    found = refused(rewritten(parts, change))
    assert found.code == "altered"
    assert sentence in found.sentence


def test_figures_raised_everywhere_do_not_follow_from_the_lines(parts: Parts) -> None:
    """The whole forgery: table, statements, table for people, all digests; the entries still say otherwise."""

    def raised(table: dict[str, Any], statements: dict[str, Any]) -> None:
        for one in (table["lines"][1], statements["members"][1]):
            one["total_centi"] += 1000
            one["bonus_centi"] += 1000

    lines = parts["lines.csv"].decode("utf-8-sig").splitlines()
    cells = lines[2].split(",")
    cells[6], cells[8] = f"{float(cells[6]) + 10:.2f}", f"{float(cells[8]) + 10:.2f}"
    lines[2] = ",".join(cells)
    forged = parts | {"lines.csv": "\r\n".join([*lines, ""]).encode("utf-8-sig")}
    found = recompute(read_archive(rewritten(forged, raised)))
    assert [(one.number, one.what) for one in found.differences] == [(2, "加分"), (2, "合计")]
    assert not found.is_same


def entries_of(parts: Parts, *seqs: int) -> bytes:
    """The archive with the entries of these numbers; above 3, copies of the first."""
    head, *rows = parts["entries.csv"].decode().splitlines(keepends=True)
    more = {number: rows[0].replace("1,", f"{number},", 1) for number in range(4, 100)}
    kept = [more.get(number) or rows[number - 1] for number in seqs]
    return resealed(parts | {"entries.csv": "".join([head, *kept]).encode()})


def test_an_entry_left_out_or_written_in_shows_at_its_line(parts: Parts) -> None:
    fewer = recompute(read_archive(entries_of(parts, 2, 3)))
    assert fewer.differences[-1].again == "没有这一笔"
    assert {one.number for one in fewer.differences} == {fewer.differences[0].number}
    other = parts["entries.csv"].decode().replace("DA5", "DT2", 1)
    found = recompute(read_archive(resealed(parts | {"entries.csv": other.encode()})))
    assert "台账第 2 号" in {one.what for one in found.differences}


@pytest.mark.parametrize(
    "seqs", [(1, 2, 3, 9), (1, 3, 2), (1, 1, 2, 3)], ids=["beyond the head", "order", "twice"]
)
def test_what_was_never_in_the_ledger_is_refused(parts: Parts, seqs: tuple[int, ...]) -> None:
    assert "不是这一年台账里的一笔" in refused(entries_of(parts, *seqs)).sentence


def test_an_entry_of_another_year_is_refused(parts: Parts) -> None:
    entries = parts["entries.csv"].decode().replace("2026-03-03", "2025-03-03")
    assert "不是这一年台账里的一笔" in refused(resealed(parts | {"entries.csv": entries.encode()})).sentence


def test_the_statements_are_about_the_same_members(parts: Parts) -> None:
    def without(table: dict[str, Any], statements: dict[str, Any]) -> None:
        statements["members"].pop()

    assert "statements.json 与 filing.json 列的党员不一样" in refused(rewritten(parts, without)).sentence


def test_counter_entries_are_folded_and_none_takes_back_twice(parts: Parts) -> None:
    """The second entry taken back by the third: both fall out, and what was filed does not follow any more."""
    head, first, second, third = parts["entries.csv"].decode().splitlines(keepends=True)
    cells = third.split(",")
    cells[8], cells[9] = "冲正", "2"
    back = resealed(parts | {"entries.csv": "".join([head, first, second, ",".join(cells)]).encode()})
    found = recompute(read_archive(back))
    assert [one.again for one in found.differences if one.what == "台账第 2 号"] == ["没有这一笔"]
    cells[9] = "3"
    itself = resealed(parts | {"entries.csv": "".join([head, first, second, ",".join(cells)]).encode()})
    assert "冲正找不到它冲的那一笔" in refused(itself).sentence


def test_an_entry_of_no_item_or_a_counter_entry_of_nothing_is_refused(parts: Parts) -> None:
    entries = parts["entries.csv"].decode()
    unknown = refused(resealed(parts | {"entries.csv": entries.replace("DT2", "XX9").encode()}))
    assert "积分标准里没有项目“XX9”" in unknown.sentence
    nothing = entries.replace(",评定,,", ",冲正,77,", 1)
    assert "冲正找不到它冲的那一笔" in refused(resealed(parts | {"entries.csv": nothing.encode()})).sentence


def cell(parts: Parts, name: str, old: str, new: str) -> bytes:
    text = parts[name].decode()
    assert old in text
    return resealed(parts | {name: text.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "sentence"),
    [
        ("entries.csv", "2026-03-03", "三月三日", "bad_content", "第 2 行，“日期”写的是“三月三日”，应是2026-03-01 这样的日期"),
        ("entries.csv", "DT2,1,", "DT2,一,", "bad_content", "“次数”写的是“一”，应是数字"),
        ("members.csv", "序号,", "编号,", "bad_content", "members.csv，表头应是“序号、党员号"),
        ("lines.csv", "60.00", "六十", "bad_content", "“基础分”写的是“六十”，应是分数"),
        ("lines.csv", ",是,", ",对,", "bad_content", "应是是或否"),
        ("standings.csv", "正式", "荣誉", "bad_content", "应是正式或预备"),
        ("documents.csv", "标准,", "标准,,", "bad_content", "有 5 栏，应有 4 栏"),
        ("standard.toml", "[", "", "bad_content", "standard.toml 不是能用的积分标准"),
        ("filing.json", '"round":2', '"round":"2"', "bad_content", "“round”应是“整数”"),
        ("filing.json", '"form":1', '"form":2', "later_edition", "请先升级本系统"),
        ("statements.json", '"members":[', '"members":{"a":[', "bad_content", "不是完整的 JSON"),
        ("lines.csv", "60.00", "\x00", "bad_content", "lines.csv 有不是文字的字符"),
        ("filing.json", "支部", "\\u0000", "bad_content", "“branch”应是“文字"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(parts: Parts, name: str, old: str, new: str, code: str, sentence: str) -> None:
    found = refused(cell(parts, name, old, new))
    assert (found.code, sentence in found.sentence) == (code, True), found.sentence


def test_another_encoding_or_edition_is_refused(parts: Parts) -> None:
    text = parts["lines.csv"].decode("utf-8-sig")
    found = refused(resealed(parts | {"lines.csv": text.encode("gb18030")}))
    assert (found.code, "lines.csv 不是 UTF-8 文字" in found.sentence) == ("bad_encoding", True)
    later = json.loads(parts[MANIFEST]) | {"edition": 2}
    found = refused(packed(parts | {MANIFEST: json.dumps(later, separators=(",", ":")).encode()}))
    assert (found.code, "格式是第 2 版，这里只认第 1 版" in found.sentence) == ("later_edition", True)


def zipped(*files: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", method) as archive:
        for name, part in files:
            archive.writestr(name, part)
    return stream.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("made", "code", "sentence"),
    [
        (lambda parts, whole: b"", "not_an_archive", "打不开这个 ZIP 文件"),
        (lambda parts, whole: b"%PDF-1.7 ...", "not_an_archive", "打不开这个 ZIP 文件"),
        (lambda parts, whole: whole[: len(whole) // 2], "not_an_archive", "或者没有传完整"),
        (lambda parts, whole: whole.replace(parts["standard.toml"][:60], b"#" * 60, 1), "damaged", "有文件损坏"),
        (lambda parts, whole: b"0" * (LARGEST + 1), "too_large", "文件超过 8 MB"),
        (lambda parts, whole: zipped(*parts.items(), ("../evil.py", b"x")), "other_files", "“../evil.py”"),
        (lambda parts, whole: zipped(*parts.items(), ("/etc/passwd", b"x")), "other_files", "“/etc/passwd”"),
        (lambda parts, whole: zipped(*parts.items(), ("lines.csv", b"x")), "other_files", "“lines.csv”有不止一份"),
        (lambda parts, whole: zipped(*list(parts.items())[:-1]), "other_files", "缺少“documents.csv”"),
        (lambda parts, whole: zipped(*parts.items(), method=ZIP_BZIP2), "not_an_archive", "不认识的压缩方法"),
        (lambda parts, whole: zipped(*(parts | {"lines.csv": bytes(33 << 20)}).items()), "too_large", "展开以后超过 32 MB"),
        (lambda parts, whole: zipped(*(parts | {MANIFEST: b"{}"}).items()), "not_an_archive", "没有写明格式"),
    ],
    ids=["empty", "pdf", "cut", "flipped", "large", "path", "root", "twice", "missing", "bzip2", "bomb", "no manifest"],
)  # fmt: skip
def test_what_is_no_whole_archive_is_refused(
    parts: Parts, content: bytes, made: Callable[[Parts, bytes], bytes], code: str, sentence: str
) -> None:
    found = refused(made(parts, content))
    assert (found.code, sentence in found.sentence) == (code, True), found.sentence


def outcome(content: bytes) -> str:
    """The digest of what was read, or the sentence that refuses it."""
    try:
        return read_archive(content).digest
    except Refused as told:
        return told.sentence


def test_every_cut_and_many_flipped_bytes_are_refused_in_words_or_change_nothing(content: bytes) -> None:
    """Whatever happens on the way, it ends in a sentence, never in a crash and never in other figures."""
    digest = read_archive(content).digest
    for place in range(0, len(content), len(content) // 150):
        flipped = content[:place] + bytes([content[place] ^ 0x11]) + content[place + 1 :]
        for damaged in (content[:place], flipped):
            found = outcome(damaged)
            assert found == digest or found.endswith("。"), (place, found)


def test_the_command_says_what_came_of_it(
    content: bytes, parts: Parts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, forged = tmp_path / "whole.zip", tmp_path / "forged.zip"
    whole.write_bytes(content)
    head, *rows = parts["entries.csv"].decode().splitlines(keepends=True)
    forged.write_bytes(resealed(parts | {"entries.csv": "".join([head, *rows[1:]]).encode()}))
    code = read_archive(content).code
    assert main(["recompute", str(whole), "--code", code.lower()]) == 0
    assert f"档案编号 {code}" in capsys.readouterr().out
    assert main(["recompute", str(whole), "--code", "7K3M-92QF-0AXB"]) == 1
    assert f"的档案编号是 {code}，不是 7K3M-92QF-0AXB" in capsys.readouterr().err
    assert main(["verify", str(whole), "--code", code]) == 0
    assert "重算一样" in capsys.readouterr().out
    assert main(["recompute", str(forged)]) == 1
    said = capsys.readouterr().err
    assert "重算是没有这一笔。" in said
    assert "请退回支部核对" in said
    assert main(["recompute", str(tmp_path / "none.zip")]) == 1
    assert "读不了" in capsys.readouterr().err
