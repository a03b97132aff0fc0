"""What `fenming verify` asks of every branch: whether each chain and each frozen record is as it was written.

CHECKS is the one list: a table that is to be verified gets its line there (R61, R73, R77).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, QuerySet

from fenming.queries.chain import entry_content, event_content, first_broken_entry, first_broken_event
from fenming.queries.evidence import path_of
from fenming.queries.verification_filings import broken_filings
from fenming.queries.verification_leaving import broken_departures
from fenming.queries.verification_received import broken_received
from fenming.queries.verification_sheets import (
    UNREADABLE,
    Broken,
    broken_postings,
    broken_settlements,
)
from fenming.records import triggers
from fenming.records.models import (
    AuditEvent,
    Departure,
    Evidence,
    Filing,
    FormTemplate,
    LedgerEntry,
    Organisation,
    PersonalText,
    Posting,
    PostingLine,
    Received,
    ReceivedEvent,
    Settlement,
    SettlementLine,
    StandardVersion,
)
from fenming.rules.ledger import Json, salted_hash
from fenming.rules.standard import StandardError, load_standard

CHANGED = "与写入时不一样"


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is not as it was written: whose, in which table, its number as people find it, what is wrong."""

    branch: str
    broken: Broken

    @property
    def sentence(self) -> str:
        owner = f"{self.branch}，" if self.branch else ""
        return f"{owner}{self.broken.table}{self.broken.number}：{self.broken.problem}。"


@dataclass(frozen=True, slots=True)
class Check:
    """One question: what it is called, the tables whose rows it goes over, what it finds wrong in a branch."""

    name: str
    tables: tuple[type[Model], ...]
    broken: Callable[[int], Iterator[Broken]]


@dataclass(frozen=True, slots=True)
class Report:
    """What was gone over (name of a table, rows) and everything that was found, in the order of the checks."""

    branches: int
    counts: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]


def verify(*, step: Callable[[int, int], None], with_files: bool = True) -> Report:
    """Every check on every branch; `step(done, of)` is called as the work goes on.

    `with_files` also reads the files handed in as evidence. Reads only, and may run while people work: what a record rests on is written before the record. A row that
    cannot even be read is a fault, never an error.
    """
    branches = list(Organisation.objects.order_by("pk"))
    checks = (
        CHECKS
        if with_files
        else tuple(one for one in CHECKS if not {Evidence, FormTemplate} & set(one.tables))
    )
    total = len(branches) * len(checks) + 1
    faults = [Fault("", one) for one in (*_missing_triggers(), *_astray())]
    done = 1
    step(done, total)
    for branch in branches:
        for check in checks:
            faults += [Fault(str(branch), one) for one in _found(check, branch.pk)]
            done += 1
            step(done, total)
    tables = [model for check in checks for model in check.tables]
    counts = tuple((str(model._meta.verbose_name), model._base_manager.count()) for model in tables)
    return Report(len(branches), counts, tuple(faults))


def _found(check: Check, branch_id: int) -> Iterator[Broken]:
    try:
        yield from check.broken(branch_id)
    except UNREADABLE:
        yield Broken(check.name, "", "有一行已经读不出来")


def _ledger(branch_id: int) -> Iterator[Broken]:
    try:
        seq = first_broken_entry(branch_id=branch_id)
    except UNREADABLE:
        seq = _first_unreadable(LedgerEntry, branch_id, entry_content)
    if seq is not None:
        yield Broken("台账", f"第{seq}笔", f"{CHANGED}，或者前后连不上")


def _trail(branch_id: int) -> Iterator[Broken]:
    try:
        seq = first_broken_event(branch_id=branch_id)
    except UNREADABLE:
        seq = _first_unreadable(AuditEvent, branch_id, event_content)
    if seq is not None:
        yield Broken("操作留痕", f"第{seq}条", f"{CHANGED}，或者前后连不上")


def _first_unreadable(
    model: type[Model], branch_id: int, content: Callable[..., Mapping[str, Json]]
) -> int | None:
    """The number of the first link whose content cannot be read, one row at a time."""
    links = model._base_manager.filter(branch_id=branch_id)
    for number, pk in enumerate(links.order_by("seq").values_list("pk", flat=True), 1):
        try:
            content(links.get(pk=pk))
        except UNREADABLE:
            return number
    return None


def _standards(branch_id: int) -> Iterator[Broken]:
    for version in StandardVersion.objects.filter(branch_id=branch_id):
        try:
            is_sound = load_standard(version.text).digest == version.digest
        except StandardError:
            is_sound = False
        if not is_sound:
            yield Broken("积分标准", f"第{version.number}版", "内容与它的摘要对不上")


