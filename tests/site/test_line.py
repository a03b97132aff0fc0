"""Who writes to SQLite is served in the order of coming, in whichever thread or process, and who dies steps out."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from tests.site.line_scene import is_free, numbers_drawn, place_taken, save_a_session, script, store_the_day
from tests.site.turns import turn, turns_so_far

pytestmark = [pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the file")]
ROUNDS = 5
COUNT = 60


@pytest.fixture(autouse=True)
def _database(committed: None) -> None:
    """Each test commits to a database of its own."""


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.001)


def in_own_thread() -> int:
    try:
        return turn()
    finally:
        connection.close()


@contextmanager
def other_processes(count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes of `tests.site.turns`, ready."""
    others = [
        script("-m", "tests.site.turns", stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(count)
    ]
    assert [heard(one) for one in others] == ["ready"] * count
    yield others
    for one in others:
        one.communicate(timeout=60)


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def told(process: subprocess.Popen[str]) -> Callable[[], int]:
    """Somebody in another process who asks for a turn; what is returned waits for it and says which one it was."""
    print("go", file=process.stdin, flush=True)
    return lambda: int(heard(process))


def test_who_comes_first_is_served_first_in_whichever_thread_or_process() -> None:
    store_the_day()
    with other_processes(2) as others, ThreadPoolExecutor(4) as pool:
        for already in range(0, 6 * ROUNDS, 6):
            turns: list[Callable[[], int]] = []
            with place_taken():
                for other in (None, others[0], None, None, others[1], None):
                    before = numbers_drawn()
                    turns.append(told(other) if other else pool.submit(in_own_thread).result)
                    wait_until(lambda before=before: numbers_drawn() == before + 1)
                assert turns_so_far() == already
            assert [turn() for turn in turns] == list(range(already + 1, already + 7))


def test_no_turn_is_lost_when_all_write_without_a_pause() -> None:
    """Two processes, two threads, and somebody who saves one session after the other."""
    store_the_day()
    sessions = 0
    with other_processes(2) as others, ThreadPoolExecutor(2) as pool:
        turns = [pool.submit(in_own_thread) for _ in range(COUNT)]
        for one in others:
            print("go\n" * COUNT, end="", file=one.stdin, flush=True)
        while not all(one.done() for one in turns):
            save_a_session()
            sessions += 1
        had = [one.result() for one in turns] + [int(heard(one)) for one in others for _ in range(COUNT)]
    assert sorted(had) == list(range(1, 3 * COUNT + 1))
    assert Session.objects.count() == sessions


def test_who_dies_in_the_line_is_not_waited_for_and_lets_nobody_pass() -> None:
    store_the_day()
    with other_processes(1) as others:
        with place_taken():
            dying = script("-m", "tests.site.turns", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            assert heard(dying) == "ready"
            for one in (dying, *others):
                before = numbers_drawn()
                print("go", file=one.stdin, flush=True)
                wait_until(lambda before=before: numbers_drawn() == before + 1)
            dying.kill()
            dying.communicate(timeout=60)
            assert not is_free()
            assert turns_so_far() == 0, "the place is still taken"
        assert heard(others[0]) == "1"
