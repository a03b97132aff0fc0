"""The demo branch: loaded by the command, driven on to the year's settlement, settled again from its own files."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from fenming.actions.settle import settle
from fenming.jobs.cli import main
from fenming.jobs.demo_life import YEAR, Stage, assess_month, at, hold_meeting, live_month, post_quarter
from fenming.jobs.demo_people import PARTS
from fenming.jobs.demo_stage import live_quarter
from fenming.queries.chain import first_broken_entry, first_broken_event
from fenming.queries.demo_reading import periods_of, roster_ids
from fenming.queries.settlement_export import ledger_csv, results_csv, roster_csv
from fenming.records.models import (
    LedgerEntry,
    Matter,
    Meeting,
    Organisation,
    PostingEvent,
    Settlement,
    SettlementLine,
    Year,
)
from tests.telling import sign_and_announce

ROOT = Path(__file__).resolve().parents[2]


def run_fenming(folder: Path, *words: str, demo: bool = True) -> subprocess.CompletedProcess[str]:
    """`fenming …` as the operator runs it, on a database file of this test's own."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("FENMING_")}
    own |= {
        "FENMING_VAR": str(folder),
        "FENMING_DEMO": str(int(demo)),
        "FENMING_DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
    }
    command = [str(Path(sys.executable).parent / "fenming"), *words]
    return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=180)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's database file as `./run` makes it."""
    folder = tmp_path_factory.mktemp("demo")
    for command in ("migrate", "demo"):
        done = run_fenming(folder, command)
        assert done.returncode == 0, done.stderr
    return folder / "demo.sqlite3"


@pytest.fixture
def opened(
    loaded: Path, django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> Iterator[Organisation]:
    """A copy of it that may be written to; the branch."""
    settings = connections["default"].settings_dict
    before = settings["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        settings["NAME"] = str(shutil.copy(loaded, tmp_path / "demo.sqlite3"))
        try:
            yield Organisation.objects.get(kind="branch")
        finally:
            connection.close()
            settings["NAME"] = before


def stage_of(branch: Organisation) -> Stage:
    """The stage to go on from where the demo stopped, with a chance of its own."""
    roster = roster_ids(branch_id=branch.pk)
    return Stage(
        branch_id=branch.pk,
        members=[membership for membership, _ in roster],
        persons=[person for _, person in roster],
        periods=periods_of(branch_id=branch.pk, year=YEAR),
        chance=random.Random(7),
        keys=100_000,
    )


def live_on_to_settlement(stage: Stage) -> int:
    """From 9 September to the announcement in February; the settlement's id."""
    assess_month(stage, 8, date(2026, 9, 14))
    live_month(stage, 9)
    assess_month(stage, 9, date(2026, 10, 12))
    hold_meeting(stage, 3, date(2026, 10, 15))
    post_quarter(stage, 3, date(2026, 10, 16), locked_by=date(2026, 11, 20))
    live_quarter(stage, 4, assessed=(date(2026, 11, 11), date(2026, 12, 11), date(2027, 1, 11)))
    hold_meeting(stage, 4, date(2027, 1, 14))
    post_quarter(stage, 4, date(2027, 1, 15), locked_by=date(2027, 2, 20))
    year = Year.objects.get(branch_id=stage.branch_id, number=YEAR)
    now = at(date(2027, 2, 22))
    settlement_id = settle(actor_id=stage.holder("linmanqing"), year_id=year.pk, key=stage.key(), now=now)
    sign_and_announce(actor_id=stage.holder("linmanqing"), settlement_id=settlement_id, now=now)
    return settlement_id


def test_the_demo_has_lived_through_two_quarters_and_stands_in_the_third(opened: Organisation) -> None:
    assert len(PARTS) >= 16
    assert list(Meeting.objects.order_by("pk").values_list("quarter__number", "state")) == [
        (1, "closed"),
        (2, "closed"),
    ]
    assert PostingEvent.objects.filter(kind="locked").count() == 2
    assert LedgerEntry.objects.count() > 100
    waiting = Matter.objects.filter(state="declared")
    assert waiting.filter(claimed_centi__lt=0, reply_by=date(2026, 9, 11)).count() == 1
    assert waiting.exists()
    assert first_broken_entry(branch_id=opened.pk) is None
    assert first_broken_event(branch_id=opened.pk) is None


def test_files_of_the_settled_year_give_the_same_results_byte_for_byte(
    opened: Organisation, tmp_path: Path
) -> None:
    settlement = Settlement.objects.get(pk=live_on_to_settlement(stage_of(opened)))
    assert SettlementLine.objects.filter(settlement=settlement).count() == len(PARTS)
    totals = set(SettlementLine.objects.values_list("total_centi", flat=True))
    assert len(totals) > 5, "a year in which everyone has the same total proves nothing"
    (tmp_path / "roster.csv").write_bytes(roster_csv(settlement.year))
    (tmp_path / "ledger.csv").write_bytes(ledger_csv(settlement.year))
    out = tmp_path / "out"
    files = ["--roster", str(tmp_path / "roster.csv"), "--ledger", str(tmp_path / "ledger.csv")]
    code = main(["settle", "--year", str(YEAR), "--standard", "default", *files, "--out", str(out)])
    assert code == 0
    assert (out / "results.csv").read_bytes() == results_csv(settlement)


def test_the_same_script_gives_the_same_ledger(loaded: Path, tmp_path: Path, opened: Organisation) -> None:
    for command in ("migrate", "demo"):
        assert run_fenming(tmp_path, command).returncode == 0
    fields = ("seq", "membership_id", "item", "day", "points_centi")
    first = list(LedgerEntry.objects.order_by("seq").values_list(*fields))
    connection.close()
    connections["default"].settings_dict["NAME"] = str(tmp_path / "demo.sqlite3")
    assert list(LedgerEntry.objects.order_by("seq").values_list(*fields)) == first


def test_outside_demo_mode_the_demo_is_refused(tmp_path: Path) -> None:
    assert run_fenming(tmp_path, "migrate", demo=False).returncode == 0
    done = run_fenming(tmp_path, "demo", demo=False)
    assert done.returncode == 2
    assert "只能装进演示系统" in done.stderr


@pytest.mark.parametrize(
    "module", ["fenming.queries.demo_day", "fenming.actions.advance_demo_day", "fenming.pages.demo"]
)
def test_outside_demo_mode_the_code_of_the_demo_day_does_not_load(tmp_path: Path, module: str) -> None:
    own = {key: value for key, value in os.environ.items() if not key.startswith("FENMING_")}
    own |= {
        "FENMING_VAR": str(tmp_path),
        "FENMING_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "fenming.site.settings",
    }
    code = f"import django; django.setup(); import {module}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=own, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert "演示日期只在演示系统里有" in done.stderr


def test_the_secret_of_the_demo_is_refused_outside_demo_mode(tmp_path: Path) -> None:
    own = {key: value for key, value in os.environ.items() if not key.startswith("FENMING_")}
    own |= {
        "FENMING_VAR": str(tmp_path),
        "FENMING_SECRET_KEY": "fenming-demo-secret-never-for-real-use",
    }
    code = "import fenming.site.settings"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=own, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert "FENMING_SECRET_KEY" in done.stderr
