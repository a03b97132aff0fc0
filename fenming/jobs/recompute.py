"""``fenming recompute``: a year's archive checked and worked out again, by the standard in it; needs no database (R45, R84)."""

import argparse
import sys
from pathlib import Path

HELP = "重算：支部报来的年度档案是否完好，照里面的标准重新算出来是否一样"
MOST_SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The archive, and the code on the paper that came with it."""
    parser.add_argument("file", type=Path, metavar="文件", help="年度档案（.zip）")
    parser.add_argument("--code", metavar="档案编号", help="随档案的纸上写的档案编号，看是不是同一份")


def run(args: argparse.Namespace) -> int:
    """0 when everything follows, 1 when the archive is refused or a figure does not: a line each on standard error."""
    return report(args.file, code=args.code)


def report(path: Path, *, code: str | None) -> int:
    """The same for an archive at that path; `verify` comes here too."""
    from fenming.queries.files.year_zip import LARGEST, read_archive
    from fenming.rules.ledger import code_as_printed
    from fenming.rules.terms import Refused
    from fenming.rules.year_recompute import recompute

    try:
        with path.open("rb") as file:
            filed = read_archive(file.read(LARGEST + 1))
        found = recompute(filed)
    except OSError as problem:
        sys.stderr.write(f"读不了 {path}：{problem.strerror}。\n")
        return 1
    except Refused as refused:
        sys.stderr.write(f"{path}：{refused.sentence}\n")
        return 1
    if code is not None and code_as_printed(code) != filed.code:
        sys.stderr.write(f"不是同一份：{path} 的档案编号是 {filed.code}，不是 {code_as_printed(code)}。\n")
        return 1
    for fault in found.faults:
        sys.stderr.write(f"{fault}\n")
    for one in found.differences[:MOST_SHOWN]:
        sys.stderr.write(
            f"第 {one.number} 行，{one.name}，{one.what}：报送的是{one.filed}，重算是{one.again}。\n"
        )
    if more := max(0, len(found.differences) - MOST_SHOWN):
        sys.stderr.write(f"另有 {more} 处没有列出。\n")
    about = f"{filed.branch}，{filed.span.number}年度，第 {filed.round} 次报送，{len(filed.members)} 名，{len(filed.entries)} 笔台账"
    if not found.is_same:
        sys.stderr.write(f"重算不一样：{about}。请退回支部核对。\n")
        return 1
    sys.stdout.write(f"重算一样：{about}。\n档案编号 {filed.code}，核对码 {filed.digest}。\n")
    return 0
