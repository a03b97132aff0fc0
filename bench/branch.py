"""How much slower one branch becomes when a thousand others share its database.

    .venv/bin/python bench/branch.py [--branches N] [--rounds R] [--check]

A branch of twenty lives through a quarter by the real actions and stands with its second meeting open. Its
database is measured as it is, and again after every row of it has been copied N times as other branches. Timed
is what the meeting sets off: determine everything with one vote and close (entries of the ledger, trail), add up
everyone's year, rank. Each round works on fresh copies of both files in turn; the best of each is compared.
Prints seconds and the ratio (limit 1.3). With ``--check`` the exit code is 1 when the limit is broken.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 1.3
MORE_MEMBERS = 13
# Ids of the n-th copy begin at n times this.
STRIDE = 100_000
# What is unique over all branches: made different in each copy.
RENAMED = {("records_organisation", "name"), ("records_posting", "code")}
LEFT_OUT = {"records_account", "records_idempotencykey", "records_holiday", "records_demoday"}
STEPS = ("determine", "fold", "rank")


@dataclass(frozen=True, slots=True)
class Ready:
    """The branch with its meeting open, and who leads it."""

    branch_id: int
    secretary_id: int
    year_id: int
    meeting_id: int


def set_up(folder: Path) -> Path:
    """An empty migrated database in a folder, and this process pointed at it."""
    file = folder / "fenming.sqlite3"
    os.environ |= {"FENMING_VAR": str(folder), "FENMING_DATABASE_URL": f"sqlite:///{file}"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "fenming.site.settings"
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    return file


def live() -> Ready:
    """January to March determined and posted, April to June assessed, the second meeting open."""
    from fenming.actions.declare import declare
    from fenming.actions.post import post
    from fenming.queries.demo_reading import periods_of
    from fenming.records.models import Meeting, Membership, Year
    from tests.cast import at, cast, key
    from tests.queries.scene import more_members
    from tests.walk import accept

    people = cast()
    more_members(people, MORE_MEMBERS)
    rows = Membership.objects.filter(branch_id=people.branch_id, standings__type="T").exclude(
        pk__in=[people.m_han, people.m_jiang]
    )
    teachers = list(rows.order_by("roster_no").values_list("pk", "person_id"))
    periods = periods_of(branch_id=people.branch_id, year=2026)
    for month in range(1, 7):
        for _, person_id in teachers:
            matter_id = declare(
                actor_id=person_id, month_id=periods.months[month], item="DT2", day=date(2026, month, 20),
                said=f"指导学生修改论文，{month}月。", key=key(), now=at(2026, month, 21),
            )  # fmt: skip
            accept(people, matter_id, day=date(2026, month + 1, 11))
        finish(people, periods.months[month], month)
        if month == 3:
            call(people, periods.quarters[1], date(2026, 4, 15))
            meeting_id = Meeting.objects.latest("pk").pk
            determine(people.lin, meeting_id)
            post(actor_id=people.lin, quarter_id=periods.quarters[1], key=key(), now=at(2026, 4, 16))
    call(people, periods.quarters[2], date(2026, 7, 15))
    year_id = Year.objects.get(branch_id=people.branch_id).pk
    return Ready(people.branch_id, people.lin, year_id, Meeting.objects.latest("pk").pk)


def finish(people: object, month_id: int, month: int) -> None:
    """Everyone of the month assessed, the committee's members by each other."""
    from fenming.actions.assess_batch import assess_batch
    from fenming.records.models import Membership
    from tests.cast import Cast, at, key

    assert isinstance(people, Cast)
    everyone = list(Membership.objects.filter(branch_id=people.branch_id).values_list("pk", flat=True))
    rest = [pk for pk in everyone if pk != people.m_han]
    for actor, members in ((people.han, rest), (people.shen, [people.m_han])):
        assess_batch(
            actor_id=actor, month_id=month_id, matter_ids=[], membership_ids=members, key=key(),
            now=at(2026, month + 1, 11),
        )  # fmt: skip


def call(people: object, quarter_id: int, day: date) -> None:
    """A members' meeting of the quarter, open, with everyone there."""
    from fenming.actions.call_meeting import call_meeting
    from fenming.actions.mark_attendance import mark_attendance
    from fenming.actions.open_meeting import open_meeting
    from fenming.records.models import Membership
    from tests.cast import Cast, at, key

    assert isinstance(people, Cast)
    now = at(day.year, day.month, day.day)
    meeting_id = call_meeting(
        actor_id=people.lin, quarter_id=quarter_id, held_on=day, place="文学馆 204 室", key=key(), now=now
    )
    present = list(Membership.objects.filter(branch_id=people.branch_id).values_list("pk", flat=True))
    mark_attendance(
        actor_id=people.lin, meeting_id=meeting_id, present_membership_ids=present, key=key(), now=now
    )
    open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=now)


