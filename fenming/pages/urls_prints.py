"""Addresses of what is printed on official paper, for `urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import form_batches, papers, register_form
from fenming.pages.urls_books import BOOKS
from fenming.pages.urls_prints_cases import CASE_PRINTS
from fenming.pages.urls_prints_notices import NOTICE_PRINTS
from fenming.pages.urls_prints_word import WORD
from fenming.pages.urls_prints_year import YEAR_PRINTS
from fenming.pages.urls_taken import TAKEN

PRINTS: list[URLPattern] = [
    path("papers", papers.papers_page, name="papers"),
    *CASE_PRINTS,
    *NOTICE_PRINTS,
    *YEAR_PRINTS,
    path(
        "roster/<int:membership_id>/register-form", register_form.register_forms_page, name="register_forms"
    ),
    path(
        "roster/<int:membership_id>/register-form/<int:number>.pdf",
        register_form.register_form_file,
        name="register_form_year",
    ),
    path(
        "roster/<int:membership_id>/register-form/<int:number>-<int:quarter>.pdf",
        register_form.register_form_file,
        name="register_form",
    ),
    path("forms", form_batches.form_batches, name="form_batches"),
    path("forms/<int:batch_id>", form_batches.form_batch, name="form_batch"),
    path("forms/<int:batch_id>/file", form_batches.form_batch_file, name="form_batch_file"),
    *BOOKS,
    *WORD,
    *TAKEN,
]
