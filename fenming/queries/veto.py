"""一票否决: its door, the list of those who handle it, and what speaks against confirming one (R24, R81, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from fenming.queries.access import NotFound, one_of, require
from fenming.queries.handlers import require_or_named
from fenming.queries.item_words import left_in_words
from fenming.queries.on_paper import PAPER_COLUMNS
from fenming.queries.scores import (
    standard_of,
    version_on,
)
from fenming.queries.viewer import Viewer
from fenming.records.models import (
    Membership,
    Veto,
)
from fenming.rules.authority import Relation, Role, may
from fenming.rules.reasons import day_name
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import Bucket, Refused

CONFIRMERS = (Role.COMMITTEE, Role.SECRETARY)
MARKS = {"proposed": "waiting", "confirmed": "determined", "declined": "refused", "lifted": "reversed"}


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
    reply_by: date | None  # None: not handed over yet

    @property
    def mark(self) -> str:
        """The key of the mark beside the word."""
        return MARKS[self.state]


@dataclass(frozen=True, slots=True)
class VetoesPage:
    """Every veto of the branch, latest first, and whether the viewer may propose one."""

    rows: tuple[VetoRow, ...]
    may_propose: bool


@dataclass(frozen=True, slots=True)
class VetoChoices:
    """What the form of a proposal offers: members in roster order, the standard's veto kinds.

    The key of a kind is its item, with degrees item and degree with a stroke between them.
    """

    members: tuple[tuple[int, str], ...]
    items: tuple[tuple[str, str], ...]
    reply_days: int


def get_veto_for(*, actor_id: int, verb: str, veto_id: int, on: date) -> Veto:
    """A veto with its member, year and texts (R24); raises NotFound, Refused."""
    veto: Veto = through_the_door(Veto.objects.all(), actor_id=actor_id, verb=verb, veto_id=veto_id, on=on)
    return veto


def through_the_door(rows: QuerySet[Any], *, actor_id: int, verb: str, veto_id: int, on: date) -> Any:
    """The door itself, for rows that carry more."""
    rows = rows.select_related(
        "membership__person", "year", "text", "answer", "why_declined", "proposed_by", "confirmed_by",
        "lift_proposed_by", "lifted_by", *PAPER_COLUMNS,
    )  # fmt: skip
    veto = one_of(rows, pk=veto_id)
    require_or_named(actor_id=actor_id, verb=verb, thing=veto, owner_id=veto.membership.person_id, on=on)
    return veto


def veto_items(standard: Standard) -> tuple[Item, ...]:
    """The kinds of breach that veto a year, in the order of the standard (R24)."""
    return tuple(item for item in standard.items if item.bucket is Bucket.VETO)


def vetoes_page(*, viewer: Viewer, on: date) -> VetoesPage:
    """The list for those who handle vetoes; raises NotFound, Refused `forbidden`."""
    require(actor_id=viewer.person_id, verb="see_vetoes", branch_id=viewer.branch_id, on=on)
    rows = Veto.objects.filter(branch_id=viewer.branch_id).select_related("membership__person")
    vetoes = list(rows.order_by("-pk"))
    titles = _titles(viewer.branch_id, on) if vetoes else {}
    may_propose = may(
        verb="propose_veto", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False
    ).allowed
    return VetoesPage(tuple(_row(one, titles) for one in vetoes), may_propose)


def _standard(branch_id: int, on: date) -> Standard:
    try:
        return standard_of(version_on(branch_id=branch_id, day=on))
    except NotFound:
        raise Refused("no_standard", "支部还没有启用积分标准，不能提出一票否决。请先启用。") from None


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
    standard = _standard(viewer.branch_id, on)
    rows = Membership.objects.filter(branch_id=viewer.branch_id).exclude(person_id=viewer.person_id)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=date(on.year - 1, 1, 1)))
    names = rows.order_by("roster_no").values_list("pk", "roster_no", "person__name")
    return VetoChoices(
        members=tuple((pk, f"{no}　{name}") for pk, no, name in names),
        items=tuple(choice for item in veto_items(standard) for choice in _degrees(item)),
        reply_days=standard.settings.reply_working_days,
    )


def _degrees(item: Item) -> list[tuple[str, str]]:
    if not item.levels:
        return [(item.id, item.title)]
    return [
        (f"{item.id}/{one.name}", f"{item.title}，{one.name}（{left_in_words(item, degree=one.name)}）")
        for one in item.levels
    ]


def is_heard(veto: Veto, *, on: date) -> bool:
    """The one concerned has answered, or the days to answer are over (R81)."""
    return veto.answer_id is not None or (veto.reply_by is not None and on > veto.reply_by)


def shut_reason(veto: Veto, *, actor_id: int, others_left: bool, on: date) -> tuple[str, str] | None:
    """Why this person cannot confirm a proposed veto on that day: code and sentence; None when nothing speaks
    against it. `others_left`: someone besides the actor and the one concerned could, named from above or not."""
    if veto.proposed_by_id == actor_id and others_left:
        return "same_person", "这次一票否决是您提出的，要由另一名书记或支委确认。"
    if veto.proposed_by_id == actor_id:
        return (
            "same_person",
            "这次一票否决是您提出的，本支部现在没有别的书记或支委可以确认。请上级党组织指定办理人。",
        )
    if veto.reply_by is None and veto.answer_id is None:
        return (
            "not_handed_over",
            "告知书还没有当面送达本人，现在不能确认。请先送达并登记日期，等本人陈述或期满之后再办。",
        )
    if veto.reply_by is not None and not is_heard(veto, on=on):
        last = day_name(veto.reply_by)
        return "not_heard", f"本人可以在{last}前陈述意见，现在还不能确认。请等本人陈述或期满之后再办。"
    return None
