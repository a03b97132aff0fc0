"""The demo: loaded by the command, with everything it tells of, driven on to the year's filing, settled from its own files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from fenming.actions.withdraw_objection import withdraw_objection
from fenming.jobs.cli import main
from fenming.jobs.demo_diary import at, live
from fenming.jobs.demo_meetings import year_end
from fenming.jobs.demo_people import FOUNDED, MAIN, SMALL, further_people
from fenming.jobs.demo_stage import demo_again
from fenming.jobs.demo_year import TODAY, YEAR, Demo, diary
from fenming.queries.chain import first_broken_entry, first_broken_event
from fenming.queries.settlement_export import ledger_csv, results_csv, roster_csv
from fenming.queries.superior import superior_desk
from fenming.records.models import (
    Absence,
    Account,
    Arrival,
    Correction,
    Departure,
    Enquiry,
    Evidence,
    Filing,
    FilingEvent,
    Finding,
    LedgerEntry,
    Matter,
    Meeting,
    Membership,
    Month,
    Objection,
    Organisation,
    PostingEvent,
    ProbationEvent,
    Reporter,
    RollCall,
    Settlement,
    SettlementLine,
    Standing,
    Veto,
)

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
    return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=900)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file `fenming migrate` makes, with nothing in it: each demo is loaded into a copy."""
    folder = tmp_path_factory.mktemp("migrated")
    done = run_fenming(folder, "migrate")
    assert done.returncode == 0, done.stderr
    return folder / "demo.sqlite3"


