"""答复书: what was found on a member's objection or appeal, handed to the member with a slip to sign (R42)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from fenming.prints.contested import Contested, answered, contested_of
from fenming.prints.letter import letter
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.appeal_view import AppealPage
from fenming.queries.objection_page import ObjectionPage
from fenming.rules.reasons import full_day_name


def answer_letter_pdf(view: ObjectionPage | AppealPage) -> bytes:
    """The answer as PDF. Refused `not_answered`, `unprintable`."""
    data = answer_letter_data(view)
    refuse_unprintable((view.name, data["by"]))
    return pdf("letter", data)


def answer_letter_name(view: ObjectionPage | AppealPage) -> str:
    """`异议答复书_第2号`, without an ending."""
    return file_name(_title(contested_of(view)), f"第{view.number}号")


def answer_letter_data(view: ObjectionPage | AppealPage) -> Mapping[str, Any]:
    """The answer as a letter; Refused `not_answered`."""
    answer, one = answered(view), contested_of(view)
    who = f"{one.issuer}已经办理" if isinstance(view, AppealPage) else "支部已经核实"
    told = [f"您对{one.about}提出的第 {one.number} 号{one.noun}（{one.when}），{who}，现答复如下。"]
    if not isinstance(view, AppealPage) or view.file is not None:
        told.append(f"核实情况：{answer.inquiry}")
    told += [f"结论：{answer.word}。{one.result}", f"理由：{answer.reason}"]
    told += [one.escape] if one.escape else []
    told += _what_next(one, view)
    still = "" if isinstance(view, AppealPage) else "，也不影响申诉"
    return letter(
        _title(one),
        number=f"第 {one.number} 号",
        to=f"{one.name}同志",
        paragraphs=told,
        by=one.issuer,
        on=full_day_name(timezone.localdate(answer.at)),
        slip=("送达回执", f"本人已收到{one.named}的答复书。签收不等于同意{still}。"),
    )


def _title(one: Contested) -> str:
    return f"{one.noun}答复书"


def _what_next(one: Contested, view: ObjectionPage | AppealPage) -> list[str]:
    told = []
    if isinstance(view, ObjectionPage) and view.appealable:
        told.append(
            f"对本答复不服的，可以在{full_day_name(view.appeal_by)}前（含当日）向{one.above}申诉。"
            "申诉不会使您的积分减少。"
        )
    return [*told, "结论在下一次党员大会上通报，只报编号、对什么和结论，不点名。"]
