"""异议受理回执, 申诉受理回执: that it came, under which number, who looks into it, until when it is answered (R40, R41)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from fenming.prints.contested import Contested, contested_of
from fenming.prints.letter import letter
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.appeal_view import AppealPage
from fenming.queries.objection_page import ObjectionPage
from fenming.rules.reasons import full_day_name


def case_receipt_pdf(view: ObjectionPage | AppealPage) -> bytes:
    """The receipt as PDF. Refused `unprintable`."""
    data = case_receipt_data(view)
    refuse_unprintable((view.name, data["by"]))
    return pdf("letter", data)


def case_receipt_name(view: ObjectionPage | AppealPage) -> str:
    """`异议受理回执_第2号`, without an ending."""
    return file_name(_title(contested_of(view)), f"第{view.number}号")


def case_receipt_data(view: ObjectionPage | AppealPage) -> Mapping[str, Any]:
    """The receipt as a letter."""
    one = contested_of(view)
    about = f"您对{one.about}提出的{one.noun}已经收到，编号为第 {one.number} 号（{one.when}）。"
    course = _appeal(one) if isinstance(view, AppealPage) else _objection(one, view)
    ended = timezone.localdate(view.ended_at) if view.ended_at and view.state == "withdrawn" else None
    back = [f"本人已于{full_day_name(ended)}撤回，不再办理。"] if ended else []
    return letter(
        _title(one),
        number=f"第 {one.number} 号",
        to=f"{one.name}同志",
        paragraphs=[about, *(back or course)],
        by=one.issuer,
        on=full_day_name(timezone.localdate(view.filed_at)),
        signers=("经办人",),
    )


def _title(one: Contested) -> str:
    return f"{one.noun}受理回执"


def _objection(one: Contested, view: ObjectionPage) -> list[str]:
    told = [
        f"{one.noun}由{one.handled}核实，{one.until}前（含当日）书面答复您，并写明理由。{one.escape}",
        "核实不会使您的积分减少。答复以前，您随时可以撤回；撤回以后，期限内可以另行提出。",
    ]
    if view.answer is None:
        late = full_day_name(view.appeal_by)
        told.append(
            f"您可以不等支部答复，直接向{one.above}申诉。支部到期没有答复的，申诉可提到{late}（含当日）；"
            "对答复不服的，申诉的期限写在答复书上。"
        )
    return [*told, "结论在下一次党员大会上通报，只报编号、对什么和结论，不点名。"]


def _appeal(one: Contested) -> list[str]:
    return [
        f"申诉由{one.issuer}{one.handled}办理，{one.until}前（含当日）作出决定，书面送达您本人，并写明理由。"
        "办理中可以请支部说明情况，也会听取您的意见。",
        "您写的内容只有您和上级看得到。申诉不会使您的积分减少。决定作出以前，您随时可以撤回；撤回以后，期限内可以另行提出。",
        "结论在下一次党员大会上通报，只报编号、对什么和结论，不点名。",
    ]
