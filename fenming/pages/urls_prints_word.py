"""Addresses of what may be had for Word beside its PDF, for `urls_prints`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import register_form

WORD: list[URLPattern] = [
    path(
        "roster/<int:membership_id>/register-form/<int:number>.docx",
        register_form.register_form_file,
        {"ending": "docx"},
        name="register_form_year_word",
    ),
    path(
        "roster/<int:membership_id>/register-form/<int:number>-<int:quarter>.docx",
        register_form.register_form_file,
        {"ending": "docx"},
        name="register_form_word",
    ),
]
