"""The branch the machine begins with, and a run of the machine on a copy of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fenming.actions.give_office import give_office
from fenming.rules.authority import Role
from tests.cast import SINCE, Cast, at, cast, key
from tests.conftest import on_a_copy
from tests.machine.choose import WEIGHTS
from tests.machine.machine import Played, play


@contextmanager
def prepared(blocker: Any, folder: Path) -> Iterator[Cast]:
    """The cast with a leading group, in a database to be copied for each run."""
    with on_a_copy(blocker, folder):
        people = cast()
        for person in (people.xu, people.zhou):
            give_office(
                actor_id=people.lin, branch_id=people.branch_id, person_id=person, role=Role.LEADING_GROUP,
                since=SINCE, resolution="支部党员大会 2026年1月5日", key=key(), now=at(2026, 1, 5),
            )  # fmt: skip
        yield people


RARE = frozenset(
    {
        "decline_correction",
        "decline_veto",
        "withdraw_objection",
        "withdraw_appeal",
        "give_record",
        "cancel_meeting",
        "settle_again",
        "return_filing",
        "answer_correction",
        "single_out",
    }
)
"""Side ways that a handful of runs may miss."""


class Runs:
    """The runs of a file, each played once."""

    def __init__(self, people: Cast, blocker: Any, folder: Path) -> None:
        self.people, self.blocker, self.folder = people, blocker, folder
        self.played: dict[int, Played] = {}

    def of(self, seed: int, *, steps: int) -> Played:
        """What the run of this seed did, on a copy of the prepared database."""
        if seed not in self.played:
            folder = self.folder / str(seed)
            folder.mkdir(exist_ok=True)
            with on_a_copy(self.blocker, folder):
                self.played[seed] = play(self.people, seed=seed, steps=steps)
        return self.played[seed]


def told(played: Played, *, steps: int, record_property: Callable[[str, object], None]) -> None:
    """Print what a run did; fails when it made fewer steps, or hardly anything was allowed, or hardly anything refused."""
    record_property("did", str(played))
    accepted, refused = sum(played.accepted.values()), sum(played.refused.values())
    assert played.steps == accepted + refused == steps
    assert 0.1 < refused / steps < 0.5, played


def everything_happened(runs: Sequence[Played], *, record_property: Callable[[str, object], None]) -> None:
    """Print how often each verb was accepted and refused; fails for one that never took effect."""
    accepted: Counter[str] = sum((one.accepted for one in runs), Counter())
    refused: Counter[str] = sum((one.refused for one in runs), Counter())
    codes = {code for one in runs for code in one.codes}
    shares = (f"{verb} {accepted[verb]}/{refused[verb]}" for verb in [*WEIGHTS, "tick", "again"])
    record_property("did", f"machine, {len(runs)} runs, accepted/refused: {', '.join(shares)}")
    never = [verb for verb in WEIGHTS if not accepted[verb] and verb not in RARE]
    assert not never, f"never took effect in seeds {[one.seed for one in runs]}: {never}"
    assert refused["again"] >= len(runs)
    assert {"forbidden", "not_found", "wrong_state", "stale", "already_done"} <= codes, codes
    assert len(codes) > 20, codes
