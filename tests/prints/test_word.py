"""Forms for Word: the same as the PDF says, in office type, whoever made the template; and LibreOffice opens them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from fenming.prints.register_form import WORD, register_form_docx, register_form_pdf
from fenming.prints.word import check_template, default_template
from fenming.prints.word_make import FORMS, made
from tests.prints.looking import read
from tests.prints.test_register_form import FORM, ROW
from tests.prints.word_reading import converted, document, words_of

DECIDED = replace(FORM, draft=False, rows=(ROW,) * 30)


def test_word_says_what_the_pdf_says() -> None:
    (printed,) = read(register_form_pdf(FORM))
    written = words_of(register_form_docx(FORM))
    for words in ("党员积分登记表", "姓名：龑嬿骉", "2026年第一季度（算到2026年3月31日）", "1110.5每季度1次，本次按余额计0.5分。"):  # fmt: skip
        assert words in printed
        assert words in written
    assert "".join(FORM.rows[0].said.split()) in written
    assert "基础分履职分加分扣分合计607.50067.5" in written
    assert "第1页共1页" in written
    assert "草稿，尚未评定" in written
    assert "草稿" not in words_of(register_form_docx(DECIDED))
    assert "本期没有记录的事项。" in words_of(register_form_docx(replace(FORM, rows=())))
    assert "本期没有记录的事项。" not in written


def test_it_is_set_in_the_type_of_an_office() -> None:
    opened = Document(BytesIO(register_form_docx(DECIDED)))
    fonts = {one.get(qn("w:eastAsia")) for one in opened.element.body.iter(qn("w:rFonts"))}
    assert fonts >= {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"}
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    table = opened.tables[0]
    assert len(table.rows) == 31
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    fields = "".join(one.text for one in section.footer._element.iter(qn("w:instrText")))
    assert fields == "PAGENUMPAGES"


def test_the_same_form_gives_the_same_bytes_and_nobody_s_name() -> None:
    assert register_form_docx(FORM) == register_form_docx(FORM)
    with ZipFile(BytesIO(register_form_docx(FORM))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = {name: archive.read(name) for name in archive.namelist() if name.startswith("docProps/")}
    assert list(about) == ["docProps/core.xml"]
    assert b"creator" not in about["docProps/core.xml"]
    assert b"lastModifiedBy" not in about["docProps/core.xml"]


@pytest.mark.parametrize("code", FORMS)
def test_the_kept_templates_are_what_the_script_makes(code: str) -> None:
    assert default_template(code) == made(code), "run python -m fenming.prints.word_make and commit the file"


def test_what_people_wrote_is_text_and_nothing_else() -> None:
    odd = "{{ 姓名 }} {% for 行 in 事项 %} <w:p>&amp; 第一行\n第二行\x0b\x00 ]]> {{7*7}}"
    written = Document(BytesIO(register_form_docx(replace(FORM, rows=(replace(ROW, said=odd),)))))
    assert (
        written.tables[0].cell(1, 4).text
        == "{{ 姓名 }} {% for 行 in 事项 %} <w:p>&amp; 第一行\n第二行 ]]> {{7*7}}"
    )


def test_a_branch_writes_its_own_template() -> None:
    own = document(
        "{{ 支部 }}党员积分单", "{{姓名}}，{{ 期间 }}", "{%p if 草稿字样 %}", "（还没有评定）", "{%p endif %}",
        row=("{%tr for 件 in 事项 %}", "{{ 件.日期 }}　{{ 件.项目 }}　{{ 件.计入 }} 分", "{%tr endfor %}"),
    )  # fmt: skip
    missing = check_template(WORD, own)
    assert "合计" in missing
    assert "事项.备注" in missing
    assert "姓名" not in missing
    assert "事项.计入" not in missing
    made_of_it = words_of(register_form_docx(FORM, template=own))
    assert "青岚大学人文学院教工第二党支部党员积分单龑嬿骉，2026年第一季度（还没有评定）" in made_of_it
    assert "2月11日教书育人、指导学生0.5分" in made_of_it
    assert "还没有评定" not in words_of(register_form_docx(DECIDED, template=own))
    assert check_template(WORD, default_template("register_form")) == ()


def test_libreoffice_opens_them_without_loss(tmp_path: Path) -> None:
    made_files = converted(
        {"draft": register_form_docx(FORM), "decided": register_form_docx(DECIDED)}, tmp_path
    )
    (draft,) = read(made_files["draft"])
    for words in (
        "党员积分登记表",
        "姓名：龑嬿骉",
        "草稿",
        "支部意见",
        "基础分履职分加分扣分合计607.50067.5",
        "第1页共1页",
    ):
        assert words in draft
    pages = read(made_files["decided"])
    assert len(pages) > 2
    assert all("事由和依据" in page for page in pages[:-1])
    assert f"第2页共{len(pages)}页" in pages[1]
    assert not any("草稿" in page for page in pages)
