"""Somebody who writes one transaction after the other: `python -m tests.site.turns N`, a process of two such threads.

It says that it is ready, begins when it is told a line, and prints the most turns of others that it waited for.

Each turn puts the stored day one on, so the day counts the turns of everybody, whichever process they are in.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

FIRST = date(2026, 1, 1)
THREADS = 2


def turns_so_far() -> int:
    """How many turns everybody had."""
    from fenming.records.models import DemoDay

    return (DemoDay.objects.get().day - FIRST).days


def turn() -> int:
    """One turn; how many others had theirs between asking for it and getting it."""
    from django.db import transaction

    from fenming.records.models import DemoDay

    before = turns_so_far()
    with transaction.atomic(durable=True):
        row = DemoDay.objects.get()
        row.day += timedelta(days=1)
        row.save()
        return (row.day - FIRST).days - 1 - before


def in_turns(count: int) -> int:
    """The most turns of others that were waited for in `count` own ones."""
    from django.db import connection

    try:
        return max(turn() for _ in range(count))
    finally:
        connection.close()


if __name__ == "__main__":
    import django

    django.setup()
    print("ready", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor(THREADS) as pool:
        print(max(pool.map(in_turns, [int(sys.argv[1])] * THREADS)))
