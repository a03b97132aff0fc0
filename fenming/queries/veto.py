"""一票否决: its door, its list and its page, for those who handle it and the one concerned (R24, R81, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fenming.queries.access import current_on, one_of, require
from fenming.queries.scores import (
    booked,
    member_with,
    published_standard,
    standard_of,
    statement_of,
    version_on,
)
from fenming.queries.viewer import Viewer
from fenming.records.models import (
    Membership,
    Office,
    Organisation,
    PersonalText,
    Settlement,
    StandardVersion,
    Standing,
    Veto,
)
from fenming.rules.authority import Relation, Role, may
from fenming.rules.reasons import day_name
from fenming.rules.scoring import Statement
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import Bucket

CONFIRMERS = (Role.COMMITTEE, Role.SECRETARY)
ERASED = "（这段话已依法删除）"


@dataclass(frozen=True, slots=True)
class VetoRow:
    """A line of the list; `state` and `word` say how far it has come."""

    id: int
    no: int
    name: str
    title: str
    document: str
    decided_on: date
    state: str
    word: str
    reply_by: date


@dataclass(frozen=True, slots=True)
class VetoesPage:
    """Every veto of the branch, latest first, and whether the viewer may propose one."""

    rows: tuple[VetoRow, ...]
    may_propose: bool


@dataclass(frozen=True, slots=True)
class Lifting:
    """By which document the lifting was proposed and who confirmed it, if anyone has."""

    document: str
    by: str
    at: datetime
    confirmed_by: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Steps:
    """What the viewer may do now; `shut` says why a decision is not open to the viewer yet, or ""."""

    answer: bool
    confirm: bool
    decline: bool
    propose_lifting: bool
    confirm_lifting: bool
    shut: str


@dataclass(frozen=True, slots=True)
class VetoPage:
    """One veto whole; the figures are those of today's ledger."""

    id: int
    year: int
    name: str
    own: bool
    title: str
    document: str
    decided_on: date
    text: str
    proposed_by: str
    proposed_at: datetime
    shown_on: date
    reply_by: date
    answer: str
    answered_at: datetime | None
    state: str
    word: str
    ended_by: str
    ended_at: datetime | None
    why_declined: str
    lifting: Lifting | None
    statement: Statement
    settled: bool
    steps: Steps
    today: date


@dataclass(frozen=True, slots=True)
class VetoChoices:
    """What the form of a proposal offers: members in roster order, the standard's veto kinds."""

    members: tuple[tuple[int, str], ...]
    items: tuple[tuple[str, str], ...]
    reply_days: int


def get_veto_for(*, actor_id: int, verb: str, veto_id: int, on: date) -> Veto:
    """A veto with its member, year and texts (R24); raises NotFound, Refused."""
    veto: Veto = _through_the_door(Veto.objects.all(), actor_id=actor_id, verb=verb, veto_id=veto_id, on=on)
    return veto


def _through_the_door(rows: QuerySet[Any], *, actor_id: int, verb: str, veto_id: int, on: date) -> Any:
    rows = rows.select_related(
        "membership__person", "year", "text", "answer", "why_declined", "proposed_by", "confirmed_by",
        "lift_proposed_by", "lifted_by",
    )  # fmt: skip
    veto = one_of(rows, pk=veto_id)
    require(actor_id=actor_id, verb=verb, branch_id=veto.branch_id, on=on, owner_id=veto.membership.person_id)
    return veto


def veto_items(standard: Standard) -> tuple[Item, ...]:
    """The kinds of breach that veto a year, in the order of the standard (R24)."""
    return tuple(item for item in standard.items if item.bucket is Bucket.VETO)


def superior_name(branch_id: int) -> str:
    """The college committee above a branch, as sentences name it."""
    name = Organisation.objects.filter(pk=branch_id).values_list("parent__name", flat=True).first()
    return name or "上级党委"


def vetoes_page(*, viewer: Viewer, on: date) -> VetoesPage:
    """The list for those who handle vetoes; raises NotFound, Refused `forbidden`."""
    require(actor_id=viewer.person_id, verb="see_vetoes", branch_id=viewer.branch_id, on=on)
    rows = Veto.objects.filter(branch_id=viewer.branch_id).select_related("membership__person")
    titles = _titles(viewer.branch_id, on)
    may_propose = may(
        verb="propose_veto", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False
    ).allowed
    return VetoesPage(tuple(_row(one, titles) for one in rows.order_by("-pk")), may_propose)


def _titles(branch_id: int, on: date) -> dict[str, str]:
    standard = standard_of(version_on(branch_id=branch_id, day=on))
    return {item.id: item.title for item in standard.items}


def _row(veto: Veto, titles: dict[str, str]) -> VetoRow:
    return VetoRow(
        id=veto.pk,
        no=veto.membership.roster_no,
        name=veto.membership.person.name,
        title=titles.get(veto.item, "一票否决"),
        document=veto.document,
        decided_on=veto.decided_on,
        state=veto.state,
        word=Veto.State(veto.state).label,
        reply_by=veto.reply_by,
    )


def veto_choices(*, viewer: Viewer, on: date) -> VetoChoices:
    """For the form of a proposal; the viewer is not on the list. Raises NotFound, Refused `forbidden`."""
    require(actor_id=viewer.person_id, verb="propose_veto", branch_id=viewer.branch_id, on=on)
    standard = standard_of(version_on(branch_id=viewer.branch_id, day=on))
    rows = Membership.objects.filter(branch_id=viewer.branch_id).exclude(person_id=viewer.person_id)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=date(on.year - 1, 1, 1)))
    names = rows.order_by("roster_no").values_list("pk", "roster_no", "person__name")
    return VetoChoices(
        members=tuple((pk, f"{no}　{name}") for pk, no, name in names),
        items=tuple((item.id, item.title) for item in veto_items(standard)),
        reply_days=standard.settings.reply_working_days,
    )


