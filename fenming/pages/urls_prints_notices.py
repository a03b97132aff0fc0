"""Addresses of notices to print, for `urls_prints`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import notice_papers

NOTICE_PRINTS: list[URLPattern] = [
    path("meetings/<int:meeting_id>/notice.pdf", notice_papers.meeting_notice, name="meeting_notice_paper"),
    path("matters/<int:matter_id>/notice.pdf", notice_papers.matter_notice, name="matter_notice_paper"),
    *(
        path(
            f"{where}/<int:{subject}_id>/notice.pdf",
            notice_papers.proposal_notice,
            {"subject": subject},
            name=f"{subject}_notice_paper",
        )
        for subject, where in (("veto", "vetoes"), ("correction", "corrections"), ("reopening", "reopenings"))
    ),
]
