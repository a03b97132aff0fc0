"""成批打印积分登记表: by who fills the forms in, for a period that has begun, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, FormBatch, FormSheet
from fenming.rules.terms import Refused
from tests.actions._objections import wall
from tests.actions.forms_scene import files, ordered
from tests.cast import key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
__all__ = ["files"]


def test_what_is_refused_writes_nothing(files: Path) -> None:
    people = wall().people
    once = key()
    ordered(people, key=once)
    before = (FormBatch.objects.count(), FormSheet.objects.count(), AuditEvent.objects.count())
    for change, code in (
        ({"actor_id": people.zhou}, "forbidden"),
        ({"actor_id": people.han}, "forbidden"),
        ({"ending": "exe"}, "bad_ending"),
        ({}, "already_ordered"),
    ):
        with pytest.raises(Refused) as refused:
            ordered(people, **change)
        assert refused.value.code == code
    with pytest.raises(AlreadyDone):
        ordered(people, key=once, ending="pdf")
    for missing in (
        {"branch_id": people.other_branch_id},
        {"quarter": 4},
        {"year": 2019},
        {"actor_id": people.gao},
    ):
        with pytest.raises((NotFound, Refused)):
            ordered(people, **missing)
    assert before == (FormBatch.objects.count(), FormSheet.objects.count(), AuditEvent.objects.count())
