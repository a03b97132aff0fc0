"""The committee's own system, in a process and a database of its own: an archive comes in, a receipt goes out.

`python -m tests.journeys.committee_system ARCHIVE CODE RECEIPT`; FENMING_DATABASE_URL names its database, which
`fenming migrate` has made.
"""

from __future__ import annotations

import secrets
import sys
from datetime import date
from pathlib import Path

import django

django.setup()

from django.utils import timezone  # noqa: E402

from fenming.actions._people import NewMember  # noqa: E402
from fenming.actions.accept_received import accept_received  # noqa: E402
from fenming.actions.found_branch import Founding, found_branch  # noqa: E402
from fenming.actions.name_reviewer import name_reviewer  # noqa: E402
from fenming.actions.receive_year import receive_year  # noqa: E402
from fenming.queries.received import receipt_of, received_view  # noqa: E402
from fenming.records.models import Account  # noqa: E402
from fenming.rules.terms import Status  # noqa: E402
from fenming.rules.year_receipt import receipt_bytes  # noqa: E402

COMMITTEE = "青岚大学人文学院党委"
SINCE = date(2026, 1, 1)


def reviewer() -> int:
    """The committee with one branch of its own, and its reviewer."""
    secretary = NewMember("田一禾", "T", Status.FORMAL, SINCE)
    founding = Founding(
        superior_name=COMMITTEE, branch_name="机关党支部", long_name="青岚大学人文学院", contact="", login="tian",
        password="a-long-enough-phrase-2026", resolution="院党委〔2026〕2号", since=SINCE, secretary=secretary,
    )  # fmt: skip
    now = timezone.now()
    found_branch(actor_id=None, founding=founding, key=secrets.token_urlsafe(24), now=now)
    account = name_reviewer(
        committee=COMMITTEE, name="高远", login="gao", since=SINCE, document="院党委〔2026〕3号",
        key=secrets.token_urlsafe(24), now=now,
    )  # fmt: skip
    return Account.objects.get(login=account.login).person_id


def main(archive: Path, code: str, receipt: Path) -> None:
    """Received, accepted, and the receipt written."""
    actor, now = reviewer(), timezone.now()
    taken = receive_year(
        actor_id=actor, content=archive.read_bytes(), code=code, key=secrets.token_urlsafe(24), now=now
    )
    accept_received(actor_id=actor, received_id=taken.id, number="", key=secrets.token_urlsafe(24), now=now)
    view = received_view(actor_id=actor, received_id=taken.id, today=timezone.localdate(now))
    receipt.write_bytes(receipt_bytes(receipt_of(view)))


main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
