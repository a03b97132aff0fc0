"""``fenming verify``: whether every chain, posting, settlement and line of the trail is as it was written."""

import argparse
import sys
from pathlib import Path

from fenming.jobs._django import set_up
from fenming.jobs._progress import progress

HELP = "核验：台账、留痕、公示、结算是否都与写入时一样"
MOST_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A backup to be looked at instead of the database."""
    parser.add_argument("file", type=Path, nargs="?", metavar="备份文件", help="只核对一份备份文件有没有损坏")


def run(args: argparse.Namespace) -> int:
    """0 when everything is as it was written, 1 when not: each fault is a line on standard error, the first first."""
    set_up()
    if args.file:
        return _verify_file(args.file)
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


def _verify_file(path: Path) -> int:
    from fenming.queries.archive import check_archive
    from fenming.rules.terms import Refused

    try:
        with progress("核对") as step:
            manifest = check_archive(path, step=step)
    except Refused as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return 1
    sys.stdout.write(
        f"{path} 完好：{len(manifest.tables)} 张表 {manifest.rows} 行，佐证材料 {len(manifest.files)} 份，"
        f"核对码 {manifest.code}。\n"
    )
    return 0
