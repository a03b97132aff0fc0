"""The account behind a session, as Django finds it; only the look-up before every page is written out."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from fenming.records.models import Account

_LOOK_UP = "SELECT * FROM records_account WHERE id = %s"


class AccountBackend(ModelBackend):
    """Django's own, without putting the same query together anew for every page."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of this number, None when there is none or it is closed."""
        account = next(iter(Account.objects.raw(_LOOK_UP, [user_id])), None)
        return account if account is not None and self.user_can_authenticate(account) else None
