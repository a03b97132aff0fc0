"""What the answers to a received archive share: that it is the latest and nobody has answered it."""

from __future__ import annotations

from fenming.records.models import Received, ReceivedEvent
from fenming.rules.terms import Refused


def require_unanswered(received: Received) -> None:
    """Refused `wrong_state` when it was answered, or a later archive of that branch and year took its place."""
    if ReceivedEvent.objects.filter(received=received).exists():
        raise Refused("wrong_state", "这一份已经答复过，没有重复办理。请看现在的结果。")
    if Received.objects.filter(follows=received).exists():
        raise Refused("wrong_state", "支部后来又交了一份，这一份不再答复。请看后面那一份。")
