"""A hundred long runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.machine.branch import Runs, everything_happened, told
from tests.machine.machine import LONG_STEPS, seed_id

pytestmark = [pytest.mark.long]
SEEDS = range(101, 201)

Did = Callable[[str, object], None]


@pytest.mark.parametrize("seed", SEEDS, ids=seed_id)
def test_the_branch_is_as_the_model_says(runs: Runs, seed: int, record_property: Did) -> None:
    told(runs.of(seed, steps=LONG_STEPS), steps=LONG_STEPS, record_property=record_property)


def test_every_verb_took_effect(runs: Runs, record_property: Did) -> None:
    everything_happened([runs.of(seed, steps=LONG_STEPS) for seed in SEEDS], record_property=record_property)
