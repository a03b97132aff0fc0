"""The rooms are layers, and the check that says so can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    ("file", "bad_import", "contract"),
    [
        ("rules/terms.py", "import fenming.records.models", "Rooms are layers"),
        ("rules/terms.py", "import django.db", "rules is pure"),
        ("queries/access.py", "import fenming.actions", "Rooms are layers"),
        ("jobs/cli.py", "import fenming.pages.errors", "Rooms are layers"),
        ("pages/errors.py", "import fenming.records.models", "The faces reach"),
        ("jobs/cli.py", "import fenming.rules.scoring", "The faces reach"),
    ],
)
def test_a_planted_bad_import_breaks_its_contract(
    tmp_path: Path, file: str, bad_import: str, contract: str
) -> None:
    shutil.copytree(
        ROOT / "fenming", tmp_path / "fenming", ignore=shutil.ignore_patterns("static", "__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "fenming" / file
    planted.write_text(f"{bad_import}\n{planted.read_text('utf-8')}", "utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode != 0
    assert any(contract in line and "BROKEN" in line for line in done.stdout.splitlines()), done.stdout


def test_the_rooms_as_they_are_keep_every_contract() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout
