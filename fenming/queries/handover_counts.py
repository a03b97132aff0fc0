"""What a branch keeps and what waits in it, in numbers, for the list of a hand-over (R60, R61).

Counts and last days only, and nobody's name. Talks and who reported what are known to those concerned alone and are
not even counted; what waits about single members is counted for the branch's own copy, not for the committee's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from fenming.queries.access import current_on
from fenming.queries.quarter import count_of
from fenming.records.models import (
    Appeal,
    AuditEvent,
    Correction,
    Departure,
    Disposal,
    Enquiry,
    Evidence,
    Filing,
    Finding,
    Matter,
    Meeting,
    Membership,
    Objection,
    Office,
    Organisation,
    Posting,
    RecordRequest,
    Rectification,
    Reopening,
    Settlement,
    StandardVersion,
    UseProposal,
    Veto,
)

_HERE: Final = OuterRef("pk")


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of thing that is handed over, and how many there are."""

    name: str
    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kind of thing that is not finished: how many, and the first last day among them, if there is one."""

    name: str
    count: int
    first: date | None


def kept_in(*, branch_id: int, on: date) -> tuple[Kept, ...]:
    """How many there are of everything a branch keeps; one query."""
    rows = _kept(on)
    names = {f"kept_{number}": count_of(found, by) for number, (_, _, found, by) in enumerate(rows)}
    values = Organisation.objects.filter(pk=branch_id).annotate(**names).values_list(*names).get()
    return tuple(Kept(name, count, unit) for (name, unit, _, _), count in zip(rows, values, strict=True))


def waiting_in(*, branch_id: int, all_of_it: bool) -> tuple[Waiting, ...]:
    """What is not finished, without what there is none of; one query. `all_of_it`: about single members too."""
    rows = [*_waiting(), *(_about_members() if all_of_it else ())]
    columns: dict[str, Any] = {}
    for number, (_, found, by, due) in enumerate(rows):
        columns[f"count_{number}"] = count_of(found, by)
        if due:
            first = found.order_by().values(by).annotate(first_due=Min(due)).values("first_due")
            columns[f"first_{number}"] = Subquery(first)
    found_values = Organisation.objects.filter(pk=branch_id).annotate(**columns).values(*columns).get()
    listed = [
        Waiting(name, found_values[f"count_{number}"], found_values.get(f"first_{number}"))
        for number, (name, *_) in enumerate(rows)
    ]
    return tuple(one for one in listed if one.count)


def _kept(on: date) -> list[tuple[str, str, QuerySet[Any], str]]:
    """Name, unit, rows of the outer branch, and the path from a row to it."""
    closed = Meeting.objects.filter(branch=_HERE, state=Meeting.State.CLOSED)
    vetoes = Veto.objects.filter(branch=_HERE, state__in=(Veto.State.CONFIRMED, Veto.State.LIFTED))
    matters = Matter.objects.filter(branch=_HERE).exclude(state=Matter.State.DRAFT)
    return [
        ("现有党员", "名", Membership.objects.filter(current_on(on), branch=_HERE), "branch"),
        ("历年名册上的党员", "名", Membership.objects.filter(branch=_HERE), "branch"),
        ("任职记录", "条", Office.objects.filter(organisation=_HERE), "organisation"),
        ("积分标准", "版", StandardVersion.objects.filter(branch=_HERE), "branch"),
        ("登记、申报的事项", "件", matters, "branch"),
        (
            "佐证材料",
            "份",
            Evidence.objects.filter(matter__branch=_HERE, removed_at__isnull=True),
            "matter__branch",
        ),
        ("党员大会的会议记录", "份", closed.filter(kind=Meeting.Kind.MEMBERS), "branch"),
        ("支委会、支部会的会议记录", "份", closed.exclude(kind=Meeting.Kind.MEMBERS), "branch"),
        ("公示单", "份", Posting.objects.filter(branch=_HERE), "branch"),
        ("年度结算", "次", Settlement.objects.filter(branch=_HERE), "branch"),
        ("报送上级的年度积分", "份", Filing.objects.filter(branch=_HERE), "branch"),
        ("异议及答复", "件", Objection.objects.filter(branch=_HERE), "branch"),
        ("笔误更正", "件", Correction.objects.filter(branch=_HERE), "branch"),
        ("重新审议", "件", Reopening.objects.filter(branch=_HERE), "branch"),
        ("一票否决", "件", vetoes, "branch"),
        ("公示查询", "件", Enquiry.objects.filter(branch=_HERE), "branch"),
        ("留痕", "条", AuditEvent.objects.filter(branch=_HERE), "branch"),
    ]


def _waiting() -> list[tuple[str, QuerySet[Any], str, str]]:
    """Name, rows, path to the branch, and the column of the last day, "" for none."""
    matters = Matter.objects.filter(branch=_HERE)
    unanswered = Filing.objects.filter(
        branch=_HERE, event__isnull=True, settlement__corrected_by__isnull=True
    )
    reported = Finding.objects.filter(branch=_HERE, objection__isnull=False, report_back__isnull=True)
    undecided = UseProposal.objects.filter(
        branch=_HERE, decisions__isnull=True, use_list__settlement__corrected_by__isnull=True
    )
    coming = Meeting.objects.filter(branch=_HERE, state__in=(Meeting.State.CALLED, Meeting.State.OPEN))
    sent_here = Departure.objects.filter(to_branch=_HERE, arrival__isnull=True)
    return [
        ("待初评的事项", matters.filter(state=Matter.State.DECLARED), "branch", ""),
        ("退回本人补充的事项", matters.filter(state=Matter.State.RETURNED), "branch", ""),
        ("待大会评定的事项", matters.filter(state=Matter.State.ASSESSED), "branch", ""),
        ("已召集、还没有开完的会议", coming, "branch", "held_on"),
        ("待答复的异议", Objection.objects.filter(branch=_HERE, state="open"), "branch", "answer_by"),
        ("待会上通报的核实结论", reported, "branch", ""),
        ("上级正在办理的申诉", Appeal.objects.filter(branch=_HERE, state="open"), "branch", "decide_by"),
        (
            "上级请支部说明，待答复",
            RecordRequest.objects.filter(branch=_HERE, answer__isnull=True),
            "branch",
            "answer_by",
        ),
        ("待复核的笔误更正", Correction.objects.filter(branch=_HERE, state="proposed"), "branch", ""),
        ("待大会的重新审议", Reopening.objects.filter(branch=_HERE, state="proposed"), "branch", ""),
        ("待答复的公示查询", Enquiry.objects.filter(branch=_HERE, answer__isnull=True), "branch", ""),
        ("待本支部接收的转入党员", sent_here, "to_branch", ""),
        ("待确认的名单人选", undecided, "branch", ""),
        ("已报送、待上级答复的年度积分", unanswered, "branch", ""),
    ]


def _about_members() -> list[tuple[str, QuerySet[Any], str, str]]:
    vetoes = Veto.objects.filter(branch=_HERE)
    lifting = vetoes.filter(~Q(lift_document=""), state=Veto.State.CONFIRMED)
    cases = Disposal.objects.filter(branch=_HERE).exclude(state=Disposal.State.FILED)
    open_ones = Rectification.objects.filter(branch=_HERE, state=Rectification.State.OPEN)
    return [
        ("待确认的一票否决", vetoes.filter(state=Veto.State.PROPOSED), "branch", ""),
        ("待确认的解除一票否决", lifting, "branch", ""),
        ("限期整改", open_ones, "branch", "due_on"),
        ("没有办完的组织处理", cases, "branch", ""),
    ]
