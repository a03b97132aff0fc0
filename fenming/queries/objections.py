"""Objections as their owner and their handlers meet them: the doors, who may look into one, the list (R40-R43, A22, A31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from fenming.queries.access import current_on, one_of
from fenming.queries.handlers import naming_of, require_or_named
from fenming.queries.impartial import Ties, ties_of
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import standard_of, version_on
from fenming.queries.viewer import Viewer
from fenming.records.models import Objection, Office
from fenming.rules.authority import Relation, Role, may
from fenming.rules.terms import Refused

_HANDLERS = (Role.COMMITTEE, Role.SECRETARY)
_WITH = (
    "membership__person", "quarter__year", "text", "late_reason", "entry__quarter__year", "entry__version", "entry__opening",
    "matter__month", "matter__version", "matter__said",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection in a list; `about` names the item it is about."""

    id: int
    number: int
    name: str
    kind: str
    about: str
    quarter: str
    filed_at: datetime
    answer_by: date
    state: str
    word: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Objections:
    """One's own objections, and for who handles them those of the branch, the latest first."""

    own: tuple[ObjectionRow, ...]
    branch: tuple[ObjectionRow, ...] | None
    is_member: bool


def get_objection_for(*, actor_id: int, verb: str, objection_id: int, on: date) -> Objection:
    """An objection with its member, quarter, matter and entry; raises NotFound, Refused."""
    objection = one_of(Objection.objects.select_related(*_WITH), pk=objection_id)
    owner_id = objection.membership.person_id
    require_or_named(actor_id=actor_id, verb=verb, thing=objection, owner_id=owner_id, on=on)
    return objection


def handlers_of(*, branch_id: int, on: date) -> frozenset[int]:
    """Persons whose office lets them look into objections at all; a reporter among them is not left out (A14)."""
    return frozenset(_handlers(branch_id, on).values_list("person_id", flat=True))


def _handlers(branch_id: int, on: date) -> QuerySet[Office]:
    return Office.objects.filter(current_on(on), organisation_id=branch_id, role__in=_HANDLERS)


def ties_to(objection: Objection, *, on: date) -> Ties:
    """Who could look into it and who is tied to it, the one named from above included; one query."""
    return ties_of(objection, _handlers(objection.branch_id, on), naming_of(objection, on=on))


def refuse_biased(objection: Objection, *, actor_id: int, on: date) -> None:
    """Pass if this person may look into it; one query. Refused: `nobody_left`, `decided_before`, `reported_by_you`."""
    why = bias_of(ties_to(objection, on=on), actor_id=actor_id, owner_id=objection.membership.person_id)
    if why is not None:
        raise why


def bias_of(ties: Ties, *, actor_id: int, owner_id: int) -> Refused | None:
    """Why this person may not look into it, or None.

    Barred are the one concerned and who assessed the matter, corrected the entry or entered the opening (A31); the
    meeting's determination is everyone's and bars nobody (A15). Whether somebody is left is counted without asking
    who reported: that would give the reporter away.
    """
    if not ties.able(owner_id=owner_id):
        return Refused(
            "nobody_left",
            "支部的支委和书记都参与过这件事的初评或更正，或者就是本人，不能由他们核实。请上级党组织指定办理人。",
        )
    others = "由上级指定的办理人办理。" if ties.named - {actor_id} else "请由其他支部委员办理。"
    if actor_id in ties.decided | {owner_id}:
        return Refused("decided_before", f"这件事的初评或更正您参与过，不能由您核实答复。{others}")
    if actor_id in ties.reporters:
        return Refused(
            "reported_by_you", "这件事是您报告的，不能由您核实答复。这句话只有您看得到。请由其他人办理。"
        )
    return None


def open_objections(*, year_id: int) -> tuple[int, ...]:
    """Numbers of the objections of a year that nobody has answered yet; one query."""
    rows = Objection.objects.filter(quarter__year=year_id, state=Objection.State.OPEN)
    return tuple(rows.order_by("number").values_list("number", flat=True))


def holds_lock(*, quarter_id: int) -> bool:
    """Whether an objection at the branch keeps a quarter from locking; an appeal above does not (invariant 8)."""
    return Objection.objects.filter(quarter=quarter_id, state=Objection.State.OPEN).exists()


def objections_of(*, viewer: Viewer, today: date) -> Objections:
    """The list page; three queries at most. Refused `forbidden` for who neither has points here nor handles any."""
    answer = may(verb="see_objections", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    if viewer.membership_id is None and not answer.allowed:
        raise Refused("forbidden", answer.reason)
    # one's own go along when one is transferred to another branch
    which = Q(membership__person_id=viewer.person_id)
    if answer.allowed:
        which |= Q(branch_id=viewer.branch_id)
    listed = list(
        Objection.objects.filter(which).select_related(*_WITH, "finding").order_by("-filed_at", "-pk")
    )
    titles = _titles(viewer.branch_id, today)
    own = tuple(_row(one, titles) for one in listed if one.membership.person_id == viewer.person_id)
    here = [one for one in listed if one.branch_id == viewer.branch_id]
    branch = tuple(_row(one, titles) for one in here) if answer.allowed else None
    return Objections(own, branch, viewer.membership_id is not None)


def _titles(branch_id: int, today: date) -> dict[str, str]:
    standard = standard_of(version_on(branch_id=branch_id, day=today))
    return {item.id: item.title for item in standard.items}


def _row(one: Objection, titles: dict[str, str]) -> ObjectionRow:
    finding = getattr(one, "finding", None)
    return ObjectionRow(
        id=one.pk,
        number=one.number,
        name=one.membership.person.name,
        kind=one.get_kind_display(),
        about=title_of(one, titles),
        quarter=f"{one.quarter.year.number}年{quarter_name(one.quarter.number)}",
        filed_at=one.filed_at,
        answer_by=one.answer_by,
        state=one.state,
        word=one.get_state_display(),
        outcome=finding.get_outcome_display() if finding is not None else "",
    )


def title_of(one: Objection, titles: dict[str, str]) -> str:
    """The item it is about, in words."""
    source: Any = one.matter or one.entry
    item = source.item if source is not None else one.item
    return titles.get(item, "已不在标准里的项目")
