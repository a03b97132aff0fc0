"""A backup restored into another database verifies, gives the same figures, and goes on as if nothing had been."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db import DatabaseError, connection

from fenming.actions.restore import restore
from fenming.jobs.cli import main
from fenming.queries import archive as archives
from fenming.queries.archive import Manifest, check_archive, models_in_order, write_archive
from fenming.queries.scores import statements_of
from fenming.queries.verification import verify
from fenming.records import triggers
from fenming.records.models import LedgerEntry, PersonalText, SettlementLine, Year
from fenming.rules.terms import Refused
from tests.cast import at, key
from tests.conftest import on_a_copy
from tests.walk import walk_quarter, walk_year

pytestmark = [pytest.mark.database]

EVIDENCE = {"ab/1f.jpg": b"\xff\xd8 a photograph", "ab/2e.pdf": b"%PDF a certificate"}


def silent(_done: int, _of: int) -> None:
    """Nobody watches."""


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as Python values."""
    return {
        model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in models_in_order()
    }


def figures() -> list[Any]:
    return [
        (year.number, membership.pk, statement)
        for year in Year.objects.order_by("pk")
        for membership, _, statement in statements_of(branch_id=year.branch_id, year=year)
    ]


@pytest.fixture(scope="module")
def kept(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Any], list[Any]]:
    """A year lived through, its backup, all its rows and everyone's statement."""
    folder = tmp_path_factory.mktemp("kept")
    evidence = folder / "evidence"
    for name, content in EVIDENCE.items():
        (evidence / name).parent.mkdir(parents=True, exist_ok=True)
        (evidence / name).write_bytes(content)
    with on_a_copy(django_db_blocker, folder):
        walked = walk_quarter()
        walk_year(walked, Year.objects.get(branch_id=walked.people.branch_id).pk)
        with (folder / "backup.zip").open("wb") as stream:
            write_archive(stream, evidence=evidence, now=at(2027, 3, 1), step=silent)
        rows, scored = everything(), figures()
    return folder / "backup.zip", rows, scored


Kept = tuple[Path, dict[str, Any], list[Any]]


def refused(code: str, path: Path, evidence: Path) -> str:
    """Restoring is refused with this code and leaves the database and the folder as they were; the sentence."""
    before = everything()
    with pytest.raises(Refused) as refusal:
        restore(path=path, evidence=evidence, step=silent)
    assert refusal.value.code == code
    assert everything() == before
    assert triggers.missing(connection) == []
    assert not evidence.exists()
    assert list(evidence.parent.glob(".restoring-*")) == []
    return refusal.value.sentence


@contextmanager
def altered(path: Path, folder: Path) -> Iterator[dict[str, bytes]]:
    """The parts of an archive to be changed in the block; afterwards they lie in folder/altered.zip."""
    with ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    yield parts
    with ZipFile(folder / "altered.zip", "w", ZIP_DEFLATED) as changed:
        for name, content in parts.items():
            changed.writestr(name, content)


def signed(parts: dict[str, bytes]) -> None:
    """Digests computed anew, as someone would who wants the change to go unseen."""
    from hashlib import sha256

    manifest = json.loads(parts["manifest.json"])
    for table in manifest["tables"]:
        table["digest"] = sha256(parts[f"tables/{table['name']}.jsonl"]).hexdigest()
    parts["manifest.json"] = json.dumps(manifest).encode()


def test_a_restored_system_is_the_same_and_goes_on(kept: Kept, committed: None, tmp_path: Path) -> None:
    path, rows, scored = kept
    manifest = restore(path=path, evidence=tmp_path / "evidence", step=silent)
    assert manifest.rows == sum(len(one) for one in rows.values())
    assert everything() == rows
    assert figures() == scored
    assert SettlementLine.objects.count() == 7
    assert verify(step=silent).faults == ()
    assert triggers.missing(connection) == []
    assert {
        one.relative_to(tmp_path / "evidence").as_posix(): one.read_bytes()
        for one in (tmp_path / "evidence").rglob("*")
        if one.is_file()
    } == EVIDENCE
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE records_ledgerentry SET points_centi = 0")
    # the next row of each table gets a number of its own
    from fenming.actions.give_office import give_office
    from fenming.records.models import Office
    from fenming.rules.authority import Role

    office = Office.objects.get(role=Role.RECORDER)
    before = Office.objects.count()
    secretary = Office.objects.get(role=Role.SECRETARY, organisation_id=office.organisation_id).person_id
    give_office(
        actor_id=secretary,
        branch_id=office.organisation_id,
        person_id=office.person_id,
        role=Role.COMMITTEE,
        since=date(2027, 3, 1),
        resolution="支部党员大会 2027年3月1日",
        key=key(),
        now=at(2027, 3, 1),
    )
    assert Office.objects.count() == before + 1
    assert verify(step=silent).faults == ()


