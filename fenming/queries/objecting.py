"""What a member may object to, until when, and why not (R40, A23): one list of judgements for the forms and the verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from fenming.queries.access import current_on, get_matter_for, one_of, require
from fenming.queries.claims import DECLARABLE, standard_on
from fenming.queries.counter_entries import entry_of_matter, is_settled, standing_entry
from fenming.queries.quarter import quarter_name
from fenming.queries.reopenings import refuse_while_reopened
from fenming.records.models import (
    Appeal,
    Determination,
    LedgerEntry,
    Matter,
    Membership,
    Objection,
    Posting,
    PostingEvent,
    Quarter,
)
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.terms import Refused

KINDS = Objection.Kind
_DECIDED = (Matter.State.DETERMINED, Matter.State.REFUSED)
_APPEAL = "对答复不服的，可以向上级党组织申诉。"
# the ways to the branch: by the own hand, and from a signed paper
_BRANCH = ("object_to", "object_for")
_SUBMIT = {**dict.fromkeys(_BRANCH, "提异议"), **dict.fromkeys(("appeal", "appeal_for"), "申诉")}


@dataclass(frozen=True, slots=True)
class Target:
    """What an objection is about. `until` is the last day in time; `item` and `day` say what was left out, if that."""

    kind: Objection.Kind
    membership: Membership
    quarter: Quarter
    until: date
    matter: Matter | None = None
    entry: LedgerEntry | None = None
    item: str = ""
    day: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether the term is over, so that a reason for coming late is asked (A23)."""
        return today > self.until


@dataclass(frozen=True, slots=True)
class Omitted:
    """Something the member says was never recorded."""

    item: str
    day: date


def target_of_matter(*, actor_id: int, matter_id: int, on: date, verb: str = "object_to") -> Target:
    """An own matter as something to object to, or to appeal about straight away (`verb`).

    NotFound, Refused: `forbidden` and whatever `_posted_until` says.
    """
    matter = get_matter_for(actor_id=actor_id, verb=verb, matter_id=matter_id, on=on)
    if matter.state not in _DECIDED:
        raise Refused(
            "not_decided",
            f"这件事还没有结果，现在不用{_SUBMIT[verb]}。初评和评定的结果公示以后，有不同意见的再提出。",
        )
    if verb in _BRANCH:  # an appeal waits for nobody: the meeting waits for its decision
        refuse_while_reopened(matter)
    entry = entry_of_matter(matter)
    kind = _kind_of(matter)
    if entry is None and kind is not KINDS.REFUSED:
        raise Refused("nothing_stands", "这件事的积分已经冲正，没有可以提异议的分。请看经过里的说明。")
    quarter = entry.quarter if entry is not None else _refusing_quarter(matter)
    return Target(kind, matter.membership, quarter, _posted_until(quarter, verb), matter, entry)


def _refusing_quarter(matter: Matter) -> Quarter:
    """The quarter whose meeting refused it, when one took it up again; else its own."""
    rows = Determination.objects.filter(matter=matter, reopening__isnull=False)
    anew = rows.select_related("resolution__meeting__quarter__year").order_by("-pk").first()
    return anew.resolution.meeting.quarter if anew is not None else matter.quarter


def target_of_entry(*, actor_id: int, entry_id: int, on: date, verb: str = "object_to") -> Target:
    """An own ledger entry, where no matter stands behind it; those of a matter lead to the matter. NotFound, Refused."""
    rows = LedgerEntry.objects.select_related(
        "membership__person", "quarter__year", "opening", "determination", "finding"
    )
    entry = one_of(rows, pk=entry_id)
    owner_id = entry.membership.person_id
    require(actor_id=actor_id, verb=verb, branch_id=entry.branch_id, on=on, owner_id=owner_id)
    if entry.determination is not None:
        return target_of_matter(actor_id=actor_id, matter_id=entry.determination.matter_id, on=on, verb=verb)
    if entry.kind not in (LedgerEntry.Kind.OPENING, LedgerEntry.Kind.CORRECTION):
        raise Refused("not_objectable", "这一笔不是按异议办理的。有不同意见的，请告诉支部书记或上级党组织。")
    if entry.finding is not None and entry.finding.appeal_id is not None:
        raise Refused("decided_above", "这一笔就是上级作出申诉决定后更正的。请看申诉的决定。")
    if entry.finding is not None:
        raise Refused("already_answered", f"这一笔就是异议核实后更正的。{_APPEAL}")
    if standing_entry(entry) != entry:
        raise Refused("nothing_stands", "这一笔已经冲正，没有可以提异议的分。请看我的积分里现在的一笔。")
    if entry.opening is not None:
        return Target(
            KINDS.OPENING, entry.membership, entry.quarter, entry.opening.objection_until, None, entry
        )
    until = _posted_until(entry.quarter, verb)
    return Target(KINDS.POSTED, entry.membership, entry.quarter, until, None, entry)


