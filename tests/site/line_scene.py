"""The line before the database of a test that commits: whether it is free, who has drawn a number, who else stands in it."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from fenming.records.models import DemoDay
from fenming.site.queued_sqlite import line
from tests.site.turns import FIRST

ROOT = Path(__file__).resolve().parents[2]


def queue() -> Path:
    return Path(f"{connection.settings_dict['NAME']}.queue")


def is_free() -> bool:
    """Whether a next one could write at once."""
    if not queue().exists():
        return True
    with queue().open("rb") as place:
        answer = fcntl.fcntl(place, fcntl.F_OFD_GETLK, struct.pack("hhqqi4x", fcntl.F_RDLCK, 0, 0, 0, 0))
        return struct.unpack("hhqqi4x", answer)[0] == fcntl.F_UNLCK


def numbers_drawn() -> int:
    """How many have stood in line so far."""
    return int.from_bytes(queue().read_bytes())


@contextmanager
def place_taken() -> Iterator[None]:
    """Somebody else is writing."""
    place = line.stand(queue(), beside=Path(connection.settings_dict["NAME"]))
    try:
        yield
    finally:
        line.leave(place)


def store_the_day() -> None:
    DemoDay.objects.create(pk=1, day=FIRST)


def save_a_session() -> None:
    session = SessionStore()
    session["seen"] = "1"
    session.save()


def script(*words: str, **more: int) -> subprocess.Popen[str]:
    """Another process on the database of this test."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "fenming.site.settings",
        "FENMING_DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
    }
    return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, text=True, **more)
