"""制作成批打印的登记表: each form once, as it is printed alone; faults are told, the rest is made, a killed worker is followed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fenming.actions._people import NewMember
from fenming.actions.enrol_members import enrol_members
from fenming.actions.make_forms import make_forms
from fenming.prints.register_form import register_form_pdf
from fenming.queries.register_form import register_form, register_forms_of
from fenming.records.models import AuditEvent, FormBatch, FormSheet, Organisation, Person
from fenming.rules.terms import Status
from tests.actions._objections import wall
from tests.actions.forms_scene import NOW, TODAY, files, made, ordered, page_of
from tests.cast import cast, key
from tests.prints.looking import read

__all__ = ["files"]
database = pytest.mark.database
ROOT = Path(__file__).parents[2]
NEW = [NewMember(f"何苗{number}", "T", Status.FORMAL, date(2026, 1, 5)) for number in range(60)]


@pytest.mark.django_db
@database
def test_every_form_is_the_one_that_is_printed_alone(files: Path) -> None:
    people = wall().people
    packed, bound = ordered(people), ordered(people, ending="pdf")
    assert page_of(people, packed).word == "等待制作"
    count = FormSheet.objects.filter(batch_id=packed).count()
    assert make_forms(now=NOW) == 2 * count
    assert page_of(people, packed).word == "已做好"
    single = register_form(
        actor_id=people.xu, membership_id=people.m_zhou, year_number=2026, quarter_number=1, today=TODAY
    )
    with ZipFile(made(people, packed)) as archive:
        names = archive.namelist()
        zhou = archive.read("党员积分登记表_周予安_2026年第一季度.pdf")
    assert len(names) == count
    assert zhou == register_form_pdf(single)
    pages = read(made(people, bound).read_bytes())
    assert len(pages) >= count
    assert sum("姓名：" in page for page in pages) == count, (
        "in roster order, each begins on a page of its own"
    )
    assert pages[0].index("姓名：林曼青") > 0
    event = AuditEvent.objects.get(verb="order_forms", subject_id=packed)
    assert f'"forms":{count}' in event.detail
    assert not list(files.glob("*/parts"))


@pytest.mark.django_db
def test_a_whole_branch_is_read_with_the_queries_of_two() -> None:
    people = wall().people
    branch = Organisation.objects.get(pk=people.branch_id)
    asked = []
    for members in (
        [people.m_zhou, people.m_he],
        [people.m_zhou, people.m_he, people.m_lin, people.m_xu, people.m_han],
    ):
        with CaptureQueriesContext(connection) as queries:
            forms = list(
                register_forms_of(
                    branch=branch, year_number=2026, quarter_number=1, membership_ids=members, today=TODAY
                )
            )
        assert len(forms) == len(members)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 8


@pytest.mark.django_db
def test_the_same_order_gives_the_same_bytes(files: Path) -> None:
    people = wall().people
    digests = []
    for ending in ("zip", "pdf", "zip", "pdf"):
        batch = ordered(people, ending=ending)
        make_forms(now=NOW)
        row = FormBatch.objects.get(pk=batch)
        assert row.digest == hashlib.sha256(made(people, batch).read_bytes()).hexdigest()
        digests.append(row.digest)
        time.sleep(1 if ending == "pdf" else 0)  # the library would write the second into it
    assert digests[:2] == digests[2:]


@pytest.mark.django_db
def test_a_name_that_cannot_be_printed_is_told_and_the_rest_is_made(files: Path) -> None:
    people = wall().people
    Person.objects.filter(pk=people.zhou).update(name="周\U00030edd安")
    batch = ordered(people)
    make_forms(now=NOW)
    told = page_of(people, batch)
    assert told.faults == (("周\U00030edd安", "姓名里有打印字库没有的字，请手写填表"),)
    assert told.done == told.total
    with ZipFile(made(people, batch)) as archive:
        assert len(archive.namelist()) == told.total - 1


@pytest.mark.django_db
def test_what_another_process_has_in_hand_is_left_alone(files: Path) -> None:
    people = wall().people
    folder = files / FormBatch.objects.get(pk=ordered(people)).stored_as
    folder.mkdir(parents=True)
    with (folder / "lock").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert make_forms(now=NOW) == 0
    assert make_forms(now=NOW) > 0


def worker(folder: Path) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "FENMING_VAR": str(folder),
        "FENMING_DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
    }
    command = [sys.executable, "-m", "fenming.jobs.cli", "worker", "--once"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def counted(ended: subprocess.Popen[str]) -> int:
    out, _ = ended.communicate(timeout=120)
    assert ended.returncode == 0
    return int(out.split()[1]) if out else 0


def test_who_comes_after_a_killed_worker_goes_on_and_two_do_nothing_twice(
    committed: None, tmp_path: Path
) -> None:
    people = cast(accounts=False)
    enrol_members(
        actor_id=people.lin,
        branch_id=people.branch_id,
        members=NEW,
        resolution="支部党员大会",
        key=key(),
        now=NOW,
    )
    total = FormSheet.objects.filter(batch_id=ordered(people, ending="pdf")).count()
    killed, parts = worker(tmp_path), tmp_path / "forms" / FormBatch.objects.get().stored_as / "parts"
    while len(list(parts.glob("*.pdf"))) < 5:
        assert killed.poll() is None
        time.sleep(0.005)
    killed.kill()
    killed.communicate()
    there = {one.name: one.stat().st_mtime_ns for one in parts.glob("*.pdf")}
    assert 5 <= len(there) < total
    assert FormBatch.objects.get().done_at is None
    after = [worker(tmp_path), worker(tmp_path)]
    assert sum(map(counted, after)) == total - len(there)
    batch = FormBatch.objects.get()
    assert (batch.done_at is not None, batch.sheets.filter(done_at__isnull=True).count()) == (True, 0)
    whole = tmp_path / "forms" / batch.stored_as / "forms.pdf"
    assert sum("姓名：" in page for page in read(whole.read_bytes())) == total
