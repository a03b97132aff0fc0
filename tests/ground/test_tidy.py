"""House rules that a machine can hold: sizes, no floats, one clock, writes in one room, nothing left lying about.

Every check is a function from text to the lines that break it, so that a planted breach shows it can fail.
There is no list of exceptions: what is too long is cut, not excused.
"""

from __future__ import annotations

import ast
import inspect
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FENMING = ROOT / "fenming"
FILE_LINES, FUNCTION_LINES, VIEW_LINES, POSITIONAL = 300, 40, 15, 4

Function = ast.FunctionDef | ast.AsyncFunctionDef
Check = Callable[[str], list[int]]


def python_files(*rooms: str) -> list[Path]:
    folders = [FENMING / room for room in rooms] if rooms else [FENMING]
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [path for path in files if "migrations" not in path.parts]


def functions(text: str) -> Iterator[Function]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long_files(text: str) -> list[int]:
    count = len(text.splitlines())
    return [count] if count > FILE_LINES else []


def too_long_functions(text: str) -> list[int]:
    return [node.lineno for node in functions(text) if lines_of(node) > FUNCTION_LINES]


def too_many_positional(text: str) -> list[int]:
    """Public functions whose callers would have to count arguments."""
    found = []
    for node in functions(text):
        if node.name.startswith("_"):
            continue
        names = [argument.arg for argument in node.args.posonlyargs + node.args.args]
        if len([name for name in names if name not in ("self", "cls")]) > POSITIONAL:
            found.append(node.lineno)
    return found


def floats(text: str) -> list[int]:
    """Float literals, `float` by name, and true division, which makes a float of two integers."""
    found = []
    for node in ast.walk(ast.parse(text)):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        named = isinstance(node, ast.Name) and node.id == "float"
        divided = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        if isinstance(node, ast.expr | ast.stmt) and (literal or named or divided):
            found.append(node.lineno)
    return found


