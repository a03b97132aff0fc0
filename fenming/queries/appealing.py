"""What a member may appeal about, until when, and why not (R40, A23): one list of judgements for the forms and the verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from fenming.queries.access import one_of
from fenming.queries.counter_entries import entry_of_matter, standing_entry
from fenming.queries.objecting import (
    Omitted,
    Target,
    about_of,
    target_of_entry,
    target_of_matter,
    target_omitted,
)
from fenming.queries.objections import get_objection_for
from fenming.queries.scores import standard_of, version_on
from fenming.queries.veto import get_veto_for
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import Appeal, LedgerEntry, Matter, Membership, Objection, Quarter, Veto
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused

KINDS = Appeal.Kind


@dataclass(frozen=True, slots=True)
class Ground:
    """What an appeal is about. `until` is the last day in time; `objection` is the one whose answer, or whose falling
    due, it follows: none when it goes straight to the committee above."""

    kind: str
    membership: Membership
    quarter: Quarter
    until: date
    objection: Objection | None = None
    matter: Matter | None = None
    entry: LedgerEntry | None = None
    veto: Veto | None = None
    item: str = ""
    day: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether the term is over, so that a reason for coming late is asked (A23)."""
        return today > self.until


@dataclass(frozen=True, slots=True)
class Which:
    """The one thing somebody wants to appeal about, by id, or what was left out; the rest None."""

    objection_id: int | None = None
    matter_id: int | None = None
    entry_id: int | None = None
    veto_id: int | None = None
    omitted: Omitted | None = None


@dataclass(frozen=True, slots=True)
class _Asks:
    """Who asks on which day, by which verb; `person_id`: for whom, when others enter it from paper."""

    actor_id: int
    on: date
    verb: str
    person_id: int | None

    @property
    def door(self) -> dict[str, Any]:
        """What every door takes."""
        return {"actor_id": self.actor_id, "verb": self.verb, "on": self.on}


def ground_of(
    *,
    actor_id: int,
    branch_id: int,
    which: Which,
    on: date,
    verb: str = "appeal",
    person_id: int | None = None,
) -> Ground:
    """The ground of an appeal. Where the branch has answered, or let its term pass, the answer is what is appealed.

    `verb` appeal_for with `person_id`: whose it is, when others enter it from paper.

    NotFound. Refused: `nothing_chosen`, `forbidden`, `not_confirmed` (a veto that is none), `nothing_stands`,
    `decided_above`, and what the straight way has in common with an objection.
    """
    asks = _Asks(actor_id, on, verb, person_id)
    if which.objection_id is not None:
        return _of_objection(asks, which.objection_id)
    if which.veto_id is not None:
        return _of_veto(asks, which.veto_id)
    if which.entry_id is not None:
        return _of_entry(asks, which.entry_id)
    if which.matter_id is not None:
        target = target_of_matter(matter_id=which.matter_id, **asks.door)
    elif which.omitted is not None:
        target = target_omitted(branch_id=branch_id, omitted=which.omitted, person_id=person_id, **asks.door)
    else:
        raise Refused("nothing_chosen", "还没有选对哪一件申诉。请从列出的事项里选一件，或填写漏记的事项。")
    return _straight_or_after(target, asks)


def refuse_appealed(ground: Ground) -> None:
    """Pass unless the committee above has the same thing before it or has decided it: `already_open`, `decided_above`."""
    earlier = appealed_before(ground)
    if earlier is None:
        return
    if earlier.state == Appeal.State.OPEN:
        raise Refused(
            "already_open",
            f"这一件已经申诉（第 {earlier.number} 号），正在办理，{day_name(earlier.decide_by)}前答复。不用再提。",
        )
    raise _decided_above(earlier.number)


def appealed_before(ground: Ground) -> Appeal | None:
    """The latest appeal about the same thing that was not withdrawn."""
    target = Target(
        Objection.Kind.OMITTED if ground.item else Objection.Kind.POSTED,
        ground.membership, ground.quarter, ground.until, ground.matter, ground.entry, ground.item, ground.day,
    )  # fmt: skip
    rows = Appeal.objects.filter(branch_id=ground.quarter.branch_id).exclude(state=Appeal.State.WITHDRAWN)
    about = rows.filter(about_of(target)) if (about_of(target) is not None) else rows.none()
    if ground.objection is not None:
        about = about | rows.filter(objection=ground.objection)
    return about.order_by("-number").first()


def standing_now(appeal: Appeal) -> LedgerEntry | None:
    """The entry that counts today for what is appealed; None where nothing was booked or nothing is left of it."""
    if appeal.matter is not None:
        return entry_of_matter(appeal.matter)
    if appeal.entry is not None:
        return standing_entry(appeal.entry)
    about = {"kind": "omitted", "membership": appeal.membership_id, "item": appeal.item, "day": appeal.day}
    same = Objection.objects.filter(**about)
    first = LedgerEntry.objects.filter(finding__objection__in=same, kind=LedgerEntry.Kind.CORRECTION).first()
    return standing_entry(first) if first is not None else None


