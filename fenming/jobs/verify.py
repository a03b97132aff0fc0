"""``fenming verify``: whether every chain, posting, settlement and line of the trail is as it was written.

With a file: whether a backup is whole, whether the file of a public sheet fits the code on the paper (R39), or whether
a year's archive comes out the same when it is worked out again (R45). None of these needs the database, nor a network.
"""

import argparse
import sys
from pathlib import Path

from fenming.jobs import recompute
from fenming.jobs._django import set_up
from fenming.jobs._progress import progress

HELP = "核验：台账、留痕、公示、结算是否都与写入时一样"
MOST_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A file to be looked at instead of the database, and the code it has to fit."""
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="文件",
        help="只核对这份文件：备份，公示单的核对文件（.json），年度档案，或支部的全部数据",
    )
    parser.add_argument("--code", metavar="公示编号", help="纸上印的公示编号或档案编号，看是不是同一份")


def run(args: argparse.Namespace) -> int:
    """0 when everything is as it was written, 1 when not: each fault is a line on standard error, the first first."""
    if args.file and args.file.suffix.lower() == ".json":
        return _verify_sheet(args.file, code=args.code)
    if args.file and _is_year(args.file):
        return recompute.report(args.file, code=args.code)
    if args.file and _is_branch(args.file):
        return _verify_branch(args.file, code=args.code)
    if args.code:
        sys.stderr.write("备份没有公示编号或档案编号。请写上文件，或去掉 --code。\n")
        return 1
    set_up()
    if args.file:
        return _verify_backup(args.file)
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


def _is_year(path: Path) -> bool:
    from fenming.queries.files.year_zip import is_year_file

    return is_year_file(path)


def _is_branch(path: Path) -> bool:
    from fenming.prints.branch_reading import is_branch_file

    return is_branch_file(path)


def _verify_branch(path: Path, *, code: str | None) -> int:
    from fenming.prints.branch_reading import read_branch
    from fenming.rules.ledger import code_as_printed
    from fenming.rules.terms import Refused

    try:
        found = read_branch(path)
    except Refused as refused:
        sys.stderr.write(f"{path}：{refused.sentence}\n")
        return 1
    if code is not None and code_as_printed(code) not in found.codes:
        sys.stderr.write(f"不相符：{path} 里没有公示编号 {code_as_printed(code)}。\n")
        return 1
    posted = f"，公示编号 {'、'.join(found.codes)}" if found.codes else ""
    sys.stdout.write(
        f"{path} 完好：{found.title}，{found.tables} 张表 {found.rows} 行，台账 {found.seq} 号首尾相连{posted}。\n"
        f"台账末号的核对码 {found.head}。\n"
    )
    return 0


def _verify_backup(path: Path) -> int:
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


def _verify_sheet(path: Path, *, code: str | None) -> int:
    from fenming.queries.sheet_file import LARGEST, read_sheet_file
    from fenming.rules.ledger import code_as_printed
    from fenming.rules.terms import Refused

    try:
        with path.open("rb") as file:
            found = read_sheet_file(file.read(LARGEST + 1))
    except OSError as problem:
        sys.stderr.write(f"读不了 {path}：{problem.strerror}。\n")
        return 1
    except Refused as refused:
        sys.stderr.write(f"{path}：{refused.sentence}\n")
        return 1
    if code is not None and code_as_printed(code) != found.code:
        sys.stderr.write(f"不相符：{path} 的公示编号是 {found.code}，不是 {code_as_printed(code)}。\n")
        return 1
    sheet = found.sheet
    against = "" if code else "请看它是不是与纸上印的编号一样。"
    sys.stdout.write(
        f"相符：{sheet.branch}，{sheet.year}年第{sheet.quarter}季度，列出 {len(sheet.lines)} 名，"
        f"公示编号 {found.code}。{against}\n"
    )
    return 0
