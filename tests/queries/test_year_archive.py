"""年度档案: what a filed year's file holds, that it stays the same to the byte, and what is not in it."""

from __future__ import annotations

import csv
import json
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from fenming.actions.appraise import GivenGrade
from fenming.queries.access import NotFound
from fenming.queries.year_archive import YearFile, year_archive
from fenming.records.models import AuditEvent, Filing, Person, PersonalText
from fenming.rules.terms import Refused
from fenming.rules.year_archive import MANIFEST, PARTS
from tests.actions._walk import assessed
from tests.actions._year import FILE_DAY, filed, graded, members_meeting, settled, told
from tests.cast import Cast, cast
from tests.once import once

pytestmark = [pytest.mark.django_db, pytest.mark.database]

REASON = "全年牵头完成支部换届工作。"


@once
def year_filed(people: Cast) -> int:
    """A year with determined points, one grade other than suggested, filed."""
    assessed(people, people.m_zhou, "DT2", date(2026, 3, 3))
    settled(people)
    told(people)
    graded(people, members_meeting(people), GivenGrade(people.m_han, "合格", REASON))
    return filed(people)


def archive(people: Cast, filing_id: int) -> YearFile:
    return year_archive(actor_id=people.gao, filing_id=filing_id, today=FILE_DAY.date())


def parts(found: YearFile) -> dict[str, bytes]:
    with ZipFile(BytesIO(found.content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def test_every_part_is_in_the_manifest_and_the_rest_hangs_on_the_filed_table() -> None:
    people = cast()
    pk = year_filed(people)
    found = archive(people, pk)
    held, filing = parts(found), Filing.objects.get(pk=pk)
    assert tuple(held) == (MANIFEST, *PARTS)
    manifest = json.loads(held[MANIFEST])
    assert [one["name"] for one in manifest["files"]] == list(PARTS)
    for one in manifest["files"]:
        assert (one["bytes"], one["sha256"]) == (
            len(held[one["name"]]),
            sha256(held[one["name"]]).hexdigest(),
        )
    assert found.digest == filing.archive_digest == sha256(held[MANIFEST]).hexdigest()
    content = json.loads(held["filing.json"])
    assert sha256(held["filing.json"]).hexdigest() == filing.digest
    assert sha256(held["statements.json"]).hexdigest() == content["settlement"]["digest"]
    trail = AuditEvent.objects.get(branch_id=people.branch_id, verb="file_year")
    assert json.loads(trail.detail)["archive"] == found.digest


def test_a_table_for_people_says_what_was_filed() -> None:
    people = cast()
    held = parts(archive(people, year_filed(people)))
    han = next(row for row in table(held["lines.csv"]) if row["姓名"] == "韩若水")
    assert (han["合计"], han["建议等次"], han["评议等次"], han["理由"]) == (
        "60.00",
        "基本合格",
        "合格",
        REASON,
    )
    assert [row["种类"] for row in table(held["documents.csv"])] == [
        "标准",
        *["评定"] * 4,
        "评议",
        *["公示"] * 4,
    ]
    (entry,) = table(held["entries.csv"])
    assert (entry["项目"], entry["日期"], entry["类别"], len(entry["摘要"])) == (
        "DT2",
        "2026-03-03",
        "评定",
        64,
    )


def test_a_name_corrected_later_changes_no_byte_and_one_erased_is_gone() -> None:
    people = cast()
    pk = year_filed(people)
    before = archive(people, pk)
    Person.objects.filter(pk=people.han).update(name="韩若冰")
    assert archive(people, pk).content == before.content
    kept = Filing.objects.get(pk=pk).names_id
    PersonalText.objects.filter(pk=kept).update(text="", salt="", erased_at=FILE_DAY)
    erased = archive(people, pk)
    assert erased.digest != before.digest
    assert "韩若水".encode() not in erased.content


def test_no_sentence_of_a_matter_is_in_it() -> None:
    people = cast()
    found = archive(people, year_filed(people))
    kept = Filing.objects.get().names_id
    texts = PersonalText.objects.exclude(pk=kept).exclude(text=REASON).values_list("text", flat=True)
    assert texts
    assert not [one for one in texts if one.encode() in found.content]


def test_only_who_may_see_the_filing() -> None:
    people = cast()
    pk = year_filed(people)
    with pytest.raises(Refused) as refused:
        year_archive(actor_id=people.zhou, filing_id=pk, today=FILE_DAY.date())
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        year_archive(actor_id=people.deng, filing_id=pk, today=FILE_DAY.date())
