"""Appeals as the member, the branch and the committee above meet them: the doors, who may decide, the list (R40-R43, A31)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from fenming.queries.access import NotFound, current_on, one_of, require
from fenming.queries.impartial import ties_of
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import standard_of, version_on
from fenming.queries.superior_people import posts_above
from fenming.queries.viewer import Viewer
from fenming.records.models import Appeal, Finding, Membership, Office, RecordRequest
from fenming.rules.authority import Relation, Role, may
from fenming.rules.standard import Standard
from fenming.rules.terms import Refused

# The plan leaves open how long the branch has for its record; a working week, as for a reply (A14).
RECORD_WORKING_DAYS = 5
WITH = (
    "membership__person", "quarter__year", "text", "late_reason", "entry__quarter__year", "entry__version", "entry__opening",
    "matter__month", "matter__version", "matter__said", "veto__year", "objection",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal in a list; `about` names the item it is about."""

    id: int
    number: int
    branch: str
    name: str
    kind: str
    about: str
    quarter: str
    filed_at: datetime
    decide_by: date
    state: str
    word: str
    outcome: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Appeals:
    """One's own appeals, those of one's branch for who handles objections there, and those of the branches below."""

    own: tuple[AppealRow, ...]
    branch: tuple[AppealRow, ...] | None
    below: tuple[AppealRow, ...] | None
    is_member: bool
    # of the branches below, members without an account, whose papers the viewer may enter: id, branch, name
    on_paper: tuple[tuple[int, str, str], ...]


def get_appeal_for(*, actor_id: int, verb: str, appeal_id: int, on: date) -> Appeal:
    """An appeal with its member, quarter, matter, entry, veto and objection; raises NotFound, Refused."""
    appeal = one_of(Appeal.objects.select_related(*WITH), pk=appeal_id)
    owner_id = appeal.membership.person_id
    require(actor_id=actor_id, verb=verb, branch_id=appeal.branch_id, on=on, owner_id=owner_id)
    return appeal


def get_request_for(*, actor_id: int, verb: str, request_id: int, on: date) -> RecordRequest:
    """A question of the committee above to a branch, with its appeal; raises NotFound, Refused."""
    asked = one_of(RecordRequest.objects.select_related("appeal__membership"), pk=request_id)
    owner_id = asked.appeal.membership.person_id
    require(actor_id=actor_id, verb=verb, branch_id=asked.branch_id, on=on, owner_id=owner_id)
    return asked


def get_finding_for(*, actor_id: int, verb: str, finding_id: int, on: date) -> Finding:
    """A finding with the objection or appeal it answers; raises NotFound, Refused."""
    rows = Finding.objects.select_related("objection__membership__person", "appeal__membership__person")
    finding = one_of(rows, pk=finding_id)
    owner_id = answered_by(finding).membership.person_id
    require(actor_id=actor_id, verb=verb, branch_id=finding.branch_id, on=on, owner_id=owner_id)
    return finding


def answered_by(finding: Finding) -> Any:
    """The objection or the appeal a finding answers."""
    return finding.appeal or finding.objection


def reviewers_above(*, branch_id: int, on: date) -> QuerySet[Office]:
    """Who holds the reviewer's office above a branch on that day and has no tie to the branch itself (A31)."""
    rows = Office.objects.filter(
        current_on(on), organisation__children=branch_id, role=Role.SUPERIOR_REVIEWER
    )
    members = Membership.objects.filter(current_on(on), branch_id=branch_id).values("person_id")
    officers = Office.objects.filter(current_on(on), organisation_id=branch_id).values("person_id")
    return rows.exclude(person_id__in=members).exclude(person_id__in=officers)


def refuse_biased_above(appeal: Appeal, *, actor_id: int, on: date) -> None:
    """Pass if this person of the committee above may hear and decide it; one query.

    Refused: `nobody_left`, `decided_before`, `reported_by_you`. Whether somebody is left is counted without asking
    who reported: that would give the reporter away.
    """
    ties = ties_of(appeal, reviewers_above(branch_id=appeal.branch_id, on=on))
    barred = ties.decided | {appeal.membership.person_id}
    if not ties.handlers - barred:
        raise Refused(
            "nobody_left",
            "上级的审核人都参与过这件事的办理，不能由他们作出申诉决定。请上级党委另外确定一名审核人。",
        )
    if actor_id in barred:
        raise Refused(
            "decided_before",
            "这件事的初评、更正、核实或者否决您参与过，不能由您办理申诉。请由其他审核人办理。",
        )
    if actor_id in ties.reporters:
        raise Refused(
            "reported_by_you", "这件事是您报告的，不能由您办理申诉。这句话只有您看得到。请由其他审核人办理。"
        )


