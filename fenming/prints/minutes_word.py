"""会议记录 of both kinds of meeting for Word (R33-R37)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fenming.prints.minutes import minutes_data
from fenming.prints.word import docx
from fenming.prints.word_fields import DRAFT, Field, WordForm, draft_words, headed_lines
from fenming.queries.meeting_paper import MeetingPaper

_HEADED = (
    Field("小标题", "例如一、到会情况；段落行是空的", "一、到会情况"),
    Field("段落", "一段文字；标题行是空的", "应到 12 名，到会 11 名。"),
)
_FIGURES = (Field("申报", "申报分", "2"), Field("初评", "初评分", "2"), Field("评定", "评定分", "2"))
_FACTS = (
    DRAFT,
    Field("支部", "党支部的名称", "青岚大学人文学院教工第二党支部"),
    Field("标题", "会议记录的标题", "2026年第一季度党员大会记录"),
    Field("会议", "会议的名称", "2026年第一季度党员大会"),
    Field("日期", "开会的日子", "2026年3月28日"),
    Field("地点", "开会的地点", "文科楼 302"),
    Field("召集人", "谁召集", "林曼青"),
    Field("补录", "事后补录的写补录的日子，没有补录的是空的", ""),
    Field("到会", "到会情况的标题和段落，一行一条", columns=_HEADED),
    Field("其他议题", "其他议题的标题和段落，一行一条", columns=_HEADED),
    Field("通报标题", "通报异议和申诉结论的标题，没有通报的是空的", "五、通报异议和申诉的结论 1 件"),
    Field(
        "通报", "通报的结论，一件一行",
        columns=(
            Field("编号", "异议或申诉的编号", "第 1 号异议"),
            Field("季度", "哪个季度", "2026年第一季度"),
            Field("对什么", "对评定的分、对没有列入等", "对评定的分"),
            Field("结论", "结论", "维持原评定"),
            Field("通报", "已通报或待通报", "已通报"),
        ),
    ),
    Field("会议内容", "会议记录和会后补记的标题和段落，一行一条", columns=_HEADED),
)  # fmt: skip
MEMBERS: Final = WordForm(
    "minutes", "党员大会记录", "R35 R36 R37",
    (
        *_FACTS,
        Field("评定标题", "一并评定的标题", "二、一并评定 2 件"),
        Field("一并表决", "一并评定的表决，一句一条", columns=(Field("段落", "一句话", "无异议，通过。"),)),
        Field(
            "一并评定", "一并评定的事项，一件一行",
            columns=(Field("党员", "谁", "周予安"), Field("事项", "项目和事由", "教书育人、指导学生"), Field("日期", "哪一天", "2月11日"), *_FIGURES),
        ),
        Field("单列标题", "逐项审议的标题", "三、逐项审议 1 件"),
        Field(
            "逐项审议", "逐项审议的事项，一件一行",
            columns=(
                Field("党员", "谁", "何苗"), Field("事项", "哪一天、项目和事由", "3月3日，迟到早退"),
                Field("为什么单列", "为什么不一并评定", "扣分"), *_FIGURES,
                Field("结果", "结果和表决", "评定。应到 12 名，到会 11 名，无异议，通过。"),
            ),
        ),
    ),
)  # fmt: skip
MONTHLY: Final = WordForm(
    "minutes_month", "支委会记录", "R33 R34 R36 R37",
    (
        *_FACTS,
        Field("初评标题", "初评的标题", "二、核实和初评3月的积分"),
        Field("初评情况", "初评了多少", "12 名党员中已初评 12 名。"),
        Field(
            "初评", "每名党员一行；下载的人看不到的，一行也没有",
            columns=(
                Field("序号", "名册上的顺序", "1"), Field("党员", "谁", "周予安"), Field("本月", "本月怎样", "已申报"),
                Field("件数", "几件", "2"), Field("已初评", "初评了几件", "2"), Field("初评分", "初评分合计", "3"),
            ),
        ),
    ),
)  # fmt: skip
FORMS: Final = (MEMBERS, MONTHLY)


def minutes_form(paper: MeetingPaper) -> WordForm:
    """Which of the two forms the minutes of a meeting are."""
    return MONTHLY if paper.meeting.month else MEMBERS


def minutes_docx(paper: MeetingPaper, template: bytes | None = None) -> bytes:
    """The minutes for Word. Refused: what `word.docx` says."""
    data, form = minutes_data(paper), minutes_form(paper)
    words = _facts(data) | (_monthly(data) if form is MONTHLY else _members(data))
    return docx(form, words, template)


def _facts(data: Mapping[str, Any]) -> dict[str, Any]:
    heads = data["heads"]
    there = [
        data["quorum"],
        f"到会：{'、'.join(data['there']) or '无'}。",
        f"缺席：{'、'.join(data['away']) or '无'}。",
        *data["presence"],
    ]
    topics = [
        f"{place}. {one['title']}" + (f"。结果：{one['outcome']}" if one["outcome"] else "")
        for place, one in enumerate(data["topics"], 1)
    ]
    added = [line for one in data["addenda"] for line in (f"{one['head']}：", *one["paragraphs"])]
    rest = [(heads["minutes"], data["minutes"]), *([(heads["addenda"], added)] if added else [])]
    return {
        "草稿字样": draft_words(data["draft"], "草稿，会议还没有结束"),
        "支部": data["branch"],
        "标题": data["title"],
        "会议": data["name"],
        "日期": data["day"],
        "地点": data["place"],
        "召集人": data["called_by"],
        "补录": data["entered"],
        "到会": headed_lines([(heads["there"], there)]),
        "其他议题": headed_lines([(heads["topics"], topics or ["没有其他议题。"])]),
        "通报标题": heads.get("reports", ""),
        "通报": _rows(("编号", "季度", "对什么", "结论", "通报"), data["reports"]),
        "会议内容": headed_lines(rest),
    }


def _members(data: Mapping[str, Any]) -> dict[str, Any]:
    figures = ("申报", "初评", "评定")
    return {
        "评定标题": data["heads"]["together"],
        "一并表决": [{"段落": one} for one in data["together"]["words"]],
        "一并评定": _rows(("党员", "事项", "日期", *figures), data["together"]["rows"]),
        "单列标题": data["heads"]["singled"],
        "逐项审议": _rows(("党员", "事项", "为什么单列", *figures, "结果"), data["singled"]),
    }


def _monthly(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "初评标题": data["heads"]["month"],
        "初评情况": data["month"]["words"],
        "初评": _rows(("序号", "党员", "本月", "件数", "已初评", "初评分"), data["month"]["rows"] or []),
    }


def _rows(columns: tuple[str, ...], rows: list[list[str]]) -> list[dict[str, str]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]
