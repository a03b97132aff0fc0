"""Whoever writes to SQLite waits in one line: sessions, sign-ins and verbs, threads and processes; who reads does not."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from fenming.queries.archive import write_archive
from fenming.records.models import Account, DemoDay
from fenming.site.queued_sqlite import base
from tests.cast import at, cast
from tests.site.line_scene import is_free, place_taken, queue, save_a_session, script, store_the_day
from tests.site.turns import FIRST

pytestmark = [pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the file")]


@pytest.fixture(autouse=True)
def _database(committed: None) -> None:
    """Each test commits to a database of its own."""


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def in_thread(act: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def note_the_sign_in() -> None:
    Account.objects.update(last_login=at(2026, 2, 3))


def test_every_write_waits_until_the_place_is_free_and_no_read_does(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(base, "LONG_WAIT", 0.1)
    cast()
    common = (
        "WITH one AS (SELECT 1 AS id) INSERT INTO records_demoday (id, day) SELECT id, '2026-01-01' FROM one"
    )
    with place_taken():
        acts = [save_a_session, note_the_sign_in, lambda: execute(common)]
        threads = [in_thread(act) for act in acts]
        # all of this would wait for ever if it stood in the line
        assert Session.objects.count() == DemoDay.objects.count() == 0
        assert not Account.objects.filter(last_login=at(2026, 2, 3)).exists()
        execute("PRAGMA table_info(records_demoday)")
        archive = io.BytesIO()
        write_archive(archive, evidence=Path("nowhere"), now=at(2026, 2, 3), step=lambda _done, _of: None)
        for thread in threads:
            thread.join(timeout=0.2)
        assert all(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)
    assert Session.objects.count() == DemoDay.objects.count() == 1
    assert Account.objects.filter(last_login=at(2026, 2, 3)).exists()
    told = [message for message in caplog.messages if "in line to write to the database" in message]
    assert len(told) == len(acts), "who keeps the machine hears of each long wait"


def test_the_place_is_kept_to_the_end_of_the_transaction_and_no_longer() -> None:
    with transaction.atomic(durable=True):
        assert not is_free()
        store_the_day()
        with pytest.raises(IntegrityError), transaction.atomic():
            store_the_day()
        assert not is_free(), "a savepoint is not the end"
    assert is_free()
    assert DemoDay.objects.count() == 1
    transaction.set_autocommit(False)
    try:
        assert DemoDay.objects.get().day == FIRST
        assert is_free(), "nothing is written yet"
        DemoDay.objects.update(day=FIRST)
        assert not is_free()
        transaction.rollback()
        assert is_free()
    finally:
        transaction.set_autocommit(True)
    for begin, taken in (("BEGIN IMMEDIATE", True), ("BEGIN DEFERRED", False), ("SAVEPOINT first", False)):
        execute(begin)
        assert is_free() is not taken, begin
        execute("UPDATE records_demoday SET day = '2026-01-02'")
        assert not is_free()
        execute("RELEASE first" if begin.startswith("SAVEPOINT") else "COMMIT")
        assert is_free()


def _refuse() -> None:
    with transaction.atomic(durable=True):
        store_the_day()
        raise DatabaseError("a rule says no")


def _close_in_the_middle() -> None:
    with transaction.atomic(durable=True):
        store_the_day()
        connection.close()
        assert is_free()
        DemoDay.objects.get()


def _fail_at_the_commit() -> None:
    with transaction.atomic(durable=True):
        execute("PRAGMA defer_foreign_keys = ON")
        execute("INSERT INTO records_account_groups (account_id, group_id) VALUES (9, 9)")


def _lose_the_transaction() -> None:
    """As SQLite does by itself when the disk is full."""
    with transaction.atomic(durable=True):
        store_the_day()
        execute("INSERT OR ROLLBACK INTO records_demoday (id, day) VALUES (1, '2026-01-01')")


@pytest.mark.parametrize(
    "fail",
    [
        _refuse,
        _close_in_the_middle,
        _fail_at_the_commit,
        _lose_the_transaction,
        lambda: execute("INSERT INTO records_demoday (id, day) VALUES (1, NULL)"),
        lambda: execute("INSERT INTO nothing VALUES (1)"),
        lambda: execute("this is no SQL"),
    ],
)
def test_the_place_is_free_after_whatever_goes_wrong(fail: Callable[[], None]) -> None:
    with pytest.raises(DatabaseError):
        fail()
    assert is_free()
    assert not DemoDay.objects.exists()
    store_the_day()
    assert is_free()


def test_a_child_that_outlives_the_transaction_holds_nobody_up() -> None:
    """A forked process has the same open file; what its parent gives up is free all the same."""
    told, tell = os.pipe()
    with transaction.atomic(durable=True):
        child = os.fork()
        if child == 0:
            os.read(told, 1)
            os._exit(0)
        store_the_day()
    try:
        assert is_free()
    finally:
        os.write(tell, b"1")
        os.waitpid(child, 0)


def test_the_place_is_free_when_its_process_dies() -> None:
    holding = script(
        "-c",
        "import django, signal; django.setup(); from django.db import transaction\n"
        "with transaction.atomic(): print('writing', flush=True); signal.pause()",
        stdout=subprocess.PIPE,
    )
    with holding:
        assert holding.stdout is not None
        assert holding.stdout.readline() == "writing\n"
        assert not is_free()
        holding.send_signal(signal.SIGKILL)
    store_the_day()
    assert is_free()


def test_the_queue_belongs_to_whoever_keeps_the_database() -> None:
    Path(connection.settings_dict["NAME"]).chmod(0o660)
    store_the_day()
    assert queue().stat().st_mode & 0o777 == 0o660 & ~umask()


def test_a_queue_that_cannot_be_opened_is_an_error_of_the_database() -> None:
    queue().mkdir()
    with pytest.raises(OperationalError, match=r"unable to open copy\.sqlite3\.queue"):
        store_the_day()
    assert not DemoDay.objects.exists()
    queue().rmdir()
    store_the_day()


def test_a_database_in_memory_needs_no_queue() -> None:
    memory = base.DatabaseWrapper({**connection.settings_dict, "NAME": ":memory:"}, alias="memory")
    with memory.cursor() as cursor:
        cursor.execute("CREATE TABLE one (id integer)")
        cursor.execute("INSERT INTO one VALUES (1)")
    assert not Path(":memory:.queue").exists()
    memory.connection.close()
