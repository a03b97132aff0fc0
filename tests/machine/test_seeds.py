"""The machine: 20 seeds of 300 steps with SQLite, the first five with PostgreSQL too; with --long 200 of 1000 steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.cast import Cast
from tests.machine.branch import prepared
from tests.machine.machine import Played, play

pytestmark = [pytest.mark.django_db]

ON_BOTH, SEEDS, STEPS = 5, 20, 300
LONG_SEEDS, LONG_STEPS = 200, 1000
MAIN_VERBS = {
    "tick", "declare", "nothing_new", "record", "report", "reply", "withdraw", "resubmit", "assess", "assess_batch",
    "call_meeting", "mark_attendance", "open_meeting", "single_out", "decide_en_bloc", "decide_single", "report_back",
    "close_meeting", "post", "object_to", "find", "propose_correction", "confirm_correction", "propose_veto",
    "confirm_veto", "propose_lifting", "confirm_lifting", "transfer_in", "transfer_out", "turn_formal",
    "settle", "sign_off", "announce", "appraise", "file_year", "accept_filing",
}  # fmt: skip
SHORT = [
    pytest.param(seed, marks=pytest.mark.database if seed <= ON_BOTH else ()) for seed in range(1, SEEDS + 1)
]


@pytest.fixture(scope="module")
def people(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    with prepared(django_db_blocker, tmp_path_factory.mktemp("prepared")) as people:
        yield people


@pytest.fixture(scope="module")
def runs() -> list[Played]:
    """What the seeds of this file did so far."""
    return []


def _played(people: Cast, seed: int, steps: int, test: str) -> Played:
    plugin = "-p tests.postgresql " if connection.vendor == "postgresql" else ""
    long = "--long " if steps == LONG_STEPS else ""
    again = f".venv/bin/python -m pytest {plugin}{long}'tests/machine/test_seeds.py::{test}[{seed}]'"
    played = play(people, seed=seed, steps=steps, again=again)
    assert played.steps == steps
    assert sum(played.accepted.values()) + sum(played.refused.values()) == steps
    return played


@pytest.mark.parametrize("seed", SHORT)
def test_seed(people: Cast, runs: list[Played], capsys: pytest.CaptureFixture[str], seed: int) -> None:
    played = _played(people, seed, STEPS, "test_seed")
    runs.append(played)
    with capsys.disabled():
        print(f"\n{played}")


@pytest.mark.database
def test_the_main_verbs_were_all_done(people: Cast, runs: list[Played]) -> None:
    """After the seeds: no verb is only ever refused, and there are refusals enough to mean something."""
    if len(runs) < (ON_BOTH if connection.vendor == "postgresql" else SEEDS):
        pytest.skip("says something only after all seeds")
    done = {verb for played in runs for verb in played.accepted}
    assert done >= MAIN_VERBS, f"never accepted: {sorted(MAIN_VERBS - done)}"
    refused = sum(sum(played.refused.values()) for played in runs)
    assert refused > sum(played.steps for played in runs) / 10
    assert len({code for played in runs for code in played.codes}) > 20


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, LONG_SEEDS + 1))
def test_long_seed(people: Cast, capsys: pytest.CaptureFixture[str], seed: int) -> None:
    played = _played(people, seed, LONG_STEPS, "test_long_seed")
    with capsys.disabled():
        print(f"\n{played}")
