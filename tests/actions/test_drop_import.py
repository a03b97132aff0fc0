"""放弃导入: nothing was written, and what was read is gone (R64)."""

from __future__ import annotations

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.drop_import import drop_import
from fenming.queries.access import NotFound
from fenming.queries.imports.door import path_of, reading_of
from fenming.records.models import AuditEvent, Import, Membership
from fenming.rules.terms import Refused
from tests.actions.import_scene import NOW, handed_in
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def drop(people: Cast, found: Import, *, actor: str = "lin", used: str = "") -> int:
    return drop_import(actor_id=getattr(people, actor), import_id=found.pk, key=used or key(), now=NOW)


def test_it_is_dropped_with_all_that_was_read() -> None:
    people = cast()
    found, before = handed_in(people), Membership.objects.count()
    assert drop(people, found) == found.pk
    found.refresh_from_db()
    assert (found.state, found.ended_at, Membership.objects.count()) == ("dropped", NOW, before)
    assert not path_of(found.stored_as).exists()
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.actor_id) == ("drop_import", found.pk, people.lin)
    with pytest.raises(Refused) as refused:
        reading_of(found)
    assert refused.value.sentence == "这份表格已放弃，不能再改。要再导入，请重新选文件。"


def test_it_is_dropped_once() -> None:
    people = cast()
    found, used = handed_in(people), key()
    drop(people, found, used=used)
    with pytest.raises(AlreadyDone):
        drop(people, found, used=used)
    with pytest.raises(Refused) as refused:
        drop(people, found)
    assert refused.value.code == "import_ended"
    assert AuditEvent.objects.filter(verb="drop_import").count() == 1


def test_others_may_not() -> None:
    people = cast()
    found = handed_in(people)
    with pytest.raises(Refused) as refused:
        drop(people, found, actor="xu")
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        drop(people, found, actor="deng")
    assert path_of(found.stored_as).exists()
