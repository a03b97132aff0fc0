"""Tells Django where the templates, tags and static files of the pages are."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The room of the pages; it has no tables."""

    name = "fenming.pages"
    label = "pages"
    verbose_name = "页面"
