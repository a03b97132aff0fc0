"""《党员积分登记表》 on paper (R38, R72). The layout is ours: of the plan's own only its title and a few labels survive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.prints.word import docx
from fenming.prints.word_fields import DRAFT, Field, WordForm, draft_words
from fenming.queries.register_form_view import RegisterForm, RegisterRow
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import format_centi

NAME = "党员积分登记表"
LONGEST_NAME = 30
"""Characters of a name in a file's name: disks count bytes, three for each, and take 255."""
COLUMNS = (
    Field("序号", "第几行", "1"),
    Field("日期", "事情发生的日子", "2月11日"),
    Field("项目", "积分标准里的项目", "教书育人、指导学生"),
    Field("类别", "基础分、履职分、加分或扣分", "履职分"),
    Field("事由和依据", "申报或登记的内容", "指导 6 名师范生试讲并逐一点评。"),
    Field("申报", "申报分，没有的留空", "1"),
    Field("初评", "初评分，还没有的留空", "1"),
    Field("评定", "大会评定分，还没有的留空", "1"),
    Field("计入", "按限额计算后留下的分", "0.5"),
    Field("备注", "为什么改了分、被哪条限额截去", "每季度 1 次，本次按余额计 0.5 分。"),
)
WORD = WordForm(
    "register_form",
    NAME,
    "R38",
    (
        DRAFT,
        Field("支部", "党支部的名称", "青岚大学人文学院教工第二党支部"),
        Field("期间", "登记表所属的季度或年度", "2026年第一季度"),
        Field("截至日期", "积分算到哪一天", "2026年3月31日"),
        Field("姓名", "党员姓名", "周予安"),
        Field("类别", "正式党员或预备党员", "正式党员"),
        Field("岗位", "岗位类别", "教师岗"),
        Field("事项", "本期的每件事项，一件一行", columns=COLUMNS),
        Field("合计说明", "合计是哪一刻的", "公示时的全年累计（第一季度）"),
        Field("基础分", "基础分合计", "60"),
        Field("履职分", "履职分合计", "7.5"),
        Field("加分", "加分合计", "2"),
        Field("扣分", "扣分合计，有扣分时前面带减号", "0"),
        Field("合计", "总分", "69.5"),
    ),
)


def register_form_pdf(form: RegisterForm) -> bytes:
    """The form as PDF, the same bytes for the same form. Refused `unprintable` where the fonts lack a character of the name."""
    refuse_unprintable((form.name, form.branch))
    return pdf("register_form", register_form_data(form))


def register_form_docx(form: RegisterForm, *, template: bytes | None = None) -> bytes:
    """The same as a Word document, in our layout or in the branch's own `template`. Refused: what `word.docx` says."""
    data = register_form_data(form)
    words = {
        "草稿字样": draft_words(form.draft),
        "支部": data["branch"],
        "期间": data["period"],
        "截至日期": data["asof"],
        "姓名": data["name"],
        "类别": data["status"],
        "岗位": data["post"],
        "事项": [
            {field.word: cell for field, cell in zip(COLUMNS, row, strict=True)} for row in data["rows"]
        ],
        "合计说明": data["foot"],
        **dict(data["totals"]),
    }
    return docx(WORD, words, template)


def register_form_name(form: RegisterForm) -> str:
    """`党员积分登记表_周予安_2026年第一季度`, without an ending."""
    return file_name(NAME, form.name, form.period)


def register_form_names(people: Sequence[tuple[str, str]], period: str) -> list[str]:
    """A name for each (编号, 姓名) of one folder; those whose names are alike have their numbers in it too.

    Alike is what a disk may take for one: upper and lower case are not told apart, and long names are cut.
    """
    names = [file_name(NAME, name[:LONGEST_NAME], period) for _, name in people]
    often = Counter(one.casefold() for one in names)
    for place, (number, name) in enumerate(people):
        if often[names[place].casefold()] > 1:
            names[place] = file_name(NAME, name[:LONGEST_NAME], number[:LONGEST_NAME], period)
    often = Counter(one.casefold() for one in names)
    return [one if often[one.casefold()] == 1 else f"{one}_{place}" for place, one in enumerate(names, 1)]


def register_form_data(form: RegisterForm) -> Mapping[str, Any]:
    totals = form.totals
    return {
        "title": NAME,
        "branch": form.branch,
        "period": form.period,
        "name": form.name,
        "status": form.status,
        "post": form.post,
        "asof": full_day_name(form.as_of),
        "draft": form.draft,
        "rows": [_row(number, one) for number, one in enumerate(form.rows, 1)],
        "foot": totals.words,
        "totals": [
            ["基础分", format_centi(totals.base_centi)],
            ["履职分", format_centi(totals.duty_centi)],
            ["加分", format_centi(totals.bonus_centi)],
            ["扣分", format_centi(-totals.deduction_centi)],
            ["合计", format_centi(totals.total_centi)],
        ],
    }


def _row(number: int, row: RegisterRow) -> list[str]:
    figures = (row.claimed_centi, row.assessed_centi, row.determined_centi, row.counted_centi)
    return [
        str(number),
        f"{row.day.month}月{row.day.day}日",
        row.title,
        row.bucket,
        row.said,
        *("" if one is None else format_centi(one) for one in figures),
        "".join(row.notes),
    ]
