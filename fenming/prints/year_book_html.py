"""The pages of a 年度存档: static, everything in them escaped, and nothing in them may load or send anything."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.template import Engine
from django.template.context import Context
from django.utils.safestring import mark_safe

from fenming.queries.register_form_view import RegisterForm, RegisterRow
from fenming.queries.year_book import BookMember, BookPosting, YearBook
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.terms import format_centi

HERE: Final = Path(__file__).with_name("year_book_pages")
Link = tuple[str, str]
"""Where a file lies, and what it is called."""


def index_page(view: YearBook, *, papers: Sequence[Link], data: Sequence[Link]) -> bytes:
    """The page everything is found from."""
    return _page(
        "index.html",
        view,
        state=view.state,
        superior=view.superior,
        code=view.code,
        round=view.round,
        head_seq=view.head_seq,
        head_code=view.head_code,
        members=[{"file": member_path(one), **_member(one)} for one in view.members],
        totals=view.totals,
        postings=[
            {"file": posting_path(one), "title": one.shown.title, "code": one.shown.code}
            for one in view.postings
        ],
        documents=view.documents,
        papers=papers,
        data=data,
    )


def member_page(view: YearBook, one: BookMember, form: RegisterForm | None) -> bytes:
    """A member's year: figures and lines, and in a full copy the facts in words."""
    return _page("member.html", view, one=_member(one), form=_form(one, form))


def posting_page(view: YearBook, one: BookPosting) -> bytes:
    """A sheet as it was posted."""
    shown, sheet, term = one.shown, one.shown.sheet, one.shown.sheet.term
    told = {
        "file": f"../{sheet_path(one)}",
        "title": shown.title,
        "code": shown.code,
        "digest": one.digest,
        "seq": sheet.ledger_seq,
        "unlisted": sheet.unlisted,
        "lines": [(line.number, line.name, format_centi(line.total_centi)) for line in shown.lines],
    }
    days = {"held_on": sheet.held_on, "counted_to": sheet.counted_to, "first_day": term.first_day}
    days |= {"last_day": term.last_day, "objection_until": term.objection_until}
    told |= {name: full_day_name(day) for name, day in days.items()}
    return _page("posting.html", view, one=told)


def check_page(view: YearBook) -> bytes:
    """The page that compares every file with the list of digests, in the browser alone."""
    script = _text("check.js")
    return _page("check.html", view, script=mark_safe(script), policy=_policy(script))  # noqa: S308 (our own file)


def member_path(one: BookMember) -> str:
    """Names are for every system; what they are called stands on the page that leads there."""
    return f"members/member-{one.number:03}.html"


def posting_path(one: BookPosting) -> str:
    return f"postings/posting-{one.shown.sheet.quarter}.html"


def sheet_path(one: BookPosting) -> str:
    return f"paper/sheet-{one.shown.sheet.quarter}.pdf"


def form_path(one: BookMember) -> str:
    return f"paper/register-{one.number:03}.pdf"


def _page(name: str, view: YearBook, **more: Any) -> bytes:
    style = _text("style.css")
    about = {"policy": _policy(), "style": mark_safe(style), "branch": view.branch, "year": view.year}  # noqa: S308
    return _engine().get_template(name).render(Context({**about, **more})).encode()


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(HERE)], autoescape=True)


@cache
def _text(name: str) -> str:
    return (HERE / name).read_text("utf-8")


def _policy(script: str = "") -> str:
    """Nothing from anywhere but the style, and the script, that stand in the page itself."""
    allowed = [f"style-src '{_digest(_text('style.css'))}'"]
    allowed += [f"script-src '{_digest(script)}'"] if script else []
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _member(one: BookMember) -> Mapping[str, Any]:
    figures = (one.base_centi, one.duty_centi, one.bonus_centi, -one.deduction_centi, one.total_centi)
    return {
        "number": one.number,
        "name": one.name,
        "post": one.post,
        "figures": [format_centi(points) for points in figures],
        "suggested": one.suggested,
        "grade": one.grade,
        "reason": one.reason,
        "takes_part": one.takes_part,
        "veto": one.veto,
        "limits": "、".join(one.limits),
        "lines": [
            {
                "day": day_name(line.day),
                "bucket": line.bucket,
                "title": line.title,
                "times": line.times,
                "raw": format_centi(line.raw_centi),
                "counted": format_centi(line.counted_centi),
                "limits": "、".join(line.limits),
            }
            for line in one.lines
        ],
    }


def _form(one: BookMember, form: RegisterForm | None) -> Mapping[str, Any] | None:
    if form is None:
        return None
    return {"rows": [_row(row) for row in form.rows], "file": f"../{form_path(one)}"}


def _row(row: RegisterRow) -> Mapping[str, Any]:
    figures = (row.claimed_centi, row.assessed_centi, row.determined_centi, row.counted_centi)
    return {
        "day": day_name(row.day),
        "title": row.title,
        "said": row.said,
        "figures": ["" if points is None else format_centi(points) for points in figures],
        "notes": "".join(row.notes),
    }
