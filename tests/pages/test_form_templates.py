"""表格模板: the secretary finds the fields, tries a template, takes it, and goes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fenming.prints.word import default_template
from fenming.records.models import FormTemplate
from tests.cast import at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.word_reading import document, words_of

pytestmark = pytest.mark.django_db

PAGE = "/form-templates/register_form"
OWN = document("{{ 姓名 }}同志的积分单")


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def given(content: bytes, **more: str) -> dict[str, Any]:
    return {"key": key(), "file": SimpleUploadedFile("积分单.docx", content), **more}


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_template_is_tried_taken_used_and_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    stop_clock(monkeypatch, at(2026, 4, 2))
    lin = client_of(people.lin)
    assert "党员积分登记表" in text(lin.get("/form-templates"))
    page = text(lin.get(PAGE))
    assert "现在用的是默认模板" in page
    assert "{{ 截至日期 }}" in page
    assert "{%tr for 行 in 事项 %}" in page
    assert body(lin.get(f"{PAGE}/0.docx")) == default_template("register_form")

    tried = lin.post(PAGE, given(OWN, **{"try": "1"}))
    assert "党员积分登记表_试填.docx" in unquote(tried["Content-Disposition"])
    assert words_of(body(tried)) == "周予安同志的积分单"
    assert not FormTemplate.objects.exists()

    asked = lin.post(PAGE, given(OWN))
    assert asked.status_code == 422
    assert "模板里少了这些栏：草稿字样、支部" in text(asked)
    assert "模板里少了的栏不要了" in text(asked)
    taken = lin.post(PAGE, given(OWN, missing_known="on"), follow=True)
    assert "《党员积分登记表》从现在起用支部自己的模板（第 1 版）。" in text(taken)
    assert body(lin.get(f"{PAGE}/1.docx")) == OWN
    form = f"/roster/{people.m_zhou}/register-form/2026-1.docx"
    assert words_of(body(client_of(people.xu).get(form))) == "周予安同志的积分单"

    back = lin.post(f"{PAGE}/default", {"key": key()}, follow=True)
    assert "已恢复默认模板。" in text(back)
    assert "党员积分登记表" in words_of(body(client_of(people.xu).get(form)))


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "还没有选文件"), (b"PK", "这不是 Word 文档"), (document("{{ 工号 }}"), "“工号”（正文第1段“{{ 工号 }}”）"), (b"P" * (3 << 20), "文件超过 2 MB")],
    ids=["empty", "broken", "unknown field", "large"],
)  # fmt: skip
@pytest.mark.parametrize("step", [{}, {"try": "1"}], ids=["take", "try"])
def test_what_is_wrong_is_said_at_the_file(content: bytes, words: str, step: dict[str, str]) -> None:
    response = client_of(cast().lin).post(PAGE, given(content, **step))
    assert response.status_code == 422
    assert words in text(response)
    assert "模板里少了的栏不要了" not in text(response)
    assert not FormTemplate.objects.exists()


def test_others_neither_see_nor_try(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    stop_clock(monkeypatch, at(2026, 4, 2))
    for address in ("/form-templates", PAGE, f"{PAGE}/0.docx", f"{PAGE}/1.docx"):
        assert client_of(people.xu).get(address).status_code == 403, address
    assert client_of(people.xu).post(PAGE, given(OWN, **{"try": "1"})).status_code == 403
    assert client_of(people.lin).get("/form-templates/other").status_code == 404
    assert client_of(people.lin).get(f"{PAGE}/1.docx").status_code == 404
