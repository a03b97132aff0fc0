"""How figures, days, names and states are written in every page.

``{% load fenming_tags %}``. Plain functions over plain values: no query, no clock.
"""

import re
from datetime import date, datetime

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, DateInput, NumberInput, RadioSelect, Select
from django.forms.widgets import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from fenming.pages.parts import ErrorLine
from fenming.rules.terms import CENTI, format_centi

register = template.Library()

NIL = "—"
_PARTS = re.compile("党员大会|支委会|（")
_NUMBERS = re.compile(r"\+?\d+(?:[-–]\d+)+")
_WEEKDAYS = "一二三四五六日"

# The mark beside a state word (theme.css §6). What is not here gets the plain ring of 已申报.
_STATE_MARKS = {
    "draft": "draft",
    "returned": "returned",
    "yours": "yours",
    "waiting": "waiting",
    "awaiting_reply": "waiting",
    "deferred": "waiting",
    "assessed": "assessed",
    "accepted": "assessed",
    "changed": "assessed",
    "refused": "refused",
    "determined": "determined",
    "done": "done",
    "posted": "posted",
    "objected": "waiting",
    "locked": "locked",
    "settled": "locked",
    "withdrawn": "returned",
    "reversed": "reversed",
}


@register.filter
def points(points_centi: int | None) -> str:
    """Hundredths as people read them: ``7950`` gives ``79.5``; none gives a dash."""
    return NIL if points_centi is None else format_centi(points_centi)


@register.filter
def figure(points_centi: int | None) -> SafeString:
    """A figure for a column of figures.

    Whole numbers get the class that keeps the room of a decimal, so points stand under
    points; none is a grey dash. Takes hundredths.
    """
    if points_centi is None:
        return format_html('<span class="fm-nil fm-i">{}</span>', NIL)
    frame = '<span class="fm-i">{}</span>' if points_centi % CENTI == 0 else "<span>{}</span>"
    return format_html(frame, format_centi(points_centi))


@register.filter
def cn_date(value: date | None) -> str:
    """``11月26日``; nothing for nothing."""
    day = _day(value)
    return f"{day.month}月{day.day}日" if day else ""


@register.filter
def cn_full_date(value: date | None) -> str:
    """``2025年11月26日``."""
    day = _day(value)
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


@register.filter
def cn_day(value: date | None) -> str:
    """``2025年12月3日，星期三``, for the head of a page."""
    day = _day(value)
    return f"{cn_full_date(day)}，星期{_WEEKDAYS[day.weekday()]}" if day else ""


@register.filter
def cn_moment(value: datetime | None) -> str:
    """``2025年12月3日 10:42`` in local time, for receipts."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{cn_full_date(local.date())} {local:%H:%M}"


@register.filter
def weekday(value: date | None) -> str:
    """``周三``."""
    day = _day(value)
    return f"周{_WEEKDAYS[day.weekday()]}" if day else ""


@register.filter
def days_left(days: int) -> str:
    """How long a duty still has: ``还有 2 天``, ``今天到期``, ``已过期 3 天``."""
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days > 0 else f"已过期 {-days} 天"


@register.filter
def name_wbr(name: str) -> SafeString:
    """A person's name, escaped, that may break after its middle dot and nowhere else.

    A browser may break before the dot too, hence each part is held together.
    """
    first, *rest = str(conditional_escape(name)).split("·")
    if not rest:
        return mark_safe(first)  # noqa: S308 escaped above
    parts = [f"{part}·" for part in (first, *rest[:-1])] + [rest[-1]]
    return mark_safe("<wbr>".join(f'<span class="text-nowrap">{part}</span>' for part in parts))  # noqa: S308


@register.filter
def phrases(title: str) -> SafeString:
    """A meeting's title, escaped, that may break before its noun and its bracket (theme: .fm-phrases)."""
    escaped = str(conditional_escape(title))
    return mark_safe(_PARTS.sub(r"<wbr>\g<0>", escaped))  # noqa: S308


@register.filter
def whole_numbers(text: str) -> SafeString:
    """Free text, escaped, whose telephone numbers are not broken at a hyphen."""
    escaped = str(conditional_escape(text))
    return mark_safe(_NUMBERS.sub(r'<span class="text-nowrap">\g<0></span>', escaped))  # noqa: S308


@register.filter
def state_class(state: str) -> str:
    """The CSS class of a state's mark: ``determined`` gives ``fm-st--determined``."""
    mark = _STATE_MARKS.get(str(state))
    return f"fm-st--{mark}" if mark else ""


@register.simple_tag
def error_lines(form: BaseForm) -> tuple[ErrorLine, ...]:
    """Everything to correct in a form, in the order of its fields, general remarks first."""
    general = tuple(ErrorLine(anchor="", sentence=str(text)) for text in form.non_field_errors())
    return general + tuple(
        ErrorLine(anchor=_first_id(field), sentence=str(text))
        for field in form
        if not field.is_hidden
        for text in field.errors
    )


@register.simple_tag
def field_input(field: BoundField) -> SafeString:
    """The control of a form field with the class the theme styles; its own classes are kept."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return field.as_widget()
    if isinstance(widget, CheckboxInput):
        kind = "form-check-input"
    else:
        kind = "form-select" if isinstance(widget, Select) else "form-control"
    own = str(widget.attrs.get("class", ""))
    return field.as_widget(attrs={"class": f"{kind} {own}".strip()})


@register.filter
def is_short(field: BoundField) -> bool:
    """Whether what is entered is a day or a figure, whose box need not be as wide as the page."""
    widget = field.field.widget
    return isinstance(widget, DateInput | NumberInput) or widget.attrs.get("inputmode") == "decimal"


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


def _first_id(field: BoundField) -> str:
    """Where a link to the field leads: a group has no control of its own id, its first choice has."""
    return field.id_for_label or (f"{field.auto_id}_0" if field.auto_id else "")


def _day(value: date | None) -> date | None:
    """The local calendar day of a date or a moment."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value or None
