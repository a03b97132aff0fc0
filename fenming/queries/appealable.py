"""What a member may take to the committee above, listed, and the one thing that was chosen (R40, A23)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from fenming.queries.access import NotFound
from fenming.queries.appealing import Ground, Which, appealed_before, ground_of
from fenming.queries.contested import UNKNOWN_ITEM
from fenming.queries.objectable import Objectable, items_listed, listed_for, objectable
from fenming.queries.paper import get_member_on_paper
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import standard_of, version_on
from fenming.queries.viewer import Viewer
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import Appeal, Membership, Objection, Organisation, Veto
from fenming.rules.authority import Relation, Role, may
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import Refused


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """An own objection the branch has answered, or let its term pass over."""

    id: int
    number: int
    kind: str
    word: str
    until: date


@dataclass(frozen=True, slots=True)
class VetoLine:
    """An own veto in force."""

    id: int
    document: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Appealable:
    """The choice: what the branch answered first, then what is posted, then vetoes."""

    answered: tuple[AnsweredLine, ...]
    posted: Objectable
    vetoes: tuple[VetoLine, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form of an appeal says above its fields. `until` is the last day in time, `decide_by` what follows from
    filing today; `items` only of something left out, whose quarter and term are known once its day is.

    `appeal_id`: the committee above has the same thing before it, or has decided it.
    """

    kind: str
    title: str
    day: date | None
    said: str
    points_centi: int | None
    quarter: str
    until: date | None
    late: bool
    above: str
    decide_by: date
    objection_id: int | None
    objection_number: int | None
    answered: bool
    appeal_id: int | None
    items: tuple[Item, ...] = ()


def appealable(*, viewer: Viewer, today: date) -> Appealable:
    """Everything the viewer may appeal about; six queries. Refused `forbidden` for who is on no roster."""
    posted = objectable(viewer=viewer, today=today, above=True)
    return _appealable(posted, viewer.person_id, today)


def appealable_of(*, viewer: Viewer, membership_id: int, today: date) -> tuple[str, Appealable]:
    """The name of a member without an account, and what an appeal on paper may be about; eight queries.

    The committee above reads no sentence of a matter before it is appealed (A22). NotFound, Refused `forbidden`,
    `has_account`.
    """
    member = _on_paper(viewer, membership_id, today)
    posted = listed_for(member, today=today, above=True)
    if not _reads(viewer, member):
        groups = (
            replace(group, lines=tuple(replace(line, said="") for line in group.lines))
            for group in posted.groups
        )
        posted = replace(posted, groups=tuple(groups))
    return member.person.name, _appealable(posted, member.person_id, today)


def _reads(viewer: Viewer, member: Membership) -> bool:
    return member.branch_id == viewer.branch_id and viewer.holds(Role.SECRETARY, Role.RECORDER)


def _on_paper(viewer: Viewer, membership_id: int, today: date) -> Membership:
    who, verb = viewer.person_id, "appeal_for"
    return get_member_on_paper(actor_id=who, verb=verb, membership_id=membership_id, on=today)


def _appealable(posted: Objectable, person_id: int, today: date) -> Appealable:
    appealed = Appeal.objects.exclude(state=Appeal.State.WITHDRAWN)
    due = Q(state=Objection.State.FOUND) | Q(state=Objection.State.OPEN, answer_by__lt=today)
    answered: Any = Objection.objects.filter(due, membership__person_id=person_id)
    answered = answered.filter(~Exists(appealed.filter(objection=OuterRef("pk")))).select_related("finding")
    vetoes = Veto.objects.filter(membership__person_id=person_id, state=Veto.State.CONFIRMED)
    vetoes = vetoes.filter(~Exists(appealed.filter(veto=OuterRef("pk"))))
    return Appealable(
        answered=tuple(_answered(one) for one in answered.order_by("-number")),
        posted=posted,
        vetoes=tuple(VetoLine(one.pk, one.document, one.appeal_by) for one in vetoes.order_by("pk")),
    )


