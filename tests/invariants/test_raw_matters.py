"""Raw SQL against reports and evidence: a report names nobody but in one place, and a file's row stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from fenming.actions.attach_evidence import attach_evidence
from fenming.actions.remove_evidence import remove_evidence
from fenming.actions.see_reporter import see_reporter
from tests.actions._files import PDF
from tests.actions._matters import declared
from tests.actions._reports import reported
from tests.cast import Cast, at, cast, key
from tests.invariants.test_raw_sql import refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 3, 2)
REPORT = "WHERE origin = 'reported'"


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """周予安's declaration with a file, and 何苗's report about her, which 韩若水 looked behind."""
    monkeypatch.setattr(settings, "EVIDENCE_DIR", tmp_path)
    found = cast()
    matter_id = declared(found)
    attach_evidence(
        actor_id=found.zhou, matter_id=matter_id, name="记录.pdf", content=PDF, key=key(), now=NOW
    )
    see_reporter(actor_id=found.han, matter_id=reported(found), key=key(), now=NOW)
    return found


def test_a_report_is_declared_by_nobody_and_everything_else_by_somebody(people: Cast) -> None:
    rule = "matter_reporter_is_not_named"
    refused(f"UPDATE records_matter SET declared_by_id = {people.he} {REPORT}", rule)
    refused("UPDATE records_matter SET declared_by_id = NULL WHERE origin = 'declared'", rule)
    refused(f"UPDATE records_matter SET origin = 'declared' {REPORT}", rule)


@pytest.mark.parametrize("column", ["shown_on", "reply_by"])
def test_a_report_is_always_shown_with_a_term(people: Cast, column: str) -> None:
    refused(f"UPDATE records_matter SET {column} = NULL {REPORT}", "shown")


def test_who_reported_is_written_once_and_for_reports_only(people: Cast) -> None:
    copy = "INSERT INTO records_reporter (branch_id, person_id, matter_id) SELECT branch_id"
    refused(f"{copy}, {people.han}, matter_id FROM records_reporter", "unique")
    refused(
        f"{copy}, {people.han}, id FROM records_matter WHERE origin = 'declared'", "not a reported matter"
    )
    refused(f"UPDATE records_reporter SET person_id = {people.han}", "append-only")
    refused("DELETE FROM records_reporter", "nothing is deleted")


def test_a_look_is_never_unmade(people: Cast) -> None:
    refused("UPDATE records_accessevent SET subject_id = subject_id + 1", "append-only")
    refused("DELETE FROM records_accessevent", "nothing is deleted")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("digest = 'x'", "evidence is only removed"),
        ("stored_as = 'another'", "evidence is only removed"),
        ("by_id = (SELECT MIN(id) FROM records_person)", "evidence is only removed"),
        ("size = size + 1", "evidence is only removed"),
        (f"matter_id = (SELECT id FROM records_matter {REPORT})", "evidence is only removed"),
    ],
)
def test_a_file_stays_what_was_handed_in(people: Cast, change: str, words: str) -> None:
    refused(f"UPDATE records_evidence SET {change}", words)


def test_a_removed_file_stays_removed(people: Cast) -> None:
    matter_id = declared(people, said="指导毕业论文一篇。")
    for content in (PDF, PDF + b"%"):
        attach_evidence(
            actor_id=people.zhou, matter_id=matter_id, name="论文.pdf", content=content, key=key(), now=NOW
        )
    remove_evidence(actor_id=people.zhou, matter_id=matter_id, number=2, key=key(), now=NOW)
    refused(
        "UPDATE records_evidence SET removed_at = NULL WHERE removed_at IS NOT NULL",
        "evidence is only removed",
    )
    refused("DELETE FROM records_evidence", "nothing is deleted")
