"""会议通知 and 告知书 for Word (R23, R24, R33, R35, R77, A14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fenming.prints.notice import matter_notice_data, meeting_notice_data, proposal_notice_data
from fenming.prints.word import docx
from fenming.prints.word_fields import DRAFT, Field, WordForm, draft_words, paragraphs
from fenming.queries.meeting_paper import MeetingPaper
from fenming.queries.paper import PaperNotice
from fenming.queries.proposals import ProposalNotice

_BRANCH = "青岚大学人文学院教工第二党支部"
MEETING: Final = WordForm(
    "meeting_notice", "会议通知", "R33 R35",
    (
        DRAFT,
        Field("标题", "通知的标题", "关于召开2026年第一季度党员大会的通知"),
        Field("收件", "通知谁，不带冒号", "各位党员"),
        Field("正文", "时间、地点、议程、请假，一段一条", columns=(Field("段落", "一段文字", "一、逐项审议 3 件。"),)),
        Field("召集人", "谁召集", "林曼青"),
        Field("发文单位", "由谁发出", _BRANCH),
        Field("日期", "发出的日子；议程还没有发送的留空位手写", "2026年3月25日"),
    ),
)  # fmt: skip
_NOTICE = (
    Field("支部", "发告知书的党支部", _BRANCH),
    Field("收件", "写给谁，不带冒号", "周予安同志"),
    Field("文号", "事项、台账或文件的编号", "事项 2026-02-003"),
    Field("告知", "告知的事情，一段一条", columns=(Field("段落", "一段文字", "2026年2月11日，迟到早退。"),)),
    Field("怎样答复", "期限、怎样答复、联系方式，一段一条", columns=(Field("段落", "一段文字", "您可以自收到本告知书之日起 5 个工作日内书面答复。"),)),
    Field("回执内容", "送达回执上的话", "本人已收到关于事项 2026-02-003 的告知书。签收不等于同意。"),
    Field("答复标题", "裁下来写答复的部分的标题", "书面答复"),
    Field("答复内容", "答复开头的话", "关于事项 2026-02-003，本人：　□ 没有异议　　□ 有不同意见，情况说明如下："),
)  # fmt: skip
MATTER: Final = WordForm(
    "matter_notice",
    "党员积分事项告知书",
    "R23 A14",
    (Field("标题", "告知书的标题", "党员积分事项告知书"), *_NOTICE),
)
PROPOSAL: Final = WordForm(
    "proposal_notice", "一票否决、更正、重新审议告知书", "R24 R77 A14",
    (
        Field("标题", "告知书的标题", "笔误更正告知书"),
        *_NOTICE,
        Field("改后", "对照表最后一格的标题", "更正后"),
        Field(
            "变动", "原来和改后的对照，一栏一行；一票否决没有",
            columns=(Field("栏目", "改的是什么", "计分"), Field("原来", "原来是多少", "2 分"), Field("现在", "要改成多少", "1 分")),
        ),
    ),
)  # fmt: skip
FORMS: Final = (MEETING, MATTER, PROPOSAL)


def meeting_notice_docx(paper: MeetingPaper, template: bytes | None = None) -> bytes:
    """The notice of a meeting for Word. Refused: what `word.docx` says."""
    data = meeting_notice_data(paper)
    words = {
        "草稿字样": draft_words(data["draft"], "草稿，议程还没有发送"),
        "标题": data["title"],
        "收件": data["to"],
        "正文": paragraphs(data["paragraphs"]),
        "召集人": data["called_by"],
        "发文单位": data["by"],
        "日期": data["day"],
    }
    return docx(MEETING, words, template)


def matter_notice_docx(view: PaperNotice, template: bytes | None = None) -> bytes:
    """The notice of a matter for Word. Refused: what `word.docx` says."""
    return docx(MATTER, _words(matter_notice_data(view)), template)


def proposal_notice_docx(
    view: ProposalNotice, changes: Sequence[tuple[str, str, str]], template: bytes | None = None
) -> bytes:
    """The notice of a veto, a correction or a reopening for Word. Refused: what `word.docx` says."""
    data = proposal_notice_data(view, changes)
    table = [dict(zip(("栏目", "原来", "现在"), row, strict=True)) for row in data["changes"]]
    return docx(PROPOSAL, _words(data) | {"改后": data["after"], "变动": table}, template)


def _words(data: Mapping[str, Any]) -> dict[str, Any]:
    heading, sentence = data["answer"]
    return {
        "标题": data["title"],
        "支部": data["by"],
        "收件": data["to"],
        "文号": data["number"],
        "告知": paragraphs(data["told"]),
        "怎样答复": paragraphs(data["then"]),
        "回执内容": data["receipt"],
        "答复标题": heading,
        "答复内容": sentence,
    }
