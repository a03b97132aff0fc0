"""成批打印报送年度的积分登记表: of everyone in the tables that branches have filed with the committee (R38, R45, A34)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._form_batch import order
from fenming.actions._writing import writing
from fenming.queries.form_batches import filed_members
from fenming.queries.received import committees_for


def order_filed_forms(*, actor_id: int, year: int, ending: str, key: str, now: datetime) -> int:
    """The id of the order: figures as filed, without the words of what was done. `make_forms` makes them afterwards.

    Refused: `forbidden` and what `order` says.
    """
    today = timezone.localdate(now)
    place = committees_for(actor_id=actor_id, verb="order_filed_forms", on=today)[0]
    with writing(branch_id=place, actor_id=actor_id, verb="order_filed_forms", key=key, now=now) as act:
        sheets = filed_members(committee_id=place, year=year)
        return order(act, sheets, year=year, quarter=None, ending=ending)
