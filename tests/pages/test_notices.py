"""提醒: each reads the own lines, and every kind that a verb writes has its words and leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fenming.pages.notices import PAGES
from fenming.queries.notices import NOTICE_WORDS
from fenming.records.models import Notice, Outbox
from tests.cast import Cast, at, cast
from tests.pages.browse import client_of, stop_clock, text

NOW = at(2026, 2, 12)
ACTIONS = Path(__file__).parent.parent.parent / "fenming/actions"
TOLD = [
    (path.name, *found)
    for path in sorted(ACTIONS.glob("*.py"))
    for found in re.findall(r'\.tell(?:_each)?\(\s*kind="(\w+)",\s*subject="(\w+)"', path.read_text("utf-8"))
]


def line(people: Cast, person_id: int, kind: str, subject: str, subject_id: int) -> None:
    waiting = Outbox.objects.create(
        branch_id=people.branch_id, kind=kind, subject=subject, subject_id=subject_id, to_id=person_id, at=NOW
    )
    Notice.objects.create(
        branch_id=people.branch_id, outbox=waiting, person_id=person_id, kind=kind, subject=subject,
        subject_id=subject_id, at=NOW,
    )  # fmt: skip


@pytest.mark.django_db
def test_one_reads_the_own_lines_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)
    people = cast()
    line(people, people.he, "assessed_changed", "matter", 7)
    line(people, people.zhou, "assessed_refused", "matter", 8)
    he = client_of(people.he)
    page = text(he.get("/notices"))
    assert "有 1 条是新的" in page
    assert '<a href="/matters/7">您的一件事项初评时有改动' in page
    assert "没有认定" not in page
    newest = re.findall(r'name="up_to" value="(\d+)"', page)
    seen = text(he.post("/notices/seen", {"up_to": newest[0]}, follow=True))
    assert "没有新的" in seen
    assert "都知道了" not in seen
    assert Notice.objects.filter(person_id=people.zhou, seen_at__isnull=True).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "x", "-1", "9" * 30, "１"])
def test_a_forged_number_changes_nothing(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    stop_clock(monkeypatch, NOW)
    people = cast()
    line(people, people.he, "assessed_changed", "matter", 7)
    assert client_of(people.he).post("/notices/seen", {"up_to": given}).status_code == 302
    assert Notice.objects.filter(seen_at__isnull=True).count() == 1


def test_verbs_tell_people_something() -> None:
    assert len(TOLD) > 10


@pytest.mark.parametrize(("file", "kind", "subject"), TOLD)
def test_what_a_verb_tells_has_words_and_a_page(file: str, kind: str, subject: str) -> None:
    assert NOTICE_WORDS[kind].endswith("。"), file
    assert subject in PAGES, file


def test_every_kind_that_has_words_is_told_by_some_verb() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted(ACTIONS.glob("*.py")))
    verbs = {path.stem for path in ACTIONS.glob("*.py")}
    assert [kind for kind in NOTICE_WORDS if f'"{kind}"' not in source and kind not in verbs] == []
