"""A line of processes and threads before a file: who comes first is served first, and who dies steps out of it.

A bare lock wakes all its waiters at once and whoever runs first has it, so on a busy machine somebody is passed over
again and again. Here each draws a number and locks the byte of that number; when no byte before it is locked any
more it is their turn. The locks belong to the open file (`F_OFD_…`, Linux): threads count singly, and the kernel
takes them back from a process that ends, whether it was waiting or served.
"""

from __future__ import annotations

import fcntl
import os
import struct
from pathlib import Path
from typing import IO

NUMBER = 8  # bytes at the beginning of the file: the next number


def stand(path: Path, *, beside: Path) -> IO[bytes]:
    """Draw a number and wait for one's turn; the open file is the place in line, `leave` gives it up.

    The file is made when it is missing, for whoever may write `beside`, the file it stands before. OSError when it
    cannot be opened.
    """
    place = open(path, "r+b", buffering=0, opener=lambda name, _flags: _made(name, beside))  # noqa: SIM115 outlives the call
    try:
        number = _draw(place)
        _lock(fcntl.F_OFD_SETLKW, place, fcntl.F_RDLCK, first=0, count=number)
    except BaseException:
        leave(place)
        raise
    return place


def leave(place: IO[bytes]) -> None:
    """Give the place up: unlocked, not only closed, for a process forked meanwhile may still hold the file open."""
    _lock(fcntl.F_OFD_SETLK, place, fcntl.F_UNLCK, first=0, count=0)
    place.close()


def _draw(place: IO[bytes]) -> int:
    """The next number, its byte locked before anybody can draw the one after it."""
    fcntl.flock(place, fcntl.LOCK_EX)
    try:
        number = max(1, int.from_bytes(os.pread(place.fileno(), NUMBER, 0)))
        os.pwrite(place.fileno(), (number + 1).to_bytes(NUMBER), 0)
        _lock(fcntl.F_OFD_SETLKW, place, fcntl.F_WRLCK, first=number, count=1)
    finally:
        fcntl.flock(place, fcntl.LOCK_UN)
    return number


def _lock(command: int, place: IO[bytes], kind: int, *, first: int, count: int) -> None:
    """`count` bytes from `first` on; 0 means all of them. The struct is fcntl(2)'s, its process left 0."""
    fcntl.fcntl(place, command, struct.pack("hhqqi4x", kind, os.SEEK_SET, first, count, 0))


def _made(name: str, beside: Path) -> int:
    """The file, opened; as SQLite does with its own side files, a new one gets the mode and the owner of its database."""
    try:
        like = beside.stat()
    except FileNotFoundError:  # the database is about to be made, by the same user
        return os.open(name, os.O_RDWR | os.O_CREAT, 0o644)
    file = os.open(name, os.O_RDWR | os.O_CREAT, like.st_mode & 0o777)
    if os.geteuid() == 0:
        os.fchown(file, like.st_uid, like.st_gid)
    return file
