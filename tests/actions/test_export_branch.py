"""导出全部数据: the books leave in files that anyone can open, and come back to the same heads; what was changed is named."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from fenming.actions._writing import AlreadyDone
from fenming.actions.export_branch import export_branch
from fenming.jobs.cli import main as verify
from fenming.prints.branch_reading import is_branch_file, read_branch
from fenming.queries.access import NotFound
from fenming.queries.branch_tables import SPECS
from fenming.records.models import AuditEvent, LedgerEntry, Person, Posting
from fenming.rules.terms import Refused
from tests.actions._objections import wall
from tests.cast import Cast, at, key
from tests.once import every_row

pytestmark = pytest.mark.django_db
NOW = at(2026, 4, 2)
Change = Callable[[dict[str, bytes]], None]


def taken(people: Cast) -> bytes:
    taken = export_branch(actor_id=people.lin, branch_id=people.branch_id, key=key(), now=NOW)
    return taken.file.read()


@pytest.mark.database
def test_the_books_come_back_to_the_same_heads(tmp_path: Path) -> None:
    people = wall().people
    path = tmp_path / "全部数据.zip"
    path.write_bytes(taken(people))
    found = read_branch(path)
    last = LedgerEntry.objects.filter(branch_id=people.branch_id).order_by("-seq")[0]
    assert (found.seq, found.head) == (last.seq, last.hash)
    assert found.codes == (Posting.objects.get().code,)
    with ZipFile(path) as parts:
        entries = list(csv.DictReader(StringIO(parts.read("entries.csv").decode("utf-8-sig"))))
        matters = parts.read("matters.csv").decode("utf-8-sig")
    assert [one["hash"] for one in entries] == [one.hash for one in LedgerEntry.objects.order_by("seq")]
    assert "布置学院读书会会场。" in matters
    command = [sys.executable, "-m", "fenming.jobs.cli", "verify", str(path)]
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "FENMING"))}
    said = subprocess.run(
        command, env=bare, check=True, capture_output=True, text=True
    ).stdout  # no database, no settings
    assert f"台账 {last.seq} 号首尾相连，公示编号 {found.codes[0]}" in said
    assert verify(["verify", str(path), "--code", found.codes[0].lower()]) == 0
    assert verify(["verify", str(path), "--code", "AAAA-BBBB-CCCC"]) == 1


def test_taking_them_is_kept_in_the_trail_and_happens_once() -> None:
    people = wall().people
    once = key()
    given = {"actor_id": people.lin, "branch_id": people.branch_id, "key": once, "now": NOW}
    books = export_branch(**given)
    event = AuditEvent.objects.filter(branch_id=people.branch_id).order_by("-seq")[0]
    assert (event.verb, event.actor_id) == ("export_branch", people.lin)
    assert json.loads(event.detail) == {"head": books.head, "ledger_seq": books.seq}
    with pytest.raises(AlreadyDone):
        export_branch(**given)


def test_nobody_but_the_secretary_takes_them() -> None:
    people = wall().people
    before = every_row()
    for name in ("zhou", "xu", "shen", "gao"):
        with pytest.raises(Refused) as refused:
            export_branch(actor_id=getattr(people, name), branch_id=people.branch_id, key=key(), now=NOW)
        assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        export_branch(actor_id=people.deng, branch_id=people.branch_id, key=key(), now=NOW)
    assert every_row() == before


def test_the_other_branch_and_what_is_secret_are_not_in_it() -> None:
    people = wall().people
    with ZipFile(BytesIO(taken(people))) as parts:
        names, whole = parts.namelist(), b"".join(parts.read(one) for one in parts.namelist()).decode()
    assert Person.objects.get(pk=people.deng).name not in whole
    for word in ("reporter", "appeal", "salt", "password", "rank", "enquir"):
        assert not any(word in name for name in names)
        assert f",{word}" not in whole


def tampered(content: bytes, change: Change, *, listed: bool) -> bytes:
    """The file after a change by somebody who does, or does not, bring the list of parts in line with it."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    if listed:
        package = json.loads(parts["datapackage.json"])
        for one in package["resources"]:
            data = parts[one["path"]]
            one |= {"bytes": len(data), "hash": f"sha256:{sha256(data).hexdigest()}"}
        parts["datapackage.json"] = json.dumps(package).encode()
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return into.getvalue()


def replaced(name: str, old: bytes, new: bytes) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return change


def cut_off(parts: dict[str, bytes]) -> None:
    parts["entries.csv"] = b"\r\n".join(parts["entries.csv"].split(b"\r\n")[:-2]) + b"\r\n"


@pytest.mark.parametrize(
    ("change", "listed", "said"),
    [
        (replaced("entries.csv", b",100,", b",300,"), False, "“entries.csv”与清单写的不一样，导出以后被改过。"),
        (replaced("entries.csv", b",100,", b",300,"), True, "台账从第 1 号起与当初写下的不一致"),
        (cut_off, True, "与当初写下的不一致"),
        (lambda parts: parts.update({"members.csv": parts["members.csv"].split(b"\r\n")[0] + b"\r\n"}), True, "在别的表里找不到"),
        (lambda parts: parts.update({"more.csv": b"x"}), False, "“more.csv”多了或者少了"),
        (replaced("members.csv", b"roster_no", b"no"), True, "“members.csv”的表头与清单写的不一样"),
        (replaced("datapackage.json", b'"edition": 1', b'"edition": 2'), False, "是更新的系统导出的"),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(change: Change, listed: bool, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(tampered(taken(wall().people), change, listed=listed))
    with pytest.raises(Refused) as refused:
        read_branch(path)
    assert said in refused.value.sentence


def test_a_file_that_is_none_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 nothing")
    assert not is_branch_file(tmp_path / "x.zip")


def test_every_column_is_described() -> None:
    text = (Path(__file__).parents[2] / "docs/branch-export-format.md").read_text("utf-8")
    for spec in SPECS:
        names = ", ".join(f"`{one[0]}`" for one in spec.fields)
        assert f"| `{spec.name}.csv` | {spec.title} | {names} |" in text
