"""Somebody who writes when told: `python -m tests.site.turns`, a process that has one turn for each line it is told.

It says that it is ready, and after each turn which one it was. Each turn puts the stored day one on, so the day
counts the turns of everybody, whichever process they are in.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

FIRST = date(2026, 1, 1)


def turns_so_far() -> int:
    """How many turns everybody had."""
    from fenming.records.models import DemoDay

    return (DemoDay.objects.get().day - FIRST).days


def turn() -> int:
    """Have one turn, and say the how manieth of all it was."""
    from django.db import transaction

    from fenming.records.models import DemoDay

    with transaction.atomic(durable=True):
        row = DemoDay.objects.get()
        row.day += timedelta(days=1)
        row.save()
    return (row.day - FIRST).days


if __name__ == "__main__":
    import django

    django.setup()
    print("ready", flush=True)
    for _ in sys.stdin:
        print(turn(), flush=True)
