"""大字与常规字: a setting of one's own."""

from __future__ import annotations

import pytest

from fenming.actions.set_large_type import set_large_type
from fenming.queries.access import NotFound
from fenming.records.models import Account, AuditEvent
from tests.cast import cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_it_is_set_and_unset_for_one_person_and_leaves_no_trail() -> None:
    people = cast()
    trail = AuditEvent.objects.count()
    set_large_type(actor_id=people.lin, large=True)
    set_large_type(actor_id=people.lin, large=True)
    assert list(Account.objects.filter(large_type=True).values_list("person_id", flat=True)) == [people.lin]
    set_large_type(actor_id=people.lin, large=False)
    assert not Account.objects.filter(large_type=True).exists()
    assert AuditEvent.objects.count() == trail


def test_whoever_has_no_account_is_not_found() -> None:
    people = cast(accounts=False)
    with pytest.raises(NotFound):
        set_large_type(actor_id=people.zhou, large=True)
