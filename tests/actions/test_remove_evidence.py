"""收回佐证材料: the file goes, that there was one stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from fenming.actions import AlreadyDone
from fenming.actions.attach_evidence import attach_evidence
from fenming.actions.remove_evidence import remove_evidence
from fenming.queries.access import NotFound
from fenming.queries.evidence import path_of
from fenming.records.models import AuditEvent, Evidence, Matter
from fenming.rules.terms import Refused
from tests.actions._files import PDF
from tests.actions._matters import declared
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 3, 3)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "EVIDENCE_DIR", tmp_path / "evidence")
    return tmp_path / "evidence"


def attached(people: Cast, matter_id: int, content: bytes = PDF) -> int:
    return attach_evidence(
        actor_id=people.zhou,
        matter_id=matter_id,
        name="指导记录.pdf",
        content=content,
        key=key(),
        now=at(2026, 3, 2),
    )


def removed(people: Cast, matter_id: int, *, number: int = 1, actor_id: int | None = None) -> int:
    return remove_evidence(
        actor_id=actor_id or people.zhou, matter_id=matter_id, number=number, key=key(), now=NOW
    )


def refusal(people: Cast, matter_id: int, actor_id: int | None = None) -> Refused:
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        removed(people, matter_id, actor_id=actor_id)
    row = Evidence.objects.get()
    assert (row.removed_at, AuditEvent.objects.count(), path_of(row.stored_as).exists()) == (
        None,
        before,
        True,
    )
    return refused.value


def test_the_bytes_are_gone_and_the_row_says_when() -> None:
    people = cast()
    matter_id = declared(people)
    attached(people, matter_id)
    assert removed(people, matter_id) == 1
    row = Evidence.objects.get()
    assert row.removed_at == NOW
    assert not path_of(row.stored_as).exists()
    assert AuditEvent.objects.get(verb="remove_evidence").subject_id == row.pk
    with pytest.raises(NotFound):
        removed(people, matter_id)


def test_its_place_and_its_content_are_free_again_but_not_its_number() -> None:
    people = cast()
    matter_id = declared(people)
    attached(people, matter_id)
    removed(people, matter_id)
    assert attached(people, matter_id) == 2


def test_only_who_handed_it_in_takes_it_back() -> None:
    people = cast()
    matter_id = declared(people)
    attached(people, matter_id)
    refused = refusal(people, matter_id, people.xu)
    assert refused.code == "not_yours"
    assert "不是您交的" in refused.sentence
    assert refusal(people, matter_id, people.han).code == "forbidden"
    with pytest.raises(NotFound):
        removed(people, matter_id, actor_id=people.deng)


def test_what_an_assessment_rests_on_stays() -> None:
    people = cast()
    matter_id = declared(people)
    attached(people, matter_id)
    Matter.objects.filter(pk=matter_id).update(state="assessed")
    refused = refusal(people, matter_id)
    assert refused.code == "already_assessed"
    assert "不能再收回" in refused.sentence


def test_the_same_button_twice_counts_once() -> None:
    people, same = cast(), key()
    matter_id = declared(people)
    attached(people, matter_id)
    attached(people, matter_id, PDF + b"%")
    remove_evidence(actor_id=people.zhou, matter_id=matter_id, number=1, key=same, now=NOW)
    with pytest.raises(AlreadyDone):
        remove_evidence(actor_id=people.zhou, matter_id=matter_id, number=2, key=same, now=NOW)
