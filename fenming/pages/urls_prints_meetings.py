"""Addresses of a meeting's papers and of a month's sheets, for `urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import meeting_papers, month_papers

MEETING_PRINTS: list[URLPattern] = [
    path(
        "roster/<int:membership_id>/declarations/<int:month_id>.pdf",
        month_papers.filled_sheet_file,
        name="declaration_filled",
    ),
    path(
        "roster/<int:membership_id>/declarations/<int:month_id>-blank.pdf",
        month_papers.blank_sheet_file,
        name="declaration_blank",
    ),
    path("desk/assess/<int:month_id>.pdf", month_papers.assess_summary_file, name="assess_summary"),
    path("meetings/<int:meeting_id>/agenda.pdf", meeting_papers.agenda_file, name="meeting_agenda"),
    path(
        "meetings/<int:meeting_id>/attendance.pdf",
        meeting_papers.attendance_list_file,
        name="meeting_attendance_list",
    ),
    path("meetings/<int:meeting_id>/minutes.pdf", meeting_papers.minutes_file, name="meeting_minutes"),
    path(
        "meetings/<int:meeting_id>/resolution.pdf", meeting_papers.resolution_file, name="meeting_resolution"
    ),
]
