"""``fenming restore``: everything a backup holds, into an empty database."""

import argparse
import sys
from pathlib import Path

from fenming.jobs._django import set_up
from fenming.jobs._progress import progress

HELP = "恢复：把备份放进一个空数据库"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file; and whether to take it although verification finds a fault in it."""
    parser.add_argument("file", type=Path, metavar="文件", help="fenming backup 写出的文件")
    parser.add_argument(
        "--with-faults", action="store_true", help="核验没有通过也照样恢复（只在没有更好的备份时用）"
    )


def run(args: argparse.Namespace) -> int:
    """0 when everything is restored and verified, 1 with a sentence when not: then the database is still empty."""
    set_up()
    from django.conf import settings
    from django.utils import timezone

    from fenming.actions.restore import restore
    from fenming.rules.terms import Refused

    try:
        with progress("恢复") as step:
            manifest = restore(
                path=args.file,
                evidence=settings.EVIDENCE_DIR,
                with_faults=args.with_faults,
                step=step,
            )
    except Refused as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return 1
    made = timezone.localtime(manifest.made_at)
    sys.stdout.write(
        f"已恢复 {made:%Y年%m月%d日 %H:%M} 的备份：{len(manifest.tables)} 张表 {manifest.rows} 行，"
        f"佐证材料 {len(manifest.files)} 份，核对码 {manifest.code}。"
        f"{'没有核验。' if args.with_faults else '核验通过。'}所有人需要重新登录。\n"
    )
    return 0