def _answered(one: Any) -> AnsweredLine:
    finding = getattr(one, "finding", None)
    word = finding.get_outcome_display() if finding else "逾期没有答复"
    until = finding.appeal_by if finding else one.appeal_by
    return AnsweredLine(one.pk, one.number, one.get_kind_display(), word, until)


def chosen(*, viewer: Viewer, which: Which, today: date) -> Chosen:
    """The one thing `which` names; raises NotFound and whatever refuses the ground of an appeal."""
    ground = ground_of(actor_id=viewer.person_id, branch_id=viewer.branch_id, which=which, on=today)
    return _chosen(ground, today)


def chosen_on_paper(*, viewer: Viewer, membership_id: int, which: Which, today: date) -> tuple[str, Chosen]:
    """The same for a signed paper, with whose it is; `which` empty: the form about something left out.

    NotFound, Refused as the verb is, the words aside.
    """
    member, who = _on_paper(viewer, membership_id, today), viewer.person_id
    name = member.person.name
    if which == Which():
        return name, _left_out(member.branch_id, member.pk, today)
    ground = ground_of(
        actor_id=who, branch_id=member.branch_id, which=which, on=today, verb="appeal_for", person_id=member.person_id
    )  # fmt: skip
    if ground.membership.pk != member.pk:
        raise NotFound("membership")
    found = _chosen(ground, today)
    return name, found if _reads(viewer, member) else replace(found, said="")


def _chosen(ground: Ground, today: date) -> Chosen:
    earlier, standard = appealed_before(ground), _standard(ground, today)
    objection = ground.objection
    return Chosen(
        kind=Appeal.Kind(ground.kind).label,
        **_about(ground, standard),
        quarter=f"{ground.quarter.year.number}年{quarter_name(ground.quarter.number)}",
        until=ground.until,
        late=ground.is_late(today),
        above=_above(ground.quarter.branch_id),
        decide_by=_decide_by(ground.quarter.branch_id, standard, today),
        objection_id=objection.pk if objection else None,
        objection_number=objection.number if objection else None,
        answered=objection is not None and objection.state == Objection.State.FOUND,
        appeal_id=earlier.pk if earlier else None,
    )


def left_out(*, viewer: Viewer, today: date) -> Chosen:
    """The form about something that was never recorded; Refused `forbidden` for who is on no roster."""
    answer = may(verb="appeal", roles=viewer.roles, relation=Relation.SELF, own_matter=True)
    if viewer.membership_id is None or not answer.allowed:
        raise Refused("forbidden", answer.reason)
    return _left_out(viewer.branch_id, viewer.membership_id, today)


def _left_out(branch_id: int, membership_id: int, today: date) -> Chosen:
    standard = standard_of(version_on(branch_id=branch_id, day=today))
    return Chosen(
        kind=Appeal.Kind.OMITTED.label,
        title="", day=None, said="", points_centi=None, quarter="", until=None, late=False,
        above=_above(branch_id),
        decide_by=_decide_by(branch_id, standard, today),
        objection_id=None, objection_number=None, answered=False, appeal_id=None,
        items=items_listed(branch_id=branch_id, membership_id=membership_id, today=today),
    )  # fmt: skip


def _about(ground: Ground, standard: Standard) -> dict[str, Any]:
    source: Any = ground.matter or ground.entry or ground
    veto = ground.veto
    item = standard.item(veto.item if veto else source.item)
    points = ground.entry.points_centi if ground.entry is not None and veto is None else None
    return {
        "title": item.title if item else UNKNOWN_ITEM,
        "day": veto.decided_on if veto else source.day,
        "said": (ground.matter.said.text if ground.matter else "") or (veto.document if veto else ""),
        "points_centi": points,
    }


def _standard(ground: Ground, today: date) -> Standard:
    return standard_of(version_on(branch_id=ground.quarter.branch_id, day=today))


def _above(branch_id: int) -> str:
    names = Organisation.objects.filter(children=branch_id).values_list("name", flat=True)
    return names.first() or "上级党组织"


def _decide_by(branch_id: int, standard: Standard, today: date) -> date:
    days = standard.settings.appeal_decision_working_days
    return work_calendar(branch_id=branch_id).add_working_days(today, days)
