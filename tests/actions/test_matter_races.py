"""32 at once on one matter, month or fact: one effect, 31 polite refusals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from fenming.actions.attach_evidence import attach_evidence
from fenming.actions.declare import declare
from fenming.actions.nothing_new import nothing_new
from fenming.actions.record import record
from fenming.actions.reply import reply
from fenming.actions.resubmit import resubmit
from fenming.actions.withdraw import withdraw
from fenming.queries.chain import first_broken_event
from fenming.records.models import AuditEvent, Evidence, Fact, Matter, MemberMonth, Month, Reply
from tests.actions._files import PDF
from tests.cast import Cast, at, cast, key
from tests.racing import race

pytestmark = [pytest.mark.database]

ONE_OF_32 = 31
NOW = at(2026, 2, 12)


def february(people: Cast) -> int:
    return Month.objects.get(branch_id=people.branch_id, number=2).pk


def declared(people: Cast, said: str = "布置学院读书会会场。") -> int:
    return declare(
        actor_id=people.zhou, month_id=february(people), item="DT5", day=date(2026, 2, 3),
        said=said, key=key(), now=NOW,
    )  # fmt: skip


def recorded(people: Cast) -> int:
    return record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 2, 11),
        membership_ids=[people.m_zhou, people.m_he], what="主题党日迟到二十分钟。", key=key(), now=NOW,
    ).matter_ids[0]  # fmt: skip


def test_declaring_the_same(committed: None) -> None:
    people = cast()
    assert race(lambda: declared(people)) == ["done"] + ["repeat"] * ONE_OF_32
    assert Matter.objects.count() == 1
    assert AuditEvent.objects.filter(verb="declare").count() == 1


def test_declaring_different_matters_numbers_them_without_a_gap(committed: None) -> None:
    people = cast()
    assert race(lambda: declared(people, f"第 {key()} 次值守。")) == ["done"] * 32
    assert sorted(Matter.objects.values_list("number", flat=True)) == list(range(1, 33))
    assert first_broken_event(branch_id=people.branch_id) is None


def test_nothing_new(committed: None) -> None:
    people = cast()
    month_id = february(people)
    outcomes = race(lambda: nothing_new(actor_id=people.zhou, month_id=month_id, key=key(), now=NOW))
    assert outcomes == ["already_said"] * ONE_OF_32 + ["done"]
    assert MemberMonth.objects.count() == 1


def test_withdrawing(committed: None) -> None:
    people = cast()
    matter_id = declared(people)
    outcomes = race(lambda: withdraw(actor_id=people.zhou, matter_id=matter_id, key=key(), now=NOW))
    assert outcomes == ["done"] + ["wrong_state"] * ONE_OF_32
    assert AuditEvent.objects.filter(verb="withdraw").count() == 1


def test_replying(committed: None) -> None:
    people = cast()
    matter_id = recorded(people)
    outcomes = race(
        lambda: reply(actor_id=people.zhou, matter_id=matter_id, agrees=True, text="", key=key(), now=NOW)
    )
    assert outcomes == ["already_replied"] * ONE_OF_32 + ["done"]
    assert Reply.objects.count() == 1


def test_recording_the_same(committed: None) -> None:
    people = cast()
    assert race(lambda: recorded(people)) == ["done"] + ["repeat"] * ONE_OF_32
    assert (Fact.objects.count(), Matter.objects.count()) == (1, 2)


def test_sending_again(committed: None) -> None:
    people = cast()
    matter_id = declared(people)
    Matter.objects.filter(pk=matter_id).update(state="returned")
    outcomes = race(
        lambda: resubmit(
            actor_id=people.zhou, matter_id=matter_id, day=date(2026, 2, 3), said="布置读书会会场，两小时。",
            key=key(), now=NOW,
        )
    )  # fmt: skip
    assert outcomes == ["done"] + ["wrong_state"] * ONE_OF_32
    assert AuditEvent.objects.filter(verb="resubmit").count() == 1


def test_handing_in_different_files_keeps_five(
    committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "EVIDENCE_DIR", tmp_path / "evidence")
    people = cast()
    matter_id = declared(people)
    outcomes = race(
        lambda: attach_evidence(
            actor_id=people.zhou,
            matter_id=matter_id,
            name="记录.pdf",
            content=PDF + key().encode(),
            key=key(),
            now=NOW,
        )
    )
    assert outcomes == ["done"] * 5 + ["too_many"] * 27
    assert sorted(Evidence.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    stored = {path.name for path in (tmp_path / "evidence").iterdir()}
    assert stored == set(Evidence.objects.values_list("stored_as", flat=True))