def determine(secretary_id: int, meeting_id: int) -> None:
    """One vote on everything, and the meeting closed: determinations and entries of the ledger."""
    from fenming.actions.close_meeting import close_meeting
    from fenming.actions.decide_en_bloc import decide_en_bloc
    from fenming.queries.demo_reading import agenda_ids
    from fenming.records.models import Meeting
    from tests.cast import at, key

    day = Meeting.objects.get(pk=meeting_id).held_on
    now = at(day.year, day.month, day.day, 15)
    decide_en_bloc(
        actor_id=secretary_id, meeting_id=meeting_id, ayes=0, nays=0, abstained=0, without_objection=True,
        seen=agenda_ids(meeting_id=meeting_id).en_bloc, key=key(), now=now,
    )  # fmt: skip
    close_meeting(
        actor_id=secretary_id, meeting_id=meeting_id, minutes="按表决结果评定。", key=key(), now=now
    )


def crowd(alone: Path, crowded: Path, *, branches: int) -> int:
    """A copy of a database with every row of it again for as many other branches; its rows."""
    from django.apps import apps

    shutil.copyfile(alone, crowded)
    with sqlite3.connect(crowded) as database:
        guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            database.execute(f"DROP TRIGGER {name}")
        for model in apps.get_app_config("records").get_models():
            table = model._meta.db_table
            if table in LEFT_OUT:
                continue
            fields = model._meta.concrete_fields
            columns = [str(field.column) for field in fields]
            values = [
                copied(table, str(field.column), points=bool(field.primary_key or field.related_model))
                for field in fields
            ]
            names = ", ".join(f'"{column}"' for column in columns)
            database.execute(
                f"WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {branches}) "
                f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM n, {table} t WHERE t.id < {STRIDE}"
            )
        for _, sql in guards:
            database.execute(sql)
        return database.total_changes


def copied(table: str, column: str, *, points: bool) -> str:
    """SQL for a column of the n-th copy: ids moved up, names made different, everything else as it is."""
    if points:
        return f't."{column}" + n.k * {STRIDE}'
    return f"t.\"{column}\" || '-' || n.k" if (table, column) in RENAMED else f't."{column}"'


def measure(ready: Ready, file: Path) -> tuple[float, ...]:
    """Seconds of each of STEPS on a fresh copy of a database."""
    from django.db import connection

    from fenming.queries.scores import span_of, statements_of
    from fenming.records.models import Year
    from fenming.rules.ranking import rank

    copy = file.with_name("measured.sqlite3")
    connection.close()
    shutil.copyfile(file, copy)
    connection.settings_dict["NAME"] = str(copy)
    year = Year.objects.get(pk=ready.year_id)
    taken = [timed(lambda: determine(ready.secretary_id, ready.meeting_id))]
    rows = statements_of(branch_id=ready.branch_id, year=year)
    taken.append(timed(lambda: statements_of(branch_id=ready.branch_id, year=year)))
    totals = [(member, one.total_centi) for _, member, one in rows]
    taken.append(timed(lambda: rank(year=span_of(year), totals=totals)))
    connection.close()
    for path in file.parent.glob("measured.sqlite3*"):
        path.unlink()
    return tuple(taken)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> int:
    """Measure, print, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--branches", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="exit code 1 when the limit is broken")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fenming-bench-") as name:
        file = set_up(Path(name))
        from django.db import connection

        ready = live()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        crowded = file.with_name("crowded.sqlite3")
        rows = crowd(file, crowded, branches=args.branches)
        print(f"{args.branches} other branches, {rows} more rows, {crowded.stat().st_size >> 20} MB")
        alone_rounds, crowded_rounds = [], []
        for _ in range(args.rounds):
            alone_rounds.append(measure(ready, file))
            crowded_rounds.append(measure(ready, crowded))
        best = [min(alone_rounds, key=sum), min(crowded_rounds, key=sum)]
        for place, step in enumerate(STEPS):
            print(
                f"{step:<10}{best[0][place] * 1000:>9.1f} ms alone{best[1][place] * 1000:>9.1f} ms among others"
            )
        ratio = sum(best[1]) / sum(best[0])
        print(
            f"together  {sum(best[0]) * 1000:>9.1f} ms alone{sum(best[1]) * 1000:>9.1f} ms among others",
            end="",
        )
        print(f", ratio {ratio:.2f} (limit {LIMIT})")
        return 1 if args.check and ratio > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
