"""What a statement says of an item besides its figures: why a figure was changed, and which limit cut it (R62, R68)."""

from __future__ import annotations

from django.utils import timezone

from fenming.queries.figures import Judged, MatterFigures
from fenming.queries.item_words import limit_in_words, rule_in_words
from fenming.queries.statement_view import StatedItem
from fenming.rules.reasons import day_name
from fenming.rules.standard import Standard
from fenming.rules.terms import format_centi


def rule_of(one: StatedItem, standard: Standard) -> str:
    """What the item brings and how far it goes."""
    limit = limit_in_words(one.item, standard=standard)
    return "，".join(part for part in (rule_in_words(one.item), limit) if part)


def notes_of(one: StatedItem) -> tuple[str, ...]:
    """Changes first, by day, then the limits with the clause they stand in, then what was taken back."""
    matters = [line.matter for line in one.lines if line.matter and not line.is_reversal]
    notes = [sentence for matter in matters for sentence in _changes(matter)]
    notes += [f"{sentence}（{one.item.clause}）" for line in one.lines for sentence in line.cuts]
    notes += [
        f"{day_name(matter.day)}这一件已以一笔相反的分冲回，两笔都保留，都不计入。"
        for matter in matters
        if matter.reversed
    ]
    return tuple(notes)


def _changes(matter: MatterFigures) -> list[str]:
    day, claimed = day_name(matter.day), format_centi(matter.claimed_centi)
    found = []
    first, last = matter.assessed, matter.determined
    if first and first.outcome == "changed":
        now = format_centi(first.points_centi)
        found.append(f"{day}这一件申报 {claimed} 分，初评 {now} 分。{_reason(first, '支部')}")
    if first and first.outcome == "refused":
        found.append(f"{day}这一件申报 {claimed} 分，初评没有认定。{_reason(first, '支部')}")
    if first and first.outcome == "returned" and matter.state == "returned":
        found.append(f"{day}这一件退回您补充。{_reason(first, '支部')}")
    if last and last.outcome == "changed":
        now = format_centi(last.points_centi)
        found.append(f"{day}这一件大会评定 {now} 分。{_reason(last, '党员大会')}")
    if last and last.outcome == "refused":
        found.append(f"{day}这一件大会没有认定。{_reason(last, '党员大会')}")
    if last and last.outcome == "deferred":
        found.append(f"{day}这一件大会决定缓议，下一次大会再议。{_reason(last, '党员大会')}")
    return found


def _reason(judged: Judged, by: str) -> str:
    if not judged.reason:
        return ""
    on = day_name(timezone.localdate(judged.on))
    return f"理由：{judged.reason.rstrip('。')}。（{by}，{on}）"