CLOCKS = {"timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}


def clock_readings(text: str) -> list[int]:
    """Where the present moment is read; localtime(moment) and localdate(moment) only convert one."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in CLOCKS:
            found.append(node.lineno)
        if isinstance(node, ast.Call) and ast.unparse(node).endswith(("localtime()", "localdate()")):
            found.append(node.lineno)
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            found.append(node.value.lineno)
    return found


WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def writes(text: str) -> list[int]:
    """Calls that change a row; `update` and `delete` only on a manager, for dictionaries have them too."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on_manager = ".objects" in ast.unparse(node.func.value)
            if node.func.attr in WRITES or (node.func.attr in ("update", "delete") and on_manager):
                found.append(node.lineno)
    return found


def numbered(pattern: str, *, flags: int = 0) -> Check:
    compiled = re.compile(pattern, flags)
    return lambda text: [at for at, line in enumerate(text.splitlines(), 1) if compiled.search(line)]


# Spelled in pieces, so that this file does not break its own rule.
leftovers = numbered(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
machine_paths = numbered(r"(?<![\w.~}/-])/(?:wo" r"rk|ro" r"ot|ho" r"me|Us" r"ers)/[\w.]")
registry_hosts = numbered(r"regi" r"stry\.npmjs|py" r"pi\.org|pythonho" r"sted", flags=re.IGNORECASE)
# A citation must be readable here: a clause, regulations/reading.md, or an invariant of docs/map.md.
citations_of_nothing = numbered(r"\bdes" r"ign(?:\.md)?(?: §|: | invariant)")
outside_addresses = numbered(r"https?://", flags=re.IGNORECASE)


def broken(check: Check, paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        for at in check(path.read_text("utf-8")):
            found.append(f"{path.relative_to(ROOT)}:{at}")
    return found


def everything_written() -> list[Path]:
    """Every text file of the project that is ours, wherever it lies."""
    found = []
    for folder, names, files in os.walk(ROOT):
        names[:] = sorted(
            name
            for name in names
            if name not in ("var", "build", "node_modules", "vendor", "__pycache__")
            and (not name.startswith(".") or name == ".ci")
            and not name.endswith(".egg-info")
        )
        # a worktree's .git is a file that says where the rest is
        found += [Path(folder) / name for name in sorted(files) if name != ".git"]
    binary = {".png", ".xls", ".xlsx", ".ods", ".docx", ".sqlite3", ".pyc", ".woff2"}
    return [path for path in found if path.suffix not in binary and path.name != "LICENSE"]


OUTSIDE_THE_CLOCKS = [
    path
    for path in python_files()
    if path != FENMING / "pages" / "clock.py" and path.parent != FENMING / "jobs"
]
READERS = python_files("queries", "pages", "jobs", "site")
PURE = python_files("rules")
TEMPLATES = sorted(FENMING.rglob("templates/**/*.html"))


@pytest.mark.parametrize(
    ("check", "paths"),
    [
        (too_long_files, python_files()),
        (too_long_functions, python_files()),
        (too_many_positional, python_files()),
        (floats, PURE),
        (clock_readings, OUTSIDE_THE_CLOCKS),
        (writes, READERS),
        (leftovers, everything_written()),
        (machine_paths, everything_written()),
        (registry_hosts, everything_written()),
        (citations_of_nothing, everything_written()),
        (outside_addresses, TEMPLATES),
    ],
    ids=[
        "files of at most 300 lines",
        "functions of at most 40 lines",
        "at most four positional arguments",
        "no float in the rules",
        "the clock is read in pages/clock.py and jobs only",
        "rows are written in actions only",
        "nothing left to do in a comment",
        "no path of one machine",
        "no address of a package registry",
        "no citation of what is not here",
        "no outside address in a template",
    ],
)
def test_house_rule(check: Check, paths: list[Path]) -> None:
    assert paths
    assert broken(check, paths) == []


LONG_FUNCTION = "def long() -> None:\n" + "    pass\n" * FUNCTION_LINES


@pytest.mark.parametrize(
    ("check", "planted", "at"),
    [
        (too_long_files, "pass\n" * 301, [301]),
        (too_long_functions, LONG_FUNCTION, [1]),
        (too_long_functions, "class A:\n    " + LONG_FUNCTION.replace("\n    ", "\n        "), [2]),
        (too_many_positional, "def f(a, b, c, d, e): ...", [1]),
        (floats, "x = 1\ny = 0.5", [2]),
        (floats, "y = float('1')", [1]),
        (floats, "y = total / 2", [1]),
        (clock_readings, "x = timezone.now()", [1]),
        (clock_readings, "x = datetime.datetime.now(UTC)", [1]),
        (clock_readings, "x = date.today()", [1]),
        (clock_readings, "x = timezone.localdate()", [1]),
        (clock_readings, "at = DateTimeField(default=timezone.now)", [1]),
        (clock_readings, "at = DateTimeField(auto_now_add=True)", [1]),
        (writes, "matter.save()", [1]),
        (writes, "Matter.objects.filter(pk=1).update(state='x')", [1]),
        (writes, "Matter.objects.all().delete()", [1]),
        (leftovers, "# TO" + "DO later", [1]),
        (machine_paths, "see /ho" + "me/someone/notes", [1]),
        (registry_hosts, "https://py" + "pi.org/simple", [1]),
        (citations_of_nothing, "as des" + "ign §4 says", [1]),
        (outside_addresses, "<a href='http://a'>", [1]),
    ],
)
def test_a_planted_breach_is_seen(check: Check, planted: str, at: list[int]) -> None:
    assert check(planted) == at


@pytest.mark.parametrize(
    ("check", "fine"),
    [
        (too_long_files, "pass\n" * 300),
        (too_long_functions, LONG_FUNCTION.replace("    pass\n", "", 1)),
        (too_many_positional, "def f(self, a, b, c, d, *, e): ..."),
        (too_many_positional, "def _f(a, b, c, d, e): ..."),
        (floats, "y = total // 2"),
        (clock_readings, "x = timezone.localdate(now)"),
        (writes, "seen.update(found)"),
        (machine_paths, "path('meetings/<int:meeting_id>')"),
    ],
)
def test_what_is_allowed_is_not_seen(check: Check, fine: str) -> None:
    assert check(fine) == []


def body_lines(node: Function) -> int:
    """Lines of a view after its docstring, blank ones and comments between included."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if not body:
        return 0
    return (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1


def test_a_view_has_at_most_fifteen_lines() -> None:
    from fenming.pages.urls import urlpatterns

    found = []
    for pattern in urlpatterns:
        view = inspect.unwrap(pattern.callback)
        path = Path(inspect.getsourcefile(view) or "")
        for node in functions(path.read_text("utf-8")):
            if node.name == view.__name__ and body_lines(node) > VIEW_LINES:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {body_lines(node)}")
    assert urlpatterns
    assert found == []


@pytest.mark.parametrize(("lines", "counted"), [(15, 15), (16, 16)])
def test_lines_of_a_view_are_counted_without_its_docstring(lines: int, counted: int) -> None:
    [node] = functions('def view(request):\n    """One\n    two."""\n' + "    pass\n" * lines)
    assert body_lines(node) == counted


def test_every_address_has_a_name_of_its_own() -> None:
    from fenming.pages.urls import urlpatterns

    assert [pattern for pattern in urlpatterns if not pattern.name] == []
    names = [str(pattern.name) for pattern in urlpatterns]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
