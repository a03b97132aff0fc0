"""Addresses of what is taken along whole: the books of a branch, and one's own data; part of `urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import branch_export, own_data

TAKEN: list[URLPattern] = [
    path("branch/export", branch_export.branch_export, name="branch_export"),
    path("branch/export/file", branch_export.branch_export_file, name="branch_export_file"),
    path("me/data.zip", own_data.own_data_file, name="own_data"),
]
