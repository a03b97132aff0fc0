"""Start Django for a command that needs the database."""

import os


def set_up() -> None:
    """Read the settings and load the apps; harmless when done already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fenming.site.settings")
    import django

    django.setup()