def appeals_of(*, viewer: Viewer, today: date) -> Appeals:
    """The list page; six queries at most. Refused `forbidden` for who has no points here and handles none."""
    answer = may(verb="see_appeals", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    above = posts_above(person_id=viewer.person_id, on=today)
    reviews = may(verb="see_appeals", roles=above.roles, relation=Relation.SUBORDINATE, own_matter=False)
    if viewer.membership_id is None and not answer.allowed and not reviews.allowed:
        raise Refused("forbidden", answer.reason)
    below = [pk for pk, _ in above.branches] if reviews.allowed else []
    which = Q(membership__person_id=viewer.person_id) | Q(branch_id__in=below)
    handles = answer.allowed and viewer.branch_id not in below
    if handles:
        which |= Q(branch_id=viewer.branch_id)
    rows = (
        Appeal.objects.filter(which).select_related(*WITH, "finding", "branch").order_by("-filed_at", "-pk")
    )
    listed = list(rows)
    titles = _titles(viewer.branch_id, today) if listed else {}
    of = {one.pk: _row(one, titles, today) for one in listed}
    return Appeals(
        own=tuple(of[one.pk] for one in listed if one.membership.person_id == viewer.person_id),
        branch=tuple(of[one.pk] for one in listed if one.branch_id == viewer.branch_id) if handles else None,
        below=tuple(of[one.pk] for one in listed if one.branch_id in below) if reviews.allowed else None,
        is_member=viewer.membership_id is not None,
        on_paper=_on_paper(below, today),
    )


def _on_paper(branches: Sequence[int], today: date) -> tuple[tuple[int, str, str], ...]:
    if not branches:
        return ()
    rows = Membership.objects.filter(current_on(today), branch_id__in=branches)
    rows = rows.exclude(person__account__is_active=True).order_by("branch_id", "roster_no")
    return tuple(rows.values_list("pk", "branch__name", "person__name"))


@dataclass(frozen=True, slots=True)
class OpenAppeal:
    """An appeal that waits for its decision; `asked` while the branch has still to answer a question."""

    id: int
    number: int
    branch: str
    name: str
    kind: str
    decide_by: date
    days_left: int  # calendar days; negative when overdue
    asked: bool


def open_below(*, branches: Sequence[int], today: date) -> tuple[OpenAppeal, ...]:
    """What the branches' members have appealed and nobody has decided yet, the most pressing first; one query."""
    waiting = Exists(RecordRequest.objects.filter(appeal=OuterRef("pk"), answer=None))
    rows = Appeal.objects.filter(branch__in=branches, state=Appeal.State.OPEN).annotate(waiting=waiting)
    rows = rows.select_related("branch", "membership__person").order_by("decide_by", "pk")
    return tuple(
        OpenAppeal(
            one.pk, one.number, one.branch.name, one.membership.person.name, one.get_kind_display(), one.decide_by,
            (one.decide_by - today).days, one.waiting,
        )
        for one in rows
    )  # fmt: skip


def _titles(branch_id: int, today: date) -> dict[str, str]:
    try:
        standard: Standard = standard_of(version_on(branch_id=branch_id, day=today))
    except NotFound:
        return {}
    return {item.id: item.title for item in standard.items}


def _row(one: Appeal, titles: dict[str, str], today: date) -> AppealRow:
    finding = getattr(one, "finding", None)
    source: Any = one.matter or one.entry or one
    return AppealRow(
        id=one.pk,
        number=one.number,
        branch=one.branch.name,
        name=one.membership.person.name,
        kind=one.get_kind_display(),
        about=titles.get(source.item, "已不在标准里的项目"),
        quarter=f"{one.quarter.year.number}年{quarter_name(one.quarter.number)}",
        filed_at=one.filed_at,
        decide_by=one.decide_by,
        state=one.state,
        word=one.get_state_display(),
        outcome=outcome_word(finding) if finding is not None else "",
        overdue=one.state == Appeal.State.OPEN and today > one.decide_by,
    )


def outcome_word(finding: Finding) -> str:
    """What a finding says in a word: an appeal is upheld as an appeal."""
    if finding.appeal_id is not None and finding.outcome == Finding.Outcome.UPHELD:
        return "申诉成立"
    return str(finding.get_outcome_display())
