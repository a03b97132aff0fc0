"""Matters put before a members' meeting anew: the doors, what may be taken up again, what would be lost (R76, R77, A14)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from fenming.queries.access import get_matter_for, one_of, require
from fenming.queries.counter_entries import Figures, entry_of_matter, figures_of, is_settled, year_of
from fenming.queries.on_paper import PAPER_COLUMNS, signs_in
from fenming.records.models import (
    Appeal,
    Correction,
    LedgerEntry,
    Matter,
    Objection,
    Reopening,
    Reporter,
    Settlement,
)
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused, format_centi

DECIDED = (Matter.State.DETERMINED, Matter.State.REFUSED)
_WITH = (
    "matter__membership__person", "matter__month", "matter__version", "matter__said", "entry", "reason",
    "proposed_by", "answer", "ended_by", "why_dropped", *PAPER_COLUMNS,
)  # fmt: skip


def get_reopening_for(*, actor_id: int, verb: str, reopening_id: int, on: date) -> Reopening:
    """A reopening with its matter and what was said (R77); raises NotFound, Refused."""
    rows = Reopening.objects.select_related(*_WITH).annotate(signs_in=signs_in("matter__membership"))
    found: Reopening = one_of(rows, pk=reopening_id)
    owner_id = found.matter.membership.person_id
    require(actor_id=actor_id, verb=verb, branch_id=found.branch_id, on=on, owner_id=owner_id)
    return found


def get_decided_for(
    *, actor_id: int, verb: str, matter_id: int, on: date
) -> tuple[Matter, LedgerEntry | None]:
    """A matter that may be taken up again, and what stands for it. NotFound.

    Refused: `forbidden`, `reported_by_you`, `not_decided`, `already_reopened`, `year_settled`, `objected`, `appealed`,
    `decided_above`, `correcting`.
    """
    matter = get_matter_for(actor_id=actor_id, verb=verb, matter_id=matter_id, on=on)
    reported = matter.origin == Matter.Origin.REPORTED
    if reported and Reporter.objects.filter(matter=matter, person_id=actor_id).exists():
        raise Refused(
            "reported_by_you", "这件事是您报告的，不能由您提请。这句话只有您看得到。请由其他人办理。"
        )
    if matter.state not in DECIDED:
        raise Refused("not_decided", "这件事还没有结果，照常初评和评定，不用提请重新审议。")
    entry = entry_of_matter(matter)
    _refuse_blocked(_in_the_way(matter, entry))
    return matter, entry


def _in_the_way(matter: Matter, entry: LedgerEntry | None) -> Any:
    """The matter with whatever else is going on about it; one query."""
    rows = Matter.objects.filter(pk=matter.pk)
    settled = Settlement.objects.filter(branch=OuterRef("branch"), year__start__lte=OuterRef("day"))
    about = Q(matter=OuterRef("pk")) | Q(entry__determination__matter=OuterRef("pk"))
    objections = Objection.objects.filter(
        about | Q(entry=entry, entry__isnull=False), state=Objection.State.OPEN
    )
    appeals = _appeals(about | Q(objection__matter=OuterRef("pk"))).filter(branch=OuterRef("branch"))
    slips = Correction.objects.filter(entry=entry, entry__isnull=False, state=Correction.State.PROPOSED)
    return rows.annotate(
        waits=Exists(Reopening.objects.filter(matter=OuterRef("pk"), state=Reopening.State.PROPOSED)),
        settled=Subquery(settled.filter(year__end__gte=OuterRef("day")).values("year__number")[:1]),
        objection=Subquery(objections.values("number")[:1]),
        appeal=Subquery(appeals.values("number")[:1]),
        appeal_state=Subquery(appeals.values("state")[:1]),
        slip=Exists(slips),
    ).get()


def _refuse_blocked(found: Any) -> None:
    """One way at a time."""
    if found.waits:
        raise Refused("already_reopened", "这件事已经提请重新审议，等大会审议。不用再提。")
    if found.settled is not None:
        raise _settled(found.settled)
    if found.objection is not None:
        raise Refused(
            "objected",
            f"本人对这件事提出了异议（第 {found.objection} 号），正在核实。请等答复以后，再看要不要提请。",
        )
    if found.appeal is not None:
        raise _appealed(found.appeal, found.appeal_state)
    if found.slip:
        raise Refused("correcting", "这件事的一笔正在作笔误更正，等复核。请等复核以后，再看要不要提请。")


def refuse_overtaken(matter: Matter) -> None:
    """Pass if a meeting may still decide it anew. Refused `year_settled` once the year's result has been computed,
    `appealed` while the committee above has the matter before it, `decided_above` once it has decided it."""
    year = year_of(branch_id=matter.branch_id, day=matter.day)
    if is_settled(year):
        raise _settled(year.number)
    about = Q(matter=matter) | Q(entry__determination__matter=matter) | Q(objection__matter=matter)
    if (one := _appeals(about).filter(branch_id=matter.branch_id).first()) is not None:
        raise _appealed(one.number, one.state)


def _appeals(about: Q) -> QuerySet[Appeal]:
    return Appeal.objects.filter(about).exclude(state=Appeal.State.WITHDRAWN).order_by("-number")


def _settled(year: int) -> Refused:
    return Refused(
        "year_settled",
        f"{year}年度积分已经结算，大会不再重新审议这一年的事项。本人有不同意见的，可以向上级党组织申诉。",
    )


def _appealed(number: int, state: str) -> Refused:
    if state == Appeal.State.OPEN:
        return Refused(
            "appealed",
            f"本人就这件事向上级党组织提出了申诉（第 {number} 号），上级正在办理。请等上级作出决定。",
        )
    return Refused(
        "decided_above", f"上级党组织已经就这件事作出申诉决定（第 {number} 号），大会不再重新审议。"
    )


def refuse_while_reopened(matter: Matter) -> None:
    """Refused `reopened` while a meeting is to take the matter up again: one way at a time."""
    if Reopening.objects.filter(matter=matter, state=Reopening.State.PROPOSED).exists():
        raise Refused("reopened", "这件事已经提请党员大会重新审议。请等大会有了结果，再看要不要另行办理。")


def figures_now(matter: Matter, entry: LedgerEntry | None) -> Figures:
    """What stands for a matter, or what it claimed where nothing does: the figures a form begins with."""
    if entry is not None:
        return figures_of(entry)
    return Figures(
        matter.item, matter.day, matter.quantity, matter.level, matter.each_centi, matter.achievement
    )


def refuse_unheard(reopening: Reopening, *, points_centi: int, lowers: bool, held_on: date) -> None:
    """Pass if a meeting held that day may decide on these points (A14); Refused `not_shown`, `not_handed_over`, `not_heard`.

    A loss is decided only as it was shown to the one concerned, and after the answer or the days to answer.
    """
    loses = lowers or points_centi < reopening.before_centi
    if not loses:
        return
    if not reopening.asks_reply or points_centi < reopening.points_centi:
        shown = format_centi(reopening.points_centi)
        raise Refused(
            "not_shown",
            f"拟评定 {format_centi(points_centi)} 分，比提请时写明的 {shown} 分对本人更不利，本人还没有机会答复。"
            "请维持原评定，或者决议缓议，撤下后按新的分值另行提请，让本人先答复。",
        )
    if reopening.answered_at is not None:
        return
    if reopening.reply_by is None:
        raise Refused(
            "not_handed_over",
            "重新审议会少计本人的分，告知书还没有当面送达。请决议缓议；送达后本人答复或期满，下一次大会再议。",
        )
    if held_on <= reopening.reply_by:
        raise Refused(
            "not_heard",
            f"重新审议会少计本人的分，本人可在{day_name(reopening.reply_by)}前答复，现在还没有答复。请决议缓议，下一次大会再议。",
        )
