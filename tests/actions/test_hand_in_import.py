"""提交导入表格: read and kept for a look; nothing is in the books, and what must not be kept is not (R64, R61)."""

from __future__ import annotations

import json

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.queries.imports.door import path_of, reading_of
from fenming.records.models import AuditEvent, Import, Membership
from fenming.rules.terms import Refused
from tests.actions.import_scene import HEADING, NOW, ROSTER, handed_in, workbook
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_table_is_kept_for_a_look_and_nothing_is_in_the_books() -> None:
    people = cast()
    before = Membership.objects.count()
    found = handed_in(people)
    assert (found.kind, found.state, found.by_id, found.at) == ("roster", "open", people.lin, NOW)
    assert [cells[0] for _, cells in reading_of(found).rows] == ["许明远", "何苗", "蒋雨桐", "唐子墨"]
    assert Membership.objects.count() == before
    assert path_of(found.stored_as).stat().st_mode & 0o077 == 0
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject, event.subject_id) == ("hand_in_import", "import", found.pk)
    assert json.loads(event.detail) == {"digest": found.digest, "kind": "roster", "rows": 4}


def test_identity_numbers_are_nowhere_on_the_disk() -> None:
    people = cast()
    rows = [(*HEADING, "身份证号", "联系电话"), (*ROSTER[1], "000000190001010000", "00000000000")]
    found = handed_in(people, workbook(rows))
    kept = path_of(found.stored_as).read_bytes().decode()
    assert "000000190001010000" not in kept
    assert reading_of(found).dropped == ("身份证号", "联系电话")


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (b"", "empty_file", "“名册.xlsx”是空文件，没有内容。请核对后另选文件。"),
        (
            b"PK\x03\x04broken",
            "damaged",
            "“名册.xlsx”打不开：没有传完整，或者已经损坏。请在 Office 或 WPS 里打开原来的文件，另存一份后再提交。",
        ),
    ],
)
def test_what_is_no_table_is_refused_and_not_kept(content: bytes, code: str, sentence: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        handed_in(people, content)
    assert (refused.value.code, refused.value.sentence) == (code, sentence)
    assert not Import.objects.exists()


def test_the_same_form_twice_keeps_one() -> None:
    people = cast()
    used = key()
    found = handed_in(people, key=used)
    before = set(path_of("").iterdir())
    with pytest.raises(AlreadyDone):
        handed_in(people, key=used)
    assert list(Import.objects.all()) == [found]
    assert set(path_of("").iterdir()) == before


@pytest.mark.parametrize("actor", ["xu", "han", "zhou"])
def test_only_who_may_enrol_hands_in_a_roster(actor: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        handed_in(people, actor_id=getattr(people, actor))
    assert refused.value.code == "forbidden"


def test_there_is_no_such_kind_and_no_such_branch() -> None:
    people = cast()
    with pytest.raises(NotFound):
        handed_in(people, kind="votes")
    with pytest.raises(NotFound):
        handed_in(people, actor_id=people.deng)
