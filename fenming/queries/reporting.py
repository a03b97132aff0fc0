"""Reports about other members: the way to make one, one's own, and the one door to who made it (R32, A14, A22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fenming.queries.access import NotFound, one_of, require, roles_in
from fenming.queries.item_words import rule_in_words
from fenming.queries.judgements import Judged, own_judgements
from fenming.queries.matter import ERASED
from fenming.queries.matter_viewer import committee_for
from fenming.queries.own_year import members_with_standings
from fenming.queries.recording import ItemGroup, item_groups, lists_in_year, year_with_standard
from fenming.queries.scores import published_standard, standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import Matter, Membership, Reporter
from fenming.rules.authority import Relation, Role, may
from fenming.rules.people import Member
from fenming.rules.standard import Item
from fenming.rules.terms import Refused
from fenming.rules.workflow import STATE_NAMES


@dataclass(frozen=True, slots=True)
class Whom:
    """A member who may be reported about."""

    id: int
    no: int
    name: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The form as far as it has come: `whom` None: choose one of `roster`; `item` None: choose one of `groups`."""

    roster: tuple[Whom, ...]
    whom: Whom | None
    groups: tuple[ItemGroup, ...]
    item: Item | None
    rule: str
    reply_days: int
    first_day: date
    today: date


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report of the viewer's and what became of it. `asked`: why it was returned; points signed."""

    matter_id: int
    name: str
    title: str
    day: date
    said: str
    claimed_centi: int
    at: datetime
    reply_by: date | None
    state: str
    word: str
    asked: str
    may_withdraw: bool
    judged: Judged | None


def get_reporter_for(*, actor_id: int, matter_id: int, on: date, verb: str = "see_reporter") -> Reporter:
    """Who reported the matter: for its assessors alone, never the one concerned (A14, A22).

    Where the branch has a committee the secretary is no assessor for this; the superior is one only for a report it
    was asked to look into. NotFound for a matter nobody reported. Refused `forbidden`; `reported_by_you`.
    """
    rows = Reporter.objects.select_related("person", "matter__membership", "inquiry__judgement")
    reporter = one_of(rows, matter_id=matter_id)
    owner_id = reporter.matter.membership.person_id
    require(actor_id=actor_id, verb=verb, branch_id=reporter.branch_id, on=on, owner_id=owner_id)
    held = roles_in(person_id=actor_id, organisation_id=reporter.branch_id, on=on)
    if held.isdisjoint((Role.COMMITTEE, Role.SECRETARY)):
        _require_asked(reporter, actor_id)
    elif Role.COMMITTEE not in held and committee_for(reporter.matter, on=on).exists():
        sentence = "本支部有支委会，报告人只对支部委员开放。需要了解的，请与支部委员联系。"
        raise Refused("forbidden", sentence)
    refuse_reporter(matter_id=matter_id, actor_id=actor_id)
    return reporter


def _require_asked(reporter: Reporter, actor_id: int) -> None:
    """The superior comes to a reporter through an inquiry of the branch alone."""
    if not hasattr(reporter, "inquiry"):
        raise Refused("forbidden", "支部没有提请核查这份报告，报告人只对支部委员开放。")
    if reporter.matter.assessments.filter(by_id=actor_id).exists():
        raise Refused("forbidden", "这件事的初评您参与过，报告人不对您开放。请由其他审核人办理。")


def own_report(*, actor_id: int, matter_id: int, on: date) -> Reporter | None:
    """The actor's report of this matter, while in the branch; None when somebody else's or nobody's."""
    rows = Reporter.objects.select_related("matter__membership", "matter__month")
    report = rows.filter(matter_id=matter_id, person_id=actor_id).first()
    if report is not None:
        require(actor_id=actor_id, verb="report", branch_id=report.branch_id, on=on)
    return report


