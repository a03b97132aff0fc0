"""Someone of the cast looking at their own pages, and a branch that can be made larger."""

from __future__ import annotations

from datetime import date

from fenming.actions._people import NewMember
from fenming.actions.enrol_members import enrol_members
from fenming.queries.viewer import Viewer, viewer_of
from fenming.records.models import Account
from fenming.rules.terms import Status
from tests.cast import SINCE, Cast, at, key


def account_of(people: Cast, name: str) -> Account:
    """The account of one of the cast; made when missing, ready to be used."""
    defaults = {"login": f"{name}-{people.branch_id}", "must_set_password": False}
    account, _ = Account.objects.get_or_create(person_id=getattr(people, name), defaults=defaults)
    return account


def viewer(people: Cast, name: str, on: date) -> Viewer:
    """The same person as pages see them on a day."""
    found = viewer_of(account=account_of(people, name), on=on)
    assert found is not None
    return found


def more_members(people: Cast, count: int) -> list[int]:
    """Enrol as many more teachers; their membership ids."""
    return enrol_members(
        actor_id=people.lin,
        branch_id=people.branch_id,
        members=[NewMember(f"党员{number}", "T", Status.FORMAL, SINCE) for number in range(count)],
        resolution="支部党员大会 2026年1月5日",
        key=key(),
        now=at(2026, 1, 6),
    )
