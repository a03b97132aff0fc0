"""Forms for Word: the same as the PDF says, in office type, whoever made the template; and LibreOffice opens them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from fenming.prints import word_forms
from fenming.prints.finding_word import finding_docx
from fenming.prints.letters_word import answer_letter_docx, case_receipt_docx, filing_letter_docx
from fenming.prints.minutes_word import minutes_docx
from fenming.prints.register_form import WORD, register_form_docx, register_form_pdf
from fenming.prints.word import check_template, default_template
from fenming.prints.word_make import FORMS, made
from tests.prints.a_meeting import MONTHLY, PAPER, in_state
from tests.prints.case_views import ANSWERED, APPEAL, OBJECTION
from tests.prints.filing_views import FILED
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


def test_every_form_has_its_template() -> None:
    assert set(FORMS) == set(word_forms.FORMS)
    for code, form in word_forms.FORMS.items():
        assert check_template(form, default_template(code)) == (), code


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
    assert "草稿字样" in missing, "a condition asks and shows nothing"
    assert "事项.计入" not in missing
    made_of_it = words_of(register_form_docx(FORM, template=own))
    assert "青岚大学人文学院教工第二党支部党员积分单龑嬿骉，2026年第一季度（还没有评定）" in made_of_it
    assert "2月11日教书育人、指导学生0.5分" in made_of_it
    assert "还没有评定" not in words_of(register_form_docx(DECIDED, template=own))
    assert check_template(WORD, default_template("register_form")) == ()


OTHERS: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "minutes": (
        lambda: minutes_docx(PAPER),
        ("2026年第一季度党员大会记录", "一、到会情况", "应到会有表决权7名，到会5名", "二、一并评定2件", "承诺践诺：本人要求不显示", "改动。理由：会上折中，按两次半计。第2项决议", "四、其他议题1.讨论暑期学习安排。", "第1号异议2025年第四季度对评定的分维持已通报", "七、会后补记", "主持人（签名）"),
    ),
    "monthly": (
        lambda: minutes_docx(MONTHLY),
        ("2026年2月支委会记录", "二、核实和初评2月的积分", "1林曼青本月无新增00—", "四、会议记录"),
    ),
    "finding": (
        lambda: finding_docx(APPEAL),
        ("申诉核查认定书", "第1号", "初评1韩若水，2026年3月10日。理由：与同类事项核对。", "二、此前的处理", "四、结论", "审核人高明远（签名）", "青岚大学人文学院党委（盖章）"),
    ),
    "receipt": (lambda: case_receipt_docx(OBJECTION), ("异议受理回执", "龑嬿骉同志：", "编号为第2号", "经办人（签名）")),
    "answer": (
        lambda: answer_letter_docx(ANSWERED),
        ("异议答复书", "结论：异议成立。", "（盖章）2026年4月7日…", "送达回执本人已收到第2号异议的答复书。"),
    ),
    "filing": (
        lambda: filing_letter_docx(FILED),
        ("关于报送2026年度党员积分的函", "青岚大学人文学院党委：", "附件：1.2026年度党员积分汇总表（5名）", "支部书记（签名）", "核对码：0123456789abcdef"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_the_other_papers_say_what_their_pdf_says(name: str) -> None:
    make, said = OTHERS[name]
    assert make() == make()
    written = words_of(make())
    for words in said:
        assert words in written


def test_a_meeting_under_way_is_a_draft_and_an_empty_part_has_its_sentence() -> None:
    under_way = words_of(minutes_docx(in_state(PAPER, "open")))
    assert "草稿，会议还没有结束" in under_way
    assert "草稿" not in words_of(minutes_docx(PAPER))
    bare = replace(PAPER, reports=(), meeting=replace(PAPER.meeting, lines=(), addenda=()))
    written = words_of(minutes_docx(bare))
    assert "没有一并评定的事项。" in written
    assert "没有逐项审议的事项。" in written
    assert "通报异议" not in written


def test_libreoffice_opens_them_without_loss(tmp_path: Path) -> None:
    others = {name: make() for name, (make, _) in OTHERS.items()}
    made_files = converted(
        {"draft": register_form_docx(FORM), "decided": register_form_docx(DECIDED)} | others, tmp_path
    )
    for name, (_, said) in OTHERS.items():
        printed = "".join(read(made_files[name]))
        assert not [words for words in said if len(words) < 12 and words not in printed], name
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


def test_a_template_saved_by_another_office_program_still_fits(tmp_path: Path) -> None:
    saved = converted({code: default_template(code) for code in FORMS}, tmp_path, to="docx")
    for code, content in saved.items():
        assert check_template(word_forms.FORMS[code], content) == (), code
    written = words_of(register_form_docx(FORM, template=saved["register_form"]))
    assert "1110.5每季度1次，本次按余额计0.5分。" in written