def refuse_reporter(*, matter_id: int, actor_id: int) -> None:
    """Refused `reported_by_you`, to the reporter alone and only here: no list leaves them out (A14, A31)."""
    if is_reporter(matter_id=matter_id, person_id=actor_id):
        raise Refused(
            "reported_by_you",
            "这件事是您报告的，不能由您初评。请由其他支部委员办理；没有别人的，请上级指定办理人。",
        )


def is_reporter(*, matter_id: int, person_id: int) -> bool:
    """Whether this person reported the matter."""
    return Reporter.objects.filter(matter_id=matter_id, person_id=person_id).exists()


def report_page(*, viewer: Viewer, membership_id: int | None, item_id: str, today: date) -> ReportPage:
    """The form for one member and one item, or for choosing them; NotFound for what is not offered, `forbidden`."""
    answer = may(verb="report", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    year = year_with_standard(branch_id=viewer.branch_id, today=today)
    standard = published_standard(year.standard, year.digest) if year and year.standard else None
    if standard is None:
        raise Refused("no_standard", "本支部还没有通过积分标准，现在还不能报告。")
    rows = members_with_standings(branch_id=viewer.branch_id, year=year)
    member = _chosen(rows, viewer, membership_id)
    lists = lists_in_year(member, year, today) if member else set()
    item = standard.item(item_id) if member and item_id else None
    groups = item_groups(standard=standard, lists=lists) if member else ()
    if item_id and (item is None or all(item.id != one.id for group in groups for one in group.choices)):
        raise NotFound(item_id)
    roster = tuple(
        Whom(one.pk, one.roster_no, one.person.name)
        for one, _ in rows
        if one.pk != viewer.membership_id and _is_here(one, today)
    )
    return ReportPage(
        roster=roster,
        whom=next((one for one in roster if one.id == membership_id), None),
        groups=groups if item is None else (),
        item=item,
        rule=rule_in_words(item) if item else "",
        reply_days=standard.settings.reply_working_days,
        first_day=year.start,
        today=today,
    )


def _is_here(membership: Membership, today: date) -> bool:
    return membership.since <= today and (membership.until is None or membership.until >= today)


def _chosen(rows: Sequence[Any], viewer: Viewer, membership_id: int | None) -> Member | None:
    if membership_id is None:
        return None
    found: Member | None = next((member for one, member in rows if one.pk == membership_id), None)
    if found is None or membership_id == viewer.membership_id:
        raise NotFound("membership")
    return found


def own_reports(*, viewer: Viewer, today: date) -> tuple[OwnReport, ...]:
    """What the viewer reported in this branch, latest first; three queries. Refused `forbidden`."""
    answer = may(verb="see_own_reports", roles=viewer.roles, relation=Relation.SELF, own_matter=True)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    rows = Matter.objects.filter(reporter__person_id=viewer.person_id, branch_id=viewer.branch_id)
    rows = rows.select_related("membership__person", "version", "said")
    judged = own_judgements(person_id=viewer.person_id, branch_id=viewer.branch_id)
    return tuple(
        _own(matter, judged.get(matter.pk))
        for matter in rows.prefetch_related("assessments__reason").order_by("-declared_at")
    )


def _own(matter: Matter, judged: Judged | None) -> OwnReport:
    rounds = list(matter.assessments.all())
    returned = matter.state == Matter.State.RETURNED and rounds
    reason = rounds[-1].reason if returned else None
    return OwnReport(
        matter_id=matter.pk,
        name=matter.membership.person.name,
        title=standard_of(matter.version).by_id[matter.item].title,
        day=matter.day,
        said=matter.said.text or ERASED,
        claimed_centi=matter.claimed_centi,
        at=matter.declared_at,
        reply_by=matter.reply_by,
        state=matter.state,
        word=STATE_NAMES["matter"][matter.state],
        asked=(reason.text or ERASED) if reason else "",
        may_withdraw=matter.state in (Matter.State.DECLARED, Matter.State.RETURNED),
        judged=judged,
    )
