"""Addresses of the papers of objections and appeals, for `urls_prints`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import case_papers

CASE_PRINTS: list[URLPattern] = [
    path("objections/blank.pdf", case_papers.objection_blank_paper, name="objection_blank"),
    *(
        path(
            f"objections/<int:objection_id>/{paper}.pdf",
            case_papers.objection_paper,
            {"paper": paper},
            name=f"objection_{paper}_paper",
        )
        for paper in ("receipt", "finding", "answer")
    ),
    *(
        path(
            f"appeals/<int:appeal_id>/{paper}.pdf",
            case_papers.appeal_paper,
            {"paper": paper},
            name=f"appeal_{paper}_paper",
        )
        for paper in ("receipt", "finding", "answer")
    ),
    path("meetings/<int:meeting_id>/report-back.pdf", case_papers.report_note, name="report_note"),
]
