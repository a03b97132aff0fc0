"""收档: an archive from elsewhere is read, worked out again and kept; twice is once; what follows is linked."""

from __future__ import annotations

import json

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.accept_received import accept_received
from fenming.actions.receive_year import Taken, receive_year
from fenming.queries.files.year_zip import read_archive
from fenming.queries.received import received_view
from fenming.records.models import AuditEvent, Filing, Organisation, PersonalText, Received
from fenming.rules.terms import Refused
from tests.actions.received_scene import RECEIVED_DAY, archived, first_round, one_entry_less, taken
from tests.cast import Cast, cast, key
from tests.queries.year_scene import REASON, content_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _refused(people: Cast, content: bytes, *, code: str = "", actor: int | None = None) -> Refused:
    before = Received.objects.count()
    with pytest.raises(Refused) as refused:
        taken(people, content, code=code, actor=actor)
    assert Received.objects.count() == before
    return refused.value


def test_it_is_kept_without_a_name_and_leaves_a_trail() -> None:
    people = cast()
    content = content_of(people, archived(people))
    found = taken(people, content, code=read_archive(content).code)
    row = Received.objects.get(pk=found.id)
    committee = Organisation.objects.get(pk=people.branch_id).parent_id
    assert (row.branch_id, row.year, row.round, row.follows, found.again) == (
        committee,
        2026,
        2,
        None,
        False,
    )
    assert row.table == Filing.objects.get(round=2).table
    assert (json.loads(row.differences), row.names.branch_id) == ({"foot": [], "lines": []}, committee)
    assert not any(name in row.table + row.differences for name in ("周予安", REASON))
    trail = AuditEvent.objects.get(branch_id=committee, verb="receive_year")
    assert (trail.subject_id, trail.clause, json.loads(trail.detail)["differences"]) == (
        row.pk, "R45 R84 A34", 0,
    )  # fmt: skip


def test_the_same_archive_twice_is_the_same_row() -> None:
    people = cast()
    content = content_of(people, archived(people))
    first = taken(people, content)
    again = taken(people, content)
    assert (again.id, again.again, Received.objects.count()) == (first.id, True, 1)
    once = key()
    receive_year(actor_id=people.gao, content=first_round(people), code="", key=once, now=RECEIVED_DAY)
    with pytest.raises(AlreadyDone):
        accept_received(actor_id=people.gao, received_id=first.id, number="", key=once, now=RECEIVED_DAY)


def test_a_forged_archive_does_not_stand_in_the_way_of_the_real_one() -> None:
    """Both hold the same table; only the real one has every entry."""
    people = cast()
    content = content_of(people, archived(people))
    forged = taken(people, one_entry_less(content))
    real = taken(people, content)
    assert (real.again, Received.objects.get(pk=real.id).follows_id) == (False, forged.id)
    accept_received(actor_id=people.gao, received_id=real.id, number="", key=key(), now=RECEIVED_DAY)
    assert taken(people, one_entry_less(content)) == Taken(forged.id, again=True)


def test_what_is_filed_already_is_found_again_though_names_were_erased_at_the_branch() -> None:
    people = cast()
    pk = archived(people)
    first = taken(people, content_of(people, pk))
    accept_received(actor_id=people.gao, received_id=first.id, number="", key=key(), now=RECEIVED_DAY)
    kept = Filing.objects.get(pk=pk).names_id
    PersonalText.objects.filter(pk=kept).update(text="", salt="", erased_at=RECEIVED_DAY)
    assert taken(people, content_of(people, pk)) == Taken(first.id, again=True)


def test_a_correcting_settlement_follows_the_first() -> None:
    people = cast()
    archived(people)
    first = taken(people, first_round(people))
    second = taken(people, content_of(people, Filing.objects.get(round=2).pk))
    assert Received.objects.get(pk=second.id).follows_id == first.id
    view = received_view(actor_id=people.gao, received_id=first.id, today=RECEIVED_DAY.date())
    assert (view.followed_by, view.may_answer) == (second.id, False)


def test_an_earlier_round_is_not_taken_after_a_later_one_was_filed() -> None:
    people = cast()
    second = taken(people, content_of(people, archived(people)))
    accept_received(actor_id=people.gao, received_id=second.id, number="", key=key(), now=RECEIVED_DAY)
    refused = _refused(people, first_round(people))
    assert refused.code == "older"
    assert "第 2 次报送已经备案，这是第 1 次" in refused.sentence


def test_what_does_not_follow_is_kept_with_every_difference_and_the_names_can_be_erased() -> None:
    people = cast()
    found = taken(people, one_entry_less(content_of(people, archived(people))))
    view = received_view(actor_id=people.gao, received_id=found.id, today=RECEIVED_DAY.date())
    assert not view.is_sound
    assert {one.name for one in view.differences} == {"周予安"}
    assert view.differences[-1].again == "没有这一笔"
    PersonalText.objects.filter(pk=Received.objects.get().names_id).update(
        text="", salt="", erased_at=RECEIVED_DAY
    )
    erased = received_view(actor_id=people.gao, received_id=found.id, today=RECEIVED_DAY.date())
    assert {line.name for line in erased.lines} == {"（文字已依法删除）"}


def test_another_code_a_broken_file_and_nobody_else_s_hand() -> None:
    people = cast()
    content = content_of(people, archived(people))
    refused = _refused(people, content, code="7K3M-92QF-0AXB")
    assert (refused.code, "您填的是 7K3M-92QF-0AXB" in refused.sentence) == ("other_code", True)
    assert _refused(people, content[:-30]).code == "not_an_archive"
    for person in (people.lin, people.deng):
        assert _refused(people, content, actor=person).code == "forbidden"