def veto_page(*, viewer: Viewer, veto_id: int, on: date) -> VetoPage:
    """One veto for those who handle it, the auditor and the one concerned; raises NotFound, Refused `forbidden`."""
    rows = _with_facts(viewer.person_id, on)
    veto = _through_the_door(rows, actor_id=viewer.person_id, verb="see_veto", veto_id=veto_id, on=on)
    standard = published_standard(veto.standard_version, veto.standard_digest)
    item = standard.item(veto.item)
    return VetoPage(
        id=veto.pk,
        year=veto.year.number,
        name=veto.membership.person.name,
        own=veto.membership.person_id == viewer.person_id,
        title=item.title if item else "一票否决",
        document=veto.document,
        decided_on=veto.decided_on,
        text=_said(veto.text),
        proposed_by=veto.proposed_by.name,
        proposed_at=veto.proposed_at,
        shown_on=veto.shown_on,
        reply_by=veto.reply_by,
        answer=_said(veto.answer),
        answered_at=veto.answered_at,
        state=veto.state,
        word=Veto.State(veto.state).label,
        ended_by=veto.confirmed_by.name if veto.confirmed_by else "",
        ended_at=veto.confirmed_at,
        why_declined=_said(veto.why_declined),
        lifting=_lifting(veto),
        statement=_statement(veto, standard),
        settled=veto.settled,
        steps=_steps_open(veto, viewer, on),
        today=on,
    )


def _with_facts(actor_id: int, on: date) -> QuerySet[Any]:
    """Each with the standard of its year's end by number and digest, whether the year is settled, and whether someone
    besides the actor and the one concerned could confirm it."""
    versions = StandardVersion.objects.filter(branch=OuterRef("branch")).order_by("in_force_from")
    in_force = versions.filter(in_force_from__lte=OuterRef("year__end")).reverse()
    held = Office.objects.filter(current_on(on), organisation=OuterRef("branch"), role__in=CONFIRMERS)
    others = held.exclude(person=actor_id).exclude(person=OuterRef("membership__person"))
    facts: dict[str, Any] = {
        f"standard_{column}": Coalesce(
            Subquery(in_force.values(name)[:1]), Subquery(versions.values(name)[:1])
        )
        for column, name in (("version", "pk"), ("digest", "digest"))
    }
    settled = Exists(Settlement.objects.filter(year=OuterRef("year")))
    return Veto.objects.annotate(**facts, settled=settled, others_left=Exists(others))


def _steps_open(veto: Any, viewer: Viewer, on: date) -> Steps:
    own = veto.membership.person_id == viewer.person_id
    here = veto.branch_id == viewer.branch_id
    relation = Relation.SELF if own else Relation.BRANCH if here else Relation.SUBORDINATE

    def allowed(verb: str) -> bool:
        return may(verb=verb, roles=viewer.roles, relation=relation, own_matter=own).allowed

    proposed, confirmed = veto.state == Veto.State.PROPOSED, veto.state == Veto.State.CONFIRMED
    by_viewer = veto.proposed_by_id == viewer.person_id
    waits = confirmed and veto.lift_proposed_by_id is not None
    decides = proposed and allowed("confirm_veto")
    shut = decides and shut_reason(veto, actor_id=viewer.person_id, others_left=veto.others_left, on=on)
    return Steps(
        answer=proposed and allowed("answer_veto") and veto.answer_id is None,
        confirm=decides and not by_viewer and is_heard(veto, on=on),
        decline=decides and not by_viewer,
        propose_lifting=confirmed and allowed("propose_lifting"),
        confirm_lifting=waits and allowed("confirm_lifting") and veto.lift_proposed_by_id != viewer.person_id,
        shut=shut[1] if shut else "",
    )


def is_heard(veto: Veto, *, on: date) -> bool:
    """The one concerned has answered, or the days to answer are over (R81)."""
    return veto.answer_id is not None or on > veto.reply_by


def shut_reason(veto: Veto, *, actor_id: int, others_left: bool, on: date) -> tuple[str, str] | None:
    """Why this person cannot confirm a proposed veto on that day: code and sentence; None when nothing speaks
    against it. `others_left`: someone besides the actor and the one concerned could."""
    if veto.proposed_by_id == actor_id and others_left:
        return "same_person", "这次一票否决是您提出的，要由另一名书记或支委确认。"
    if veto.proposed_by_id == actor_id:
        above = superior_name(veto.branch_id)
        return (
            "same_person",
            f"这次一票否决是您提出的，本支部现在没有别的书记或支委可以确认。请报{above}办理。",
        )
    if not is_heard(veto, on=on):
        last = day_name(veto.reply_by)
        return "not_heard", f"本人可以在{last}前陈述意见，现在还不能确认。请等本人陈述或期满之后再办。"
    return None


def _lifting(veto: Veto) -> Lifting | None:
    if veto.lift_proposed_by is None or veto.lift_proposed_at is None:
        return None
    by = veto.lifted_by.name if veto.lifted_by else ""
    return Lifting(veto.lift_document, veto.lift_proposed_by.name, veto.lift_proposed_at, by, veto.lifted_at)


def _statement(veto: Veto, standard: Standard) -> Statement:
    standings = Standing.objects.filter(membership=veto.membership_id)
    member = member_with(veto.membership, standings)
    entries = booked(branch_id=veto.branch_id, year=veto.year, membership_id=veto.membership_id)
    return statement_of(standard=standard, member=member, year=veto.year, entries=entries)


def _said(text: PersonalText | None) -> str:
    if text is None:
        return ""
    return ERASED if text.erased_at else text.text
