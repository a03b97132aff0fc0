"""One veto as its page shows it: what happened, the figures under it, and what the viewer may do now (R81, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fenming.queries.access import current_on
from fenming.queries.handlers import Escape, escape_from, for_one_thing, is_open, with_handler
from fenming.queries.handling import able_to_handle
from fenming.queries.item_words import left_in_words
from fenming.queries.on_paper import OnPaper, on_paper, signs_in
from fenming.queries.scores import booked, member_with, published_standard, statement_of
from fenming.queries.veto import CONFIRMERS, is_heard, shut_reason, through_the_door
from fenming.queries.viewer import Viewer
from fenming.records.models import Office, PersonalText, Settlement, StandardVersion, Standing, Veto
from fenming.rules.authority import Relation, may
from fenming.rules.scoring import Statement
from fenming.rules.standard import Item, Standard

ERASED = "（这段话已依法删除）"


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
    left: str  # what it leaves of the year, in words
    document: str
    decided_on: date
    text: str
    proposed_by: str
    proposed_at: datetime
    shown_on: date | None
    reply_by: date | None
    paper: OnPaper
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
    escape: Escape | None
    today: date

    @property
    def deducted_centi(self) -> int:
        """What deductions took, as a signed figure."""
        return -self.statement.deduction_centi


def veto_page(*, viewer: Viewer, veto_id: int, on: date) -> VetoPage:
    """One veto for those who handle it, the auditor and the one concerned; raises NotFound, Refused `forbidden`."""
    rows = _with_facts(viewer.person_id, on)
    veto = through_the_door(rows, actor_id=viewer.person_id, verb="see_veto", veto_id=veto_id, on=on)
    standard = published_standard(veto.standard_version, veto.standard_digest)
    item = standard.item(veto.item)
    return VetoPage(
        id=veto.pk,
        year=veto.year.number,
        name=veto.membership.person.name,
        own=veto.membership.person_id == viewer.person_id,
        title=_title(item, veto.degree),
        left=left_in_words(item, degree=veto.degree) if item else "总分为 0 分",
        document=veto.document,
        decided_on=veto.decided_on,
        text=_said(veto.text),
        proposed_by=veto.proposed_by.name,
        proposed_at=veto.proposed_at,
        shown_on=veto.shown_on,
        reply_by=veto.reply_by,
        paper=on_paper(veto, viewer=viewer),
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
        escape=_escape(veto, viewer, on),
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
    rows = Veto.objects.annotate(
        **facts, settled=settled, others_left=Exists(others), signs_in=signs_in("membership")
    )
    return with_handler(rows, subject="veto", on=on)


def _steps_open(veto: Any, viewer: Viewer, on: date) -> Steps:
    own = veto.membership.person_id == viewer.person_id
    here = veto.branch_id == viewer.branch_id
    relation = Relation.SELF if own else Relation.BRANCH if here else Relation.SUBORDINATE

    def allowed(verb: str) -> bool:
        by_office = may(verb=verb, roles=viewer.roles, relation=relation, own_matter=own).allowed
        return by_office or (_is_named(veto, viewer, verb) and for_one_thing(verb))

    proposed, confirmed = veto.state == Veto.State.PROPOSED, veto.state == Veto.State.CONFIRMED
    by_viewer = veto.proposed_by_id == viewer.person_id
    waits = confirmed and veto.lift_proposed_by_id is not None
    decides = proposed and allowed("confirm_veto")
    shut = decides and shut_reason(
        veto, actor_id=viewer.person_id, others_left=veto.others_left or veto.handler_id is not None, on=on
    )
    return Steps(
        answer=proposed and allowed("answer_veto") and veto.answer_id is None,
        confirm=decides and not by_viewer and is_heard(veto, on=on),
        decline=decides and not by_viewer,
        propose_lifting=confirmed and allowed("propose_lifting"),
        confirm_lifting=waits and allowed("confirm_lifting") and veto.lift_proposed_by_id != viewer.person_id,
        # that the one concerned may still answer is said to everyone
        shut=shut[1] if shut and shut[0] == "same_person" else "",
    )


def _is_named(veto: Any, viewer: Viewer, verb: str = "") -> bool:
    """The door let them in: whoever was named last; for its lifting, since it is in force."""
    in_time = verb != "confirm_lifting" or veto.named_at is None or veto.named_at > veto.confirmed_at
    return bool(veto.handler_id == viewer.person_id and in_time)


def _escape(veto: Any, viewer: Viewer, on: date) -> Escape | None:
    """To ask the committee above is offered once no more than one is left who could confirm it."""
    own = veto.membership.person_id == viewer.person_id
    handles = (
        own or _is_named(veto, viewer) or (veto.branch_id == viewer.branch_id and viewer.holds(*CONFIRMERS))
    )
    ask = is_open(veto) and handles and len(able_to_handle(veto, on=on)) < 2
    return escape_from(veto, may_ask=ask)


def _title(item: Item | None, degree: str) -> str:
    name = item.title if item else "一票否决"
    return f"{name}（{degree}）" if degree else name


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
