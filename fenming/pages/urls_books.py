"""Addresses of books on paper and of what is handed over or kept as one file, for `urls_prints`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import books, kept_files

BOOKS: list[URLPattern] = [
    path("ledger", books.ledger_books_page, name="ledger_books"),
    path("ledger/<int:number>.pdf", books.ledger_file, {"ending": "pdf"}, name="ledger_year"),
    path(
        "ledger/<int:number>-<int:quarter>.pdf", books.ledger_file, {"ending": "pdf"}, name="ledger_quarter"
    ),
    path("ledger/<int:number>.xlsx", books.ledger_file, {"ending": "xlsx"}, name="ledger_year_table"),
    path(
        "ledger/<int:number>-<int:quarter>.xlsx",
        books.ledger_file,
        {"ending": "xlsx"},
        name="ledger_quarter_table",
    ),
    path("roster/on/<str:day>.pdf", books.roster_file, {"ending": "pdf"}, name="roster_file"),
    path("roster/on/<str:day>.xlsx", books.roster_file, {"ending": "xlsx"}, name="roster_table"),
    path("standard/paper.pdf", books.standard_file, name="standard_file"),
    path("roster/<int:membership_id>/points-file.pdf", books.member_file, name="points_file"),
    path(
        "roster/<int:membership_id>/explanation/<int:number>.pdf",
        books.explanation_file,
        name="explanation",
    ),
    path("branches/<int:branch_id>/handover.zip", kept_files.handover_zip, name="handover"),
    path("branches/<int:branch_id>/years/<int:number>/book.zip", kept_files.year_book_zip, name="year_book"),
]
