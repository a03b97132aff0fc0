"""The diary of the demo: who does what at which moment; and the living through it, day by day, with the clock."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fenming.actions.deliver import deliver
from fenming.actions.end_due import end_due
from fenming.jobs.demo_people import MAIN, BranchCast, Part
from fenming.queries.demo_reading import Periods, members_by_name, periods_of
from fenming.rules.authority import Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
SEED = "fenming"

Act = Callable[..., object]
Step = Callable[[int, int], None]


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day in the branch's time zone."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


@dataclass(slots=True)
class Stage:
    """One branch of the demo in one year. `keys` is where its once-only keys go on from."""

    branch_id: int
    cast: BranchCast
    year: int
    parts: tuple[Part, ...]
    keys: int = field(default=0)
    _periods: Periods | None = field(default=None, repr=False)
    _known: dict[str, tuple[int, int]] = field(default_factory=dict, repr=False)

    def key(self) -> str:
        """The next once-only key; the same script gives the same keys."""
        self.keys += 1
        return f"demo-{self.branch_id}-{self.year}-{self.keys}"

    def chance(self, *words: object) -> random.Random:
        """The chance of one occasion: always the same for the same words, whatever happened before."""
        return random.Random(f"{SEED} {self.cast.name} {self.year} {words}")  # noqa: S311 a script, not a secret

    @property
    def periods(self) -> Periods:
        """Ids of the year's months and quarters."""
        if self._periods is None:
            self._periods = periods_of(branch_id=self.branch_id, year=self.year)
        return self._periods

    def member(self, name: str) -> int:
        """The membership of a name in this branch."""
        return self._ids(name)[0]

    def person(self, name: str) -> int:
        return self._ids(name)[1]

    def _ids(self, name: str) -> tuple[int, int]:
        if name not in self._known:  # somebody new came, or nobody was looked up yet
            self._known = members_by_name(branch_id=self.branch_id)
        return self._known[name]

    def login(self, login: str) -> int:
        """The person of a login."""
        return self.person(next(part.name for part in self.parts if part.login == login))

    def holders(self, role: Role) -> list[int]:
        """Who holds an office, in roster order."""
        return [self.person(part.name) for part in self.parts if part.role is role]

    @property
    def secretary(self) -> int:
        return self.holders(Role.SECRETARY)[0]

    @property
    def recorder(self) -> int:
        return self.holders(Role.RECORDER)[0]

    @property
    def is_main(self) -> bool:
        return self.cast is MAIN

    def there(self, first: date, last: date) -> list[Part]:
        """Those in the branch on some day from `first` to `last`, in roster order."""
        return [part for part in self.parts if part.there(first, last)]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something due at a moment: `act` is called with `now`."""

    moment: datetime
    act: Act


def live(
    entries: Iterable[Entry], *, after: datetime | None = None, until: datetime, step: Step | None = None
) -> None:
    """Live through what is due after one moment and up to another, in order of time; the clock runs every day it is
    looked at, before anybody does anything.
    """
    due = [one for one in entries if (after is None or one.moment > after) and one.moment <= until]
    done = 0
    for day, todays in _by_day(sorted(due, key=lambda one: one.moment)):
        end_due(now=at(day, 6))
        for one in todays:
            one.act(now=one.moment)
        deliver(now=at(day, 23))
        done += len(todays)
        if step is not None:
            step(done, len(due))
    end_due(now=until)


def _by_day(entries: list[Entry]) -> Iterator[tuple[date, list[Entry]]]:
    days: dict[date, list[Entry]] = {}
    for one in entries:
        days.setdefault(one.moment.date(), []).append(one)
    yield from days.items()


def workday_before(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
