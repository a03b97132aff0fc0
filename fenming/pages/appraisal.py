"""民主评议: the grades of a year, entered as the members' meeting gave them (R46, R68, R82, A24–A26)."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fenming.actions.appraise import BadGrades, GivenGrade, appraise
from fenming.pages.parts import ErrorLine
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.year_appraisal import AppraisalView, AppraisedLine, appraisal_view
from fenming.rules.appraisal import LONGEST_REASON
from fenming.rules.authority import Role
from fenming.rules.terms import Refused

NO_GRADE = "none"
"""What the list sends for 不评等次; the empty choice is "not chosen yet"."""


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """A member's line of the form: what is chosen, the reason, and what is wrong with them."""

    line: AppraisedLine
    choice: str
    reason: str
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def appraisal(request: PageRequest, number: int) -> HttpResponse:
    """The table in roster order; before the announcement back to the year's page, which says what is due first."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    view = appraisal_view(actor_id=viewer.person_id, branch_id=viewer.branch_id, number=number, today=today)
    if view is None:
        return redirect("year", number)
    if request.method == "POST":
        return _enter(request, view)
    filled = request.GET.get("fill") == "suggested"
    return _page(request, view, [_row(line, filled=filled) for line in view.lines])


def _enter(request: PageRequest, view: AppraisalView) -> HttpResponse:
    """What the form says, entered; or the form again with a sentence at each row that cannot stand."""
    rows = [_sent(line, request.POST) for line in view.lines]
    meeting = request.POST.get("meeting", "")
    try:
        appraise(
            actor_id=request.viewer.person_id,
            settlement_id=view.steps.settlement_id,
            meeting_id=int(meeting) if meeting.isascii() and meeting.isdigit() and len(meeting) < 19 else 0,
            grades=[_given(row) for row in rows],
            key=request.POST.get("key", ""),
            now=request.now,
        )
    except BadGrades as bad:
        rows = [
            AppraisalRow(row.line, row.choice, row.reason, bad.rows.get(row.line.membership_id, ""))
            for row in rows
        ]
        return _page(request, view, rows, refused=bad, chosen=meeting)
    except Refused as refused:
        if refused.code != "no_meeting":
            raise
        return _page(request, view, rows, refused=refused, chosen=meeting)
    messages.success(request, "民主评议等次已登记。每名党员能在“我的积分”里看到本人的结果。")
    return redirect("year_appraisal", view.facts.number)


def _row(line: AppraisedLine, *, filled: bool) -> AppraisalRow:
    """What stands in the form before anybody touched it; nothing is chosen for who has a suggestion."""
    if line.grade is not None:
        return AppraisalRow(line, line.grade or NO_GRADE, line.reason)
    if filled and line.suggested:
        return AppraisalRow(line, line.suggested, "")
    return AppraisalRow(line, "" if line.suggested else NO_GRADE, "")


def _sent(line: AppraisedLine, data: QueryDict) -> AppraisalRow:
    pk = line.membership_id
    return AppraisalRow(line, data.get(f"grade_{pk}", ""), data.get(f"reason_{pk}", "").strip())


def _given(row: AppraisalRow) -> GivenGrade:
    grade = None if not row.choice else "" if row.choice == NO_GRADE else row.choice
    return GivenGrade(row.line.membership_id, grade, row.reason)


def _page(
    request: PageRequest,
    view: AppraisalView,
    rows: list[AppraisalRow],
    *,
    refused: Refused | None = None,
    chosen: str = "",
) -> HttpResponse:
    wrong = [row for row in rows if row.error]
    lines = [ErrorLine(f"grade_{row.line.membership_id}", f"{row.line.name}：{row.error}") for row in wrong]
    if refused is not None and not lines:
        lines = [ErrorLine("meeting", refused.sentence)]
    context = {
        "view": view,
        "rows": rows,
        "errors": lines,
        "chosen": chosen or (str(view.meetings[0].id) if view.meetings else ""),
        "longest": LONGEST_REASON,
        "is_secretary": request.viewer.holds(Role.SECRETARY),
        "offered": any(row.line.by_before and row.line.grade is not None for row in rows),
    }
    return page_with_tables(request, "year_appraisal.html", context, status=422 if refused else 200)
