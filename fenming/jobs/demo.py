"""``fenming demo``: fill an empty system with the demo branch. Refuses to run outside demo mode."""

import argparse
import random
import sys
from datetime import date

from fenming.jobs._django import set_up

HELP = "装入演示支部（只在演示模式）"
SEED = 20260105
# What the demo has lived through when it is opened, and the day it stands on.
TODAY = date(2026, 9, 9)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The demo is always the same; an empty one has only a day."""
    parser.add_argument("--empty", action="store_true", help="不装支部，只把演示日期放到今年1月5日")


def run(args: argparse.Namespace) -> int:
    """0 when the demo stands (also when it stood before), 2 outside demo mode."""
    set_up()
    from django.conf import settings

    from fenming.queries.viewer import any_branch_exists

    if not settings.DEMO:
        sys.stderr.write("演示数据只能装进演示系统。请用 ./run，或设 FENMING_DEMO=1 和单独的数据库。\n")
        return 2
    if any_branch_exists():
        return 0
    from fenming.actions.advance_demo_day import set_demo_day
    from fenming.jobs.demo_stage import build_stage, live_until_today, open_accounts

    if args.empty:
        _begin_the_year()
        return 0
    stage = build_stage(chance=random.Random(SEED))  # noqa: S311 a script, not a secret
    open_accounts(stage, password=settings.DEMO_PASSWORD)
    live_until_today(stage)
    set_demo_day(day=TODAY)
    return 0


def _begin_the_year() -> None:
    """An empty demo begins where a year begins, so that all of it can be walked; a day once set stays."""
    from django.utils import timezone

    from fenming.actions.advance_demo_day import set_demo_day
    from fenming.queries.demo_day import demo_day

    if demo_day() is None:
        set_demo_day(day=timezone.localdate().replace(month=1, day=5))
