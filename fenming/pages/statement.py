"""我的积分: the year of the one who looks, with the reason behind every point (R62, R68)."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.pages.kept import kept_page
from fenming.pages.parts import Note, StatementItem, StatementLine
from fenming.pages.points import mark_of, room_words, sheet_of, under_way, unheard_words
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables, wanted
from fenming.queries.access import NotFound
from fenming.queries.statement import own_statement
from fenming.queries.statement_view import OwnPlace, OwnStatement, StatedItem, StatedLine
from fenming.queries.statement_words import notes_of, rule_of
from fenming.rules.reasons import day_name
from fenming.rules.terms import Bucket, format_centi


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """`?year=` chooses a year; without it the latest."""
    page = cast(PageRequest, request)
    today, year = timezone.localdate(page.now), _year(request)

    def context() -> dict[str, Any]:
        return _context(own_statement(viewer=page.viewer, year_number=year, on=today))

    if wanted(request):
        return page_with_tables(request, "statement.html", context())
    return kept_page(request, "statement.html", viewer=page.viewer, today=today, context=context)


def _context(view: OwnStatement | None) -> dict[str, Any]:
    if view is None:
        return {"view": None}
    return {
        "view": view,
        "sheet": sheet_of(figures=view.figures, standard=view.standard),
        "words": words_of(view),
        "sections": sections_of(view),
        "place": place_sentences(view),
        "has_tables": True,
    }


def _year(request: HttpRequest) -> int | None:
    text = request.GET.get("year", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise NotFound("year")
    return int(text)


def words_of(view: OwnStatement) -> list[tuple[str, str]]:
    """What the figures do not say by themselves: (heading, sentence)."""
    room = room_words(room=view.room, standard=view.standard)
    if view.room is not None:
        room = f"{room}{_room_by_item(view)}加分另计，总分至多 {format_centi(view.standard.total_cap_centi)} 分。"
    rows = [
        ("还在路上", under_way(view.figures)),
        ("还可得", room),
        ("未计入", unheard_words(view.figures)),
        ("限额", "".join(cut.sentence for cut in view.figures.determined.cuts)),
    ]
    return [(heading, sentence) for heading, sentence in rows if sentence]


def _room_by_item(view: OwnStatement) -> str:
    rooms = [
        f"{one.item.title} {format_centi(one.room_centi)} 分"
        for one in view.in_bucket(Bucket.DUTY)
        if one.room_centi
    ]
    return f"其中{'；'.join(rooms)}。" if rooms else ""


def sections_of(view: OwnStatement) -> list[dict[str, Any]]:
    """一 to 四, each with what it sums up to, its items, and a sentence when there are none."""
    fold, assessed, claimed = view.figures.determined, view.figures.assessed, view.figures.claimed
    duty_room = f"，还可得 {format_centi(view.room.duty_centi)}" if view.room else ""
    duty_cap = format_centi(view.standard.duty_cap_centi)
    bonus = [one for one in view.in_bucket(Bucket.BONUS) if one.lines]
    minus = view.in_bucket(Bucket.DEDUCTION, Bucket.VETO)
    return [
        {
            "title": "一、基础分",
            "aside": f"评定 {format_centi(fold.base_centi)}，年初即计满分",
            "items": [_base_item(view)],
            "empty": "",
        },
        {
            "title": "二、履职分",
            "aside": _aside(fold.duty_centi, assessed.duty_centi, claimed.duty_centi)
            + f"{duty_room}，全年至多 {duty_cap}",
            "items": [item_of(one, view) for one in view.in_bucket(Bucket.DUTY)],
            "empty": "本年度没有履职分项目。",
        },
        {
            "title": "三、加分",
            "aside": _aside(fold.bonus_centi, assessed.bonus_centi, claimed.bonus_centi),
            "items": [item_of(one, view) for one in bonus],
            "empty": "本年度还没有加分事项。",
        },
        {
            "title": "四、扣分和一票否决"
            if any(one.item.bucket is Bucket.VETO for one in minus)
            else "四、扣分",
            "aside": _aside(-fold.deduction_centi, assessed.deduction_centi, claimed.deduction_centi),
            "items": [item_of(one, view) for one in minus],
            "empty": "本年度没有扣分事项。",
        },
    ]


def _aside(determined_centi: int, assessed_centi: int, claimed_centi: int) -> str:
    parts = [f"评定 {format_centi(determined_centi)}"]
    parts += [f"初评 {format_centi(assessed_centi)}"] if assessed_centi else []
    parts += [f"申报 {format_centi(claimed_centi)}"] if claimed_centi else []
    return "，".join(parts)


def _base_item(view: OwnStatement) -> StatementItem:
    items = [item for item in view.standard.items if item.bucket is Bucket.BASE]
    headings = "、".join(dict.fromkeys(item.heading for item in items if item.heading))
    whole = format_centi(view.standard.base_centi)
    stop = "，扣完该项的分为止" if view.standard.item_floor == "stop_at_zero" else ""
    rule = f"共 {whole} 分。未做到的不减基础分，记在“四、扣分”{stop}"
    return StatementItem(f"{headings} {len(items)} 项", rule, None, None, view.standard.base_centi, None)


def item_of(one: StatedItem, view: OwnStatement) -> StatementItem:
    """An item with its lines and, right under them, a sentence for each limit and each change."""
    notes = tuple(Note(sentence) for sentence in notes_of(one))
    return StatementItem(
        name=one.item.title,
        rule=rule_of(one, view.standard),
        declared_centi=one.claimed_centi,
        assessed_centi=one.assessed_centi,
        determined_centi=one.determined_centi,
        room_centi=one.room_centi,
        lines=tuple(_line(line, view) for line in one.lines),
        notes=notes,
        opened=bool(notes),
    )


def _line(line: StatedLine, view: OwnStatement) -> StatementLine:
    matter = line.matter
    url = reverse("matter", args=[matter.id]) if matter else ""
    if line.veto_id is not None:
        url = reverse("veto", args=[line.veto_id])
    if matter is None or line.is_reversal:
        key, word = ("reversed", "冲正") if line.is_reversal else ("determined", "已评定")
        if line.taken_back:
            key, word = "reversed", "已冲正"
        return StatementLine(
            line.day, line.fact, url, key, word, None, None, line.determined_centi, line.counted_centi
        )
    key = matter.state_key(view.today)
    return StatementLine(
        day=line.day,
        fact=line.fact,
        url=url,
        state=mark_of(key),
        word=matter.state_word(view.today),
        declared_centi=matter.claimed_centi,
        assessed_centi=matter.assessed_centi,
        determined_centi=line.determined_centi,
        counted_centi=line.counted_centi,
    )


def place_sentences(view: OwnStatement) -> list[str]:
    """Own place and result, shown only inside what the viewer opens on purpose (R68)."""
    place, year = view.place, f"{view.year}年度"
    if place.announced:
        return _announced(place, year)
    start = f"{year}还没有公布结果。"
    if place.place is None:
        why = "在免予积分期间" if view.exempt else "年末不在本支部名册"
        return [f"{start}您{why}，不排位次。"]
    shared = f"，有 {place.shared_with} 人与您同分" if place.shared_with else ""
    return [f"{start}按已评定积分，您在 {place.ranked} 名党员中列第 {place.place} 位{shared}。"]


def _announced(place: OwnPlace, year: str) -> list[str]:
    total = f"{year}积分已经公布：您的总分是 {format_centi(place.total_centi)} 分"
    total += (
        f"，在 {place.ranked} 名党员中列第 {place.place} 位。" if place.place is not None else "，不排位次。"
    )
    if place.veto:
        total += f"本年度实行一票否决，总分计 {format_centi(place.total_centi)} 分。"
    grade = f"建议等次是“{place.grade}”。" if place.grade else "按规定没有建议等次。"
    if place.appraised_on is None:
        return [total, f"{grade}评议等次由民主评议的大会决定，建议等次只供大会参考。"]
    return [total, grade, _given(place, place.appraised_on)]


def _given(place: OwnPlace, day: date) -> str:
    held = f"{day.year}年{day_name(day)}的党员大会评议"
    if not place.given:
        return f"{held}，您本年度不评等次。"
    reason = f"与建议等次不同，理由：{place.given_reason.rstrip('。')}。" if place.given_reason else ""
    return f"{held}，您的评议等次是“{place.given}”。{reason}"
