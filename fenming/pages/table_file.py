"""The tables of a page as Excel or CSV: the same address with `?as=xlsx` or `?as=csv`, all else as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from fenming.pages.made_file import KINDS
from fenming.prints.lists import meetings, people, points, redress, superior
from fenming.prints.paper import file_name
from fenming.prints.tables import Table, csv_file, xlsx_file

ENDINGS: Final = ("xlsx", "csv")
SAME_ROWS: Final = "取自系统页面，行数、次序和筛选与下载时的页面相同。"

# what each template shows -> the same as tables; the context is that of the template
TABLES: Final[Mapping[str, Callable[[Mapping[str, Any]], tuple[Table, ...]]]] = {
    "appeals.html": lambda shown: redress.appeals_tables(shown["view"]),
    "assess_desk.html": lambda shown: meetings.desk_tables(shown["desk"]),
    "bottom_list.html": lambda shown: redress.bottom_tables(shown["view"]),
    "calendar.html": lambda shown: people.calendar_tables(shown["view"]),
    "corrections.html": lambda shown: redress.corrections_tables(shown["rows"]),
    "enquiries.html": lambda shown: redress.enquiries_tables(shown["rows"]),
    "filing.html": lambda shown: _filed(shown["view"].branch, shown["view"]),
    "follow_up.html": lambda shown: redress.follow_up_tables(shown["view"]),
    "groups.html": lambda shown: people.groups_tables(shown["view"]),
    "matter_trail.html": lambda shown: meetings.trail_tables(shown["view"]),
    "meeting_called.html": lambda shown: meetings.agenda_tables(shown["view"]),
    "meeting_minutes.html": lambda shown: meetings.minutes_tables(shown["view"]),
    "meeting_month.html": lambda shown: meetings.agenda_tables(shown["view"]),
    "meetings.html": lambda shown: meetings.meetings_tables(shown["view"]),
    "member.html": lambda shown: people.member_tables(shown["view"]),
    "notices.html": lambda shown: points.notices_tables(shown["view"]),
    "objections.html": lambda shown: redress.objections_tables(shown["view"]),
    "offices.html": lambda shown: people.offices_tables(shown["view"]),
    "organisations.html": lambda shown: people.organisations_tables(shown["trees"]),
    "posting_lines.html": lambda shown: points.posting_lines_tables(shown["view"]),
    "postings.html": lambda shown: points.postings_tables(shown["view"]),
    "received.html": lambda shown: superior.received_tables(shown["view"]),
    "received_year.html": lambda shown: _filed(shown["view"].sender, shown["view"]),
    "roster.html": lambda shown: people.roster_tables(shown["view"]),
    "sheets.html": lambda shown: people.sheets_tables(shown["view"]),
    "standard.html": lambda shown: points.standard_tables(shown["view"]),
    "statement.html": lambda shown: points.statement_tables(shown["view"]),
    "superior.html": lambda shown: superior.desk_tables(shown["desk"]),
    "superior_statistics.html": lambda shown: superior.statistics_tables(shown["view"]),
    "use.html": lambda shown: redress.use_tables(shown["view"]),
    "uses.html": lambda shown: redress.uses_tables(shown["view"]),
    "vetoes.html": lambda shown: redress.vetoes_tables(shown["view"]),
    "year.html": lambda shown: points.year_tables(shown["view"]),
    "year_appraisal.html": lambda shown: points.appraisal_tables(shown["view"]),
}


def page_with_tables(
    request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """The page with two links under it, or, for `?as=`, the file; a page that came out of a form has no links."""
    tables: tuple[Table, ...] = ()
    if status == 200 and request.method in ("GET", "HEAD"):
        tables = tables_of(template, context)
    if tables and (ending := wanted(request)):
        return table_file(tables, ending)
    return render(request, template, {**context, "has_tables": bool(tables)}, status=status)


def wanted(request: HttpRequest) -> str:
    """`xlsx` or `csv` where the address asks for a file, else ""."""
    ending = request.GET.get("as", "")
    return ending if ending in ENDINGS else ""


def tables_of(template: str, context: Mapping[str, Any]) -> tuple[Table, ...]:
    """The tables of a page that have rows."""
    return tuple(one for one in TABLES[template](context) if one.rows)


def table_file(tables: tuple[Table, ...], ending: str) -> HttpResponse:
    """One workbook with a sheet for each; CSV knows no sheets, several are packed together."""
    if ending == "xlsx":
        data = xlsx_file(*(replace(one, notes=(*one.notes, SAME_ROWS)) for one in tables))
    elif len(tables) == 1:
        data = csv_file(tables[0])
    else:
        ending, data = "zip", _packed(tables)
    told = content_disposition_header(True, f"{file_name(tables[0].title)}.{ending}")
    return HttpResponse(data, content_type=KINDS[ending], headers={"Content-Disposition": told or ""})


def _packed(tables: tuple[Table, ...]) -> bytes:
    into = BytesIO()
    with ZipFile(into, "w") as parts:
        for one in tables:
            parts.writestr(ZipInfo(f"{file_name(one.title)}.csv"), csv_file(one), ZIP_DEFLATED)
    return into.getvalue()


def _filed(branch: str, view: Any) -> tuple[Table, ...]:
    return points.filed_tables(f"{branch}{view.year}年度报送的积分表", view.lines)
