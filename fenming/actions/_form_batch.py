"""What ordering forms for a branch and for a committee share: how many at once, and the rows of an order."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from fenming.actions._writing import Act
from fenming.queries.form_batches import period_name
from fenming.records.models import FormBatch, FormSheet
from fenming.rules.terms import Refused

MOST = 1000
MOST_WAITING = 5


def order(act: Act, sheets: Sequence[tuple[int, int]], *, year: int, quarter: int | None, ending: str) -> int:
    """The id of the new order with a row for each of `sheets` (branch, membership); the clock makes them.

    Refused: `bad_ending`, `nobody`, `too_many`, `too_many_waiting`, `already_ordered`.
    """
    if ending not in FormBatch.Ending.values:
        raise Refused("bad_ending", "还没有选打印成哪种文件。请选一个 PDF 文件或 ZIP 包。")
    if not sheets:
        raise Refused("nobody", f"{period_name(year, quarter)}没有可以打印的登记表。请核对选的是哪一期。")
    if len(sheets) > MOST:
        raise Refused(
            "too_many", f"一次至多打印 {MOST} 份，这里有 {len(sheets)} 份。请按季度或按支部分开打印。"
        )
    waiting = FormBatch.objects.filter(branch_id=act.branch_id, done_at__isnull=True)
    if waiting.filter(year=year, quarter=quarter, ending=ending).exists():
        raise Refused("already_ordered", "同样的一批正在制作，不用再提交。请在下面的列表里看进度。")
    if waiting.count() >= MOST_WAITING:
        raise Refused("too_many_waiting", f"已有 {MOST_WAITING} 批在等待制作。请等前面的做好再提交。")
    batch = FormBatch.objects.create(
        branch_id=act.branch_id, year=year, quarter=quarter, ending=ending, stored_as=secrets.token_hex(24),
        by_id=act.actor_id or 0, at=act.now,
    )  # fmt: skip
    FormSheet.objects.bulk_create(
        FormSheet(branch_id=branch_id, batch=batch, number=number, membership_id=membership_id)
        for number, (branch_id, membership_id) in enumerate(sheets, 1)
    )
    detail = {"year": year, "quarter": quarter, "ending": ending, "forms": len(sheets)}
    act.audit(subject="formbatch", subject_id=batch.pk, clause="R38 R72", detail=detail)
    return batch.pk
