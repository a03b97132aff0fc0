"""Register forms ordered many at once: whose forms they are, the doors, the list and the page of an order (R38, R72, A34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from fenming.queries.access import NotFound, get_branch_for, one_of
from fenming.queries.quarter import quarter_name, quarters_of
from fenming.queries.received import committees_for
from fenming.queries.viewer import Viewer
from fenming.records.models import (
    Filing,
    FilingEvent,
    FormBatch,
    FormSheet,
    Membership,
    Organisation,
    Quarter,
    SettlementLine,
    Year,
)
from fenming.rules.authority import Relation, Role, may
from fenming.rules.terms import Refused

KEPT_DAYS = 7
"""So long a file that was made is kept; it can be ordered again at any time."""
SHOWN = 20
ENDINGS = tuple(FormBatch.Ending.choices)


def period_name(year: int, quarter: int | None) -> str:
    """`2026年第一季度`, `2026年度`."""
    return f"{year}年{quarter_name(quarter)}" if quarter else f"{year}年度"


def folder_of(stored_as: str) -> Path:
    """Where the files of an order lie: for the server alone."""
    return Path(settings.FORMS_DIR) / stored_as


def branch_members(*, branch_id: int, year: int, quarter: int | None, on: date) -> list[tuple[int, int]]:
    """(branch, membership) of everyone on the roster in a period that has begun, in its order. NotFound without one."""
    periods = (
        Quarter.objects.filter(branch_id=branch_id, year__number=year, number=quarter)
        if quarter
        else Year.objects.filter(branch_id=branch_id, number=year)
    )
    period = periods.filter(start__lte=on).first()
    if period is None:
        raise NotFound("period")
    rows = Membership.objects.filter(branch_id=branch_id, since__lte=period.end)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=period.start))
    return list(rows.order_by("roster_no", "pk").values_list("branch_id", "pk"))


def filed_members(*, committee_id: int, year: int) -> list[tuple[int, int]]:
    """(branch, membership) of everyone in the tables filed with a committee, branch by branch in roster order.

    A table that went back, or that a correcting settlement has overtaken, is not among them.
    """
    filings = Filing.objects.filter(
        settlement__year__number=year, settlement__corrected_by__isnull=True, branch__parent_id=committee_id
    ).exclude(event__kind=FilingEvent.Kind.RETURNED)
    lines = SettlementLine.objects.filter(settlement__in=filings.values("settlement"))
    return list(
        lines.order_by("branch_id", "membership__roster_no").values_list("branch_id", "membership_id")
    )


def forms_wait() -> bool:
    """Whether something was ordered and is not made."""
    return FormBatch.objects.filter(done_at__isnull=True).exists()


def get_form_batch_for(*, actor_id: int, batch_id: int, on: date) -> FormBatch:
    """An order, for whoever may order the same on that day. Raises NotFound, Refused."""
    batch = one_of(FormBatch.objects.select_related("branch"), pk=batch_id)
    if batch.branch.kind == Organisation.Kind.BRANCH:
        get_branch_for(actor_id=actor_id, verb="order_forms", branch_id=batch.branch_id, on=on)
    elif batch.branch_id not in _committees(actor_id, on):
        raise NotFound("batch")
    return batch


def _committees(actor_id: int, on: date) -> tuple[int, ...]:
    """Where a person may order what was filed; nowhere for most."""
    try:
        return committees_for(actor_id=actor_id, verb="order_filed_forms", on=on)
    except Refused:
        return ()


@dataclass(frozen=True, slots=True)
class Order:
    """How far an order is: `total` forms, `done` of them made or given up, `faults` with the member's name and why."""

    id: int
    where: str
    period: str
    ending: str
    at: datetime
    total: int
    done: int
    made: bool
    gone: bool
    size: int
    faults: tuple[tuple[str, str], ...] = ()

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        if self.gone:
            return "已过保存期，需要时请重新打印"
        if not self.made:
            return f"正在制作，已完成 {self.done} 份，共 {self.total} 份" if self.done else "等待制作"
        return "已做好" if self.size else "没有做成一份"

    @property
    def has_file(self) -> bool:
        return self.made and not self.gone and self.size > 0


