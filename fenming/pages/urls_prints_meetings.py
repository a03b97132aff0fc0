"""Addresses of a meeting's papers and of a month's sheets, for `urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import meeting_papers

MEETING_PRINTS: list[URLPattern] = [
    path("meetings/<int:meeting_id>/minutes.pdf", meeting_papers.minutes_file, name="meeting_minutes"),
]
