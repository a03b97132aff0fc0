"""成批打印积分登记表: the register forms of everyone in the branch, for a quarter or a year, as one file (R38, R72)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._form_batch import order
from fenming.actions._writing import writing
from fenming.queries.access import get_branch_for
from fenming.queries.form_batches import branch_members


def order_forms(
    *, actor_id: int, branch_id: int, year: int, quarter: int | None, ending: str, key: str, now: datetime
) -> int:
    """The id of the order; `quarter` None for the year, `ending` pdf or zip. `make_forms` makes them afterwards.

    Raises NotFound, also for a period that has not begun. Refused: `forbidden` and what `order` says.
    """
    today = timezone.localdate(now)
    branch = get_branch_for(actor_id=actor_id, verb="order_forms", branch_id=branch_id, on=today)
    with writing(branch_id=branch.pk, actor_id=actor_id, verb="order_forms", key=key, now=now) as act:
        sheets = branch_members(branch_id=branch.pk, year=year, quarter=quarter, on=today)
        return order(act, sheets, year=year, quarter=quarter, ending=ending)
