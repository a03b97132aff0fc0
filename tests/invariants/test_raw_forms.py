"""Raw SQL against orders of forms: an order stays what it was, each form is made once, for a branch the order is for."""

from __future__ import annotations

import pytest
from django.db import connection

from fenming.actions.order_forms import order_forms
from tests.cast import at, cast, key
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BATCH, SHEET = "records_formbatch", "records_formsheet"


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_was_ordered_and_made_stays() -> None:
    people = cast()
    batch = order_forms(
        actor_id=people.xu, branch_id=people.branch_id, year=2026, quarter=1, ending="pdf", key=key(), now=at(2026, 4, 2)
    )  # fmt: skip
    one = f"id = {batch}"
    for change in (
        "year = 2025",
        "quarter = NULL",
        "ending = 'zip'",
        "stored_as = 'x'",
        f"by_id = {people.lin}",
    ):
        refused(f"UPDATE {BATCH} SET {change} WHERE {one}", "an order stays")
    refused(f"UPDATE {BATCH} SET gone_at = at WHERE {one}", "form_batch_gone_after_done")
    sql(f"UPDATE {SHEET} SET done_at = '2026-04-02 10:00:00+00' WHERE number = 1")
    refused(f"UPDATE {SHEET} SET fault = 'failed' WHERE number = 1", "made once")
    refused(f"UPDATE {SHEET} SET number = 99 WHERE number = 2", "made once")
    sql(f"UPDATE {BATCH} SET done_at = '2026-04-02 10:00:00+00', size = 1 WHERE {one}")
    refused(f"UPDATE {BATCH} SET size = 2 WHERE {one}", "made once")
    sql(f"UPDATE {BATCH} SET gone_at = '2026-04-09 10:00:00+00' WHERE {one}")
    refused(f"UPDATE {BATCH} SET gone_at = NULL WHERE {one}", "made once")
    strange = copy_row(
        SHEET,
        "number = 1",
        number="98",
        branch_id=str(people.other_branch_id),
        membership_id=str(people.m_deng),
    )
    refused(strange, "not a branch the batch is for")
