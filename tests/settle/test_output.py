"""Where the results go: all or nothing, never over somebody else's files unasked."""

import builtins
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fenming.jobs import settle_output
from fenming.jobs.cli import main
from tests.settle.desk import LEDGER, ROSTER, TEACHER, csv_bytes, entry, settle

ROOT = Path(__file__).resolve().parents[2]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_empty_folder_is_used_and_a_new_one_is_made_with_its_parents(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert settle(tmp_path).code == 0
    assert names(tmp_path / "out") == ["results.csv", "statements.json"]
    argv = ["settle", "--year", "2016", "--standard", "default", "--out", str(tmp_path / "a" / "b")]
    argv += ["--roster", str(tmp_path / "roster.csv"), "--ledger", str(tmp_path / "ledger.csv")]
    assert main(argv) == 0
    assert names(tmp_path / "a" / "b") == ["results.csv", "statements.json"]
    assert names(tmp_path) == ["a", "ledger.csv", "out", "roster.csv"]


def test_a_folder_with_files_is_refused_unless_forced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "results.csv").write_text("old")
    (out / "notes.txt").write_text("kept")
    refused = settle(tmp_path)
    assert refused.code == 2
    assert (
        refused.err
        == f"{out}：文件夹里已有文件。请给 --out 一个空文件夹，或加 --force 替换其中的结算文件。\n"
    )
    assert (out / "results.csv").read_text() == "old"
    assert settle(tmp_path, "--force").code == 0
    assert names(out) == ["notes.txt", "results.csv", "statements.json"]
    assert (out / "notes.txt").read_text() == "kept"
    assert (out / "results.csv").read_bytes().startswith(b"\xef\xbb\xbfid,name,")


def test_bad_rows_leave_forced_results_as_they_were(tmp_path: Path) -> None:
    assert settle(tmp_path).code == 0
    before = (tmp_path / "out" / "results.csv").read_bytes()
    assert settle(tmp_path, "--force", ledger=[entry(item="XX")]).code == 1
    assert (tmp_path / "out" / "results.csv").read_bytes() == before
    assert names(tmp_path / "out") == ["results.csv", "statements.json"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    run = settle(tmp_path, "--force")
    assert (run.code, "不是文件夹" in run.err) == (2, True)
    assert (tmp_path / "out").read_text() == "a file"


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out" / "results.csv").mkdir(parents=True)
    run = settle(tmp_path, "--force")
    assert (run.code, "同名文件夹" in run.err) == (2, True)


@pytest.mark.parametrize("failing", [1, 2, 3, 4])
def test_a_failed_replacement_brings_both_old_files_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    assert settle(tmp_path).code == 0
    out = tmp_path / "out"
    before = {name: (out / name).read_bytes() for name in names(out)}
    moves = 0
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == failing:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    run = settle(tmp_path, "--force", ledger=[entry()])
    assert run.code == 1
    assert "什么也没有写" in run.err
    assert {name: (out / name).read_bytes() for name in names(out)} == before


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    run = settle(tmp_path)
    assert run.code == 1
    assert "No space left on device" in run.err
    assert names(tmp_path) == ["ledger.csv", "roster.csv"]


def test_an_interrupt_while_writing_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(settle_output, "_sync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        settle(tmp_path)
    assert names(tmp_path) == ["ledger.csv", "roster.csv"]


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["settel"],
        ["settle"],
        [
            "settle",
            "--year",
            "二〇一六",
            "--standard",
            "default",
            "--roster",
            "r",
            "--ledger",
            "l",
            "--out",
            "o",
        ],
        ["settle", "--year", "16", "--standard", "default", "--roster", "r", "--ledger", "l", "--out", "o"],
        [
            "settle",
            "--year",
            "2016",
            "--standard",
            "default",
            "--roster",
            "r",
            "--ledger",
            "l",
            "--out",
            "o",
            "--x",
        ],
    ],
)
def test_wrong_use_ends_with_two(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    assert "用法不对" in capsys.readouterr().err


def test_help_lists_what_exists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "settle" in capsys.readouterr().out
    assert main(["settle", "--help"]) == 0
    assert "--ledger" in capsys.readouterr().out


def test_settle_starts_without_the_web_and_without_a_database(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(csv_bytes([ROSTER, TEACHER]))
    (tmp_path / "l.csv").write_bytes(csv_bytes([LEDGER]))
    program = (
        "import sys; from fenming.jobs.cli import main; "
        "code = main(sys.argv[1:]); print(sorted(name for name in ('django', 'rich') if name in sys.modules)); "
        "sys.exit(code)"
    )
    argv = ["settle", "--year", "2016", "--standard", "default"]
    argv += ["--roster", "r.csv", "--ledger", "l.csv", "--out", "out"]
    ended = subprocess.run(
        [sys.executable, "-c", program, *argv],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines() == ["已结算 2016 年度，1 人。结果在 out/results.csv。", "[]"]


def test_a_terminal_without_chinese_does_not_fail_a_settlement(tmp_path: Path) -> None:
    settle(tmp_path)
    argv = [
        "-m",
        "fenming.jobs.cli",
        "settle",
        "--year",
        "2016",
        "--standard",
        "default",
        "--out",
        str(tmp_path / "b"),
    ]
    argv += ["--roster", str(tmp_path / "roster.csv"), "--ledger", str(tmp_path / "ledger.csv")]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(
        [sys.executable, *argv], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert names(tmp_path / "b") == ["results.csv", "statements.json"]


def test_the_bar_shows_from_two_thousand_members_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fenming.jobs import settle_progress

    shown: list[int] = []
    real = builtins.__import__

    def watched(name: str, *rest: object, **more: object) -> object:
        if name == "rich.progress":
            shown.append(1)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    class Terminal:
        def __init__(self, *, is_terminal: bool) -> None:
            self.is_terminal = is_terminal
            self.encoding = "utf-8"

        def isatty(self) -> bool:
            return self.is_terminal

        def write(self, text: str) -> int:
            return len(text)

        def flush(self) -> None:
            return

    monkeypatch.setattr(builtins, "__import__", watched)
    for members, is_terminal, expected in ((1_999, True, 0), (2_000, False, 0), (2_000, True, 1)):
        shown.clear()
        monkeypatch.setattr(sys, "stderr", Terminal(is_terminal=is_terminal))
        with settle_progress.Progress() as progress:
            progress.reading(members)
            progress.settling(members)
            for _ in range(members):
                progress.step()
        assert bool(shown) is bool(expected)
