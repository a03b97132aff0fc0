"""``fenming demo``: fill an empty system with the demo branches. Refuses to run outside demo mode."""

import argparse
import sys

from fenming.jobs._django import set_up
from fenming.jobs._progress import progress

HELP = "装入演示支部（只在演示模式）"
MOST_MEMBERS, MOST_YEARS = 2000, 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The demo is always the same; a larger one has further members or years before; an empty one only a day."""
    parser.add_argument("--empty", action="store_true", help="不装支部，只把演示日期放到今年1月5日")
    parser.add_argument(
        "--members", type=int, default=0, metavar="N", help="主要支部至少 N 人，默认只有 24 人"
    )
    parser.add_argument("--years", type=int, default=0, metavar="Y", help="演示年度以前再过 Y 年，默认不过")


def run(args: argparse.Namespace) -> int:
    """0 when the demo stands (also when it stood before), 2 outside demo mode or with figures out of range."""
    set_up()
    from django.conf import settings

    from fenming.queries.viewer import any_branch_exists

    if not settings.DEMO:
        sys.stderr.write("演示数据只能装进演示系统。请用 ./run，或设 FENMING_DEMO=1 和单独的数据库。\n")
        return 2
    if not 0 <= args.members <= MOST_MEMBERS or not 0 <= args.years <= MOST_YEARS:
        sys.stderr.write(f"人数请填 0 至 {MOST_MEMBERS}，年数请填 0 至 {MOST_YEARS}。\n")
        return 2
    if any_branch_exists():
        return 0
    if args.empty:
        _begin_the_year()
        return 0
    _live(members=args.members, years=args.years)
    return 0


def _live(*, members: int, years: int) -> None:
    from django.conf import settings

    from fenming.actions.advance_demo_day import set_demo_day
    from fenming.jobs.demo_diary import at, live
    from fenming.jobs.demo_stage import build, latecomers
    from fenming.jobs.demo_year import TODAY, diary

    _write_without_waiting()
    demo = build(password=settings.DEMO_PASSWORD, members=members, years=years)
    entries = [*latecomers(demo, password=settings.DEMO_PASSWORD), *diary(demo)]
    with progress("演示支部的日子") as step:
        live(entries, until=at(TODAY, 8), step=step)
    set_demo_day(day=TODAY)


def _write_without_waiting() -> None:
    """On SQLite each act would wait for the disk. A demo that a power cut damaged is simply loaded again."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")


def _begin_the_year() -> None:
    """An empty demo begins where a year begins, so that all of it can be walked; a day once set stays."""
    from django.utils import timezone

    from fenming.actions.advance_demo_day import set_demo_day
    from fenming.queries.demo_day import demo_day

    if demo_day() is None:
        set_demo_day(day=timezone.localdate().replace(month=1, day=5))
