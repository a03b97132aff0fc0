"""A browser's way in for tests of pages: someone signed in, on a day that does not move."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from fenming.pages import clock
from fenming.records.models import Account
from tests.cast import PASSWORD


def client_of(person_id: int) -> Client:
    """A client signed in as that person, who is given an account with PASSWORD if there is none yet."""
    account = Account.objects.filter(person_id=person_id).first()
    if account is None:
        account = Account(person_id=person_id, login=f"p{person_id}", must_set_password=False)
    if not account.password:
        account.set_password(PASSWORD)
        account.save()
    client = Client()
    client.force_login(account)
    return client


def stop_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """From here on pages read this moment."""
    monkeypatch.setattr(clock, "now", lambda: moment)


def text(response: Any) -> str:
    """What the browser is sent."""
    return str(response.content.decode())
