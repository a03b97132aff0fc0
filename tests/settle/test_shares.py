"""Several processes write one file: the bytes are those of one process, and none is lost quietly."""

import os
import signal
from pathlib import Path

import pytest

from fenming.jobs import settle_shares
from tests.settle.desk import Run, entry, settle

MEMBERS = [(f"{number:04}", f"党员{number}", "TAP"[number % 3], "正式", "", "") for number in range(1_500)]
LEDGER = [
    entry(
        f"{number:04}",
        f"2016-0{1 + number % 9}-11",
        ("DT2", "DA5", "DP3")[number % 3],
        quantity=str(1 + number % 7),
    )
    for number in range(0, 1_500, 2)
]


def settle_with(processors: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(settle_shares, "_processors", lambda: processors)
    folder.mkdir()
    return settle(folder, roster=MEMBERS, ledger=LEDGER)


def test_the_bytes_do_not_depend_on_the_processors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = settle_with(1, tmp_path / "one", monkeypatch)
    assert (alone.code, len(alone.rows)) == (0, 1_500)
    for processors in (2, 3, 8):
        shared = settle_with(processors, tmp_path / str(processors), monkeypatch)
        assert (shared.code, shared.err) == (0, "")
        for name in ("results.csv", "statements.json"):
            assert (shared.folder / name).read_bytes() == (alone.folder / name).read_bytes()
        assert sorted(path.name for path in shared.folder.iterdir()) == ["results.csv", "statements.json"]


def test_few_members_stay_in_one_process() -> None:
    assert [len(share) for share in settle_shares._shares(range(999))] == [999]  # type: ignore[arg-type]
    assert settle_shares._shares([]) == [[]]


def _killed(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _full_disk(*given: object) -> None:
    given[3].send(OSError(28, "No space left on device"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("ending", "words"), [(_killed, "helping process ended"), (_full_disk, "No space left on device")]
)
def test_a_helper_that_fails_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: object, words: str
) -> None:
    monkeypatch.setattr(settle_shares, "_help", ending)
    run = settle_with(2, tmp_path / "two", monkeypatch)
    assert run.code == 1
    assert words in run.err
    assert sorted(path.name for path in (tmp_path / "two").iterdir()) == ["ledger.csv", "roster.csv"]
