"""``--standard``: the default or a file of one's own; its faults stand at their lines."""

from pathlib import Path

import pytest

from fenming.queries.files.faults import BadFiles
from fenming.queries.files.standards import DEFAULT_FILE, locate, read_standard_file
from tests.settle.desk import entry, settle

DEFAULT = DEFAULT_FILE.read_text(encoding="utf-8")


def line_of(text: str, needle: str, *, after: str = "") -> int:
    start = text.index(after)
    return text[: text.index(needle, start)].count("\n") + 1


def own(folder: Path, text: str) -> str:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_of_the_same_content_gives_the_results_of_the_default(tmp_path: Path) -> None:
    first = settle(tmp_path, ledger=[entry(quantity="4")])
    results = first.results
    second = settle(tmp_path, "--force", "--standard", own(tmp_path, DEFAULT), ledger=[entry(quantity="4")])
    assert (second.code, second.results) == (0, results)


def test_another_reading_in_the_file_changes_the_figures(tmp_path: Path) -> None:
    text = DEFAULT.replace('item_floor = "stop_at_zero"', 'item_floor = "unlimited"')
    ledger = [entry(item="K01", quantity="4", reason="缺席")]
    assert settle(tmp_path, ledger=ledger).rows[0]["deduction"] == "5.00"
    run = settle(tmp_path, "--force", "--standard", own(tmp_path, text), ledger=ledger)
    assert run.rows[0]["deduction"] == "8.00"


def test_every_fault_of_a_standard_stands_at_its_line(tmp_path: Path) -> None:
    text = DEFAULT.replace('item_floor = "stop_at_zero"', 'item_floor = "sometimes"')
    text = text.replace("[lists]\n", "[lists]\n\n\n").replace("duty = 25 ", "duty = 26 ")
    path = own(tmp_path, text)
    run = settle(tmp_path, "--standard", path)
    assert run.code == 1
    assert not run.folder.exists()
    starts = [line.split(": ")[0:3] for line in run.faults]
    assert [f"{path}:{line_of(text, 'duty = 26')}", "totals.duty", "26"] in starts
    assert [f"{path}:{line_of(text, 'item_floor')}", "settings.item_floor", '"sometimes"'] in starts


def test_a_fault_inside_an_item_is_found_by_its_number() -> None:
    text = '[standard]\nkey = "x"\n\n[[items]]\nid = "A1"\n\n[[items]]\nid = "A2" # 第二项\npoints = 1.5\n'
    assert locate(text, "items[1].id") == (8, '"A2"')
    assert locate(text, "items[1].points") == (9, "1.5")
    # A key that is missing is looked for in its table.
    assert locate(text, "items[0].points") == (4, "")
    assert locate(text, "standard.title") == (1, "")
    assert locate(text, "bands") == (1, "")


@pytest.mark.parametrize(
    ("content", "row", "words"),
    [
        (b"[standard]\nkey = \n", 2, "TOML"),
        ('[standard]\nkey = "\u7532"\n'.encode("gb18030"), 1, "不是 UTF-8"),
    ],
)
def test_a_file_that_is_no_standard_is_refused(tmp_path: Path, content: bytes, row: int, words: str) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(BadFiles) as refused:
        read_standard_file(str(path))
    (fault,) = refused.value.faults
    assert (fault.row, words in fault.reason) == (row, True)