def load(migrated: Path, folder: Path, *words: str) -> Path:
    """The database file of a demo made by the command."""
    file = shutil.copy(migrated, folder / "demo.sqlite3")
    done = run_fenming(folder, "demo", *words)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def loaded(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's database file as `./run` makes it."""
    return load(migrated, tmp_path_factory.mktemp("demo"))


@pytest.fixture
def opened(
    loaded: Path, django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> Iterator[Organisation]:
    """A copy of it that may be written to; the main branch."""
    settings = connections["default"].settings_dict
    before = settings["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        settings["NAME"] = str(shutil.copy(loaded, tmp_path / "demo.sqlite3"))
        try:
            yield Organisation.objects.get(name=MAIN.name)
        finally:
            connection.close()
            settings["NAME"] = before


def go_on(demo: Demo) -> None:
    """From the day the demo opens on to the filing after the April meeting of the main branch."""
    main_branch = demo.main[-1]
    main_branch.keys = demo.small[-1].keys = 100_000
    entries = [*diary(demo), *year_end(main_branch, demo.reviewer)]
    live(entries, after=at(TODAY, 8), until=at(date(2027, 3, 1)))


def test_the_main_branch_has_posted_three_quarters_and_october_is_open(opened: Organisation) -> None:
    current = Membership.objects.filter(branch=opened, until__isnull=True)
    assert current.count() == 24
    meetings = Meeting.objects.filter(branch=opened, state="closed")
    assert list(meetings.filter(kind="members").order_by("pk").values_list("quarter__number", flat=True)) == [
        1, 2, 3,
    ]  # fmt: skip
    assert meetings.filter(kind="committee").count() == 9
    assert PostingEvent.objects.filter(branch=opened, kind="locked").count() == 2
    assert PostingEvent.objects.filter(branch=opened, kind="ended").count() == 3
    october = Month.objects.get(branch=opened, number=10)
    assert october.assessed_at is None
    assert Matter.objects.filter(month=october, state="declared").count() >= 5
    assert 400 <= Matter.objects.filter(branch=opened).count() <= 600


def test_what_the_year_brought(opened: Organisation) -> None:
    here = {"branch": opened}
    assert Departure.objects.get(**here).statement
    assert Arrival.objects.filter(branch=opened).count() == 1
    assert Arrival.objects.get(branch__name=SMALL.name).departure is not None
    assert Standing.objects.filter(membership__person__name="陆怀瑾", status="formal", **here).count() == 1
    assert ProbationEvent.objects.filter(kind="started", **here).count() == 2
    assert Absence.objects.get(**here).kind == "exemption"
    assert Veto.objects.get(**here).state == "lifted"
    assert Finding.objects.get(objection__isnull=False, **here).report_back.meeting.quarter.number == 3
    assert Finding.objects.get(appeal__isnull=False, **here).outcome == "kept"
    assert list(Correction.objects.filter(**here).order_by("pk").values_list("state", flat=True)) == [
        "confirmed", "proposed",
    ]  # fmt: skip
    reported = Reporter.objects.get(**here).matter
    assert (reported.state, reported.replies.count()) == ("determined", 1)
    assert (
        Matter.objects.filter(said__text="指导三名师范生试讲，每人一课时，附听课记录。").get().state
        == "determined"
    )
    assert RollCall.objects.get(**here).marks.count() == 25
    assert Evidence.objects.filter(**here).count() == 2
    asked = Enquiry.objects.filter(**here).order_by("pk")
    assert [one.answer_id is None for one in asked] == [False, True]
    assert Matter.objects.filter(on_behalf=True, **here).count() > 50


def test_something_awaits_everyone(opened: Organisation) -> None:
    """Members to declare and one to answer, assessors to find, confirm and assess, the small branch to meet, the
    committee a branch that is late and an appeal to decide."""
    assert Matter.objects.filter(state="returned").get().membership.person.name == "何苗"
    heard = Matter.objects.get(branch=opened, state="declared", claimed_centi__lt=0)
    assert (heard.membership.person.name, heard.reply_by) == ("周予安", date(2026, 11, 4))
    assert (
        Objection.objects.filter(branch=opened, state="open").get().membership.person.name
        == "阿布都热合曼·吐尔逊江"
    )
    small = Organisation.objects.get(name=SMALL.name)
    september = Month.objects.get(branch=small, number=9, quarter__year__number=YEAR)
    assert september.assessed_at is None
    assert Matter.objects.filter(month=september, state="declared").exists()
    assert not Meeting.objects.filter(branch=small, quarter=september.quarter, kind="members").exists()
    gao = Account.objects.get(login="gaoyuan")
    desk = superior_desk(actor_id=gao.person_id, number=YEAR, today=TODAY)
    assert [(one.name, one.asked, one.decide_by) for one in desk.appeals] == [
        ("欧阳文博", True, date(2026, 11, 25))
    ]
    cells = {branch.name: [cell.state for cell in branch.periods[2].cells] for branch in desk.branches}
    assert "overdue" in cells[SMALL.name]
    assert "overdue" not in cells[MAIN.name]


def test_every_chain_of_the_demo_holds(opened: Organisation) -> None:
    for organisation in Organisation.objects.all():
        assert first_broken_entry(branch_id=organisation.pk) is None
        assert first_broken_event(branch_id=organisation.pk) is None


def test_files_of_the_settled_year_give_the_same_results_byte_for_byte(
    opened: Organisation, tmp_path: Path
) -> None:
    demo = demo_again()
    abudu = Objection.objects.get(branch=opened, state="open")
    withdraw_objection(
        actor_id=abudu.membership.person_id, objection_id=abudu.pk, key="back", now=at(TODAY, 9)
    )
    go_on(demo)
    settlement = Settlement.objects.get(branch=opened)
    assert SettlementLine.objects.filter(settlement=settlement).count() == len(MAIN.parts)
    totals = set(SettlementLine.objects.values_list("total_centi", flat=True))
    assert len(totals) > 5, "a year in which everyone has the same total proves nothing"
    (tmp_path / "roster.csv").write_bytes(roster_csv(settlement.year))
    (tmp_path / "ledger.csv").write_bytes(ledger_csv(settlement.year))
    out = tmp_path / "out"
    files = ["--roster", str(tmp_path / "roster.csv"), "--ledger", str(tmp_path / "ledger.csv")]
    code = main(["settle", "--year", str(YEAR), "--standard", "default", *files, "--out", str(out)])
    assert code == 0
    assert (out / "results.csv").read_bytes() == results_csv(settlement)


def test_the_same_script_gives_the_same_ledger(
    migrated: Path, loaded: Path, tmp_path: Path, opened: Organisation
) -> None:
    (tmp_path / "again").mkdir()
    again = load(migrated, tmp_path / "again")
    fields = ("branch_id", "seq", "membership_id", "item", "day", "points_centi")
    first = list(LedgerEntry.objects.order_by("branch_id", "seq").values_list(*fields))
    connection.close()
    connections["default"].settings_dict["NAME"] = str(again)
    assert list(LedgerEntry.objects.order_by("branch_id", "seq").values_list(*fields)) == first


def test_a_larger_demo_has_more_members_and_a_year_filed_before(
    migrated: Path, tmp_path: Path, django_db_setup: None, django_db_blocker: Any
) -> None:
    settings = connections["default"].settings_dict
    before = settings["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        settings["NAME"] = str(load(migrated, tmp_path, "--members", "26", "--years", "1"))
        try:
            rows = Membership.objects.filter(branch__name=MAIN.name, until__isnull=True)
            assert rows.count() == 26
            assert rows.filter(since__lt=FOUNDED).count() == 23
            assert Filing.objects.filter(settlement__year__number=YEAR - 1).count() == 2
            assert FilingEvent.objects.filter(kind="accepted").count() == 2
            assert {
                first_broken_entry(branch_id=pk) for pk in Organisation.objects.values_list("pk", flat=True)
            } == {None}
        finally:
            connection.close()
            settings["NAME"] = before


def test_further_people_are_told_apart() -> None:
    people = list(further_people(2000))
    assert len({part.name for part in people} | {part.name for part in MAIN.parts}) == 2000 + len(MAIN.parts)
    assert {part.post for part in people} == {"T", "A"}


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--members", "2001"), "人数请填 0 至 2000"), (("--years", "-1"), "年数请填 0 至 10")],
)
def test_figures_out_of_range_are_refused(
    migrated: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    shutil.copy(migrated, tmp_path)
    done = run_fenming(tmp_path, "demo", *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_outside_demo_mode_the_demo_is_refused(migrated: Path, tmp_path: Path) -> None:
    shutil.copy(migrated, tmp_path)
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
