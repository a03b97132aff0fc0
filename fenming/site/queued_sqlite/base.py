"""SQLite with one line for all who write: every thread and process, sessions and sign-ins like the verbs (decision 0010).

SQLite's own busy handler asks again after pauses that grow to a tenth of a second. While others write one after the
other it may ask at the wrong moment for a quarter of a minute; a file lock wakes its waiters as soon as it is free,
and the kernel takes it back from a process that dies.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LONG_WAIT = 2.0  # seconds; whoever keeps the machine is told of longer ones

# What takes no writer's place. Whatever else there may be waits in line: at worst a read that waits one turn (WITH …
# SELECT, a comment in front). A deferred BEGIN only reads; its first write gets in line then.
READS = re.compile(
    r"\s*(?:SELECT|VALUES|EXPLAIN|PRAGMA|SAVEPOINT|RELEASE|COMMIT|END|ROLLBACK|BEGIN(?!\s+(?:IMMEDIATE|EXCLUSIVE)))\b",
    re.IGNORECASE,
)


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes a place in the queue, a file beside the database, before it writes; leaves it with the transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._place: IO[bytes] | None = None
        self.execute_wrappers.append(self._queued)

    def _queued(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]
    ) -> Any:
        if self._place is None and not READS.match(sql) and not self.is_in_memory_db():
            self._place = _wait_in_line(Path(f"{self.settings_dict['NAME']}.queue"))
        try:
            return execute(sql, params, many, context)
        finally:
            self._leave_when_done()

    def _leave_when_done(self) -> None:
        if self._place is not None and not self._in_transaction():
            # unlocked, not only closed: a process forked meanwhile may still hold the file open
            fcntl.flock(self._place, fcntl.LOCK_UN)
            self._place.close()
            self._place = None

    def _in_transaction(self) -> bool:
        try:
            return self.connection is not None and self.connection.in_transaction
        except self.Database.ProgrammingError:  # closed inside a transaction, which ended with it
            return False

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._leave_when_done()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave_when_done()

    def close(self) -> None:
        """Close the connection; an unfinished transaction ends with it, and so does its place."""
        try:
            super().close()
        finally:
            self._leave_when_done()


def _wait_in_line(path: Path) -> IO[bytes]:
    """The queue's file, locked; OperationalError, as for the database itself, when it cannot be opened."""
    try:
        # made, not written: whoever may open the database may stand in line, whichever user came first
        place = open(path, "rb", opener=_made)  # noqa: SIM115 it outlives this call
    except OSError as error:
        raise OperationalError(f"unable to open {path.name}: {error.strerror}") from error
    began = time.monotonic()
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
    except BaseException:
        place.close()
        raise
    if (waited := time.monotonic() - began) > LONG_WAIT:
        logging.getLogger(__name__).warning("waited %.1f s in line to write to the database", waited)
    return place


def _made(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, 0o644)
