"""A branch of forty on a morning in February with an account for each, written by `python -m tests.steady.scene`.

Prints as JSON what the visitors must know.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

SIZE, CAST = 40, 8
OFFICES = ("xu", "han", "shen")  # the recorder and two of the committee
TODAY = date(2026, 2, 3)


@dataclass(frozen=True, slots=True)
class Scene:
    """`month`: January, still open for declaring; `members`: membership id by login of those without an office."""

    month: int
    members: dict[str, int]


def scene() -> Scene:
    """Put it on the stage, in an empty database in demo mode."""
    from fenming.actions.advance_demo_day import set_demo_day
    from fenming.queries.demo_reading import roster_ids
    from tests.pages.crowd import crowd_of

    crowd = crowd_of(SIZE)
    people = crowd.people
    for login in OFFICES:
        _account(getattr(people, login), login)
    members = {}
    for membership_id, person_id in roster_ids(branch_id=people.branch_id)[CAST:]:
        _account(person_id, f"m{membership_id}")
        members[f"m{membership_id}"] = membership_id
    set_demo_day(day=TODAY)
    return Scene(crowd.periods.months[1], members)


def _account(person_id: int, login: str) -> None:
    from fenming.records.models import Account
    from tests.cast import PASSWORD

    account = Account.objects.filter(person_id=person_id).first() or Account(person_id=person_id)
    account.login, account.must_set_password = login, False
    account.set_password(PASSWORD)
    account.save()


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(asdict(scene())))
