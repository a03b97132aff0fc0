"""Tests that take minutes run only when asked for, on either database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHORT_AND_LONG = """
import pytest
def test_short(): ...
@pytest.mark.long
def test_long(): ...
@pytest.mark.long
@pytest.mark.database
def test_long_on_tables(): ...
@pytest.mark.database_long
def test_on_tables_later(): ...
"""


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ([], ["test_short", "test_on_tables_later"]),
        (["-m", "database"], []),
        (["--long", "-m", "database"], ["test_long_on_tables", "test_on_tables_later"]),
    ],
)
def test_long_tests_wait_until_they_are_asked_for(tmp_path: Path, words: list[str], kept: list[str]) -> None:
    (tmp_path / "test_some.py").write_text(SHORT_AND_LONG)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-q",
         "--collect-only", *words, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert [line.split("::")[1] for line in done.stdout.splitlines() if "::" in line] == kept, done.stdout


def test_the_script_hands_its_words_on() -> None:
    """--long goes to both runs wherever it stands; other words, spaces and all, to the last."""
    script = (ROOT / "test").read_text("utf-8")
    head = script[script.index('long=""') : script.index("needed=")]
    ends = [line.split("loadfile", 1)[1] for line in script.splitlines() if "--dist loadfile" in line]
    show = head + "".join(f"printf '%s|' {end}; echo\n" for end in ends)
    done = subprocess.run(
        ["sh", "-eu", "-c", show, "test", "-k", "a or b", "--long", "tests/rules"],
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == [
        "--long|-p|tests.postgresql|-m|database|",
        "--long|-k|a or b|tests/rules|",
    ]
