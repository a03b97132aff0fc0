"""《党员积分登记表》 on paper (R38, R72). The layout is ours: of the plan's own only its title and a few labels survive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.queries.register_form_view import RegisterForm, RegisterRow
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import format_centi

NAME = "党员积分登记表"


def register_form_pdf(form: RegisterForm) -> bytes:
    """The form as PDF, the same bytes for the same form. Refused `unprintable` where the fonts lack a character of the name."""
    refuse_unprintable((form.name, form.branch))
    return pdf("register_form", _data(form))


def register_form_name(form: RegisterForm) -> str:
    """`党员积分登记表_周予安_2026年第一季度`, without an ending."""
    return file_name(NAME, form.name, form.period)


def _data(form: RegisterForm) -> Mapping[str, Any]:
    totals = form.totals
    return {
        "title": NAME,
        "branch": form.branch,
        "period": form.period,
        "name": form.name,
        "status": form.status,
        "post": form.post,
        "asof": full_day_name(form.as_of),
        "draft": form.draft,
        "rows": [_row(number, one) for number, one in enumerate(form.rows, 1)],
        "foot": totals.words,
        "totals": [
            ["基础分", format_centi(totals.base_centi)],
            ["履职分", format_centi(totals.duty_centi)],
            ["加分", format_centi(totals.bonus_centi)],
            ["扣分", format_centi(-totals.deduction_centi)],
            ["合计", format_centi(totals.total_centi)],
        ],
    }


def _row(number: int, row: RegisterRow) -> list[str]:
    figures = (row.claimed_centi, row.assessed_centi, row.determined_centi, row.counted_centi)
    return [
        str(number),
        f"{row.day.month}月{row.day.day}日",
        row.title,
        row.bucket,
        row.said,
        *("" if one is None else format_centi(one) for one in figures),
        "".join(row.notes),
    ]
