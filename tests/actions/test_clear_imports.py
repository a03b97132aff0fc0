"""清除导入: by the clock, a day after a table was handed in and not a minute before (R64)."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from fenming.actions.clear_imports import clear_imports
from fenming.queries.imports.door import path_of
from fenming.records.models import AuditEvent
from tests.actions.import_scene import NOW, accepted, handed_in
from tests.cast import cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = timedelta(days=1)


def test_what_nobody_took_in_within_a_day_is_gone() -> None:
    people = cast()
    old, done, fresh = handed_in(people), handed_in(people), handed_in(people, now=NOW + timedelta(hours=1))
    accepted(people, done)
    assert clear_imports(now=NOW + DAY) == 0
    assert clear_imports(now=NOW + DAY + timedelta(minutes=1)) == 1
    assert clear_imports(now=NOW + DAY + timedelta(minutes=2)) == 0
    for one in (old, done, fresh):
        one.refresh_from_db()
    assert (old.state, done.state, fresh.state) == ("dropped", "accepted", "open")
    assert [path_of(one.stored_as).exists() for one in (old, done, fresh)] == [False, False, True]
    event = AuditEvent.objects.get(verb="drop_import")
    assert (event.subject_id, event.actor_id) == (old.pk, None)


def test_a_file_without_an_import_is_swept_away() -> None:
    """What a process left that was killed before its row was written; what an open import holds stays."""
    held = path_of(handed_in(cast()).stored_as)
    stray = held.with_name("stray")
    stray.write_bytes(b"{}")
    for file in (held, stray):
        os.utime(file, (0, 0))
    clear_imports(now=NOW)
    assert held.exists()
    assert not stray.exists()
