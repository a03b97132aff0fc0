"""What the database itself refuses about coming, going, being away and probation: attacks by raw SQL."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fenming.records.models import Membership
from tests.actions.roster_scene import exempted, extended, out, received, sent, started
from tests.cast import Cast, cast
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]


ARRIVAL = (
    "INSERT INTO records_arrival (branch_id, membership_id, day, origin, departure_id, resolution, by_id, at) "
    "SELECT {branch}, {membership}, '{day}', 'x', id, 'x', by_id, at FROM records_departure"
)

# what stands there, the statement, words of the refusal
ATTACKS: dict[str, tuple[Callable[[Cast], object], Callable[[Cast], str], tuple[str, ...]]] = {
    "back on the roster": (
        out, lambda p: f"UPDATE records_membership SET until = NULL WHERE id = {p.m_zhou}", ("stays ended",),
    ),
    "gone on another day": (
        out, lambda p: f"UPDATE records_membership SET until = '2026-06-01' WHERE id = {p.m_zhou}", ("stays ended",),
    ),
    "somebody else's membership": (
        lambda people: None, lambda p: f"UPDATE records_membership SET person_id = {p.he} WHERE id = {p.m_zhou}", ("fenming",),
    ),
    "a statement rewritten": (
        out, lambda p: "UPDATE records_departure SET statement = '{}'", ("append-only",),
    ),
    "gone without a letter": (
        out, lambda p: "UPDATE records_departure SET resolution = ''", ("append-only",),
    ),
    "formal since always": (
        started, lambda p: "UPDATE records_standing SET status = 'formal'", ("append-only",),
    ),
    "a probation begun again": (
        started,
        lambda p: copy_row("records_probationevent", "kind = 'started'", day="'2026-01-01'"),
        ("unique",),
    ),
    "a second extension": (
        lambda people: (started(people), extended(people)),
        lambda p: copy_row("records_probationevent", "kind = 'extended'", due_on="'2028-01-01'"),
        ("unique",),
    ),
    "an extension without an end": (
        started,
        lambda p: copy_row("records_probationevent", "kind = 'started'", kind="'extended'", due_on="NULL"),
        ("probation_due_while_it_runs",),
    ),
    "an extension without a reason": (
        started,
        lambda p: copy_row("records_probationevent", "kind = 'started'", kind="'extended'"),
        ("probation_reason_given",),
    ),
    "a beginning that was approved": (
        started,
        lambda p: "INSERT INTO records_probationapproval (branch_id, event_id, document, day, by_id, at) "
        "SELECT branch_id, id, 'x', '2026-06-10', by_id, at FROM records_probationevent",
        ("nothing was decided by then",),
    ),
    "an approval before the decision": (
        lambda people: (started(people), extended(people)),
        lambda p: "INSERT INTO records_probationapproval (branch_id, event_id, document, day, by_id, at) "
        "SELECT branch_id, id, 'x', '2026-06-01', by_id, at FROM records_probationevent WHERE kind = 'extended'",
        ("nothing was decided by then",),
    ),
    "an exemption made longer": (
        exempted,
        lambda p: "UPDATE records_absence SET until = '2026-12-31', end_resolution = 'x'",
        ("brought to an end",),
    ),
    "an exemption ended by nobody": (
        exempted, lambda p: "UPDATE records_absence SET until = '2026-07-01'", ("brought to an end",),
    ),
    "an exemption moved to the year's beginning": (
        exempted,
        lambda p: "UPDATE records_absence SET since = '2026-01-05', until = '2026-07-01', end_resolution = 'x'",
        ("brought to an end",),
    ),
    "an end before the beginning": (
        exempted,
        lambda p: "UPDATE records_absence SET until = '2026-05-01', end_resolution = 'x'",
        ("absence_until_after_since",),
    ),
    "an exemption without a resolution": (
        exempted,
        lambda p: copy_row("records_absence", "kind = 'exemption'", since="'2026-09-01'", until="NULL", resolution="''"),
        ("absence_by_resolution",),
    ),
    "received for another one": (
        sent,
        lambda p: ARRIVAL.format(branch=p.other_branch_id, membership=p.m_deng, day="2026-06-09"),
        ("not the one who was sent here",),
    ),
    "received twice": (
        lambda people: received(people, sent(people)),
        lambda p: copy_row("records_arrival", "departure_id IS NOT NULL", membership_id=str(p.m_deng)),
        ("fenming",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_the_database_refuses(name: str) -> None:
    scene, statement, words = ATTACKS[name]
    people = cast()
    scene(people)
    refused(statement(people), *words)


def test_nobody_is_received_before_the_last_day_elsewhere() -> None:
    people = cast()
    sent(people)
    again = Membership.objects.create(
        branch_id=people.other_branch_id, person_id=people.zhou, roster_no=9, since="2026-06-08"
    )
    for day, branch in (("2026-06-08", people.other_branch_id), ("2026-06-09", people.branch_id)):
        refused(ARRIVAL.format(branch=branch, membership=again.pk, day=day), "fenming")
