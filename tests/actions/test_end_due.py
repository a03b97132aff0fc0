"""到期办理: the clock ends a posting and locks a quarter, once, however often and late it runs."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.end_due import Ended, end_due
from fenming.queries.chain import first_broken_event
from fenming.queries.quarter import quarter_state
from fenming.records.models import AuditEvent, IdempotencyKey, Month, Posting, PostingEvent, Year
from fenming.rules.terms import Refused
from tests.actions._walk import determine, posted, quarter
from tests.cast import Cast, at, cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _on_the_wall() -> tuple[Cast, Posting]:
    """Posted on 1 April: on the wall to the 8th, objections to the 15th."""
    people = cast()
    determine(people)
    return people, posted(people)


def test_nothing_is_due_on_the_last_day_itself() -> None:
    people, _ = _on_the_wall()
    assert end_due(now=at(2026, 4, 8, 23)) == Ended((), ())
    assert quarter_state(quarter=quarter(people)) == "posted"
    assert not PostingEvent.objects.exists()


def test_the_term_ends_the_day_after_and_the_quarter_locks_after_the_objection_days() -> None:
    people, posting = _on_the_wall()
    assert end_due(now=at(2026, 4, 9, 0)) == Ended((posting.pk,), ())
    assert quarter_state(quarter=quarter(people)) == "ended"
    assert end_due(now=at(2026, 4, 15)) == Ended((), ())
    assert end_due(now=at(2026, 4, 16)) == Ended((), (posting.pk,))
    assert quarter_state(quarter=quarter(people)) == "locked"


def test_a_late_run_does_both_in_order_and_a_second_one_nothing() -> None:
    people, posting = _on_the_wall()
    assert end_due(now=at(2026, 6, 1)) == Ended((posting.pk,), (posting.pk,))
    assert end_due(now=at(2026, 6, 1)) == Ended((), ())
    assert list(PostingEvent.objects.order_by("pk").values_list("kind", flat=True)) == ["ended", "locked"]
    trail = AuditEvent.objects.filter(branch_id=people.branch_id, actor__isnull=True).order_by("seq")
    assert list(trail.values_list("verb", "clause", "subject_id")) == [
        ("end_posting", "A18", posting.pk),
        ("lock", "R77", posting.pk),
    ]
    assert first_broken_event(branch_id=people.branch_id) is None


def test_who_lost_the_race_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process ended the posting between the look and the lock."""
    _, posting = _on_the_wall()
    end_due(now=at(2026, 4, 9))
    monkeypatch.setattr("fenming.actions.end_due._due_to_end", lambda today: [posting])
    assert end_due(now=at(2026, 4, 9)) == Ended((), ())
    assert PostingEvent.objects.count() == 1


def test_the_new_year_opens_on_its_first_day_for_every_branch_once() -> None:
    people = cast()
    assert end_due(now=at(2026, 12, 31, 23)) == Ended((), ())
    opened = end_due(now=at(2027, 1, 1, 0)).opened
    years = Year.objects.filter(number=2027).order_by("branch")
    assert sorted(opened) == sorted(year.pk for year in years)
    assert [year.branch_id for year in years] == [people.branch_id, people.other_branch_id]
    assert (years[0].start, years[0].end) == (date(2027, 1, 1), date(2027, 12, 31))
    assert Month.objects.filter(quarter__year=years[0]).count() == 12
    assert end_due(now=at(2027, 1, 1, 0)).opened == ()
    assert AuditEvent.objects.filter(verb="open_year", actor__isnull=True).count() == 2


def test_a_form_cannot_use_up_the_clocks_key() -> None:
    """Keys of forms come from browsers: what the clock uses must not be one that can be guessed."""
    _, posting = _on_the_wall()
    guesses = (
        f"end_posting-{posting.pk}",
        f"end_posting {posting.pk}",
        f"end_posting:{posting.pk}",
        posting.code,
    )
    for guess in guesses:
        IdempotencyKey.objects.create(key=guess, verb="declare", at=at(2026, 4, 2))
    assert end_due(now=at(2026, 4, 9)).ended == (posting.pk,)


def test_the_days_of_a_posting_are_its_own_and_never_change() -> None:
    _, posting = _on_the_wall()
    posting.last_day = date(2026, 4, 2)
    with pytest.raises(Exception, match="append-only"):
        posting.save()


def test_nobody_may_end_a_posting_by_hand() -> None:
    from fenming.queries.access import get_posting_for

    people, posting = _on_the_wall()
    with pytest.raises(Refused) as refused:
        get_posting_for(actor_id=people.lin, verb="lock", posting_id=posting.pk, on=date(2026, 4, 3))
    assert refused.value.code == "forbidden"
    assert "到期自动办理" in refused.value.sentence
