"""Whoever gets hold of the database file itself: one changed byte in a frozen row is found, and the row is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.db.models import Field, Model

from fenming.jobs.cli import main
from fenming.queries.verification import CHECKS, verify
from fenming.records import triggers
from fenming.records.models import (
    Evidence,
    FormTemplate,
    LedgerEntry,
    PersonalText,
    Posting,
    PostingLine,
    Received,
    ReceivedEvent,
    Settlement,
    SettlementLine,
    Year,
)
from tests.actions._year import filed, graded, members_meeting
from tests.actions.roster_scene import out, sent
from tests.cast import at
from tests.conftest import on_a_copy
from tests.walk import Walked, walk_quarter, walk_year

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BRANCH = "青岚大学人文学院教工第二党支部，"
MODELS = {model._meta.db_table: model for model in apps.get_app_config("records").get_models()}
# Files (evidence, templates) and what a committee received have their own tests.
APART = (Evidence, FormTemplate, Received, ReceivedEvent)
GUARDED = [model for check in CHECKS for model in check.tables if model not in APART]
# What is not held against a row: an id nobody points to, whose a sentence is and when it was erased (its digest is
# chained, where it is used), and of a standard whatever stands in the trail beside its digest.
FREE = {"id", "personaltext.branch", "personaltext.erased_at"}
FREE |= {
    f"standardversion.{name}"
    for name in ("number", "in_force_from", "resolution", "adopted_by", "adopted_at", "branch")
}


@pytest.fixture(scope="module")
def walked(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walked]:
    """One committed year for all attacks: each byte is put back afterwards."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("verified")):
        quarter = walk_quarter()
        walk_year(quarter, Year.objects.get(branch_id=quarter.people.branch_id).pk)
        out(quarter.people, day=date(2027, 2, 25), now=at(2027, 2, 25))
        sent(quarter.people, "he", day=date(2027, 2, 25), now=at(2027, 2, 25))
        graded(quarter.people, members_meeting(quarter.people))
        filed(quarter.people)
        yield quarter


def sentences() -> list[str]:
    return [fault.sentence for fault in verify(step=lambda _done, _of: None).faults]


@contextmanager
def unguarded(table: str) -> Iterator[None]:
    """A table as one who holds the file has it: no trigger, no constraint stands in the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("PRAGMA ignore_check_constraints=ON")
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, sql in guards:
            cursor.execute(sql)
        cursor.execute("PRAGMA ignore_check_constraints=OFF")


def put(model: type[Model], pk: int, column: str, value: Any) -> None:
    """Raises IntegrityError or DataError, with the guards standing again, for what the database takes from nobody."""
    table, refused = model._meta.db_table, None
    with unguarded(table), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', [value, pk])
        except DatabaseError as error:
            refused = error
    if refused is not None:
        raise refused


@contextmanager
def changed(row: Model, field: Field[Any, Any], value: object) -> Iterator[None]:
    """One column of one row as an attacker would leave it, and as it was again afterwards."""
    was = field.get_db_prep_save(getattr(row, field.attname), connection)
    put(type(row), row.pk, field.column or "", field.get_db_prep_save(value, connection))
    try:
        yield
    finally:
        put(type(row), row.pk, field.column or "", was)


def others(value: Any) -> tuple[Any, ...]:
    """Values as near to the given one as can be; the second where the first is somebody else's."""
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1, value + 1000)
    if isinstance(value, datetime):
        return (value + timedelta(microseconds=1),)
    if isinstance(value, date):
        return (value + timedelta(days=1),)
    if value is None:
        return (1,)
    return (value[:-1] + ("7" if value[-1] != "7" else "8"),) if value else ("7",)


def columns() -> list[tuple[type[Model], str]]:
    fields = [(model, field.name) for model in GUARDED for field in model._meta.concrete_fields]
    return [
        (model, name)
        for model, name in fields
        if name not in FREE and f"{model._meta.model_name}.{name}" not in FREE
    ]


