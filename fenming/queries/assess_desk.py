"""The assessment desk: every member of a month in roster order, and what may be done with each (R33, R34, A31).

Four queries, however large the branch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fenming.queries.access import NotFound, current_on, get_branch_for, get_month_for
from fenming.queries.assess_words import (
    DeskMatter,
    desk_matter,
    done_word,
    line_of,
    not_yours,
    summary_of,
)
from fenming.queries.assessment import AtHand, matters_at_hand, roster_of
from fenming.queries.claims import last_day_to_declare
from fenming.queries.meeting_month import MonthMeeting, meeting_of, with_meeting
from fenming.queries.scores import published_standard
from fenming.records.models import MemberMonth, Membership, Month, Office, StandardVersion, Standing
from fenming.rules.authority import Role
from fenming.rules.reasons import day_name
from fenming.rules.terms import Status

ASSESSORS = (Role.COMMITTEE.value, Role.SECRETARY.value)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One member's month. `state`: done, plain, open (looked at alone), own, waiting (reply), handled (somebody
    named from above assesses it), early (may still declare). `opened`: its matters are shown one by one, `looked`: because
    somebody asked. Sums are signed hundredths, None where there is nothing."""

    membership_id: int
    roster_no: int
    name: str
    kind: str
    state: str
    word: str
    what: str
    why: str
    changed: bool
    opened: bool
    looked: bool
    may_reopen: bool
    claimed_centi: int | None
    assessed_centi: int | None
    matters: tuple[DeskMatter, ...]


@dataclass(frozen=True, slots=True)
class AssessDesk:
    """The page. `rows` are those of the filter asked for; counts and the batch are of the whole month. `is_alone`:
    the viewer assesses and nobody else does."""

    month_id: int
    month_number: int
    meeting: MonthMeeting | None
    assessed: bool
    may_assess: bool
    is_alone: bool
    rows: tuple[DeskRow, ...]
    total: int
    done: int
    alone: int
    changed: int
    summary: str
    batch_matter_ids: tuple[int, ...]
    batch_membership_ids: tuple[int, ...]
    batch_members: int


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every row is judged against."""

    today: date
    person_id: int
    may_assess: bool
    look: int | None
    last_day: date
    assessors: tuple[tuple[int, str], ...]

    @property
    def early(self) -> bool:
        return self.today <= self.last_day

    @property
    def others(self) -> list[str]:
        return [name for person_id, name in self.assessors if person_id != self.person_id]


def current_month_id(*, actor_id: int, branch_id: int, today: date) -> int:
    """The earliest month that has begun and is not assessed, else the last one that has begun; NotFound, Refused."""
    branch = get_branch_for(actor_id=actor_id, verb="see_assess_desk", branch_id=branch_id, on=today)
    begun = Month.objects.filter(branch=branch, start__lte=today).order_by("start")
    month = begun.filter(assessed_at=None).first() or begun.last()
    if month is None:
        raise NotFound("month")
    return month.pk


def assess_desk(
    *, actor_id: int, month_id: int, today: date, show: str = "", look: int | None = None
) -> AssessDesk:
    """The desk of a month as this person sees it.

    `show`: "" for everyone, or open, alone, changed. `look` is the membership whose row is to be opened although it
    needs no closer look or has been assessed. Raises NotFound, Refused.
    """
    months = with_meeting(Month.objects.all())
    month = get_month_for(actor_id=actor_id, verb="see_assess_desk", month_id=month_id, on=today, rows=months)
    members = list(_members(month, today=today))
    by_member: dict[int, list[AtHand]] = defaultdict(list)
    for one in matters_at_hand(month=month):
        by_member[one.membership_id].append(one)
    scene = _scene(members, month, actor_id=actor_id, look=look, today=today)
    rows = tuple(_row(scene, month, one, by_member[one.pk]) for one in members)
    return _desk(scene, month, rows, show=show)


def _members(month: Month, *, today: date) -> QuerySet[Membership, Any]:
    """The roster with each one's standing, month, and whether an assessor today."""
    standing = Standing.objects.filter(membership=OuterRef("pk"), since__lte=month.end).order_by("-since")
    office = Office.objects.filter(
        current_on(today), organisation=month.branch_id, person=OuterRef("person_id"), role__in=ASSESSORS
    )
    versions = StandardVersion.objects.filter(branch=month.branch_id)
    in_force = versions.filter(in_force_from__lte=month.end).order_by("-in_force_from")
    first = versions.order_by("in_force_from")
    rows = roster_of(month).select_related("person")
    return rows.annotate(
        status=Subquery(standing.values("status")[:1]),
        post=Subquery(standing.values("type")[:1]),
        assessor=Exists(office),
        mine=FilteredRelation("member_months", condition=Q(member_months__month=month)),
        said=F("mine__kind"),
        marked=F("mine__assessed_at"),
        version=Coalesce(Subquery(in_force.values("pk")[:1]), Subquery(first.values("pk")[:1])),
        digest=Coalesce(Subquery(in_force.values("digest")[:1]), Subquery(first.values("digest")[:1])),
    )


