"""An item of the standard in words, as members read it: no codes, points trimmed (R28, R71)."""

from __future__ import annotations

from fenming.rules.standard import FREQUENCY_NAMES, Item, Standard
from fenming.rules.terms import Bucket, format_centi


def rule_in_words(item: Item) -> str:
    """What an item brings and how often, without a full stop: ``每次 1 分，全年至多 5 分``."""
    if item.bucket is Bucket.BASE:
        return f"年初计 {format_centi(item.points_centi)} 分"
    if item.bucket is Bucket.VETO:
        return _left(item)
    parts = [_amount(item)]
    if item.free_per_quarter:
        parts.append(f"每季度前 {item.free_per_quarter} 次不扣")
    if item.cap_centi is not None:
        parts.append(f"全年至多 {format_centi(item.cap_centi)} 分")
    if item.reason_required:
        parts.append("须写理由")
    return "，".join(parts)


def _left(item: Item) -> str:
    """``全年总分为 0 分``, or by degree ``较轻的全年总分至多 60 分，严重的全年总分为 0 分``."""
    by_degree = (f"{one.name}的全年{left_in_words(item, degree=one.name)}" for one in item.levels)
    return "，".join(by_degree) if item.levels else f"全年{left_in_words(item)}"


def left_in_words(item: Item, *, degree: str = "") -> str:
    """What a veto leaves of the year (R24, A10): ``总分为 0 分``, ``总分至多 60 分``."""
    found = item.level(degree)
    most_centi = found.points_centi if found else 0
    return f"总分至多 {format_centi(most_centi)} 分" if most_centi else "总分为 0 分"


def _amount(item: Item) -> str:
    """``每季度 1.5 分``, ``每项 1 至 3 分``, ``国 5、省 4、校 2 分``; for a deduction ``每次扣 2 分``."""
    takes = "扣" if item.bucket is Bucket.DEDUCTION else ""
    if item.shape == "levels":
        levels = (f"{level.name}{takes} {format_centi(level.points_centi)}" for level in item.levels)
        return f"{'、'.join(levels)} 分"
    often = "每项" if item.shape == "range" and item.frequency == "each" else FREQUENCY_NAMES[item.frequency]
    if item.shape == "range":
        return f"{often}{takes} {format_centi(item.min_centi)} 至 {format_centi(item.max_centi)} 分"
    return f"{often}{takes} {format_centi(item.points_centi)} 分"


def limit_in_words(item: Item, *, standard: Standard) -> str:
    """How far a deduction goes into its base item (A8): ``从“三会一课与主题党日”里扣，扣完 5 分为止``; else ""."""
    base = standard.item(item.exhausts) if item.exhausts else None
    if base is None:
        return ""
    if standard.item_floor == "stop_at_zero":
        return f"从“{base.title}”里扣，扣完 {format_centi(base.points_centi)} 分为止"
    return f"从“{base.title}”里扣，扣完后继续扣总分"