def test_a_year_lived_through_is_sound(walked: Walked, capsys: pytest.CaptureFixture[str]) -> None:
    assert sentences() == []
    assert main(["verify"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("核验通过：")
    assert f"台账 {LedgerEntry.objects.count()} 行" in said


@pytest.mark.parametrize(
    ("model", "name"), columns(), ids=lambda one: one if isinstance(one, str) else one.__name__
)
def test_one_changed_column_is_found_and_its_table_named(
    walked: Walked, model: type[Model], name: str
) -> None:
    row = model._base_manager.filter(branch_id=walked.people.branch_id).order_by("pk")[0]
    field = model._meta.get_field(name)
    assert isinstance(field, Field)
    found = after_change(row, field, others(getattr(row, field.attname)))
    names = {str(model._meta.verbose_name), *neighbours(model)}
    assert any(any(word in sentence for word in names) for sentence in found), found


def after_change(row: Model, field: Field[Any, Any], values: tuple[Any, ...]) -> list[str]:
    """What verification says while the column holds the first of the values the database takes at all."""
    for value in values:
        try:
            with changed(row, field, value):
                return sentences()
        except IntegrityError:
            continue
    # PostgreSQL holds its unique and check constraints even against its superuser
    assert connection.vendor == "postgresql", field
    return [str(row._meta.verbose_name)]


def neighbours(model: type[Model]) -> set[str]:
    """A line moved away or renumbered is missed in what it belongs to."""
    return {"公示"} if model is PostingLine else {"年度结算"} if model is SettlementLine else set()


def test_the_row_is_named_as_people_find_it(walked: Walked) -> None:
    branch_id = walked.people.branch_id
    entry = LedgerEntry.objects.get(branch_id=branch_id, seq=2)
    with changed(entry, LedgerEntry._meta.get_field("points_centi"), entry.points_centi + 100):
        first, *_ = sentences()
    assert first == f"{BRANCH}台账第2笔：与写入时不一样，或者前后连不上。"
    line = PostingLine.objects.filter(posting_id=walked.posting_id).select_related("membership")[3]
    code = Posting.objects.get(pk=walked.posting_id).code
    with changed(line, PostingLine._meta.get_field("duty_centi"), line.duty_centi + 1):
        assert sentences() == [
            f"{BRANCH}公示行 {code} 名册第{line.membership.roster_no}号：与台账第2笔为止算出的分不一样。"
        ]


def test_a_settlement_rewritten_with_its_digest_is_still_found(walked: Walked) -> None:
    """Whoever changes the content and computes the digest anew has not changed the trail."""
    settlement = Settlement.objects.get(branch_id=walked.people.branch_id)
    forged = settlement.statements.replace('"veto":false', '"veto":true', 1)
    fields = {field.name: field for field in Settlement._meta.concrete_fields}
    digest = sha256(forged.encode()).hexdigest()
    with (
        changed(settlement, fields["statements"], forged),
        changed(settlement, fields["digest"], digest),
    ):
        found = sentences()
    assert any("操作留痕里没有这一份" in one for one in found)
    assert any("与按台账重算的不一样" in one for one in found)
    assert sentences() == []


def test_a_row_that_cannot_be_read_any_more_is_named_too(walked: Walked) -> None:
    entry = LedgerEntry.objects.get(branch_id=walked.people.branch_id, seq=1)
    if connection.vendor == "postgresql":  # keeps a column's kind whoever writes
        with pytest.raises(DataError):
            put(LedgerEntry, entry.pk, "day", "2026-13-01")
        return
    put(LedgerEntry, entry.pk, "day", "2026-13-01")
    try:
        assert any(one.startswith(f"{BRANCH}台账第1笔：") for one in sentences())
    finally:
        put(LedgerEntry, entry.pk, "day", entry.day.isoformat())
    with unguarded("records_ledgerentry"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_ledgerentry SET item = CAST(x'44ff32' AS TEXT) WHERE id = %s", [entry.pk]
        )
    try:
        assert any(one.startswith(f"{BRANCH}台账第1笔：") for one in sentences())
    finally:
        put(LedgerEntry, entry.pk, "item", entry.item)
    assert sentences() == []


def test_a_trigger_that_is_gone_and_a_row_pointing_nowhere_are_found(
    walked: Walked, capsys: pytest.CaptureFixture[str]
) -> None:
    with connection.cursor() as cursor:
        on = " ON records_ledgerentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER fm_ledgerentry_append_only{on}")
    try:
        assert main(["verify"]) == 1
        said = capsys.readouterr().err
        assert said.splitlines()[0].startswith("触发器ledgerentry_append_only：数据库里没有了")
        assert "核验没有通过" in said
    finally:
        triggers.install(connection)
    assert sentences() == []


def test_a_file_that_is_gone_or_not_as_it_was_handed_in_is_found(
    walked: Walked, tmp_path: Path, settings: Any
) -> None:
    settings.EVIDENCE_DIR = tmp_path
    (tmp_path / "f1").write_bytes(b"a certificate")
    text = PersonalText.objects.filter(branch_id=walked.people.branch_id)[0]
    evidence = Evidence.objects.create(
        branch_id=walked.people.branch_id,
        matter_id=walked.plus_id,
        number=1,
        name=text,
        stored_as="f1",
        content_type="application/pdf",
        size=13,
        digest=sha256(b"a certificate").hexdigest(),
        by_id=walked.people.zhou,
        at=at(2026, 2, 2),
    )
    assert sentences() == []
    where = f"{BRANCH}佐证材料（内部编号 {evidence.pk}）："
    (tmp_path / "f1").write_bytes(b"a certificata")
    assert sentences() == [f"{where}文件与交来时不一样。"]
    (tmp_path / "f1").unlink()
    assert sentences() == [f"{where}文件不在存放的地方了。"]
    Evidence.objects.filter(pk=evidence.pk).update(removed_at=at(2026, 2, 3))
    assert sentences() == []
