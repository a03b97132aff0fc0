"""The named cast of the other tests with an account each, in February: `python -m tests.journeys.stage`.

周予安 has declared a matter with a range of points in January, 韩若水 too; 邓可为 has one in the other branch. Prints
the ids a forger would guess, as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

import django

django.setup()

from fenming.actions.create_account import create_account  # noqa: E402
from fenming.actions.declare import declare  # noqa: E402
from fenming.actions.set_password import set_password  # noqa: E402
from fenming.queries.demo_reading import periods_of  # noqa: E402
from fenming.records.models import Account  # noqa: E402
from tests.cast import PASSWORD, Cast, at, cast, key  # noqa: E402

NAMES = ("xu", "han", "shen", "zhou", "he", "jiang")


def open_accounts(people: Cast, names: Iterable[str] = NAMES) -> None:
    """Accounts by the short names of the cast; 林曼青 and 邓可为 have theirs from the founding."""
    for name in names:
        now = at(2026, 1, 5)
        create_account(
            actor_id=people.lin, membership_id=getattr(people, f"m_{name}"), login=name, key=key(), now=now
        )
        set_password(actor_id=getattr(people, name), current="", password=PASSWORD, key=key(), now=now)


def let_in(people: Cast, names: Iterable[str] = NAMES) -> None:
    """The accounts of a cast that has them take these short names and the password."""
    for name in names:
        account = Account.objects.get(person_id=getattr(people, name))
        account.login = name
        account.set_password(PASSWORD)
        account.save()


def declare_paper(person_id: int, branch_id: int) -> int:
    """A matter whose points have to be judged."""
    months = periods_of(branch_id=branch_id, year=2026).months
    return declare(
        actor_id=person_id, month_id=months[1], item="DT3", day=date(2026, 1, 20), each_centi=200,
        said="在《示例学刊》发表教学论文一篇。", key=key(), now=at(2026, 2, 2),
    )  # fmt: skip


def main() -> None:
    """Everyone on stage."""
    people = cast(accounts=False)
    open_accounts(people)
    ids = {
        "zhou_matter": declare_paper(people.zhou, people.branch_id),
        "han_matter": declare_paper(people.han, people.branch_id),
        "other_matter": declare_paper(people.deng, people.other_branch_id),
        "m_zhou": people.m_zhou,
        "m_han": people.m_han,
        "month": periods_of(branch_id=people.branch_id, year=2026).months[1],
        "other_month": periods_of(branch_id=people.other_branch_id, year=2026).months[1],
    }
    print(json.dumps(ids))


if __name__ == "__main__":
    main()
