"""Seeds 16 to 20."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.machine.branch import Runs, everything_happened, told
from tests.machine.machine import STEPS, seed_id

SEEDS = range(16, 21)

Did = Callable[[str, object], None]


@pytest.mark.parametrize("seed", SEEDS, ids=seed_id)
def test_the_branch_is_as_the_model_says(runs: Runs, seed: int, record_property: Did) -> None:
    told(runs.of(seed, steps=STEPS), steps=STEPS, record_property=record_property)


def test_every_verb_took_effect(runs: Runs, record_property: Did) -> None:
    everything_happened([runs.of(seed, steps=STEPS) for seed in SEEDS], record_property=record_property)