def target_omitted(
    *,
    actor_id: int,
    branch_id: int,
    omitted: Omitted,
    on: date,
    verb: str = "object_to",
    person_id: int | None = None,
) -> Target:
    """Something left out, held against the quarter posted last that covers the day.

    `person_id`: whose it is, when others enter it. NotFound for who is not a member there. Refused: `forbidden`, `future_day`, `bad_item`, `not_posted`.
    """
    owner_id = actor_id if person_id is None else person_id
    require(actor_id=actor_id, verb=verb, branch_id=branch_id, on=on, owner_id=owner_id)
    rows = Membership.objects.filter(current_on(on)).select_related("person")
    membership = one_of(rows, person_id=owner_id, branch_id=branch_id)
    if omitted.day > on:
        raise Refused("future_day", f"{full_day_name(omitted.day)}还没有到。请填事情发生的那一天。")
    _, standard = standard_on(branch_id=branch_id, day=omitted.day)
    item = standard.item(omitted.item)
    if item is None or item.bucket not in DECLARABLE:
        raise Refused("bad_item", "请从列出的项目里选一项，说明漏记的是哪一项。")
    quarter = _posted_quarter(branch_id, omitted.day)
    until = _posted_until(quarter, verb)
    return Target(KINDS.OMITTED, membership, quarter, until, item=omitted.item, day=omitted.day)


def _posted_quarter(branch_id: int, day: date) -> Quarter:
    """The quarter last posted in the year of that day, if it covers the day."""
    quarters = Quarter.objects.filter(branch_id=branch_id, year__start__lte=day, year__end__gte=day)
    posted = quarters.filter(postings__isnull=False, end__gte=day).select_related("year")
    quarter = posted.order_by("-number").first()
    if quarter is None:
        raise Refused(
            "not_posted",
            f"{full_day_name(day)}所在的季度还没有公示。还没有报过的，请先申报；公示以后仍有漏记的，再提出异议。",
        )
    return quarter


def _kind_of(matter: Matter) -> Objection.Kind:
    """Refused, changed on the way, or simply posted."""
    if matter.state == Matter.State.REFUSED:
        return KINDS.REFUSED
    decided = Determination.objects.filter(matter=matter).exclude(outcome="deferred").last()
    assessed = matter.assessments.order_by("round").last()
    changed = "changed" in (decided.outcome if decided else "", assessed.outcome if assessed else "")
    return KINDS.CHANGED if changed else KINDS.POSTED


def objection_until(quarter: Quarter) -> date | None:
    """The last day to object to a quarter's posting, any extension included; None while it is not posted."""
    posting = Posting.objects.filter(quarter=quarter).first()
    if posting is None:
        return None
    later = PostingEvent.objects.filter(posting=posting, objection_until__isnull=False)
    days = [day for day in later.values_list("objection_until", flat=True) if day is not None]
    return max([posting.objection_until, *days])


def _posted_until(quarter: Quarter, verb: str) -> date:
    """The same; Refused `not_posted` before, for an objection `year_settled` when only a correcting settlement could
    follow: the branch's way is over then, the appeal's is not."""
    until = objection_until(quarter)
    if until is None:
        raise Refused(
            "not_posted",
            f"{quarter_name(quarter.number)}还没有公示。公示以后可以提出异议，期限写在公示单上。",
        )
    if verb in _BRANCH and is_settled(quarter.year):
        raise Refused(
            "year_settled",
            f"{quarter.year.number}年度积分已经结算，支部不再受理这一年的异议。有不同意见的，可以向上级党组织申诉。",
        )
    return until


def refuse_repeated(target: Target) -> None:
    """Pass unless the same thing is being looked into or was answered, here or above: `already_open`,
    `already_answered`, `decided_above`."""
    about = about_of(target)
    if about is None:
        return
    decided = Appeal.objects.filter(about, branch_id=target.quarter.branch_id, state=Appeal.State.DECIDED)
    if (appealed := decided.first()) is not None:
        raise Refused(
            "decided_above", f"上级已经就这一件作出申诉决定（第 {appealed.number} 号）。请看申诉的决定。"
        )
    rows = Objection.objects.filter(about, branch_id=target.quarter.branch_id)
    if target.matter is not None and (since := _decided_anew(target.matter)) is not None:
        # what was answered before was about what no longer stands
        rows = rows.filter(filed_at__gt=since)
    earlier = rows.exclude(state=Objection.State.WITHDRAWN).order_by("-number").first()
    if earlier is None:
        return
    if earlier.state == Objection.State.OPEN:
        raise Refused(
            "already_open",
            f"这一件已经提出异议（第 {earlier.number} 号），正在核实，{day_name(earlier.answer_by)}前答复。不用再提。",
        )
    if earlier.state == Objection.State.OVERTAKEN:
        raise Refused("decided_above", "上级已经就这一件作出申诉决定，支部不再另行答复。请看申诉的决定。")
    raise Refused("already_answered", f"这一件的异议（第 {earlier.number} 号）已经答复。{_APPEAL}")


def _decided_anew(matter: Matter) -> datetime | None:
    """When a meeting last decided it anew."""
    rows = Determination.objects.filter(matter=matter, reopening__isnull=False).order_by("-pk")
    return rows.values_list("at", flat=True).first()


def about_of(target: Target) -> Q | None:
    """The condition under which an objection, or an appeal, is about the same thing."""
    if target.matter is not None:
        # an entry put right in writing stands for the matter, and may have been objected to as the entry
        stands = Q(entry=target.entry) if target.entry is not None else Q()
        return Q(matter=target.matter) | Q(entry__determination__matter=target.matter) | stands
    if target.entry is not None:
        return Q(entry=target.entry)
    if target.item:
        return Q(membership=target.membership, item=target.item, day=target.day, kind=KINDS.OMITTED)
    return None
