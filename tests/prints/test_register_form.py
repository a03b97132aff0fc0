"""《党员积分登记表》 as it is printed: what stands on it, of which moment, for whom, and that it looks as it did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from fenming.prints.paper import file_name
from fenming.prints.register_form import register_form_name, register_form_pdf
from fenming.queries.register_form_view import RegisterForm, RegisterRow, RegisterTotals
from fenming.rules.terms import Refused
from tests.actions._objections import wall
from tests.cast import at
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.looking import TOLERANCE, apart, drawn, looks_as_kept, read
from tests.prints.word_reading import words_of

LONG = "指导 6 名师范生试讲并逐一点评，课后汇总意见发给各人。" * 3
ROW = RegisterRow(
    date(2026, 2, 11), "教书育人、指导学生", "履职分", LONG, 100, 100, 100, 50, ("每季度 1 次，本次按余额计 0.5 分。",)
)  # fmt: skip
FORM = RegisterForm(
    "青岚大学人文学院教工第二党支部", "龑嬿骉", "正式党员", "教师岗", "2026年第一季度", date(2026, 3, 31), True,
    (ROW, replace(ROW, title="迟到早退", bucket="扣分", claimed_centi=-50, assessed_centi=None, determined_centi=None)),
    RegisterTotals(6000, 750, 0, 0, 6750, "已评定的全年累计"),
)  # fmt: skip


def test_every_line_figure_and_signature_is_on_it() -> None:
    (page,) = read(register_form_pdf(FORM))
    for words in (
        "党员积分登记表",
        "姓名：龑嬿骉",
        "2026年第一季度（算到2026年3月31日）",
        "教书育人、指导学生",
        "支部意见",
    ):
        assert words in page
    assert "".join(LONG.split()) in page, "long texts wrap, nothing is cut"
    assert "1110.5每季度1次，本次按余额计0.5分。" in page
    assert "−0.5" in page
    assert "基础分履职分加分扣分合计607.50067.5" in page
    assert "积分记录员（签名）" in page
    assert "第1页共1页" in page


def test_a_draft_says_so_and_what_is_decided_does_not() -> None:
    assert "草稿" in read(register_form_pdf(FORM))[0]
    assert "草稿" not in read(register_form_pdf(replace(FORM, draft=False)))[0]


def test_many_lines_go_on_with_the_heading_on_every_page() -> None:
    pages = read(register_form_pdf(replace(FORM, rows=(ROW,) * 40)))
    assert len(pages) > 2
    assert all("事由和依据" in page for page in pages[:-1])
    assert f"第2页共{len(pages)}页" in pages[1]


def test_the_same_form_gives_the_same_bytes_and_none_of_it_is_markup() -> None:
    odd = replace(FORM, rows=(replace(ROW, said="#panic() $x$ *粗* @ref <a> \\n"),))
    assert register_form_pdf(odd) == register_form_pdf(odd)
    assert "#panic()$x$*粗*@ref<a>\\n" in read(register_form_pdf(odd))[0]


def test_a_name_the_fonts_lack_is_told_before_anything_is_printed() -> None:
    with pytest.raises(Refused) as refused:
        register_form_pdf(replace(FORM, name="周\U00030edd安"))
    assert refused.value.code == "unprintable"
    assert "“\U00030edd”在打印用的字库里没有" in refused.value.sentence


def test_it_looks_as_it_did() -> None:
    printed = register_form_pdf(FORM)
    assert looks_as_kept("register_form", printed)
    other = replace(FORM, totals=replace(FORM.totals, total_centi=6350))
    assert apart(drawn(printed), drawn(register_form_pdf(other))) > TOLERANCE, (
        "one figure more or less is seen"
    )


@pytest.mark.parametrize(
    ("parts", "name"), [(("表", "周/予:安"), "表_周－予－安"), (("表", " 何苗. "), "表_何苗"), (("a\x00", "b?"), "a－_b－")]
)  # fmt: skip
def test_names_of_files_are_taken_everywhere(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts) == name
    assert register_form_name(FORM) == "党员积分登记表_龑嬿骉_2026年第一季度"


@pytest.mark.django_db
def test_who_may_print_whose_and_what_stands_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = wall()
    people = scene.people
    stop_clock(monkeypatch, at(2026, 4, 2))
    address = f"/roster/{people.m_zhou}/register-form"
    recorder = client_of(people.xu)
    listed = text(recorder.get(address))
    assert "第一季度" in listed
    assert "公示中" in listed
    assert "草稿，还没有评定" in listed
    response = recorder.get(f"{address}/2026-1.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert "党员积分登记表_周予安_2026年第一季度.pdf" in unquote(response["Content-Disposition"])
    (page,) = read(b"".join(response.streaming_content))
    assert "公示时的全年累计（第一季度）" in page
    assert "布置学院读书会会场。" in page
    assert "初评理由：与同类事项核对。" in page
    assert "草稿" not in page
    (second,) = read(b"".join(recorder.get(f"{address}/2026-2.pdf").streaming_content))
    assert "草稿" in second
    assert "本期没有记录的事项。" in second
    (year,) = read(b"".join(client_of(people.zhou).get(f"{address}/2026.pdf").streaming_content))
    assert "草稿" in year
    assert "布置学院读书会会场。" in year
    response = recorder.get(f"{address}/2026-1.docx")
    assert "党员积分登记表_周予安_2026年第一季度.docx" in unquote(response["Content-Disposition"])
    assert "初评理由：与同类事项核对。" in words_of(b"".join(response.streaming_content))
    whole = client_of(people.zhou).get(f"{address}/2026.docx")
    assert "草稿，尚未评定" in words_of(b"".join(whole.streaming_content))
    assert client_of(people.he).get(f"{address}/2026-1.docx").status_code == 403
    assert client_of(people.he).get(f"{address}/2026-1.pdf").status_code == 403
    assert client_of(people.deng).get(f"{address}/2026-1.pdf").status_code == 404
    for wrong in ("2026-3.docx", "2026-3.pdf", "2026-5.pdf", "2019.pdf", "2019-1.pdf"):
        assert recorder.get(f"{address}/{wrong}").status_code == 404, wrong
