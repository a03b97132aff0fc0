"""The plan's clauses R1–R86: each written once, each with a home or a reason why not."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from fenming.pages.urls import urlpatterns
from fenming.rules.authority import PERMISSIONS
from fenming.rules.clauses import clauses_markdown, proof_of, sections_of
from fenming.rules.workflow import SUBJECTS, steps_of

ROOT = Path(__file__).resolve().parents[2]
IDS = [f"R{number}" for number in range(1, 87)]
PLAN = (ROOT / "regulations/text/plan.md").read_text(encoding="utf-8")
with (ROOT / "regulations/clauses.tsv").open(encoding="utf-8", newline="") as lines:
    CLAUSES = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
SETTINGS = tomllib.loads((ROOT / "regulations/standards/default.toml").read_text(encoding="utf-8"))[
    "settings"
]


def test_the_text_has_every_clause_once_in_order() -> None:
    assert re.findall(r"^- \*\*(R\d+)\*\* .+。$", PLAN, flags=re.MULTILINE) == IDS


def test_a_reader_is_told_the_section_of_the_plan() -> None:
    for row in CLAUSES:
        derived = row["section"].startswith("推出")
        assert sections_of(row["clause"]) == (() if derived else (row["section"],)), row["clause"]
    assert sections_of("R37 R76 A15") == ("四.3④",)
    assert sections_of("R41 R42") == ("四.3⑤",)
    assert sections_of("A14") == ()


def test_the_map_has_every_clause_once_in_order() -> None:
    assert [row["clause"] for row in CLAUSES] == IDS


@pytest.mark.parametrize("row", CLAUSES, ids=IDS)
def test_a_clause_is_computed_somewhere_or_says_why_not(row: dict[str, str]) -> None:
    assert all(row.values()), "no cell is empty"
    homes = row["where"].split()
    if row["computed"] == "是":
        assert not {"-", "later"} & set(homes)
    else:
        assert re.fullmatch("否：.+", row["computed"])
    for home in homes:
        assert exists(home), f"{row['clause']}: {home} names nothing"


def exists(home: str) -> bool:
    kind, _, name = home.partition(":")
    if kind == "verb":
        return name in PERMISSIONS
    if kind == "setting":
        return name in SETTINGS
    if home.startswith("rules/"):
        return (ROOT / "fenming" / home).is_file()
    return home in ("standard", "later", "-")


@pytest.mark.parametrize("row", CLAUSES, ids=IDS)
def test_a_clause_that_is_carried_out_names_its_page_and_its_tests(row: dict[str, str]) -> None:
    pages = [page for page in row["pages"].split() if page != "-"]
    assert set(pages) <= {pattern.name for pattern in urlpatterns}
    tests = [test for test in map(proof_of, row["where"].split()) if test]
    assert [test for test in tests if not (ROOT / test).is_file()] == []
    if row["computed"] == "是":
        assert pages, "who would see it?"
        assert tests, "what would notice that it broke?"


def test_the_page_of_the_clauses_is_the_table() -> None:
    text = (ROOT / "regulations/clauses.tsv").read_text(encoding="utf-8")
    written = (ROOT / "docs/clauses.md").read_text(encoding="utf-8")
    assert written == clauses_markdown(text), "fenming/rules/clauses.py says how to write it anew"


def test_tables_and_standard_cite_only_clauses_that_exist() -> None:
    cited = " ".join(
        [permission.clause for permission in PERMISSIONS.values()]
        + [step.clause for subject in SUBJECTS for step in steps_of(subject)]
        + [(ROOT / "regulations/standards/default.toml").read_text(encoding="utf-8")]
    )
    found = set(re.findall(r"\bR\d+\b", cited))
    assert found
    assert found <= set(IDS)
