"""大字与常规字: how large the pages are written for one account."""

from __future__ import annotations

from django.db import transaction

from fenming.queries.access import NotFound
from fenming.records.models import Account


def set_large_type(*, actor_id: int, large: bool) -> None:
    """Write one's own pages large, or normal again; raises NotFound for someone without an account.

    A setting of one's eyes, not an act of the branch: hence no trail that others could read, and no once-only key,
    since setting it twice changes nothing.
    """
    with transaction.atomic(durable=True):
        if not Account.objects.filter(person_id=actor_id).update(large_type=large):
            raise NotFound(f"account of {actor_id}")
