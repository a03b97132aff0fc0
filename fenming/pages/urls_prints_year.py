"""Addresses of the papers of postings and of the year's filing, for `urls_prints`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import posting, year_papers

YEAR_PRINTS: list[URLPattern] = [
    path("postings/<int:quarter_id>/sheet.pdf", posting.sheet_paper, name="posting_paper"),
    path("superior/filings/<int:filing_id>/letter.pdf", year_papers.filing_letter, name="filing_letter"),
    path("superior/filings/<int:filing_id>/receipt.pdf", year_papers.filing_receipt, name="filing_receipt"),
    *(
        path(
            f"superior/filings/<int:filing_id>/summary.{ending}",
            year_papers.filing_summary,
            {"ending": ending},
            name=f"filing_summary_{ending}",
        )
        for ending in ("pdf", "xlsx")
    ),
    *(
        path(
            f"year/<int:number>/summary.{ending}",
            year_papers.branch_summary,
            {"ending": ending},
            name=f"year_summary_{ending}",
        )
        for ending in ("pdf", "xlsx")
    ),
]
