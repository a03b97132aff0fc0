"""``fenming backup``: everything into one file that either database can be restored from."""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fenming.jobs._django import set_up
from fenming.jobs._progress import progress

if TYPE_CHECKING:
    from fenming.queries.archive import Manifest

HELP = "备份：把全部数据写进一个文件"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and whether to replace what is there."""
    parser.add_argument("file", type=Path, metavar="文件", help="备份写到哪里，例如 /backup/2026-09-09.zip")
    parser.add_argument("--force", action="store_true", help="文件已经有了也照写，换掉旧的")


def run(args: argparse.Namespace) -> int:
    """0 when the file is written and read again whole; 1 when it could not be: then nothing is left behind."""
    set_up()
    target: Path = args.file
    if target.exists() and not args.force:
        sys.stderr.write(f"{target} 已经有了，没有备份。请换一个文件名，或加 --force 换掉它。\n")
        return 1
    try:
        manifest = _write(target)
    except OSError as error:
        sys.stderr.write(
            f"备份写不进 {target}（{error.strerror}）。请核对文件夹在不在、能不能写、磁盘够不够。\n"
        )
        return 1
    sys.stdout.write(
        f"已备份到 {target}：{len(manifest.tables)} 张表 {manifest.rows} 行，佐证材料 {len(manifest.files)} 份，"
        f"核对码 {manifest.code}。\n"
    )
    return 0


def _write(target: Path) -> "Manifest":
    """Written beside the target under another name, read again, then renamed: the target is whole or not there."""
    from django.conf import settings
    from django.utils import timezone

    from fenming.queries.archive import check_archive, write_archive

    handle, name = tempfile.mkstemp(prefix=".fenming-", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream, progress("备份") as step:
            write_archive(stream, evidence=settings.EVIDENCE_DIR, now=timezone.now(), step=step)
            stream.flush()
            os.fsync(stream.fileno())
        with progress("核对") as step:
            manifest = check_archive(part, step=step)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest
