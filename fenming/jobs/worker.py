"""``fenming worker``: makes what was ordered in the background; ``fenming serve`` starts it when something waits."""

import argparse
import sys
import time

from fenming.jobs import tick
from fenming.jobs._django import set_up
from fenming.jobs._progress import progress

HELP = "制作成批打印的登记表"
SECONDS_BETWEEN_LOOKS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to go on."""
    parser.add_argument("--once", action="store_true", help="做完现在等着的就结束；不加就一直等下去")


def run(args: argparse.Namespace) -> int:
    """Make what waits; 0 when there is nothing more, with --once."""
    set_up()
    from fenming.actions.clear_forms import clear_forms
    from fenming.actions.make_forms import make_forms

    while True:
        now = tick.moment()
        clear_forms(now=now)
        with progress("制作登记表") as step:
            made = make_forms(now=now, step=step)
        if made:
            sys.stdout.write(f"做好登记表 {made} 份。\n")
        if args.once:
            return 0
        time.sleep(SECONDS_BETWEEN_LOOKS)
