"""What the documents tell a person to do can be done, and what they name is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from fenming.jobs.cli import COMMANDS, build_parser, main

ROOT = Path(__file__).resolve().parents[2]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
OPERATIONS = ROOT / "docs/operations.md"
DOCUMENTS = [
    *READMES,
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "regulations").rglob("*.md")),
]
GENERATED = {"workflow.md", "permissions.md", "clauses.md"}
VARIABLE = re.compile(r"\bFENMING_[A-Z_]+\b")
FOLDERS = ("fenming", "docs", "tests", "regulations", "requirements", "frontend", "bench", ".ci")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_lines(text: str) -> list[str]:
    """Lines of fenced shell blocks, comments off, and what stands in backticks."""
    fenced = [
        line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()
    ]
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [line.split("  #")[0].strip() for line in fenced + inline]


def block(path: Path, name: str) -> str:
    """The fenced block under a line that is only the file's name in backticks."""
    found = re.search(
        rf"^`{re.escape(name)}`\n\n```csv\n(.*?)```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert found, f"{named(path)} shows no {name}"
    return found[1]


def variables_read() -> set[str]:
    """FENMING_… in what runs: the package, `run` and `.ci`; what only the tests use is theirs."""
    files = [*(ROOT / "fenming").rglob("*.py"), ROOT / "run", *(ROOT / ".ci").iterdir()]
    return {name for path in files for name in VARIABLE.findall(path.read_text("utf-8"))}


def test_every_variable_is_in_the_table_of_settings_and_every_row_is_read() -> None:
    rows = re.findall(r"^\| `(FENMING_[A-Z_]+)` \|", OPERATIONS.read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(variables_read())


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_no_document_speaks_of_a_variable_that_nothing_reads(path: Path) -> None:
    assert set(VARIABLE.findall(path.read_text("utf-8"))) <= variables_read()


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_every_command_is_told_of(name: str) -> None:
    texts = [path.read_text("utf-8") for path in (*READMES, OPERATIONS)]
    assert any(f"fenming {name}" in text for text in texts)


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_a_command_that_is_told_of_exists(path: Path) -> None:
    known = {name for name, _ in COMMANDS}
    for line in code_lines(path.read_text("utf-8")):
        said = re.match(r"(?:\S* && )?(?:\.venv/bin/)?fenming ([a-z]\w*)", line)
        assert said is None or said[1] in known, line


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_a_whole_command_line_is_one_the_program_takes(path: Path) -> None:
    for line in code_lines(path.read_text("utf-8")):
        words = shlex.split(line) if line.startswith(".venv/bin/fenming ") and " --" in line else []
        assert not words or build_parser().parse_args(words[1:]).command == words[1]


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_run_and_test_are_there_and_take_what_is_said(path: Path) -> None:
    taken = set(re.findall(r"^ +(--[a-z-]+)\)", (ROOT / "run").read_text("utf-8"), re.MULTILINE))
    for line in code_lines(path.read_text("utf-8")):
        script, *words = line.split()
        if script.startswith("./"):
            assert (ROOT / script).stat().st_mode & 0o100, line
        if script == "./run":
            assert {word for word in words if word.startswith("--")} <= taken, line


@pytest.mark.parametrize("path", READMES, ids=named)
def test_the_two_commands_are_in_the_readme(path: Path) -> None:
    assert {"./run", "./test"} <= set(code_lines(path.read_text("utf-8")))


@pytest.mark.parametrize("path", READMES, ids=named)
def test_the_example_in_the_readme_gives_the_figures_in_the_readme(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("roster.csv", "ledger.csv"):
        Path(name).write_text(block(path, name), "utf-8")
    [line] = [one for one in code_lines(path.read_text("utf-8")) if "fenming settle --year" in one]
    assert main(shlex.split(line)[1:]) == 0
    assert (
        Path("result/results.csv").read_bytes().decode("utf-8-sig").split()
        == block(path, "result/results.csv").split()
    )
    assert Path("result/statements.json").is_file()


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_file_that_is_named_is_there(path: Path) -> None:
    text = path.read_text("utf-8")
    for said in re.findall(r"`([^`\s<>…*{}]+)`", text):
        if said.split("/")[0] in FOLDERS and "/" in said:
            assert (ROOT / said).exists(), said
    for link in re.findall(r"\]\(([^)#\s]+)\)", text):
        assert (path.parent / link).exists(), link


def test_no_document_sends_the_reader_to_a_real_host() -> None:
    hosts = [
        host
        for path in DOCUMENTS
        for host in re.findall(r"https?://([^\s/`:)）。]+)", path.read_text("utf-8"))
    ]
    assert [host for host in hosts if host != "127.0.0.1" and not host.endswith(".example")] == []


def modules() -> set[str]:
    paths = [path.relative_to(ROOT / "fenming") for path in (ROOT / "fenming").rglob("*.py")]
    return {
        path.as_posix() for path in paths if "migrations" not in path.parts and path.name != "__init__.py"
    }


def test_every_file_is_on_the_map_and_nothing_else() -> None:
    text = (ROOT / "docs/map.md").read_text("utf-8").partition("## Every file")[2]
    rooms = re.split(r"^### `(\w+)/`$", text, flags=re.MULTILINE)[1:]
    listed = [
        f"{room}/{name}"
        for room, lines in zip(rooms[::2], rooms[1::2], strict=True)
        for name in re.findall(r"^- `(\S+)` \S", lines, re.MULTILINE)
    ]
    assert len(listed) == len(set(listed))
    assert {"missing on the map": modules() - set(listed), "not there": set(listed) - modules()} == {
        "missing on the map": set(),
        "not there": set(),
    }


def test_every_decision_is_in_the_index() -> None:
    index = (ROOT / "docs/decisions/README.md").read_text("utf-8")
    pages = sorted((ROOT / "docs/decisions").glob("0*.md"))
    titles = [
        f"- [{page.read_text('utf-8').splitlines()[0].removeprefix('# ')}]({page.name})" for page in pages
    ]
    assert titles
    assert [line for line in index.splitlines() if line.startswith("- ")] == titles


def cited(pattern: str) -> dict[str, str]:
    """Clause → a file that cites it, over code, tests, rules and documents."""
    found = {}
    for folder in ("fenming", "tests", "regulations", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".md", ".toml", ".tsv", ".html") and "vendor" not in path.parts:
                found.update(dict.fromkeys(re.findall(pattern, path.read_text("utf-8")), named(path)))
    return found


@pytest.mark.parametrize(
    ("text", "pattern"), [("plan.md", r"\bR\d+\b"), ("choices.md", r"\bA\d+\b")], ids=["plan", "choices"]
)
def test_every_clause_that_is_cited_can_be_read(text: str, pattern: str) -> None:
    written = set(
        re.findall(
            rf"^- \*\*({pattern})\*\*", (ROOT / "regulations/text" / text).read_text("utf-8"), re.MULTILINE
        )
    )
    assert len(written) > 30
    assert {clause: path for clause, path in cited(pattern).items() if clause not in written} == {}
