"""提交佐证材料: a file beside a matter; bytes and row come together or not at all."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from fenming.actions import AlreadyDone
from fenming.actions.attach_evidence import attach_evidence
from fenming.queries.access import NotFound
from fenming.queries.evidence import path_of
from fenming.records.models import AuditEvent, Evidence, Matter
from fenming.rules.terms import Refused
from tests.actions._files import JPEG, PDF
from tests.actions._matters import declared, late_to_meeting
from tests.actions._reports import reported
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "EVIDENCE_DIR", tmp_path / "evidence")
    return tmp_path / "evidence"


def attached(people: Cast, matter_id: int, **change: Any) -> int:
    plain = {
        "actor_id": people.zhou, "matter_id": matter_id, "name": "指导记录.pdf", "content": PDF, "key": key(),
        "now": at(2026, 3, 2),
    }  # fmt: skip
    return attach_evidence(**plain | change)  # type: ignore[arg-type]


def refusal(people: Cast, matter_id: int, store: Path, **change: Any) -> Refused:
    before = Evidence.objects.count(), AuditEvent.objects.count(), kept(store)
    with pytest.raises(Refused) as refused:
        attached(people, matter_id, **change)
    assert (Evidence.objects.count(), AuditEvent.objects.count(), kept(store)) == before
    return refused.value


def kept(store: Path) -> list[str]:
    return sorted(path.name for path in store.iterdir()) if store.exists() else []


def test_the_bytes_lie_under_a_random_name_for_the_server_alone(store: Path) -> None:
    people = cast()
    assert attached(people, declared(people)) == 1
    row = Evidence.objects.select_related("name").get()
    assert (row.name.text, row.content_type, row.size, row.by_id) == (
        "指导记录.pdf", "application/pdf", len(PDF), people.zhou,
    )  # fmt: skip
    assert row.digest == hashlib.sha256(PDF).hexdigest()
    assert kept(store) == [row.stored_as]
    assert len(row.stored_as) == 48
    assert path_of(row.stored_as).read_bytes() == PDF
    assert stat.S_IMODE(path_of(row.stored_as).stat().st_mode) == 0o600
    assert stat.S_IMODE(store.stat().st_mode) == 0o700


def test_the_trail_has_figures_and_no_name() -> None:
    people = cast()
    matter_id = declared(people)
    attached(people, matter_id)
    event = AuditEvent.objects.get(verb="attach_evidence")
    assert (event.subject, event.subject_id) == ("evidence", Evidence.objects.get().pk)
    assert json.loads(event.detail) == {
        "matter": matter_id, "number": 1, "size": len(PDF), "digest": hashlib.sha256(PDF).hexdigest(),
    }  # fmt: skip


@pytest.mark.parametrize("state", ["declared", "returned", "assessed"])
def test_until_the_meeting_more_may_be_handed_in(state: str) -> None:
    people = cast()
    matter_id = declared(people)
    Matter.objects.filter(pk=matter_id).update(state=state)
    attached(people, matter_id)
    assert attached(people, matter_id, name="照片.jpg", content=JPEG, actor_id=people.xu) == 2


@pytest.mark.parametrize("state", ["determined", "refused", "withdrawn"])
def test_afterwards_no_more(state: str, store: Path) -> None:
    people = cast()
    matter_id = declared(people)
    Matter.objects.filter(pk=matter_id).update(state=state)
    refused = refusal(people, matter_id, store)
    assert refused.code == "wrong_state"
    assert "不能提交佐证材料" in refused.sentence


def test_the_one_concerned_may_answer_a_minus_or_a_report_with_a_file() -> None:
    people = cast()
    assert attached(people, late_to_meeting(people)[0]) == 1
    assert attached(people, reported(people)) == 1


def test_nobody_else_hands_in(store: Path) -> None:
    people = cast()
    matter_id = reported(people)
    for who in ("he", "han", "lin", "jiang"):
        assert refusal(people, matter_id, store, actor_id=getattr(people, who)).code == "forbidden"
    with pytest.raises(NotFound):
        attached(people, matter_id, actor_id=people.deng)


def test_five_files_and_not_the_same_one_twice(store: Path) -> None:
    people = cast()
    matter_id = declared(people)
    for number in range(5):
        attached(people, matter_id, content=PDF + b"%" * number)
        if not number:
            assert refusal(people, matter_id, store, name="另一个名字.pdf").code == "same_file"
    refused = refusal(people, matter_id, store, content=PDF + b"%" * 9)
    assert refused.code == "too_many"
    assert "至多 5 份" in refused.sentence


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"content": b""}, "empty_file"),
        ({"content": JPEG}, "wrong_ending"),
        ({"content": b"hello"}, "unknown_kind"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_not_kept(
    change: dict[str, Any], code: str, store: Path
) -> None:
    people = cast()
    assert refusal(people, declared(people), store, **change).code == code


def test_when_the_act_fails_the_bytes_go_too(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    matter_id = declared(people)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the trail cannot be written")

    monkeypatch.setattr("fenming.actions._writing.Act.audit", broken)
    with pytest.raises(RuntimeError):
        attached(people, matter_id)
    assert kept(store) == []


def test_the_same_form_twice_counts_once(store: Path) -> None:
    people, same = cast(), key()
    matter_id = declared(people)
    attached(people, matter_id, key=same)
    with pytest.raises(AlreadyDone):
        attached(people, matter_id, key=same, content=JPEG, name="照片.jpg")
    assert len(kept(store)) == 1
