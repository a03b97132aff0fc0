"""开通日历订阅: an address of one's own, of which only the digest is kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from fenming.actions.open_feed import open_feed
from fenming.actions.revoke_feed import revoke_feed
from fenming.queries.access import NotFound
from fenming.queries.reminders import feed_days
from fenming.records.models import Account, AuditEvent, CalendarFeed
from tests.cast import Cast, at, cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW, TODAY = at(2026, 3, 2), date(2026, 3, 2)


@pytest.fixture
def people() -> Cast:
    return cast(accounts=False)


def test_the_address_answers_and_the_secret_is_kept_nowhere(people: Cast) -> None:
    trail = AuditEvent.objects.count()
    secret = open_feed(actor_id=people.lin, now=NOW)
    assert date(2026, 3, 5) in feed_days(secret=secret, on=TODAY)  # February is to be declared by the fifth
    assert secret not in str(list(CalendarFeed.objects.values()))
    assert AuditEvent.objects.count() == trail


def test_a_new_address_ends_the_one_before(people: Cast) -> None:
    first = open_feed(actor_id=people.lin, now=NOW)
    second = open_feed(actor_id=people.lin, now=NOW)
    assert feed_days(secret=second, on=TODAY)
    with pytest.raises(NotFound):
        feed_days(secret=first, on=TODAY)
    with pytest.raises(IntegrityError, match=r"calendar_feed_one_open|there already"), transaction.atomic():
        CalendarFeed.objects.create(person_id=people.lin, secret_digest="0" * 64, opened_at=NOW)


def test_a_revoked_address_and_one_whose_owner_may_not_sign_in_answer_nobody(people: Cast) -> None:
    secret = open_feed(actor_id=people.lin, now=NOW)
    Account.objects.filter(person_id=people.lin).update(is_active=False)
    with pytest.raises(NotFound):
        feed_days(secret=secret, on=TODAY)
    Account.objects.filter(person_id=people.lin).update(is_active=True)
    assert revoke_feed(actor_id=people.lin, now=NOW)
    assert not revoke_feed(actor_id=people.lin, now=NOW)
    with pytest.raises(NotFound):
        feed_days(secret=secret, on=TODAY)


def test_whoever_has_no_account_is_not_found(people: Cast) -> None:
    with pytest.raises(NotFound):
        open_feed(actor_id=people.zhou, now=NOW)
