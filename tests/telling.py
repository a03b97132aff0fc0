"""The members told of a year the short way: the secretary alone signs, then announces."""

from __future__ import annotations

from datetime import datetime

from fenming.actions.announce import announce
from fenming.actions.sign_off import sign_off
from tests.cast import key


def sign_and_announce(*, actor_id: int, settlement_id: int, now: datetime) -> None:
    """For branches without a leading group."""
    sign_off(actor_id=actor_id, settlement_id=settlement_id, key=key(), now=now)
    announce(actor_id=actor_id, settlement_id=settlement_id, key=key(), now=now)
