"""Writing the files of a settlement all or nothing."""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from fenming.queries.files.results import RESULTS_NAME
from fenming.queries.files.statements import STATEMENTS_NAME

FORMS_FOLDER: Final = "登记表和汇总表"
# results.csv comes last: where it stands, the settlement beside it is whole.
_PARTS: Final = (FORMS_FOLDER, STATEMENTS_NAME, RESULTS_NAME)


def refusal_of(target: Path, *, force: bool) -> str:
    """Why ``target`` cannot take a settlement, as a sentence; "" when it can."""
    if not target.exists():
        return ""
    if not target.is_dir():
        return f"{target}：这是一个文件，不是文件夹。请给 --out 另一个名字。"
    for name in (STATEMENTS_NAME, RESULTS_NAME):
        if (target / name).is_dir():
            return f"{target / name}：这里要写文件，却有一个同名文件夹。请把它移走。"
    if (target / FORMS_FOLDER).is_file():
        return f"{target / FORMS_FOLDER}：这里要放登记表，却有一个同名文件。请把它移走。"
    try:
        if force or next(target.iterdir(), None) is None:
            return ""
    except OSError as error:
        return f"{target}：文件夹读不出来（{error.strerror or error}）。请检查权限。"
    return f"{target}：文件夹里已有文件。请给 --out 一个空文件夹，或加 --force 替换其中的结算文件。"


def write_all_or_nothing(target: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` make the files in a folder of its own, then bring them to ``target`` together.

    A folder that is new appears with all of them in it. In one that exists only the parts of a
    settlement are replaced, and at no moment does a new one stand beside an old one: forms of an
    earlier settlement go, also when no new ones come. Raises OSError; ``target`` is as before then.
    """
    target = target.resolve()
    exists = target.is_dir()
    if not exists:
        target.parent.mkdir(parents=True, exist_ok=True)
    # Beside or inside the target: the same file system, so that moving is renaming.
    work = (target if exists else target.parent) / f".fenming-{secrets.token_hex(6)}"
    work.mkdir()
    try:
        write(work)
        for path in (*work.rglob("*"), work):
            _sync(path)
        if exists:
            _replace(work, target)
        else:
            work.rename(target)
            _sync(target)
        _sync(target if exists else target.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _replace(work: Path, target: Path) -> None:
    """Swap all parts; between the steps results.csv is absent, never of another settlement."""
    undo: list[tuple[Path, Path]] = []
    away = [(target / name, work / f"old-{name}") for name in reversed(_PARTS)]
    steps = (*away, *((work / name, target / name) for name in _PARTS))
    try:
        for source, goal in steps:
            if source.exists():
                source.replace(goal)
                undo.append((goal, source))
    except BaseException:  # an interrupt too: the old files lie in a folder that goes away
        for moved, origin in reversed(undo):
            moved.replace(origin)
        raise


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
