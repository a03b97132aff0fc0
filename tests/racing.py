"""Many at once: the same act from 32 threads, each with a database connection of its own."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import connection
from django.test import Client

from fenming.rules.terms import Refused
from tests.cast import key
from tests.pages.browse import client_of, text

THREADS = 32


def race(act: Callable[[], object]) -> list[str]:
    """Run `act` in all threads at the same moment: "done" or the refusal's code for each, sorted.

    Any other exception is raised: nobody may see an error page.
    """
    start = threading.Barrier(THREADS)

    def once(_: int) -> str:
        start.wait(timeout=30)
        try:
            act()
        except Refused as refused:
            return refused.code if refused.sentence.endswith("。") else f"no sentence: {refused.code}"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(THREADS) as pool:
        return sorted(pool.map(once, range(THREADS)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser shows after a button was pressed: where it was led to is opened too."""

    status: int
    led: bool
    page: str

    @property
    def words(self) -> str:
        """The page without its markup."""
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", self.page))


def press_all(presses: Sequence[tuple[int, str, Mapping[str, str]]]) -> list[Answer]:
    """(person, address, form) each from a browser of its own with a key of its own, all at the same moment."""
    start = threading.Barrier(len(presses))
    browsers = [client_of(person_id) for person_id, _, _ in presses]

    def once(browser: Client, path: str, form: Mapping[str, str]) -> Answer:
        start.wait(timeout=60)
        try:
            answer = browser.post(path, {"key": key()} | dict(form), follow=True)
            return Answer(answer.status_code, bool(answer.redirect_chain), text(answer))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(
            pool.map(once, browsers, [path for _, path, _ in presses], [form for *_, form in presses])
        )
