"""SQLite with one line for all who write: every thread and process, sessions and sign-ins like the verbs (decision 0010).

SQLite's own busy handler asks again after pauses that grow to a tenth of a second. While others write one after the
other it may ask at the wrong moment for a quarter of a minute; in the line (`line.py`) nobody is passed over.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from fenming.site.queued_sqlite import line

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
            self._place = _wait_in_line(Path(self.settings_dict["NAME"]))
        try:
            return execute(sql, params, many, context)
        finally:
            self._leave_when_done()

    def _leave_when_done(self) -> None:
        if self._place is not None and not self._in_transaction():
            line.leave(self._place)
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


def _wait_in_line(database: Path) -> IO[bytes]:
    """A place before the database; OperationalError, as for the database itself, when there is none to be had."""
    queue = database.with_name(f"{database.name}.queue")
    began = time.monotonic()
    try:
        place = line.stand(queue, beside=database)
    except OSError as error:
        raise OperationalError(f"unable to open {queue.name}: {error.strerror}") from error
    if (waited := time.monotonic() - began) > LONG_WAIT:
        logging.getLogger(__name__).warning("waited %.1f s in line to write to the database", waited)
    return place
