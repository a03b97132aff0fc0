"""组织: the general branches and branches below a committee, where each belongs, since when, by which resolution (R10, A34)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from fenming.queries.access import NotFound, current_on, get_branch_for, one_of
from fenming.queries.offices import OfficeLine, line_of
from fenming.records.models import Affiliation, Membership, Office, Organisation, OrganisationEvent
from fenming.rules.authority import Relation, Role, may
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused

_SHOWN = (Organisation.Kind.GENERAL_BRANCH, Organisation.Kind.BRANCH)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened to an organisation, in a sentence, by which resolution."""

    day: date
    sentence: str
    resolution: str


@dataclass(frozen=True, slots=True)
class Place:
    """A general branch or a branch: where it belongs today (`general`, ""), who holds an office in it, its history."""

    id: int
    name: str
    is_general: bool
    since: date
    until: date | None
    general: str
    offices: tuple[OfficeLine, ...]
    history: tuple[Line, ...]

    @property
    def ended(self) -> bool:
        """Whether its last day is entered."""
        return self.until is not None


@dataclass(frozen=True, slots=True)
class Tree:
    """Everything below one committee, general branches first; `may_order`: the viewer may change it."""

    committee_id: int
    committee: str
    places: tuple[Place, ...]
    may_order: bool


def committees_of(*, person_id: int, verb: str, on: date) -> dict[int, tuple[str, frozenset[Role]]]:
    """The committees below which this person may do the verb, through an office there or in a general branch of it:
    id → name, and the offices held there; Refused `forbidden` where there is none. One query."""
    rows = Office.objects.filter(current_on(on), person_id=person_id).exclude(organisation__kind="branch")
    found: dict[int, tuple[str, frozenset[Role]]] = {}
    for one in rows.select_related("organisation__parent").order_by("organisation", "pk"):
        top = one.organisation.parent or one.organisation
        found[top.pk] = (top.name, found.get(top.pk, ("", frozenset()))[1] | {Role(one.role)})
    roles = frozenset(role for _, held in found.values() for role in held)
    answer = may(verb=verb, roles=roles, relation=Relation.SUBORDINATE, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    return {pk: (name, held) for pk, (name, held) in found.items() if _may(verb, held)}


def trees_of(*, actor_id: int, on: date) -> tuple[Tree, ...]:
    """The trees a person may see; five queries. Refused `forbidden`."""
    committees = committees_of(person_id=actor_id, verb="see_organisations", on=on)
    places = _places(list(committees), on)
    return tuple(
        Tree(
            committee_id=pk,
            committee=name,
            places=tuple(place for parent, place in places if parent == pk),
            may_order=_may("found_general_branch", roles),
        )
        for pk, (name, roles) in committees.items()
    )


def _places(tops: list[int], on: date) -> list[tuple[int, Place]]:
    below = Organisation.objects.filter(parent__in=tops, kind__in=_SHOWN)
    lines: dict[int, list[Line]] = defaultdict(list)
    events = OrganisationEvent.objects.filter(organisation__in=below)
    for event in events.order_by("pk"):
        lines[event.organisation_id].append(event_line(event))
    where: dict[int, str] = {}
    for one in Affiliation.objects.filter(branch__in=below).select_related("general").order_by("since"):
        lines[one.branch_id] += _affiliation_lines(one)
        if one.since <= on and (one.until is None or one.until >= on):
            where[one.branch_id] = one.general.name
    held: dict[int, list[OfficeLine]] = defaultdict(list)
    for office in _offices(below, on):
        held[office.organisation_id].append(line_of(office))
    rows = below.order_by("parent", "kind", "pk")
    return [
        (
            one.parent_id or 0,
            Place(
                id=one.pk,
                name=one.name,
                is_general=one.kind == Organisation.Kind.GENERAL_BRANCH,
                since=one.since,
                until=one.until,
                general=where.get(one.pk, ""),
                offices=tuple(held[one.pk]),
                history=tuple(sorted(lines[one.pk], key=lambda line: line.day)),
            ),
        )
        for one in sorted(rows, key=lambda row: (row.kind == Organisation.Kind.BRANCH, row.pk))
    ]


def _offices(below: QuerySet[Organisation], on: date) -> QuerySet[Office]:
    rows = Office.objects.filter(current_on(on), organisation__in=below, role=Role.GENERAL_OFFICER)
    return rows.select_related("person", "entered_by", "ended_by").order_by("since", "pk")


def event_line(event: OrganisationEvent) -> Line:
    """What became of an organisation, in a sentence."""
    sentences = {
        OrganisationEvent.Kind.FOUNDED.value: "建立",
        OrganisationEvent.Kind.RENAMED.value: f"更名，原名{event.before}",
        OrganisationEvent.Kind.ENDED.value: "撤销，这一天是最后一天",
    }
    return Line(event.day, sentences[event.kind], event.resolution)


def _affiliation_lines(one: Affiliation) -> list[Line]:
    lines = [Line(one.since, f"划归{one.general.name}", one.resolution)]
    if one.until is not None:
        lines.append(Line(one.until, f"在{one.general.name}到这一天为止", one.end_resolution))
    return lines


def _may(verb: str, roles: frozenset[Role]) -> bool:
    return may(verb=verb, roles=roles, relation=Relation.SUBORDINATE, own_matter=False).allowed


def get_place_for(
    *, actor_id: int, verb: str, place_id: int, on: date, kind: str | None = None
) -> Organisation:
    """A branch or general branch below the actor's committee, of that kind if one is given; NotFound, Refused."""
    place = get_branch_for(actor_id=actor_id, verb=verb, branch_id=place_id, on=on)
    if place.kind not in _SHOWN or (kind is not None and place.kind != kind):
        raise NotFound(f"organisation {place_id}")
    return place


def generals_below(committee_id: int, *, on: date) -> tuple[tuple[int, str], ...]:
    """The general branches of a committee that have not ended by that day: (id, name)."""
    rows = Organisation.objects.filter(parent_id=committee_id, kind=Organisation.Kind.GENERAL_BRANCH)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=on))
    return tuple(rows.order_by("pk").values_list("pk", "name"))


def affiliation_on(branch_id: int, *, on: date) -> Affiliation | None:
    """Where a branch belongs on a day; None directly under its committee."""
    rows = Affiliation.objects.filter(current_on(on), branch_id=branch_id)
    return rows.select_related("general").first()


def people_below(committee_id: int, *, on: date) -> tuple[tuple[int, str], ...]:
    """Who may be given an office in a general branch: the members of the committee's branches, (person id, words)."""
    rows = Membership.objects.filter(current_on(on), branch__parent_id=committee_id)
    fields = rows.order_by("branch", "roster_no").values_list("person_id", "person__name", "branch__name")
    return tuple((person_id, f"{name}（{branch}）") for person_id, name, branch in fields)


def refuse_ended(place: Organisation, *, on: date) -> None:
    """Pass while an organisation has not ended by that day; Refused `ended`."""
    if place.until is not None and place.until < on:
        raise Refused("ended", f"{place.name}已在{full_day_name(place.until)}撤销。请核对日期。")


def reread(place_id: int) -> Any:
    """An organisation anew, in the transaction."""
    return one_of(Organisation.objects.select_related("parent"), pk=place_id)
