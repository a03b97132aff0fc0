"""书面异议、申诉表, blank: filled in and signed by a member without an account, entered by others (R40, R67)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.objection_blank import ObjectionBlank

NAME = "党员积分书面异议、申诉表"


def objection_blank_pdf(blank: ObjectionBlank) -> bytes:
    """The blank as PDF. Refused `unprintable`."""
    refuse_unprintable((blank.branch, blank.above))
    return pdf("objection_blank", objection_blank_data(blank))


def objection_blank_name() -> str:
    """Without an ending."""
    return file_name("党员积分书面异议申诉表", "空白")


def objection_blank_data(blank: ObjectionBlank) -> Mapping[str, Any]:
    """What is printed on it; everything else is written by hand."""
    return {
        "title": NAME,
        "ways": [f"□ 异议，交{blank.branch}", f"□ 申诉，交{blank.above}（可以直接提出，不必先经支部）"],
        "kinds": [f"□ {kind}" for kind in blank.kinds],
        "small": [
            "是否在期限内，看签字的日期；过了期限的，请写明为什么现在才提。提出异议或申诉不会使本人的积分减少。",
            "由积分记录员或支部书记照原文录入，原件留存；申诉也可以直接交给上级。答复当面送达，请在送达回执上签收。",
            "答复以前可以随时撤回，撤回也请写在纸上签名。一张表只写一件。",
        ],
    }