def _scene(members: Sequence[Any], month: Month, *, actor_id: int, look: int | None, today: date) -> _Scene:
    if not members:
        raise NotFound("roster")
    standard = published_standard(members[0].version, members[0].digest)
    assessors = tuple((one.person_id, one.person.name) for one in members if one.assessor)
    return _Scene(
        today=today,
        person_id=actor_id,
        may_assess=any(person_id == actor_id for person_id, _ in assessors),
        look=look,
        last_day=last_day_to_declare(month=month, standard=standard),
        assessors=assessors,
    )


def _row(scene: _Scene, month: Month, member: Any, of_member: Sequence[AtHand]) -> DeskRow:
    here = [one for one in of_member if one.month_id == month.pk]
    matters = tuple(desk_matter(one, of_member, today=scene.today) for one in here)
    looked = scene.look == member.pk and member.person_id != scene.person_id and bool(here)
    state = _state(scene, member, matters, looked=looked)
    nothing_new = member.said == MemberMonth.Kind.NOTHING_NEW
    return DeskRow(
        membership_id=member.pk,
        roster_no=member.roster_no,
        name=member.person.name,
        kind=_kind(member),
        state=state,
        word=_word(state, matters),
        what=line_of(matters, done=state == "done", nothing_new=nothing_new, early=scene.early),
        why=_why(scene, state, matters),
        changed=any(one.outcome not in ("", "accepted") for one in matters),
        opened=looked or state == "open",
        looked=looked,
        may_reopen=scene.may_assess
        and member.person_id != scene.person_id
        and any(one.state == "assessed" and not one.handler for one in matters),
        claimed_centi=sum(one.claimed_centi for one in matters) if matters else None,
        assessed_centi=_assessed_centi(matters),
        matters=matters,
    )


def _state(scene: _Scene, member: Any, matters: Sequence[DeskMatter], *, looked: bool) -> str:
    waiting = [one for one in matters if one.open]
    if not waiting and member.marked is not None:
        return "done"
    if waiting and all(one.handler for one in waiting):
        return "handled"
    if member.person_id == scene.person_id:
        return "early" if scene.early and not waiting else "own"
    if not waiting:
        return "early" if scene.early else "plain"
    if looked:
        return "open"
    unheard = [one for one in waiting if one.unheard or one.handler]
    if any(one.why for one in waiting if one not in unheard) or 0 < len(unheard) < len(waiting):
        return "open"
    return "waiting" if unheard else "plain"


def _word(state: str, matters: Sequence[DeskMatter]) -> str:
    words = {
        "plain": "可一并认定",
        "open": "单独看",
        "own": "等他人初评",
        "waiting": "等本人答复",
        "handled": "等办理人初评",
        "early": "等申报期满",
    }
    return words.get(state) or done_word(matters)


def _why(scene: _Scene, state: str, matters: Sequence[DeskMatter]) -> str:
    if state == "own":
        return not_yours(scene.others)
    if state == "handled":
        return next(one.why for one in matters if one.open and one.handler)
    if state == "waiting":
        return next(one.unheard for one in matters if one.unheard)
    return f"申报期到{day_name(scene.last_day)}" if state == "early" else ""


def _kind(member: Any) -> str:
    if member.status == Status.PROBATIONARY:
        return "预备党员"
    return dict(Standing.Type.choices).get(member.post, "")


def _assessed_centi(matters: Sequence[DeskMatter]) -> int | None:
    known = [one.assessed_centi for one in matters if one.assessed_centi is not None]
    return sum(known) if known else None


def _desk(scene: _Scene, month: Month, rows: tuple[DeskRow, ...], *, show: str) -> AssessDesk:
    count = Counter(row.state for row in rows)
    plain = [row for row in rows if row.state == "plain"]
    matter_ids = tuple(one.id for row in plain for one in row.matters if one.open)
    shown = {
        "open": [row for row in rows if row.state != "done"],
        "alone": [row for row in rows if row.state == "open"],
        "changed": [row for row in rows if row.changed],
    }.get(show, rows)
    return AssessDesk(
        month_id=month.pk,
        month_number=month.number,
        meeting=meeting_of(month),
        assessed=month.assessed_at is not None,
        may_assess=scene.may_assess,
        is_alone=scene.may_assess and not scene.others,
        rows=tuple(shown),
        total=len(rows),
        done=count["done"],
        alone=count["open"],
        changed=sum(row.changed for row in rows),
        summary=summary_of(count, month_number=month.number, last_day=scene.last_day),
        batch_matter_ids=matter_ids,
        batch_membership_ids=() if scene.early else tuple(row.membership_id for row in plain),
        batch_members=len(plain),
    )