def _texts(branch_id: int) -> Iterator[Broken]:
    """Sentences still there fit their digest; what was erased by law left only the digest."""
    rows = PersonalText.objects.filter(branch_id=branch_id, erased_at__isnull=True).order_by("pk")
    fields = ("pk", "text", "salt", "digest")
    for pk, text, salt, digest in rows.values_list(*fields).iterator(2000):
        try:
            is_sound = salted_hash(text, salt) == digest
        except ValueError:  # too short a salt: not one of ours
            is_sound = False
        if not is_sound:
            yield Broken("涉及个人的文字", f"第{pk}条", "内容与它的摘要对不上")


def _evidence(branch_id: int) -> Iterator[Broken]:
    """Files handed in with matters and not taken back are there, as they were."""
    yield from _files("佐证材料", Evidence.objects.filter(branch_id=branch_id, removed_at__isnull=True))


def _templates(branch_id: int) -> Iterator[Broken]:
    """The branch's own templates are there, as they were handed in."""
    yield from _files("表格模板", FormTemplate.objects.filter(branch_id=branch_id, stored_as__isnull=False))


def _files(table: str, rows: QuerySet[Any]) -> Iterator[Broken]:
    for pk, stored_as, digest in rows.order_by("pk").values_list("pk", "stored_as", "digest").iterator(2000):
        path = path_of(stored_as)
        if not path.is_file():
            yield Broken(table, f"（内部编号 {pk}）", "文件不在存放的地方了")
            continue
        with path.open("rb") as stream:
            if file_digest(stream, "sha256").hexdigest() != digest:
                yield Broken(table, f"（内部编号 {pk}）", "文件与交来时不一样")


CHECKS: tuple[Check, ...] = (
    Check("台账", (LedgerEntry,), _ledger),
    Check("操作留痕", (AuditEvent,), _trail),
    Check("积分标准", (StandardVersion,), _standards),
    Check("公示", (Posting, PostingLine), broken_postings),
    Check("年度结算", (Settlement, SettlementLine), broken_settlements),
    Check("备案", (Filing,), broken_filings),
    Check("收档", (Received, ReceivedEvent), broken_received),
    Check("离开支部", (Departure,), broken_departures),
    Check("涉及个人的文字", (PersonalText,), _texts),
    Check("佐证材料", (Evidence,), _evidence),
    Check("表格模板", (FormTemplate,), _templates),
)


def _missing_triggers() -> Iterator[Broken]:
    for name in triggers.missing(connection):
        yield Broken("触发器", name, "数据库里没有了，请运行 fenming migrate 重新装上")


def _astray() -> Iterator[Broken]:
    """Rows that point to no row or to another branch's: the database itself refuses them, a changed file does not."""
    for model in apps.get_app_config("records").get_models():
        questions = " UNION ALL ".join(_questions(model))
        if not questions:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM ({questions}) astray ORDER BY 1")  # noqa: S608
            found = cursor.fetchall()
        for pk, is_gone in found:
            problem = "所指的记录不在了" if is_gone else "所指的记录不是本支部的"
            yield Broken(str(model._meta.verbose_name), f"（内部编号 {pk}）", problem)


def _questions(model: type[Model]) -> Iterator[str]:
    """A SELECT of (id, 1 when the target is gone) for each column that points to another row; from our own names."""
    table, has_branch = model._meta.db_table, _has_branch(model)
    for field in model._meta.concrete_fields:
        target = field.related_model
        if not isinstance(target, type):
            continue
        rows = f"FROM {table} r LEFT JOIN {target._meta.db_table} t ON t.id = r.{field.column}"
        yield f"SELECT r.id AS pk, 1 AS gone {rows} WHERE r.{field.column} IS NOT NULL AND t.id IS NULL"
        across = (model._meta.model_name or "", str(field.column)) in triggers.ACROSS_BRANCHES
        if has_branch and _has_branch(target) and not across:
            yield f"SELECT r.id AS pk, 0 AS gone {rows} WHERE t.branch_id <> r.branch_id"


def _has_branch(model: type[Model]) -> bool:
    return any(field.name == "branch" for field in model._meta.concrete_fields)


def first_fault() -> Fault | None:
    """The first fault of the rows, or None: what a restored database must answer before it is kept."""
    faults = verify(step=lambda _done, _of: None, with_files=False).faults
    return faults[0] if faults else None
