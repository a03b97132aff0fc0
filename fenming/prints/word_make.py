"""The Word templates as they are delivered: `python -m fenming.prints.word_make` writes the files kept in `word_templates`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from fenming.prints.word import TEMPLATES
from fenming.prints.word_file import packed
from fenming.prints.word_parts import (
    DAY,
    HEAD,
    KAI,
    RIGHT,
    blank,
    cut,
    figures,
    headed,
    issued,
    line,
    opinion,
    paragraphs,
    sheet,
    title,
)  # fmt: skip


def register_form() -> Any:
    """党员积分登记表, A4 across."""
    document = blank(across=True)
    title(document, "党员积分登记表")
    line(document, "党支部：{{ 支部 }}　　　　{{ 期间 }}（算到{{ 截至日期 }}）", font=KAI)
    line(document, "姓名：{{ 姓名 }}　　　　类别：{{ 类别 }}　　　　岗位：{{ 岗位 }}", font=KAI)
    sheet(
        document,
        listed="事项",
        columns=("序号", "日期", "项目", "类别", "事由和依据", "申报", "初评", "评定", "计入", "备注"),
        widths=(12, 23, 36, 17, 67, 13, 13, 13, 13, 50),
        aligns="cclclrrrrl",
        none_yet="本期没有记录的事项。",
    )
    line(document, "{{ 合计说明 }}：", size=10.5, before=6, keep=True)
    figures(document, ("基础分", "履职分", "加分", "扣分", "合计"), 257)
    opinion(document, "支部意见", "支部书记", 257)
    line(
        document,
        f"党员（签名）：　　　　　　{DAY}　　　　积分记录员（签名）：　　　　　　{DAY}",
        size=10.5,
        before=8,
    )
    note = (
        "分值单位：分。“评定”是党员大会的结果，“计入”是按限额计算后留下的分。本表栏目由支部使用的系统拟定。"
    )
    line(document, note, size=9)
    return document


def minutes() -> Any:
    """党员大会记录."""
    document = _meeting()
    line(document, "{{ 评定标题 }}", font=HEAD, size=14, before=8, keep=True)
    paragraphs(document, "一并表决")
    sheet(
        document,
        listed="一并评定",
        columns=("党员", "事项", "日期", "申报", "初评", "评定"),
        widths=(22, 68, 24, 14, 14, 14),
        aligns="llcrrr",
        none_yet="没有一并评定的事项。",
    )
    line(document, "{{ 单列标题 }}", font=HEAD, size=14, before=8, keep=True)
    sheet(
        document,
        listed="逐项审议",
        columns=("党员", "事项", "为什么单列", "申报", "初评", "评定", "结果"),
        widths=(18, 34, 24, 14, 14, 13, 39),
        aligns="lllrrrl",
        none_yet="没有逐项审议的事项。",
    )
    note = "“应到”指有表决权的党员；逐项审议时本人不参加表决，不计在内。扣分的事由和理由只给有关的人看，不写在这里。"
    line(document, note, size=9, before=3)
    return _meeting_end(document)


def minutes_month() -> Any:
    """支委会记录."""
    document = _meeting()
    line(document, "{{ 初评标题 }}", font=HEAD, size=14, before=8, keep=True)
    line(document, "{{ 初评情况 }}", size=14, indent=True)
    line(document, "{%p if 初评 %}")
    sheet(
        document,
        listed="初评",
        columns=("序号", "党员", "本月", "件数", "已初评", "初评分"),
        widths=(14, 28, 58, 16, 20, 20),
        aligns="cllrrr",
        none_yet="没有要初评的党员。",
    )
    line(document, "{%p endif %}")
    return _meeting_end(document)


def _meeting() -> Any:
    """The head of the minutes, and who was there."""
    document = blank()
    title(document, "{{ 标题 }}")
    line(document, "党支部：{{ 支部 }}", font=KAI)
    line(document, "会议：{{ 会议 }}", font=KAI)
    line(document, "日期：{{ 日期 }}　　　　地点：{{ 地点 }}　　　　召集人：{{ 召集人 }}", font=KAI)
    line(document, "{%p if 补录 %}")
    line(document, "补录：{{ 补录 }}", font=KAI)
    line(document, "{%p endif %}")
    headed(document, "到会")
    return document


def _meeting_end(document: Any) -> Any:
    """Topics, findings that were told, what was noted, and who signs."""
    headed(document, "其他议题")
    line(document, "{%p if 通报标题 %}")
    line(document, "{{ 通报标题 }}", font=HEAD, size=14, before=8, keep=True)
    sheet(
        document,
        listed="通报",
        columns=("编号", "季度", "对什么", "结论", "通报"),
        widths=(30, 38, 36, 32, 20),
        aligns="llllc",
        none_yet="没有要通报的结论。",
    )
    line(document, "{%p endif %}")
    headed(document, "会议内容")
    line(document, f"主持人（签名）：　　　　　　{DAY}", before=24, keep=True)
    line(document, f"记录人（签名）：　　　　　　{DAY}", before=6)
    return document


def finding() -> Any:
    """异议核查意见, 申诉核查认定书."""
    document = blank(draft=False)
    title(document, "{{ 标题 }}", under="{{ 文号 }}")
    line(document, "提出人：{{ 提出人 }}　　　　所在支部：{{ 支部 }}", font=KAI)
    line(document, "对什么：{{ 对什么 }}", font=KAI)
    line(document, "提出日期：{{ 提出日期 }}　　　　答复期限：{{ 答复期限 }}", font=KAI)
    line(document, "{%p if 原来的结果 %}")
    line(document, "原来的结果", font=HEAD, size=14, before=8, keep=True)
    sheet(
        document,
        listed="原来的结果",
        columns=("环节", "分值", "说明"),
        widths=(20, 20, 116),
        aligns="crl",
        none_yet="没有原来的结果。",
    )
    line(document, "{%p endif %}")
    headed(document, "内容", size=12)
    line(document, f"{{{{ 核实人 }}}}（签名）：　　　　　　{DAY}", before=24, keep=True)
    line(document, f"负责人（签名）：　　　　　　{DAY}", before=6, keep=True)
    issued(document, "{{ 出具单位 }}", "{{ 日期 }}", size=12)
    return document


def letter() -> Any:
    """A letter, with a slip to sign where it has one."""
    document = blank()
    title(document, "{{ 标题 }}", under="{{ 文号 }}")
    line(document, "{{ 收件 }}：", size=14, before=6)
    paragraphs(document, "正文", size=14)
    line(document, "{%p if 附件 %}")
    line(document, "附件：", size=14, before=8, indent=True)
    line(document, "{%p for 行 in 附件 %}")
    line(document, "{{ 行.序号 }}. {{ 行.名称 }}", size=14, indent=True)
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    issued(document, "{{ 发文单位 }}", "{{ 日期 }}", size=14)
    line(document, "{%p for 行 in 签名人 %}")
    line(document, f"{{{{ 行.称谓 }}}}（签名）：　　　　　　{DAY}", before=18)
    line(document, "{%p endfor %}")
    line(document, "{{ 小字 }}", size=9, before=8)
    line(document, "{%p if 回执标题 %}")
    cut(document, "{{ 回执标题 }}", "{{ 回执内容 }}", f"签名：　　　　　　{DAY}")
    line(document, "{%p endif %}")
    return document


def meeting_notice() -> Any:
    """会议通知."""
    document = blank()
    title(document, "{{ 标题 }}")
    line(document, "{{ 收件 }}：", size=14, before=6)
    paragraphs(document, "正文")
    line(document, "召集人：{{ 召集人 }}", size=14, indent=True)
    issued(document, "{{ 发文单位 }}", "{{ 日期 }}")
    return document


def matter_notice() -> Any:
    """党员积分事项告知书."""
    return _notice(changes=False)


def proposal_notice() -> Any:
    """一票否决、笔误更正、重新审议告知书."""
    return _notice(changes=True)


def _notice(*, changes: bool) -> Any:
    """A notice to hand over, with a receipt and an answer to cut off."""
    document = blank(draft=False)
    title(document, "{{ 标题 }}", under="{{ 支部 }}")
    line(document, "{{ 收件 }}：", size=14, before=6)
    paragraphs(document, "告知")
    if changes:
        line(document, "{%p if 变动 %}")
        sheet(
            document,
            listed="变动",
            columns=("栏目", "原来", "现在"),
            heads=("栏目", "原来", "{{ 改后 }}"),
            widths=(40, 58, 58),
            aligns="lll",
            none_yet="没有变动。",
        )
        line(document, "{%p endif %}")
    paragraphs(document, "怎样答复")
    line(document, "{{ 支部 }}（盖章）", size=14, before=18, keep=True, align=RIGHT)
    line(document, "{{ 文号 }}", size=14, align=RIGHT)
    cut(document, "送达回执", "{{ 回执内容 }}", f"签收：　　　　　　{DAY}")
    cut(document, "{{ 答复标题 }}", "{{ 答复内容 }}", "", f"签名：　　　　　　{DAY}")
    return document


FORMS: Final[Mapping[str, Callable[[], Any]]] = {
    "register_form": register_form,
    "minutes": minutes,
    "minutes_month": minutes_month,
    "finding": finding,
    "meeting_notice": meeting_notice,
    "matter_notice": matter_notice,
    "proposal_notice": proposal_notice,
    "case_receipt": letter,
    "answer_letter": letter,
    "filing_letter": letter,
}


def made(code: str) -> bytes:
    """The template of a form, the same bytes each time."""
    stream = BytesIO()
    document = FORMS[code]()
    for key, one in list(document.part.package.rels.items()):
        if not one.reltype.endswith("/officeDocument"):
            document.part.package.rels.pop(key)
    for key, one in list(document.part.rels.items()):
        if one.reltype.endswith(("/customXml", "/stylesWithEffects")):
            document.part.rels.pop(key)
    document.save(stream)
    with ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({name: part for name, part in parts.items() if not name.startswith("docProps/")})


if __name__ == "__main__":
    for one in FORMS:
        (TEMPLATES / f"{one}.docx").write_bytes(made(one))