@dataclass(frozen=True, slots=True)
class FormsPage:
    """The orders one may see, the latest first, and what may be ordered: (value, label) of periods for each place."""

    orders: tuple[Order, ...]
    branch_periods: tuple[tuple[str, str], ...]
    filed_years: tuple[tuple[str, str], ...]


def forms_page(*, viewer: Viewer, on: date) -> FormsPage:
    """Refused `forbidden` for whoever may order neither the branch's forms nor the filed ones."""
    places: list[int] = []
    own = may(verb="order_forms", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False).allowed
    periods: list[tuple[str, str]] = []
    if own:
        places.append(viewer.branch_id)
        for one in quarters_of(branch_id=viewer.branch_id):
            if one.start <= on:
                periods.append(
                    (f"{one.year}-{one.number}", f"{period_name(one.year, one.number)}，{one.word}")
                )
        years = dict.fromkeys(value.split("-")[0] for value, _ in periods)
        periods += [(year, f"{year}年度全年") for year in years]
    filed: list[int] = []
    if not own or Role.SUPERIOR_REVIEWER in viewer.roles:
        committees = committees_for(actor_id=viewer.person_id, verb="order_filed_forms", on=on)
        places += committees
        rows = Filing.objects.filter(branch__parent_id=committees[0]).order_by("-settlement__year__number")
        filed = list(rows.values_list("settlement__year__number", flat=True).distinct())
    orders = _orders(FormBatch.objects.filter(branch_id__in=places).order_by("-pk")[:SHOWN])
    return FormsPage(orders, tuple(periods), tuple((str(year), f"{year}年度") for year in filed))


def order_page(*, actor_id: int, batch_id: int, on: date) -> Order:
    """One order with its faults. Raises NotFound, Refused."""
    batch = get_form_batch_for(actor_id=actor_id, batch_id=batch_id, on=on)
    rows = FormSheet.objects.filter(batch=batch).exclude(fault="").order_by("number")
    faults = tuple(
        (name, FormSheet.Fault(fault).label)
        for name, fault in rows.values_list("membership__person__name", "fault")
    )
    (order,) = _orders(FormBatch.objects.filter(pk=batch.pk), faults=faults)
    return order


def made_path(*, actor_id: int, batch_id: int, on: date) -> tuple[Path, str, str]:
    """The file of an order, its name and its ending. Raises NotFound; Refused also `not_made`, `gone`."""
    batch = get_form_batch_for(actor_id=actor_id, batch_id=batch_id, on=on)
    path = folder_of(batch.stored_as) / f"forms.{batch.ending}"
    if batch.done_at is None:
        raise Refused("not_made", "登记表还没有做好。请在打印页面看进度，做好以后再下载。")
    if batch.gone_at is not None or not path.is_file():
        sentence = f"做好的文件只保存 {KEPT_DAYS} 天，这一份已经删去。请重新打印一次。"
        raise Refused("gone", sentence)
    where = batch.branch.name
    return path, f"党员积分登记表_{where}_{period_name(batch.year, batch.quarter)}", batch.ending


def _orders(rows: QuerySet[FormBatch], *, faults: tuple[tuple[str, str], ...] = ()) -> tuple[Order, ...]:
    counted: QuerySet[Any] = rows.annotate(
        where=F("branch__name"),
        total=Count("sheets"),
        done=Count("sheets", filter=Q(sheets__done_at__isnull=False)),
    )
    return tuple(
        Order(
            id=one.pk,
            where=one.where,
            period=period_name(one.year, one.quarter),
            ending=FormBatch.Ending(one.ending).label,
            at=one.at,
            total=one.total,
            done=one.done,
            made=one.done_at is not None,
            gone=one.gone_at is not None,
            size=one.size,
            faults=faults,
        )
        for one in counted
    )
