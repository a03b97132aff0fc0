"""制作成批打印的登记表: what was ordered is made, form by form, and put together (R38, R72)."""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import file_digest
from itertools import groupby
from pathlib import Path

from django.utils import timezone

from fenming.prints.paper import file_name
from fenming.prints.register_form import register_form_names, register_form_pdf
from fenming.prints.together import bind, pack
from fenming.queries.access import NotFound
from fenming.queries.form_batches import folder_of, period_name
from fenming.queries.register_form import register_forms_of
from fenming.queries.register_form_view import RegisterForm
from fenming.records.models import FormBatch, FormSheet, Organisation
from fenming.rules.terms import Refused

Step = Callable[[int, int], None]
AT_ONCE = 20
"""So many forms are marked as made in one write."""
PARTS = "parts"
_LOG = logging.getLogger(__name__)


def make_forms(*, now: datetime, step: Step = lambda _done, _of: None) -> int:
    """Make everything that waits; gives how many forms were made. `step(done, of)` counts those of one order.

    The clock's act: the order left the trail, making adds none. Each order is in one process's hands at a time, by a
    lock on its folder that ends with the process; whoever comes after a killed one goes on behind the forms that are
    there. A form that cannot be made is noted with its reason, the rest is made all the same.
    """
    made = 0
    for batch_id in (
        FormBatch.objects.filter(done_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    ):
        batch = FormBatch.objects.select_related("branch").get(pk=batch_id)
        folder = folder_of(batch.stored_as)
        with _in_one_hand(folder) as mine:
            if mine and FormBatch.objects.filter(pk=batch_id, done_at__isnull=True).exists():
                made += _make(batch, folder, now, step)
                _put_together(batch, folder, now)
    return made


@contextmanager
def _in_one_hand(folder: Path) -> Iterator[bool]:
    """Whether nobody else has it; the lock is the system's and goes with the process, however that ends."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _make(batch: FormBatch, folder: Path, now: datetime, step: Step) -> int:
    (folder / PARTS).mkdir(mode=0o700, exist_ok=True)
    rows = list(FormSheet.objects.filter(batch=batch).select_related("branch").order_by("number"))
    there = {one.pk for one in rows if one.fault or _part(folder, one).exists()}
    _mark([one for one in rows if one.pk in there], now)
    step(len(there), len(rows))
    made, waiting = 0, [one for one in rows if one.pk not in there]
    for _, group in groupby(waiting, key=lambda one: one.branch_id):
        sheets = list(group)
        forms = _forms(batch, sheets)
        for start in range(0, len(sheets), AT_ONCE):
            chunk = sheets[start : start + AT_ONCE]
            for sheet in chunk:
                sheet.fault = _write(_part(folder, sheet), next(forms, None))
                made += not sheet.fault
            _mark(chunk, now)
            step(len(there) + made, len(rows))
    return made


def _forms(batch: FormBatch, sheets: Sequence[FormSheet]) -> Iterator[RegisterForm]:
    """The forms of sheets of one branch, as of the day of the order.

    It ends early when the branch has no such period, or when its books cannot be read: other orders go on.
    """
    try:
        yield from register_forms_of(
            branch=sheets[0].branch,
            year_number=batch.year,
            quarter_number=batch.quarter,
            membership_ids=[one.membership_id for one in sheets],
            today=timezone.localdate(batch.at),
            filed=batch.branch.kind == Organisation.Kind.COMMITTEE,
        )
    except NotFound:
        return
    except Exception:
        _LOG.exception("the forms of a branch could not be read")
        return


def _write(path: Path, form: RegisterForm | None) -> str:
    """Write the form whole or not at all; gives the fault, "" when it is there."""
    if form is None:
        return FormSheet.Fault.MISSING
    try:
        content = register_form_pdf(form)
    except Refused:
        return FormSheet.Fault.UNPRINTABLE
    except Exception:
        _LOG.exception("a form could not be set")
        return FormSheet.Fault.FAILED
    half = path.with_suffix(".half")
    half.write_bytes(content)
    half.replace(path)
    return ""


def _mark(sheets: Sequence[FormSheet], now: datetime) -> None:
    for fault in {one.fault for one in sheets}:
        pks = [one.pk for one in sheets if one.fault == fault and one.done_at is None]
        FormSheet.objects.filter(pk__in=pks, done_at__isnull=True).update(done_at=now, fault=fault)


def _part(folder: Path, sheet: FormSheet) -> Path:
    return folder / PARTS / f"{sheet.number:05}.pdf"


def _put_together(batch: FormBatch, folder: Path, now: datetime) -> None:
    rows = FormSheet.objects.filter(batch=batch, fault="").select_related("membership__person", "branch")
    sheets = list(rows.order_by("number"))
    size, digest = 0, ""
    if sheets:
        half, whole = folder / "half", folder / f"forms.{batch.ending}"
        paths = [_part(folder, one) for one in sheets]
        if batch.ending == FormBatch.Ending.PDF:
            bind(paths, half)
        else:
            pack(list(zip(_names(batch, sheets), paths, strict=True)), half)
        with half.open("rb") as file:
            os.fsync(file.fileno())
            size, digest = os.fstat(file.fileno()).st_size, file_digest(file, "sha256").hexdigest()
        half.replace(whole)
    FormBatch.objects.filter(pk=batch.pk, done_at__isnull=True).update(done_at=now, size=size, digest=digest)
    shutil.rmtree(folder / PARTS)


def _names(batch: FormBatch, sheets: Sequence[FormSheet]) -> list[str]:
    """What each file is called; of a committee's order, in a folder for each branch."""
    names: list[str] = []
    period = period_name(batch.year, batch.quarter)
    for branch, group in groupby(sheets, key=lambda one: one.branch):
        people = [(str(one.membership.roster_no), one.membership.person.name) for one in group]
        above = f"{file_name(branch.name)}/" if batch.branch_id != branch.pk else ""
        names += [f"{above}{name}.pdf" for name in register_form_names(people, period)]
    return names
