"""Writing the statements with all processors: each takes a share of the roster.

Scoring and writing the lines of a large school is most of a settlement. The shares are
put together in the order of the roster, so the bytes do not depend on how many there were.
"""

import multiprocessing
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Final

from fenming.jobs.settle_progress import Progress
from fenming.queries.files.settlement import Sums, YearFiles, settle_each, sums_of
from fenming.queries.files.statements import StatementsText
from fenming.rules.people import Member
from fenming.rules.statement import Statement

FEWEST_IN_A_SHARE: Final = 500
FEWEST_WITH_FORMS: Final = 20
"""A form on paper takes as long as the statements of hundreds."""
MOST_SHARES: Final = 4


@dataclass(frozen=True, slots=True)
class _Helper:
    """A process that writes the statements of one share to ``path`` and sends their sums."""

    process: ForkProcess
    sums: Connection
    path: Path


Each = Callable[[Member, Statement], None]


def write_statements(
    path: Path, *, files: YearFiles, progress: Progress, each: Each | None = None, alone: bool = False
) -> list[Sums]:
    """Write statements.json to ``path``; gives everybody's sums in the order of the roster.

    ``each`` is given every statement too, in whatever process has worked it out; ``alone``: in this one. Raises
    OSError, also for what went wrong in a helper.
    """
    fewest = len(files.members) + 1 if alone else FEWEST_WITH_FORMS if each else FEWEST_IN_A_SHARE
    own, *others = _shares(files.members, fewest)
    # No bar is drawn while processes start: its thread must not be copied in the middle of a line.
    progress.stop()
    helpers = [
        _start(files, share, path.with_name(f"share-{number}"), each) for number, share in enumerate(others)
    ]
    try:
        progress.settling(len(own))
        text = StatementsText(standard=files.standard, year=files.year.number)
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text.head())
        sums = _append(path, files, own, progress, each)
        for helper in helpers:
            sums.extend(_collect(helper, path))
        with path.open("a", encoding="utf-8", newline="") as stream:
            stream.write(text.tail())
        return sums
    finally:
        for helper in helpers:
            helper.process.kill()
            helper.process.join()


def _shares(members: Sequence[Member], fewest: int = FEWEST_IN_A_SHARE) -> list[Sequence[Member]]:
    """The roster cut into as many parts as there are processors, few members into one."""
    count = min(MOST_SHARES, _processors(), len(members) // fewest) or 1
    ends = [len(members) * number // count for number in range(count + 1)]
    return [members[start:end] for start, end in pairwise(ends)]


def _processors() -> int:
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    # What this process may use, which in a container is less than what the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start(files: YearFiles, share: Sequence[Member], path: Path, each: Each | None) -> _Helper:
    # A forked process has all that was read at once and without a copy.
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(files, share, path, sending, each), daemon=True)
    process.start()
    sending.close()
    return _Helper(process, receiving, path)


def _help(
    files: YearFiles, share: Sequence[Member], path: Path, sending: Connection, each: Each | None
) -> None:
    try:
        sending.send(_append(path, files, share, None, each))
    except (OSError, KeyboardInterrupt) as error:
        sending.send(error)


def _append(
    path: Path, files: YearFiles, share: Sequence[Member], progress: Progress | None, each: Each | None
) -> list[Sums]:
    text = StatementsText(standard=files.standard, year=files.year.number)
    sums: list[Sums] = []
    with path.open("a", encoding="utf-8", newline="") as stream:
        for member, statement in settle_each(files, share):
            if sums:
                stream.write(text.BETWEEN)
            stream.write(text.member(member, statement))
            sums.append(sums_of(member, statement))
            if each is not None:
                each(member, statement)
            if progress is not None:
                progress.step()
    return sums


def _collect(helper: _Helper, path: Path) -> list[Sums]:
    """Put a helper's share behind what ``path`` has; gives its sums."""
    try:
        answer = helper.sums.recv()
    except EOFError:
        raise OSError("a helping process ended before its share was written") from None
    if isinstance(answer, BaseException):
        raise answer
    with path.open("ab") as whole, helper.path.open("rb") as share:
        whole.write(StatementsText.BETWEEN.encode())
        shutil.copyfileobj(share, whole, 1 << 20)
    helper.path.unlink()
    sums: list[Sums] = answer
    return sums
