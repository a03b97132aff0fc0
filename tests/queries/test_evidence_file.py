"""What may be handed in is told by the content; the name is cleaned, never trusted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fenming.queries.evidence_file import KINDS, LARGEST, LONGEST_STEM, judge, name_of
from fenming.rules.terms import Refused
from tests.actions import _files as files


def refusal(name: str, content: bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        judge(name=name, content=content)
    return refused.value


@pytest.mark.parametrize(
    ("name", "content", "label"),
    [
        ("获奖证书.pdf", files.PDF, "PDF"),
        ("IMG_2026.JPG", files.JPEG, "JPEG 照片"),
        ("照片.jpeg", files.JPEG, "JPEG 照片"),
        ("截图.png", files.PNG, "PNG 图片"),
        ("IMG_0001.HEIC", files.HEIC, "HEIC 照片"),
        ("总结.docx", files.DOCX, "Word 文档"),
        ("名单.xlsx", files.XLSX, "Excel 表格"),
    ],
)
def test_what_members_have_is_taken(name: str, content: bytes, label: str) -> None:
    judged = judge(name=name, content=content)
    assert KINDS[judged.content_type].label == label
    assert judged.name.rpartition(".")[0] == name.rpartition(".")[0]


@pytest.mark.parametrize(
    "content",
    [
        files.OLD_WORD, files.GIF_WITH_SCRIPT, files.HTML, files.SVG, files.PROGRAM, files.ZIP,
        b"plain words", b"\x00", b"x" + files.PDF,
    ],
)  # fmt: skip
def test_what_is_no_document_is_not(content: bytes) -> None:
    refused = refusal("证书.pdf", content)
    assert refused.code == "unknown_kind"
    assert "可以提交的是 PDF、照片（JPEG、PNG、HEIC）、Word（docx）、Excel（xlsx）" in refused.sentence


def test_an_ending_that_is_not_the_contents_is_refused() -> None:
    refused = refusal("证书.pdf", files.JPEG)
    assert refused.code == "wrong_ending"
    assert "文件名写的是“.pdf”，内容却是JPEG 照片" in refused.sentence
    assert refusal("证书.exe", files.PDF).code == "wrong_ending"
    assert refusal("总结.docx", files.XLSX).code == "wrong_ending"


def test_without_an_ending_it_gets_the_usual_one() -> None:
    assert judge(name="证书", content=files.PDF).name == "证书.pdf"
    assert judge(name="2026.5.6照片", content=files.JPEG).name == "2026.5.6照片.jpg"
    assert judge(name="", content=files.PNG).name == "材料.png"


def test_empty_and_too_large_files_are_refused() -> None:
    assert refusal("证书.pdf", b"").code == "empty_file"
    assert judge(name="证书.pdf", content=files.PDF.ljust(LARGEST)).name == "证书.pdf"
    refused = refusal("证书.pdf", files.PDF.ljust(LARGEST + 1))
    assert refused.code == "too_large"
    assert "文件超过 10 MB" in refused.sentence


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\zhou\\证书.pdf", "证书.pdf"),
        ("证\x00书\u202e.pdf", "证 书.pdf"),
        ("一\n二\r\n三.pdf", "一 二 三.pdf"),
        ("..", "材料.pdf"),
        (".pdf", "pdf.pdf"),
        ("字" * 200 + ".pdf", "字" * LONGEST_STEM + ".pdf"),
        ("引号\"'；.pdf", "引号\"'；.pdf"),
    ],
)
def test_a_name_is_kept_without_path_and_invisible_characters(name: str, kept: str) -> None:
    assert judge(name=name, content=files.PDF).name == kept


@given(st.text(max_size=300))
def test_any_name_becomes_a_short_one_without_a_path(name: str) -> None:
    stem, ending = name_of(name)
    assert 1 <= len(stem) <= LONGEST_STEM
    assert not set("/\\\x00\r\n") & set(stem + ending)
    assert stem.strip() == stem


@given(st.binary(max_size=400))
def test_any_bytes_are_judged_without_an_error(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\x00\x00\x00\x18ftypheic", b"%PDF-"):
        try:
            taken = judge(name="材料", content=start + content).content_type
        except Refused:
            taken = None
        assert taken is None or taken in KINDS
