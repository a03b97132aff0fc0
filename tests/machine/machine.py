"""The state machine: Hypothesis draws the luck of each step, the model says what must come of it, the program does it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, get_state_machine_test, rule

from tests.cast import SHANGHAI, SINCE, Cast
from tests.machine import compare, meetings, real
from tests.machine.choose import RULES, next_step
from tests.machine.choose_matters import Words
from tests.machine.model import Model
from tests.machine.things import FORMAL, PROBATIONARY, Member

FIRST_DAY, NEW_YEAR, LAST_DAY = date(2026, 1, 6), date(2027, 1, 4), date(2027, 4, 30)
YEARS_SHARE = 0.5
"""The calendar is hurried along: so much of the steps for the year, the rest for its settlement and its filing."""
STEPS, LONG_STEPS = 300, 1000
WHOLE_EVERY = 25
SHOWN = 12
OFFICES = {
    "lin": ("secretary", "administrator"), "xu": ("recorder", "leading"), "han": ("committee",),
    "shen": ("committee",), "zhou": ("leading",),
}  # fmt: skip


@dataclass
class Played:
    """What one run really did: each step by its verb, accepted or refused with which code."""

    seed: int
    steps: int = 0
    accepted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    last_day: date = FIRST_DAY

    def __str__(self) -> str:
        yes, no = sum(self.accepted.values()), sum(self.refused.values())
        share = 100 * no // max(1, yes + no)
        return f"machine, seed {self.seed}: {self.steps} steps to {self.last_day}, {yes} accepted, {no} refused ({share} %)"


def paper_branch(people: Cast) -> Model:
    """The model of the prepared branch."""
    model = Model(datetime(2026, 1, 6, 8, tzinfo=SHANGHAI), people.branch_id)
    posts = {"lin": "T", "xu": "A", "han": "T", "shen": "T", "zhou": "T", "he": "A", "jiang": "T"}
    for number, (name, post) in enumerate(posts.items(), 1):
        standing = (SINCE, PROBATIONARY if name == "jiang" else FORMAL, post)
        member = Member(name, number, SINCE, [standing], offices=OFFICES.get(name, ()))
        member.id = getattr(people, f"m_{name}")
        model.members.append(member)
    names = [*posts, "gao", "deng"]
    model.persons = {name: getattr(people, name) for name in names}
    real.open_year(model, 2026)
    return model


def wished_day(share: float) -> date:
    """Where the calendar should be after that share of the steps."""
    if share < YEARS_SHARE:
        return FIRST_DAY + (NEW_YEAR - FIRST_DAY) * (share / YEARS_SHARE)
    return NEW_YEAR + (LAST_DAY - NEW_YEAR) * ((share - YEARS_SHARE) / (1 - YEARS_SHARE))


def seed_id(seed: int) -> str:
    """What the test of a seed is called."""
    return f"seed_{seed:03}"


class BranchMachine(RuleBasedStateMachine):
    """One branch, its people, and the clock; `people`, `seed`, `steps` are set by `play`."""

    people: Cast
    seed: int
    steps: int

    def __init__(self) -> None:
        super().__init__()
        self.model = paper_branch(self.people)
        self.words = Words()
        self.played = Played(self.seed)
        self.diary: list[str] = []
        self.done: list[tuple[str, dict[str, Any]]] = []
        self.just_done = False

    @rule(luck=st.integers(0, 65535))
    def somebody_acts(self, luck: int) -> None:
        """One step: an act that is allowed or one that must be refused, the same form again, or days that pass."""
        model, number = self.model, self.played.steps
        model.now += timedelta(seconds=20)
        chance = Random(luck)
        if self.done and chance.random() < 0.03:
            self._again(chance)
        else:
            verb, given = next_step(
                model, chance, self.words, behind=(wished_day(number / self.steps) - model.today).days
            )
            if verb == "tick":
                self._wait(**given)
            else:
                self._do(verb, given)
        self.played.steps += 1
        self.played.last_day = model.today
        if self.played.steps % WHOLE_EVERY == 0:
            compare.same_all(model)

    def _wait(self, *, days: int, runs: bool) -> None:
        model = self.model
        model.now = datetime.combine(
            model.today + timedelta(days=days), model.now.time().replace(hour=8), SHANGHAI
        )
        self.diary.append(f"{model.today} {days} days pass{', the clock runs' if runs else ''}")
        if runs:
            meetings.tick(model)
            real.tick(model)
            compare.same_matters(model)
        self.played.accepted["tick"] += 1
        self.just_done = False

    def _do(self, verb: str, given: dict[str, Any]) -> None:
        model = self.model
        named = real.arguments(model, verb, given) | {
            "key": f"{self.seed}-{self.played.steps}",
            "now": model.now,
        }
        before, entries = compare.counts(), len(model.entries)
        expected = RULES[verb](model, **given)
        self.diary.append(f"{model.today} {verb} {_told(named)}: {expected or 'accepted'}")
        code, result = real.act(verb, named)
        assert code == expected, (
            f"{verb}: the program says {code or 'yes'!r}, the model {expected or 'yes'!r}"
        )
        after = compare.counts()
        self.just_done = not code
        if code:
            assert after == before, f"{verb} was refused ({code}) and left something behind"
            self.played.refused[verb] += 1
            self.played.codes[code] += 1
            return
        assert after[1] == before[1] + 1, f"{verb} did not use up its key"
        assert after[2] == len(model.entries), (
            f"{verb}: {after[2]} ledger entries, the model has {len(model.entries)}"
        )
        real.number(model, verb, given, result)
        self.played.accepted[verb] += 1
        self.done.append((verb, named))
        compare.same_matters(model)
        if len(model.entries) > entries:
            compare.same_ledger(model, since=entries)
            compare.same_totals(model)

    def _again(self, chance: Random) -> None:
        """A form sent before is sent again under its key."""
        verb, named = self.done[-1] if self.just_done else chance.choice(self.done)
        before = compare.counts()
        code, _ = real.act(verb, named | {"now": self.model.now})
        self.diary.append(f"{self.model.today} again {verb}: {code}")
        assert code == "already_done" if self.just_done else code, f"{verb} was done twice with one key"
        assert compare.counts() == before, f"{verb} left something behind when its key came again"
        self.played.refused["again"] += 1
        self.played.codes[code] += 1
        self.just_done = False

    def teardown(self) -> None:
        if self.played.steps == self.steps:
            compare.same_all(self.model)
            compare.verified()


def _told(named: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in named.items() if name not in ("key", "now"))


def play(people: Cast, *, seed: int, steps: int) -> Played:
    """Run the machine on the database that is open now; what it did.

    Hypothesis takes every choice from bytes that the seed alone determines: with its own generator a single example
    would be the simplest one, each choice 0. An error says the seed, how to run it again, and the last steps.
    """
    machines: list[BranchMachine] = []

    class Seeded(BranchMachine):
        def __init__(self) -> None:
            self.people, self.seed, self.steps = people, seed, steps
            super().__init__()
            machines.append(self)

    quiet = settings(
        stateful_step_count=steps, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    test: Any = get_state_machine_test(Seeded, settings=quiet, _min_steps=steps)
    try:
        test.hypothesis.fuzz_one_input(Random(seed).randbytes(64 * steps))
    except Exception as error:
        _explain(error, machines, seed=seed, steps=steps)
        raise
    return machines[-1].played


def _explain(error: Exception, machines: list[BranchMachine], *, seed: int, steps: int) -> None:
    done = machines[-1].played.steps if machines else 0
    long = "--long " if steps > STEPS else ""
    error.add_note(f"machine: seed {seed} failed at step {done + 1} of {steps}. Once more:")
    error.add_note(f"  .venv/bin/python -m pytest {long}tests/machine -k {seed_id(seed)}")
    error.add_note("\n".join(["its last steps:", *(machines[-1].diary[-SHOWN:] if machines else ())]))
