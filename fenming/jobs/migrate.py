"""``fenming migrate``: create or upgrade the tables, and put every trigger in its place."""

import argparse

from fenming.jobs._django import set_up

HELP = "建立或升级数据库"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: FENMING_DATABASE_URL says which database."""


def run(args: argparse.Namespace) -> int:
    """Exit code 0; CommandError rises when a trigger is missing afterwards."""
    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return 0
