"""The sentence of every limit: how much it left, and why (R62, R68).

Only built for what was really cut. Address is 您; figures are trimmed.
"""

from datetime import date
from typing import Final

from fenming.rules.standard_model import Item
from fenming.rules.terms import Bucket, format_centi

_PERIOD: Final = {"year": "年度", "semester": "学期", "quarter": "季度", "month": "月份"}
_EVERY: Final = {"year": "每年度", "semester": "每学期", "quarter": "每季度", "month": "每月"}


def day_name(day: date) -> str:
    """``9月18日``: a day whose year is known."""
    return f"{day.month}月{day.day}日"


def full_day_name(day: date) -> str:
    """``2016年9月18日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def _verb(item: Item) -> str:
    return "扣" if item.bucket is Bucket.DEDUCTION else "计"


def _verdict(item: Item, left_centi: int) -> str:
    """``计 0 分，仍列在这里`` or ``只扣 1 分``: what is left of a line."""
    verb = _verb(item)
    if left_centi == 0:
        return f"{verb} 0 分，仍列在这里"
    return f"只{verb} {format_centi(left_centi)} 分"


def repeated(*, item: Item, day: date, earlier: date) -> str:
    """A periodic item came a second time in its period (reading.md §2)."""
    period, every = _PERIOD[item.frequency], _EVERY[item.frequency]
    if day == earlier:
        return f"本项{every}计一次。{day_name(day)}已有一次计入，所以这一次{_verdict(item, 0)}。"
    return f"本项{every}计一次。{day_name(earlier)}已计入同一{period}，所以{day_name(day)}这一次{_verdict(item, 0)}。"


def once_in_period(*, item: Item, day: date, quantity: int, left_centi: int) -> str:
    """A periodic item was entered several times in one row (reading.md §2)."""
    every = _EVERY[item.frequency]
    row = f"{day_name(day)}这一行是 {quantity} 次，只按 1 次"
    return f"本项{every}计一次。{row}{_verb(item)} {format_centi(left_centi)} 分。"


def free_leave(*, item: Item, day: date, first: int, free: int, left_centi: int) -> str:
    """The first times in a quarter cost nothing (reading.md §5)."""
    which = f"第 {first} 次" if free == 1 else f"第 {first} 至 {first + free - 1} 次"
    start = f"本项每季度前 {item.free_per_quarter} 次不扣分。{day_name(day)}这一行含本季度{which}，"
    return f"{start}所以这一行{_verdict(item, left_centi)}。"


def same_achievement(*, item: Item, day: date, counted_day: date, counted_centi: int) -> str:
    """Another row of the achievement brings at least as much (A6)."""
    start = f"同一成果在一项里只计最高的一次。这项成果已按{day_name(counted_day)}的一行"
    return f"{start}计 {format_centi(counted_centi)} 分，所以{day_name(day)}这一行{_verdict(item, 0)}。"


def achievement_once(*, item: Item, day: date, quantity: int, left_centi: int) -> str:
    """The row that counts for an achievement was entered several times (A6)."""
    row = f"{day_name(day)}这一行是 {quantity} 次，只按 1 次"
    return f"同一成果在一项里只计一次。{row}{_verb(item)} {format_centi(left_centi)} 分。"


def item_full(*, item: Item, day: date, times: int, sum_centi: int, left_centi: int) -> str:
    """The yearly limit of the item (R28)."""
    word = "扣" if item.bucket is Bucket.DEDUCTION else ""
    start = f"您有 {times} 次，评定{word} {format_centi(sum_centi)} 分。"
    most = format_centi(item.cap_centi or 0)
    return f"{start}本项全年至多{word} {most} 分，所以{day_name(day)}这一次{_verdict(item, left_centi)}。"


def base_item_exhausted(*, item: Item, base: Item, day: date, sum_centi: int, left_centi: int) -> str:
    """Deductions stop when the base item they take from is used up (A8)."""
    start = f"到{day_name(day)}，应从“{base.title}”里扣 {format_centi(sum_centi)} 分。"
    whole = format_centi(base.points_centi)
    return f"{start}这一项共 {whole} 分，扣完为止，所以这一次{_verdict(item, left_centi)}。"


def duty_full(*, sum_centi: int, cap_centi: int) -> str:
    """All duty points together (R26)."""
    cap = format_centi(cap_centi)
    return f"您的履职分各项合计 {format_centi(sum_centi)} 分。履职分全年至多 {cap} 分，所以计 {cap} 分。"


def gross_full(*, sum_centi: int, cap_centi: int, deduction_centi: int) -> str:
    """The cap taken before deductions (A11, second reading)."""
    cap = format_centi(cap_centi)
    start = f"您的基础分、履职分和加分合计 {format_centi(sum_centi)} 分。本支部的标准先封顶后扣分，"
    return f"{start}所以先按 {cap} 分计，再扣 {format_centi(deduction_centi)} 分。"


def total_full(*, sum_centi: int, cap_centi: int) -> str:
    """The cap of the total (R27)."""
    cap = format_centi(cap_centi)
    return (
        f"您的各类积分相加，减去扣分，得 {format_centi(sum_centi)} 分。总分至多 {cap} 分，所以计 {cap} 分。"
    )


def total_empty(*, sum_centi: int, floor_centi: int) -> str:
    """The floor of the total (A11)."""
    floor = format_centi(floor_centi)
    return f"您的各类积分相加，减去扣分，得 {format_centi(sum_centi)} 分。总分不低于 {floor} 分，所以计 {floor} 分。"


def vetoed(*, item: Item, degree: str, day: date, total_centi: int, most_centi: int) -> str:
    """A veto makes the year 0, or its degree at most so many points; the figures under it stay (R24, A9, A10)."""
    what = f"{item.title}（{degree}）" if degree else item.title
    left = f"至多 {format_centi(most_centi)} 分" if most_centi else "为 0 分"
    start = f"{day_name(day)}的处理决定涉及{what}，实行一票否决，全年总分{left}。"
    return f"{start}不计否决是 {format_centi(total_centi)} 分，各类积分仍列在这里。"
