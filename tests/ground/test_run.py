"""`./run` as the operator types it: what it prepares, where, and what it says to words it does not know."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`./run` with these words, and no setting but those given."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("FENMING_")}
    return subprocess.run(
        ["./run", *words], cwd=ROOT, env=own | settings, capture_output=True, text=True, timeout=300
    )


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as database:
        return database.execute(query).fetchall()


def test_an_empty_system_has_its_tables_and_nobody_in_them(tmp_path: Path) -> None:
    done = run("--empty", "--prepare", FENMING_VAR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "fenming.sqlite3", "SELECT COUNT(*) FROM records_person") == [(0,)]
    assert rows(tmp_path / "fenming.sqlite3", "SELECT COUNT(*) FROM records_demoday") == [(0,)]


def test_an_empty_system_with_a_demo_clock_begins_in_january(tmp_path: Path) -> None:
    for _ in range(2):
        assert run("--empty", "--demo-clock", "--prepare", FENMING_VAR=str(tmp_path)).returncode == 0
    ((day,),) = rows(tmp_path / "trial.sqlite3", "SELECT day FROM records_demoday")
    assert str(day).endswith("-01-05")


def test_the_settings_file_is_heard_and_the_environment_above_it(tmp_path: Path) -> None:
    file, other = tmp_path / "settings", tmp_path / "other"
    file.write_text(f'FENMING_VAR="{tmp_path}/named"\n')
    for extra, place in (({}, tmp_path / "named"), ({"FENMING_VAR": str(other)}, other)):
        done = run("--empty", "--prepare", FENMING_ENV_FILE=str(file), **extra)
        assert done.returncode == 0, done.stderr
        assert (place / "fenming.sqlite3").exists()


def test_words_it_does_not_know_are_wrong_use() -> None:
    for words in (["--nonsense"], ["--port"], ["--demo-clock"]):
        done = run(*words)
        assert done.returncode == 2
        assert "--empty" in done.stderr
