"""``fenming verify``: whether every chain, posting, settlement and line of the trail is as it was written."""

import argparse
import sys

from fenming.jobs._django import set_up
from fenming.jobs._progress import progress

HELP = "核验：台账、留痕、公示、结算是否都与写入时一样"
MOST_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(args: argparse.Namespace) -> int:
    """0 when everything is as it was written, 1 when not: each fault is a line on standard error, the first first."""
    set_up()
    from fenming.queries.verification import verify

    with progress("核验") as step:
        report = verify(step=step)
    if report.faults:
        for fault in report.faults[:MOST_SHOWN]:
            sys.stderr.write(f"{fault.sentence}\n")
        if more := len(report.faults) - MOST_SHOWN:
            sys.stderr.write(f"另有 {more} 处没有列出。\n" if more > 0 else "")
        sys.stderr.write("核验没有通过。请保留现在的数据库不要改动，查明原因，必要时用备份恢复。\n")
        return 1
    counted = "，".join(f"{name} {count} 行" for name, count in report.counts)
    sys.stdout.write(f"核验通过：{report.branches} 个组织，{counted}，都与写入时一样。\n")
    return 0
