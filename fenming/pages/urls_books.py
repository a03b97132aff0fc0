"""Addresses of books on paper and of what is handed over or kept as one file, for `urls_prints`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import books

BOOKS: list[URLPattern] = [
    path("ledger", books.ledger_books_page, name="ledger_books"),
    path("ledger/<int:number>.pdf", books.ledger_file, name="ledger_year"),
    path("ledger/<int:number>-<int:quarter>.pdf", books.ledger_file, name="ledger_quarter"),
    path("roster/on/<str:day>.pdf", books.roster_file, name="roster_file"),
    path("standard/paper.pdf", books.standard_file, name="standard_file"),
    path("roster/<int:membership_id>/points-file.pdf", books.member_file, name="points_file"),
    path(
        "roster/<int:membership_id>/explanation/<int:number>.pdf",
        books.explanation_file,
        name="explanation",
    ),
]
