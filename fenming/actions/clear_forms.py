"""删去过期的打印文件: files of forms made many at once are taken away some days after they were made."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

from fenming.queries.form_batches import KEPT_DAYS, folder_of
from fenming.records.models import FormBatch


def clear_forms(*, now: datetime) -> int:
    """Take away what is older than KEPT_DAYS; gives how many files went.

    The clock's act; run twice or late, each goes once. The order and who gave it stay.
    """
    old = FormBatch.objects.filter(done_at__lt=now - timedelta(days=KEPT_DAYS), gone_at__isnull=True)
    found = list(old.values_list("pk", "stored_as"))
    for pk, stored_as in found:
        shutil.rmtree(folder_of(stored_as), ignore_errors=True)
        FormBatch.objects.filter(pk=pk, gone_at__isnull=True).update(gone_at=now)
    return len(found)
