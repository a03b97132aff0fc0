"""Steady load on SQLite: people sign in, read and write all the time; nobody waits long, nothing fails.

Ten minutes with `./test --long`; the same for ten seconds always, so that it stays true.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest
from django.db import connection

from fenming.site.queued_sqlite import line
from fenming.site.queued_sqlite.base import LONG_WAIT
from tests.browser import Site, serving
from tests.steady.people import WRITES, Person, habits_of, record
from tests.steady.scene import OFFICES, Scene
from tests.steady.visitor import Log, Visitor

pytestmark = [pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the file")]
MEMBERS = 13
ROUNDS = 20
WORST = 2.0  # seconds in line


@pytest.fixture
def site(tmp_path: Path, own_database: Callable[[Path], str]) -> Iterator[Site]:
    with serving(tmp_path, own_database(tmp_path)) as site:
        yield site


def prepared(site: Site) -> Scene:
    """The scene, after three people did everything once, one after the other: each habit still finds its form."""
    scene = Scene(**json.loads(site.script("tests.steady.scene")))
    log = Log()
    (login, *_) = scene.members
    three = people_of(site, replace(scene, members={login: scene.members[login]}), log, ["xu", login, "han"])
    for one in three:
        one.sign_in()
    record(three[0])
    site.fenming("tick")  # delivers the notice
    for _ in range(ROUNDS):
        for one in three:
            for habit in habits_of(one):
                habit(one)
        if {*log.done} >= WRITES:
            return scene
    raise AssertionError(f"never done: {sorted(WRITES - {*log.done})}; {log}")


def people_of(site: Site, scene: Scene, log: Log, logins: Iterable[str]) -> list[Person]:
    """These people, each with a browser."""
    host = urlsplit(site.url).netloc
    return [Person(login, Visitor(host, log), scene, Random(number)) for number, login in enumerate(logins)]


def load(site: Site, *, seconds: float) -> Log:
    """What sixteen people did at the server in that time."""
    scene, log = prepared(site), Log()
    people = people_of(site, scene, log, [*OFFICES, *list(scene.members)[:MEMBERS]])
    stop = threading.Event()
    database = Path(site.environment["FENMING_DATABASE_URL"].removeprefix("sqlite:///"))
    with ThreadPoolExecutor(len(people) + 1) as pool:
        days = [pool.submit(one.live, habits_of(one), stop) for one in people]
        days.append(pool.submit(stand_in_line, database, log, stop))
        threading.Timer(seconds, stop.set).start()
        for day in days:
            day.result()
    steps = Counter(step for one in people for step in one.steps)
    print(
        f"\n{len(people)} people, {seconds:g} s, {steps.total()} steps: {dict(sorted(steps.items()))}\n{log}"
    )
    return log


def stand_in_line(database: Path, log: Log, stop: threading.Event) -> None:
    """Wait for the writer's place as everybody does, again and again, and note how long."""
    while not stop.wait(0.1):
        began = time.perf_counter()
        place = line.stand(database.with_name(f"{database.name}.queue"), beside=database)
        log.line.append(time.perf_counter() - began)
        line.leave(place)


def nothing_went_wrong(log: Log, server_log: str) -> None:
    """No error page, nobody turned away by the database, and nobody in line for more than two seconds.

    The server writes down who was (`LONG_WAIT`).
    """
    assert log.faults == []
    assert "locked" not in server_log, server_log
    assert "Traceback" not in server_log, server_log
    assert WORST >= LONG_WAIT
    assert "in line to write" not in server_log, server_log
    assert max(log.line) <= WORST


def test_ten_seconds(site: Site, tmp_path: Path) -> None:
    log = load(site, seconds=10)
    nothing_went_wrong(log, (tmp_path / "server.log").read_text())
    assert len(log.done) > MEMBERS


@pytest.mark.long
def test_ten_minutes(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        log = load(site, seconds=600)
    nothing_went_wrong(log, (tmp_path / "server.log").read_text())
    assert {*log.done} == WRITES
    # A busy machine keeps everybody waiting; those who only read, and stand in no line, show for how long.
    assert max(log.writes) <= max(WORST, 2 * max(log.reads)), "seconds from pressing a button to the answer"
