"""停用日历订阅: it ends one's own address and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.open_feed import open_feed
from fenming.actions.revoke_feed import revoke_feed
from fenming.queries.access import NotFound
from fenming.queries.reminders import feed_days
from fenming.records.models import Account
from tests.cast import at, cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_only_ones_own_address_ends() -> None:
    people, now = cast(accounts=False), at(2026, 3, 2)
    Account.objects.create(person_id=people.zhou, login="zhou", must_set_password=False)
    mine, other = open_feed(actor_id=people.lin, now=now), open_feed(actor_id=people.zhou, now=now)
    assert revoke_feed(actor_id=people.lin, now=now)
    with pytest.raises(NotFound):
        feed_days(secret=mine, on=date(2026, 3, 2))
    assert feed_days(secret=other, on=date(2026, 3, 2))
