"""设置邮件提醒: where one wants to be written to, and not any more."""

from __future__ import annotations

import pytest

from fenming.actions.set_mail import set_mail
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, MailReminder
from fenming.rules.terms import Refused
from tests.cast import at, cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = at(2026, 3, 2)


def test_it_is_set_changed_and_deleted_and_leaves_no_trail() -> None:
    people = cast(accounts=False)
    trail = AuditEvent.objects.count()
    for address in ("lin@example.org", " lin.manqing@example.org "):
        set_mail(actor_id=people.lin, address=address, now=NOW)
    assert list(MailReminder.objects.values_list("address", flat=True)) == ["lin.manqing@example.org"]
    set_mail(actor_id=people.lin, address="", now=NOW)
    set_mail(actor_id=people.lin, address=" ", now=NOW)
    assert list(MailReminder.objects.values_list("address", flat=True)) == [""]
    assert AuditEvent.objects.count() == trail


@pytest.mark.parametrize(
    "address", ["林曼青", "lin@", "a@b.org, c@d.org", "a@b.org\nBcc: c@d.org", "x" * 120 + "@example.org"]
)
def test_what_is_no_address_is_refused_and_nothing_kept(address: str) -> None:
    people = cast(accounts=False)
    with pytest.raises(Refused) as refused:
        set_mail(actor_id=people.lin, address=address, now=NOW)
    assert refused.value.code == "bad_address"
    assert not MailReminder.objects.exists()


def test_whoever_has_no_account_is_not_found() -> None:
    people = cast(accounts=False)
    with pytest.raises(NotFound):
        set_mail(actor_id=people.zhou, address="zhou@example.org", now=NOW)
