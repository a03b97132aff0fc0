"""核查意见 and 核查认定书 for Word (R41, R42)."""

from __future__ import annotations

from typing import Final

from fenming.prints.finding import finding_data
from fenming.prints.word import docx
from fenming.prints.word_fields import Field, WordForm, headed_lines
from fenming.queries.appeal_view import AppealPage
from fenming.queries.objection_page import ObjectionPage

FINDING: Final = WordForm(
    "finding", "异议核查意见", "R41 R42",
    (
        Field("标题", "异议核查意见或申诉核查认定书", "异议核查意见"),
        Field("文号", "第几号", "第 2 号"),
        Field("提出人", "提出的党员", "周予安"),
        Field("支部", "提出人所在的党支部", "青岚大学人文学院教工第二党支部"),
        Field("对什么", "对哪件事、哪一年的结果", "2026年第一季度评定的“教书育人、指导学生”"),
        Field("提出日期", "哪一天提出", "2026年4月2日"),
        Field("答复期限", "最晚哪一天答复", "2026年4月17日"),
        Field(
            "原来的结果", "申报、初评、评定各一行，可以没有",
            columns=(
                Field("环节", "申报、初评或评定", "初评"),
                Field("分值", "多少分", "1"),
                Field("说明", "谁、哪一天、理由", "韩若水，2026年3月10日。理由：与同类事项核对。"),
            ),
        ),
        Field(
            "内容", "各部分的标题和段落，一行一条：标题行的段落是空的，段落行的标题是空的",
            columns=(Field("小标题", "例如一、异议内容", "一、异议内容"), Field("段落", "一段文字", "本人提出：当天指导了两组。")),
        ),
        Field("核实人", "核实人或审核人的称谓和姓名", "核实人沈知行"),
        Field("出具单位", "由谁出具", "青岚大学人文学院教工第二党支部"),
        Field("日期", "出具的日子", "2026年4月7日"),
    ),
)  # fmt: skip
FORMS: Final = (FINDING,)


def finding_docx(view: ObjectionPage | AppealPage, template: bytes | None = None) -> bytes:
    """The finding for Word. Refused `not_answered`, and what `word.docx` says."""
    data = finding_data(view)
    parts = (
        (f"{data['noun']}内容", data["asked"]),
        ("此前的处理", data["before"]),
        ("核实经过", data["looked_into"]),
        ("结论", data["conclusion"]),
    )
    there = [one for one in parts if one[1]]
    words = {
        "标题": data["title"],
        "文号": data["number"],
        "提出人": data["name"],
        "支部": data["branch"],
        "对什么": data["about"],
        "提出日期": data["filed"],
        "答复期限": data["until"],
        "原来的结果": [dict(zip(("环节", "分值", "说明"), row, strict=True)) for row in data["figures"]],
        "内容": headed_lines((f"{place}、{heading}", said) for place, (heading, said) in zip("一二三四", there, strict=False)),
        "核实人": f"{data['signer']}{data['by']}",
        "出具单位": data["issuer"],
        "日期": data["on"],
    }  # fmt: skip
    return docx(FINDING, words, template)
