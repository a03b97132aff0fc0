"""An archive filed between two separate systems: two databases, two processes, and the files that go between (R45, A34)."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from fenming.actions.enter_receipt import enter_receipt
from fenming.queries.settlement_steps import year_state
from fenming.queries.year_archive import year_archive
from fenming.records.models import Filing, Office
from fenming.rules.ledger import short_code
from tests.actions._walk import year
from tests.cast import at, cast, key
from tests.queries.year_scene import corrected

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
ENTERED = at(2027, 4, 6)


def ran(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A process of the committee's system, which knows its own database alone."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "fenming.site.settings",
        "FENMING_VAR": str(folder),
        "FENMING_DATABASE_URL": f"sqlite:///{folder / 'committee.sqlite3'}",
    }
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, text=True, capture_output=True, check=False
    )


def test_filed_here_worked_out_again_there_and_the_receipt_entered_here(tmp_path: Path) -> None:
    people = cast()
    pk = corrected(people)
    Office.objects.filter(person_id=people.gao).update(until=date(2027, 3, 28))
    filing = Filing.objects.get(pk=pk)
    found = year_archive(actor_id=people.lin, filing_id=pk, today=ENTERED.date())
    archive, receipt = tmp_path / found.name, tmp_path / "receipt.json"
    archive.write_bytes(found.content)
    code = short_code(filing.archive_digest)

    for words in (
        ("-m", "fenming.jobs.cli", "recompute", str(archive), "--code", code),
        ("-m", "fenming.jobs.cli", "migrate"),
        ("-m", "tests.journeys.committee_system", str(archive), code, str(receipt)),
        ("-m", "fenming.jobs.cli", "verify"),
    ):
        done = ran(tmp_path, *words)
        assert done.returncode == 0, (words, done.stdout, done.stderr)

    entered = enter_receipt(
        actor_id=people.lin, filing_id=pk, content=receipt.read_bytes(), key=key(), now=ENTERED
    )
    assert (entered.branch, entered.archive) == ("青岚大学人文学院教工第二党支部", filing.archive_digest)
    assert year_state(year=year(people)) == "accepted"
