"""The standard of a settlement from files: ``default`` or a TOML file, its faults with their lines."""

import re
from pathlib import Path
from typing import Final

from fenming.queries.files.faults import BadFiles, FileFault
from fenming.queries.files.tables import WHOLE_FILE
from fenming.rules.standard import Fault, Standard, StandardError, load_standard

DEFAULT: Final = "default"
DEFAULT_FILE: Final = Path(__file__).resolve().parents[3] / "regulations" / "standards" / "default.toml"
_HEAD: Final = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_KEY: Final = re.compile(r"\s*([\w.\-\"']+)\s*=\s*(.*?)\s*(?:#[^\"']*)?")
_SYNTAX_LINE: Final = re.compile(r"第\s*(\d+)\s*行")


def read_standard_file(name: str) -> Standard:
    """The standard that ``--standard`` names: ``default`` or a path.

    Raises BadFiles with every fault of the file, at its line where the line can be told (R79).
    """
    path = DEFAULT_FILE if name == DEFAULT else Path(name)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _whole(name, "没有这个标准文件。请核对路径，或用 default。") from None
    except UnicodeDecodeError:
        raise _whole(name, "标准文件不是 UTF-8 编码。请另存为 UTF-8。") from None
    except OSError as error:
        raise _whole(name, f"标准文件读不出来（{error.strerror or error}）。请检查后再试。") from error
    try:
        return load_standard(text)
    except StandardError as error:
        raise BadFiles(_located(name, text, fault) for fault in error.faults) from error


def _whole(name: str, reason: str) -> BadFiles:
    return BadFiles([FileFault(name, 1, WHOLE_FILE, "", reason)])


def _located(name: str, text: str, fault: Fault) -> FileFault:
    if not fault.path:
        line = _SYNTAX_LINE.search(fault.sentence)
        return FileFault(name, int(line[1]) if line else 1, WHOLE_FILE, "", fault.sentence)
    row, value = locate(text, fault.path)
    return FileFault(name, row, fault.path, value, fault.sentence)


def locate(text: str, path: str) -> tuple[int, str]:
    """Line and written value of the dotted keys ``path`` (``items[3].points``) in a TOML text.

    Where the key itself is missing, its table stands in; line 1 when that is missing too.
    """
    places = _places(text)
    while path:
        if path in places:
            return places[path]
        path = path.rpartition("[")[0] if path.endswith("]") else path.rpartition(".")[0]
    return 1, ""


def _places(text: str) -> dict[str, tuple[int, str]]:
    places: dict[str, tuple[int, str]] = {}
    counts: dict[str, int] = {}
    table = ""
    for row, line in enumerate(text.splitlines(), start=1):
        if head := _HEAD.fullmatch(line):
            table = head[2]
            if head[1] == "[[":
                number = counts[table] = counts.get(table, -1) + 1
                places.setdefault(table, (row, ""))
                table = f"{table}[{number}]"
            places.setdefault(table, (row, ""))
        elif found := _KEY.fullmatch(line):
            places.setdefault(f"{table}.{found[1]}" if table else found[1], (row, found[2]))
    return places
