"""知道了: one's own lines, and nobody else's."""

from __future__ import annotations

import pytest

from fenming.actions.see_notices import see_notices
from fenming.records.models import AuditEvent, Notice, Outbox
from tests.cast import Cast, at, cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 2, 12)


def line(people: Cast, person_id: int) -> int:
    waiting = Outbox.objects.create(
        branch_id=people.branch_id, kind="posted", subject="quarter", subject_id=1, to_id=person_id, at=NOW
    )
    return Notice.objects.create(
        branch_id=people.branch_id, outbox=waiting, person_id=person_id, kind="posted", subject="quarter",
        subject_id=1, at=NOW,
    ).pk  # fmt: skip


def test_lines_up_to_the_one_on_the_page_are_seen_later_ones_stay_new() -> None:
    people = cast()
    first, other, later = (line(people, pk) for pk in (people.he, people.zhou, people.he))
    assert see_notices(actor_id=people.he, up_to_id=other, now=NOW) == 1
    assert see_notices(actor_id=people.he, up_to_id=other, now=NOW) == 0
    seen = dict(Notice.objects.values_list("pk", "seen_at"))
    assert seen == {first: NOW, other: None, later: None}


def test_it_leaves_no_trail() -> None:
    people = cast()
    line(people, people.he)
    trail = AuditEvent.objects.count()
    see_notices(actor_id=people.he, up_to_id=10**9, now=NOW)
    assert AuditEvent.objects.count() == trail