def overtaken_by(appeal: Appeal) -> list[Objection]:
    """The branch's open objections to the same thing."""
    target = Target(
        Objection.Kind.OMITTED if appeal.item else Objection.Kind.POSTED,
        appeal.membership, appeal.quarter, appeal.decide_by, appeal.matter, appeal.entry, appeal.item, appeal.day,
    )  # fmt: skip
    about = about_of(target)
    same = Q(pk=appeal.objection_id) if about is None else about | Q(pk=appeal.objection_id)
    return list(Objection.objects.filter(same, branch_id=appeal.branch_id, state=Objection.State.OPEN))


def _of_objection(asks: _Asks, objection_id: int) -> Ground:
    objection = get_objection_for(objection_id=objection_id, **asks.door)
    if objection.state == Objection.State.OVERTAKEN:
        raise _decided_above(objection.overtaken_by.number if objection.overtaken_by else 0)
    answered = objection.state == Objection.State.FOUND
    if answered or (objection.state == Objection.State.OPEN and asks.on > objection.answer_by):
        return _after(objection)
    return _straight(_again(objection, asks))


def _of_entry(asks: _Asks, entry_id: int) -> Ground:
    """An entry that a finding booked leads to that finding, one of a veto to the veto."""
    entry = one_of(LedgerEntry.objects.select_related("finding"), pk=entry_id)
    if entry.veto_id is not None:
        return _of_veto(asks, entry.veto_id)
    if entry.finding is not None and entry.finding.objection_id is not None:
        return _of_objection(asks, entry.finding.objection_id)
    return _straight_or_after(target_of_entry(entry_id=entry_id, **asks.door), asks)


def _of_veto(asks: _Asks, veto_id: int) -> Ground:
    veto = get_veto_for(veto_id=veto_id, **asks.door)
    if veto.state != Veto.State.CONFIRMED or veto.confirmed_at is None:
        raise Refused(
            "not_confirmed",
            "这一件一票否决现在没有生效，不用申诉。还没有确认的，请先陈述意见；已经解除的，积分照各项计算。",
        )
    entry = LedgerEntry.objects.select_related("quarter__year").get(veto=veto, kind=LedgerEntry.Kind.VETO)
    counted = appeal_term(veto.branch_id, timezone.localdate(veto.confirmed_at))
    until = max(counted, veto.appeal_by or counted)
    return Ground(KINDS.VETO, veto.membership, entry.quarter, until, entry=entry, veto=veto)


def _straight_or_after(target: Target, asks: _Asks) -> Ground:
    """Whether the branch has answered an objection to the same thing, or has let its term pass."""
    about = about_of(target)
    rows = Objection.objects.filter(branch_id=target.quarter.branch_id)
    rows = rows.exclude(state=Objection.State.WITHDRAWN)
    earlier = rows.filter(about).order_by("-number").first() if about is not None else None
    if earlier is not None and (earlier.state != Objection.State.OPEN or asks.on > earlier.answer_by):
        return _of_objection(asks, earlier.pk)
    return _straight(target)


def _straight(target: Target) -> Ground:
    return Ground(
        target.kind, target.membership, target.quarter, target.until, None, target.matter, target.entry,
        item=target.item, day=target.day,
    )  # fmt: skip


def _again(objection: Objection, asks: _Asks) -> Target:
    """What an objection is about, as if it were brought forward now."""
    if objection.matter_id is not None:
        return target_of_matter(matter_id=objection.matter_id, **asks.door)
    if objection.entry_id is not None:
        return target_of_entry(entry_id=objection.entry_id, **asks.door)
    omitted = Omitted(objection.item, objection.day or asks.on)
    branch_id, whose = objection.branch_id, asks.person_id
    return target_omitted(branch_id=branch_id, omitted=omitted, person_id=whose, **asks.door)


def _after(objection: Objection) -> Ground:
    """The branch's answer as what is appealed, or that it gave none in time."""
    finding = getattr(objection, "finding", None)
    began = timezone.localdate(finding.at) if finding is not None else objection.answer_by
    stored = finding.appeal_by if finding is not None else objection.appeal_by
    until = max(stored, appeal_term(objection.branch_id, began))
    entry = _entry_after(objection)
    if entry is None and objection.entry_id is not None:
        raise Refused("nothing_stands", "原来扣的分已经全部冲回，没有可以申诉的分。请看异议的答复。")
    return Ground(
        objection.kind, objection.membership, objection.quarter, until, objection, objection.matter, entry,
        item=objection.item, day=objection.day,
    )  # fmt: skip


def _entry_after(objection: Objection) -> LedgerEntry | None:
    if objection.matter is not None:
        return entry_of_matter(objection.matter)
    if objection.entry is not None:
        return standing_entry(objection.entry)
    first = LedgerEntry.objects.filter(finding__objection=objection, kind="correction").first()
    return standing_entry(first) if first is not None else None


def appeal_term(branch_id: int, began: date) -> date:
    """The last day to appeal against what happened on that day, by the calendar of today."""
    settings = standard_of(version_on(branch_id=branch_id, day=began)).settings
    return work_calendar(branch_id=branch_id).add_working_days(began, settings.appeal_working_days)


def _decided_above(number: int) -> Refused:
    sentence = f"上级已经就这一件作出申诉决定（第 {number} 号），不再另行受理。请看申诉的决定。"
    return Refused("decided_above", sentence)
