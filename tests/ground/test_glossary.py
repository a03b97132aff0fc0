"""docs/glossary.tsv and the code say the same words: each has what the other names."""

from __future__ import annotations

import ast
import csv
import pkgutil
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from fenming.records.models import LedgerEntry, Matter, Meeting, PostingEvent, SettlementEvent
from fenming.rules.authority import PERMISSIONS, ROLE_NAMES, Role
from fenming.rules.terms import BUCKET_NAMES
from fenming.rules.workflow import NEW, STATE_NAMES, VERB_NAMES

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = sorted(path for path in (ROOT / "fenming/actions").glob("[a-z]*.py"))
with (ROOT / "docs/glossary.tsv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
BY_CODE = {row["code"]: row for row in ROWS}
KINDS = ("noun", "verb", "state", "entry", "role", "office")


def word(code: str) -> str:
    """What the glossary calls a thing, or "" when it has no row for it."""
    return BY_CODE[code]["中文"] if code in BY_CODE else ""


def term_of(path: Path) -> str:
    """The Chinese word an action file begins with: what stands before the first colon of its docstring."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition(":")[0]


def names_of(verb: str) -> set[str]:
    """What the tables of steps and permissions call a verb."""
    names = {VERB_NAMES[verb]} if verb in VERB_NAMES else set()
    return names | ({PERMISSIONS[verb].name} if verb in PERMISSIONS else set())


def thing(code: str) -> Any:
    """What `rules.terms.Bucket.BASE` names; raises ImportError or AttributeError when there is no such thing."""
    return pkgutil.resolve_name(f"fenming.{code}")


def exists(row: Mapping[str, str]) -> bool:
    code, kind = row["code"], row["kind"]
    owner, _, name = code.rpartition(".")
    if kind == "verb":
        return code in VERB_NAMES or code in PERMISSIONS or code in {path.stem for path in ACTIONS}
    if kind == "state":
        return name in STATE_NAMES.get(owner, {})
    if kind == "entry":
        return owner == "ledger" and name in LedgerEntry.Kind.values
    if kind in ("role", "office"):
        return owner == "role" and name in {role.value for role in Role}
    try:
        return thing(code) is not None
    except (ImportError, AttributeError):
        return False


def test_every_row_is_whole_and_written_once() -> None:
    assert list(ROWS[0]) == ["中文", "code", "kind", "clause", "meaning", "not_to_confuse"]
    for row in ROWS:
        assert None not in row.values(), row
        assert all((row["中文"], row["code"], row["meaning"])), row
        assert row["kind"] in KINDS, row
        assert re.fullmatch(r"-|[RA]\d+(?: [RA]\d+)*", row["clause"]), row
    assert len(BY_CODE) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row["code"] for row in ROWS])
def test_a_row_names_something_that_exists(row: dict[str, str]) -> None:
    assert exists(row)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("verb", "award_medal"),
        ("state", "matter.lost"),
        ("state", "nothing.draft"),
        ("entry", "ledger.gift"),
        ("office", "role.chairman"),
        ("noun", "records.models.Medal"),
        ("noun", "rules.medals.Medal"),
    ],
)
def test_a_row_that_names_nothing_is_seen(kind: str, code: str) -> None:
    assert not exists({"kind": kind, "code": code})


def test_clauses_named_are_clauses_of_the_plan() -> None:
    plan = (ROOT / "regulations/text/plan.md").read_text("utf-8")
    for clause in sorted({clause for row in ROWS for clause in row["clause"].split() if clause[0] == "R"}):
        assert f"**{clause}**" in plan


def test_one_word_with_two_meanings_says_so_each_time() -> None:
    words = [row["中文"] for row in ROWS]
    silent = [row["code"] for row in ROWS if words.count(row["中文"]) > 1 and not row["not_to_confuse"]]
    assert silent == []


def test_every_table_is_called_what_the_glossary_calls_it() -> None:
    models = {
        model.__name__: str(model._meta.verbose_name) for model in apps.get_app_config("records").get_models()
    }
    assert models
    assert {name: word(f"records.models.{name}") for name in models} == models


def test_every_state_has_its_row() -> None:
    states = {
        f"{subject}.{state}": name
        for subject, names in STATE_NAMES.items()
        for state, name in names.items()
        if state != NEW
    }
    assert {code: word(code) for code in states} == states


@pytest.mark.parametrize(
    ("subject", "stored"),
    [
        ("matter", Matter.State),
        ("meeting", Meeting.State),
        ("quarter", PostingEvent.Kind),
        ("year", SettlementEvent.Kind),
    ],
)
def test_a_stored_state_has_the_name_the_steps_give_it(subject: str, stored: Any) -> None:
    # a term made longer is an event that leaves the quarter where it is
    names = {value: label for value, label in stored.choices if value != PostingEvent.Kind.EXTENDED}
    assert {value: STATE_NAMES[subject].get(value) for value in names} == names


def test_every_kind_of_entry_has_its_row() -> None:
    kinds = {f"ledger.{value}": label for value, label in LedgerEntry.Kind.choices}
    assert {code: word(code) for code in kinds} == kinds


def test_every_office_has_its_row_and_membership_is_a_role() -> None:
    roles = {f"role.{role}": name for role, name in ROLE_NAMES.items()}
    assert {code: word(code) for code in roles} == roles
    kinds = {code: BY_CODE[code]["kind"] for code in roles}
    assert [code for code, kind in kinds.items() if kind == "role"] == ["role.member"]


def test_every_bucket_has_its_row() -> None:
    buckets = {f"rules.terms.Bucket.{bucket.name}": name for bucket, name in BUCKET_NAMES.items()}
    assert {code: word(code) for code in buckets} == buckets


@pytest.mark.parametrize("verb", sorted(VERB_NAMES))
def test_a_verb_of_the_steps_is_called_what_the_glossary_calls_it(verb: str) -> None:
    assert word(verb)
    assert any(word(verb) in name for name in names_of(verb)), names_of(verb)


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: path.stem)
def test_an_action_is_one_verb_one_file_one_test_one_word(path: Path) -> None:
    verb = path.stem
    assert term_of(path) == word(verb)
    assert not names_of(verb) or any(word(verb) in name for name in names_of(verb))
    tree = ast.parse(path.read_text("utf-8"))
    public = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]
    # the demo's day is also set, once, when the demo is laid out
    assert public == ([verb] if verb != "advance_demo_day" else ["set_demo_day", verb])
    assert (ROOT / "tests/actions" / f"test_{verb}.py").is_file(), f"tests/actions/test_{verb}.py is missing"


def test_a_permission_to_act_has_its_row() -> None:
    assert [verb for verb in PERMISSIONS if not verb.startswith("see_") and not word(verb)] == []
