"""重算期限: a term grows with a holiday or a vacation, and never shrinks."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.add_pause import add_pause
from fenming.actions.end_due import end_due
from fenming.actions.extend_terms import extend_terms
from fenming.actions.record import record
from fenming.actions.set_holiday import set_holiday
from fenming.queries.quarter import quarters_of
from fenming.records.models import AuditEvent, Holiday, Matter, Posting, PostingEvent
from tests.actions.paper_scene import handed, papers
from tests.cast import Cast, at, cast, key
from tests.racing import race
from tests.walk import walk_quarter

pytestmark = [pytest.mark.database]

# Thursday; five working days of an ordinary week later is Thursday the 19th
RECORDED = at(2026, 3, 12)


def late_minus(people: Cast) -> Matter:
    (pk,) = record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 3, 11),
        membership_ids=[people.m_he], what="主题党日迟到十分钟。", key=key(), now=RECORDED,
    ).matter_ids  # fmt: skip
    return Matter.objects.get(pk=pk)


def vacation(people: Cast, since: date, until: date) -> None:
    add_pause(
        actor_id=people.lin, branch_id=people.branch_id, name="春假", since=since, until=until,
        resolution="支委会 2026年3月9日", key=key(), now=RECORDED,
    )  # fmt: skip


@pytest.mark.django_db
def test_days_to_reply_grow_by_a_vacation() -> None:
    people = cast()
    matter = late_minus(people)
    assert matter.reply_by == date(2026, 3, 19)
    assert extend_terms(now=RECORDED) == 0
    vacation(people, date(2026, 3, 16), date(2026, 3, 20))
    assert extend_terms(now=RECORDED) == 1
    assert Matter.objects.get(pk=matter.pk).reply_by == date(2026, 3, 26)
    assert AuditEvent.objects.filter(verb="extend_terms", actor=None).count() == 1
    assert extend_terms(now=RECORDED) == 0


@pytest.mark.django_db
def test_days_that_run_from_a_paper_grow_too_and_what_is_not_handed_over_has_none() -> None:
    scene = papers()
    for subject in ("veto", "reopening"):
        handed(scene, subject)
    vacation(scene.wall.people, date(2026, 4, 15), date(2026, 4, 16))
    extend_terms(now=at(2026, 4, 14))
    due = {subject: scene.row(subject).reply_by for subject in scene.ids}
    assert due == {"veto": date(2026, 4, 22), "reopening": date(2026, 4, 22), "correction": None}


@pytest.mark.django_db
def test_a_term_never_becomes_shorter() -> None:
    people = cast()
    matter = late_minus(people)
    # the Saturday becomes a working day: counted anew the term would end a day earlier
    set_holiday(
        actor_id=people.lin, branch_id=people.branch_id, since=date(2026, 3, 14), until=date(2026, 3, 14),
        kind="workday", name="调休", key=key(), now=RECORDED,
    )  # fmt: skip
    assert extend_terms(now=RECORDED) == 0
    assert Matter.objects.get(pk=matter.pk).reply_by == date(2026, 3, 19)


@pytest.mark.django_db
def test_a_term_that_has_run_out_stays_so() -> None:
    people = cast()
    matter = late_minus(people)
    Holiday.objects.create(day=date(2026, 3, 16), kind="holiday")
    assert extend_terms(now=at(2026, 3, 20)) == 0
    assert Matter.objects.get(pk=matter.pk).reply_by == date(2026, 3, 19)


@pytest.mark.django_db
def test_a_posting_runs_longer_and_keeps_its_sheet_as_posted() -> None:
    people = cast()
    walk_quarter(people, until_posted=True)
    posting = Posting.objects.get()
    before = (posting.last_day, posting.objection_until)
    Holiday.objects.create(day=posting.last_day, kind="holiday")
    assert extend_terms(now=at(2026, 4, 17)) == 1
    event = PostingEvent.objects.get(kind="extended")
    assert event.last_day is not None
    assert event.objection_until is not None
    assert event.last_day > before[0]
    assert event.objection_until > before[1]
    kept = Posting.objects.get()
    assert (kept.last_day, kept.objection_until, kept.digest) == (*before, posting.digest)
    shown = next(one.posting for one in quarters_of(branch_id=people.branch_id) if one.posting)
    assert (shown.last_day, shown.objection_until) == (event.last_day, event.objection_until)
    # the day after the posted last day it has not ended yet
    assert end_due(now=at(event.last_day.year, event.last_day.month, event.last_day.day)).ended == ()
    assert end_due(now=at(2026, 5, 20)).ended == (posting.pk,)


def test_32_clocks_at_once_lengthen_a_term_once(committed: None) -> None:
    people = cast()
    late_minus(people)
    vacation(people, date(2026, 3, 16), date(2026, 3, 20))
    assert race(lambda: extend_terms(now=RECORDED)) == ["done"] * 32
    assert AuditEvent.objects.filter(verb="extend_terms").count() == 1
