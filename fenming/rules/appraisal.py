"""民主评议: what a meeting may give a member beside what the points suggest (R46, A24)."""

from collections.abc import Collection
from typing import Final

LONGEST_REASON: Final = 200


def fault_of(*, suggested: str, grade: str | None, reason: str, bands: Collection[str]) -> str:
    """What is wrong with one member's grade, as a sentence; "" when nothing is.

    `grade` "" is no grade, None not yet chosen. Points inform the grade, they do not decide it: any grade of the
    standard may be given, and what differs from the suggestion needs a reason, also where there is none or no grade.
    """
    if grade is None:
        return "还没有选等次。请选大会评议的结果。"
    if grade and grade not in bands:
        return f"没有“{grade}”这个等次。请从列出的等次里选。"
    if len(reason) > LONGEST_REASON:
        return f"理由请写在 {LONGEST_REASON} 字以内。"
    if grade == suggested or reason.strip():
        return ""
    if not suggested:
        return "按规定没有建议等次。大会评了等次的，请写明理由。"
    if not grade:
        return f"建议等次是“{suggested}”。大会决定不评等次的，请写明理由。"
    return f"与建议等次“{suggested}”不同，请写明理由。"