def fenming(*words: str, folder: Path) -> str:
    """A command on a SQLite database of its own in a folder; what it said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FENMING_")}
    environment["FENMING_VAR"] = str(folder)
    command = [sys.executable, "-m", "fenming.jobs.cli", *words]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_by_way_of_another_database_nothing_is_lost(kept: Kept, committed: None, tmp_path: Path) -> None:
    """From this database to SQLite and back: on PostgreSQL that is each way between the two kinds."""
    path, rows, _ = kept
    between = tmp_path / "between"
    fenming("migrate", folder=between)
    assert "核验通过。" in fenming("restore", str(path), folder=between)
    assert fenming("verify", folder=between).startswith("核验通过：")
    assert (between / "evidence/ab/1f.jpg").read_bytes() == EVIDENCE["ab/1f.jpg"]
    fenming("backup", str(tmp_path / "second.zip"), folder=between)
    restore(path=tmp_path / "second.zip", evidence=tmp_path / "evidence", step=silent)
    assert everything() == rows


def test_a_database_that_has_anything_in_it_is_left_alone(
    kept: Kept, committed: None, tmp_path: Path
) -> None:
    from tests.cast import cast

    cast()
    assert "已经有数据" in refused("not_empty", kept[0], tmp_path / "evidence")


def test_a_folder_of_evidence_that_has_anything_in_it_is_left_alone(
    kept: Kept, committed: None, tmp_path: Path
) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "there.txt").write_text("there")
    with pytest.raises(Refused, match="已经有文件") as refusal:
        restore(path=kept[0], evidence=tmp_path / "evidence", step=silent)
    assert refusal.value.code == "not_empty"
    assert not LedgerEntry.objects.exists()
    assert [one.name for one in (tmp_path / "evidence").iterdir()] == ["there.txt"]


def test_a_database_without_tables_is_named(
    kept: Kept, committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", lambda *_: [])
    assert "fenming migrate" in refused("not_migrated", kept[0], tmp_path / "evidence")


def verdict(path: Path) -> Manifest | str:
    try:
        return check_archive(path, step=silent)
    except Refused as refusal:
        return refusal.code


def test_a_damaged_file_is_refused_wherever_the_damage_is(
    kept: Kept, committed: None, tmp_path: Path
) -> None:
    evidence, whole = tmp_path / "evidence", kept[0].read_bytes()
    path = tmp_path / "damaged.zip"
    # everywhere a little, and each byte of the list at the zip's end
    places = [*range(0, len(whole), len(whole) // 40), *range(len(whole) - 120, len(whole))]
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        # a byte that says nothing, such as a date in the zip's own list, may pass
        assert verdict(path) in ("damaged", check_archive(kept[0], step=silent))
    for damaged in (whole[: len(whole) // 2], b"", b"nothing of ours" * 100):
        path.write_bytes(damaged)
        assert "已经损坏" in refused("damaged", path, evidence)
    with altered(kept[0], tmp_path) as parts:
        parts["tables/ledgerentry.jsonl"] = parts["tables/ledgerentry.jsonl"].replace(b"DT2", b"DT1")
    assert "已经损坏" in refused("damaged", tmp_path / "altered.zip", evidence)
    with altered(kept[0], tmp_path) as parts:
        del parts["evidence/ab/1f.jpg"]
    assert "已经损坏" in refused("damaged", tmp_path / "altered.zip", evidence)
    assert "找不到" in refused("missing", tmp_path / "none.zip", evidence)


def test_an_archive_of_a_later_version_is_not_half_understood(
    kept: Kept, committed: None, tmp_path: Path
) -> None:
    with altered(kept[0], tmp_path) as parts:
        manifest = json.loads(parts["manifest.json"])
        manifest["format"] = archives.FORMAT + 1
        parts["manifest.json"] = json.dumps(manifest).encode()
    assert "更新版" in refused("newer", tmp_path / "altered.zip", tmp_path / "evidence")
    with altered(kept[0], tmp_path) as parts:
        manifest = json.loads(parts["manifest.json"])
        manifest["tables"][0]["columns"].append("of_tomorrow")
        parts["manifest.json"] = json.dumps(manifest).encode()
    assert "不认识" in refused("newer", tmp_path / "altered.zip", tmp_path / "evidence")


def test_a_change_with_its_digest_made_anew_does_not_get_in(
    kept: Kept, committed: None, tmp_path: Path
) -> None:
    """The archive says it is whole; the chain inside says it is not."""
    evidence = tmp_path / "evidence"
    with altered(kept[0], tmp_path) as parts:
        name = "tables/ledgerentry.jsonl"
        parts[name] = parts[name].replace(b'"DT2"', b'"DT1"', 1)
        signed(parts)
    sentence = refused("unsound", tmp_path / "altered.zip", evidence)
    assert "台账第1笔" in sentence
    assert "没有恢复任何内容" in sentence
    with altered(kept[0], tmp_path) as parts:
        lines = parts["tables/ledgerentry.jsonl"].splitlines(keepends=True)
        parts["tables/ledgerentry.jsonl"] = b"".join(lines[1:])
        signed(parts)
    assert "不接受" in refused("damaged", tmp_path / "altered.zip", evidence)


def test_what_is_left_of_a_faulty_system_can_be_had_back_on_request(
    kept: Kept, committed: None, tmp_path: Path
) -> None:
    with altered(kept[0], tmp_path) as parts:
        name = "tables/personaltext.jsonl"
        parts[name] = parts[name].replace("属实".encode(), "不实".encode(), 1)
        signed(parts)
    restore(path=tmp_path / "altered.zip", evidence=tmp_path / "evidence", with_faults=True, step=silent)
    assert len(verify(step=silent).faults) == 1
    assert PersonalText.objects.filter(text="不实。").exists()
    assert triggers.missing(connection) == []


def test_no_name_in_an_archive_leads_out_of_the_folder(kept: Kept, committed: None, tmp_path: Path) -> None:
    for name in ("../out.txt", "/tmp/out.txt", "a/../../out.txt"):
        with altered(kept[0], tmp_path) as parts:
            manifest = json.loads(parts["manifest.json"])
            manifest["files"][0]["name"] = name
            parts["manifest.json"] = json.dumps(manifest).encode()
        refused("damaged", tmp_path / "altered.zip", tmp_path / "evidence")


def test_the_commands_write_check_and_restore_one_file(
    committed: None, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    walk_quarter()
    rows = everything()
    target = tmp_path / "kept.zip"
    assert main(["backup", str(target)]) == 0
    said = capsys.readouterr().out
    assert "已备份到" in said
    code = said.split("核对码 ")[1][:14]
    assert target.stat().st_mode & 0o077 == 0, "nobody else may read it"
    assert main(["verify", str(target)]) == 0
    assert code in capsys.readouterr().out
    whole = target.read_bytes()
    assert main(["backup", str(target)]) == 1
    assert "--force" in capsys.readouterr().err
    assert target.read_bytes() == whole
    assert main(["backup", str(target), "--force"]) == 0
    assert main(["backup", str(tmp_path / "nowhere" / "kept.zip")]) == 1
    assert "写不进" in capsys.readouterr().err
    assert main(["restore", str(target)]) == 1
    assert "已经有数据" in capsys.readouterr().err
    assert everything() == rows
    assert sorted(one.name for one in tmp_path.iterdir() if "copy" not in one.name) == ["kept.zip"]
    (tmp_path / "broken.zip").write_bytes(whole[:-100])
    assert main(["verify", str(tmp_path / "broken.zip")]) == 1
    assert "已经损坏" in capsys.readouterr().err


def test_nothing_is_left_behind_when_writing_fails(
    committed: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"

    def full(*_args: object, **_rest: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archives, "_write_tables", full)
    assert main(["backup", str(tmp_path / "kept.zip")]) == 1
    assert [one.name for one in tmp_path.iterdir() if "copy" not in one.name] == []


def test_a_column_that_an_older_version_did_not_have_gets_its_usual_value(
    kept: Kept, committed: None, tmp_path: Path
) -> None:
    with altered(kept[0], tmp_path) as parts:
        manifest = json.loads(parts["manifest.json"])
        table = next(one for one in manifest["tables"] if one["name"] == "account")
        place = table["columns"].index("large_type")
        table["columns"].pop(place)
        rows = [json.loads(line) for line in parts["tables/account.jsonl"].splitlines()]
        assert rows
        lines = [json.dumps(row[:place] + row[place + 1 :]).encode() + b"\n" for row in rows]
        parts["tables/account.jsonl"] = b"".join(lines)
        parts["manifest.json"] = json.dumps(manifest).encode()
        signed(parts)
    restore(path=tmp_path / "altered.zip", evidence=tmp_path / "evidence", step=silent)
    assert everything() == kept[1]
