"""Clerical corrections: the doors, what may be corrected, the list and one of them whole (R77, A22, A31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from fenming.queries.access import one_of, require
from fenming.queries.claims import number_of
from fenming.queries.counter_entries import Figures, figures_of, is_settled, standing_entry, year_of
from fenming.queries.handlers import Escape, escape_from, require_or_named, with_handler
from fenming.queries.impartial import second_persons
from fenming.queries.on_paper import PAPER_COLUMNS, OnPaper, on_paper, signs_in
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import published_standard
from fenming.queries.viewer import Viewer
from fenming.records.models import Correction, LedgerEntry, Objection, Reopening
from fenming.rules.authority import Relation, may
from fenming.rules.standard import Item
from fenming.rules.terms import Refused

ERASED = "（这句话已依法删除）"
CORRECTABLE = (LedgerEntry.Kind.DETERMINATION, LedgerEntry.Kind.CORRECTION)
_ENTRY = ("membership__person", "quarter__year", "version", "text", "determination__matter__month")
_WITH = (
    "entry__membership__person", "entry__version", "entry__quarter__year", "entry__text",
    "entry__determination__matter__month", "reason", "proposed_by", "answer", "ended_by", "why_declined", *PAPER_COLUMNS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction in the list."""

    id: int
    name: str
    title: str
    proposed_at: datetime
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """One correction: what stands, what is to stand, who said what. Points are signed hundredths."""

    id: int
    name: str
    own: bool
    title: str
    matter_id: int | None
    matter_number: str
    said: str
    seq: int
    before: Figures
    before_centi: int
    after: Figures
    after_centi: int
    reason: str
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
    seqs: tuple[int, ...]
    may_answer: bool
    may_end: bool
    may_confirm: bool
    proposed_by_viewer: bool
    escape: Escape | None
    today: date

    @property
    def waits_for_reply(self) -> bool:
        """Points would fall, the member has not answered, and the days to answer are not over, or do not run yet."""
        open_term = self.paper.by_hand if self.reply_by is None else self.today <= self.reply_by
        return self.state == Correction.State.PROPOSED and open_term and self.answered_at is None


@dataclass(frozen=True, slots=True)
class ToCorrect:
    """An entry on the form: what it says now."""

    id: int
    seq: int
    name: str
    item: Item
    said: str
    quarter: str
    matter_id: int | None
    now: Figures
    points_centi: int


def get_entry_for(*, actor_id: int, verb: str, entry_id: int, on: date) -> LedgerEntry:
    """A ledger entry with its member, version and matter (R77); raises NotFound, Refused."""
    entry = one_of(LedgerEntry.objects.select_related(*_ENTRY), pk=entry_id)
    owner_id = entry.membership.person_id
    require(actor_id=actor_id, verb=verb, branch_id=entry.branch_id, on=on, owner_id=owner_id)
    return entry


def get_correction_for(*, actor_id: int, verb: str, correction_id: int, on: date) -> Correction:
    """A correction with its entry and what was said (R77); raises NotFound, Refused."""
    rows: QuerySet[Correction] = with_handler(
        Correction.objects.select_related(*_WITH), subject="correction", on=on
    )
    rows = rows.annotate(signs_in=signs_in("entry__membership"))
    correction = one_of(rows, pk=correction_id)
    owner_id = correction.entry.membership.person_id
    require_or_named(actor_id=actor_id, verb=verb, thing=correction, owner_id=owner_id, on=on)
    return correction


def refuse_uncorrectable(entry: LedgerEntry) -> None:
    """Pass if a slip in this entry may be mended.

    Refused: `not_correctable`, `entry_changed`, `year_settled`, `reopened`, `objected`.
    """
    if entry.kind not in CORRECTABLE:
        raise Refused(
            "not_correctable",
            "只有大会评定的和更正过的一笔能作笔误更正，这一笔不能。有错的，请提交党员大会。",
        )
    if standing_entry(entry) != entry:
        raise Refused("entry_changed", "这一笔已经冲正，不再是现在的数。请从事项现在的一笔办理。")
    year = year_of(branch_id=entry.branch_id, day=entry.day)
    if is_settled(year):
        raise Refused(
            "year_settled", f"{year.number}年度积分已经结算，不能再作笔误更正。有错的，请另作更正结算。"
        )
    if Reopening.objects.filter(entry=entry, state=Reopening.State.PROPOSED).exists():
        raise Refused("reopened", "这一笔的事项已经提请党员大会重新审议。请等大会有了结果，再看要不要更正。")
    about = Q(entry=entry)
    if entry.determination is not None:
        about |= Q(matter=entry.determination.matter_id)
    if open_one := Objection.objects.filter(about, state=Objection.State.OPEN).first():
        raise Refused(
            "objected",
            f"本人对这一笔提出了异议（第 {open_one.number} 号），正在核实。请在核实答复时一并更正。",
        )


def refuse_second(entry: LedgerEntry) -> None:
    """Refused `already_proposed` while another correction of the entry waits."""
    if Correction.objects.filter(entry=entry, state=Correction.State.PROPOSED).exists():
        raise Refused("already_proposed", "这一笔已经有一次笔误更正等待复核。请先看那一次的结果。")


def to_correct(*, viewer: Viewer, entry_id: int, today: date) -> ToCorrect:
    """The entry for the form. NotFound, Refused as `refuse_uncorrectable` and `refuse_second`."""
    entry = get_entry_for(actor_id=viewer.person_id, verb="propose_correction", entry_id=entry_id, on=today)
    refuse_second(entry)
    if entry.kind not in CORRECTABLE:
        refuse_uncorrectable(entry)
    return ToCorrect(
        id=entry.pk,
        seq=entry.seq,
        name=entry.membership.person.name,
        item=_item(entry),
        said=entry.text.text or ERASED,
        quarter=f"{entry.quarter.year.number}年{quarter_name(entry.quarter.number)}",
        matter_id=entry.determination.matter_id if entry.determination else None,
        now=figures_of(entry),
        points_centi=entry.points_centi,
    )


def corrections_of(*, viewer: Viewer) -> tuple[CorrectionRow, ...]:
    """All of the branch, the latest first; one query. Refused `forbidden`."""
    answer = may(verb="see_corrections", roles=viewer.roles, relation=Relation.BRANCH, own_matter=False)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    rows = Correction.objects.filter(branch_id=viewer.branch_id).select_related(
        "entry__membership__person", "entry__version"
    )
    return tuple(
        CorrectionRow(
            one.pk, one.entry.membership.person.name, _item(one.entry).title, one.proposed_at, one.state,
            one.get_state_display(),
        )
        for one in rows.defer("entry__version__text").order_by("-pk")
    )  # fmt: skip


def correction_page(*, viewer: Viewer, correction_id: int, today: date) -> CorrectionPage:
    """One correction for the one concerned and for who handles it; five queries at most. NotFound, Refused `forbidden`."""
    one: Any = get_correction_for(
        actor_id=viewer.person_id, verb="see_correction", correction_id=correction_id, on=today
    )
    entry, own = one.entry, one.entry.membership.person_id == viewer.person_id
    matter = entry.determination.matter if entry.determination else None
    waits = one.state == Correction.State.PROPOSED
    named = one.handler_id == viewer.person_id
    handles = (
        named
        or may(
            verb="confirm_correction", roles=viewer.roles, relation=Relation.BRANCH, own_matter=own
        ).allowed
    )
    able = second_persons(one, on=today).able(owner_id=entry.membership.person_id) if waits else frozenset()
    proposer = one.proposed_by_id == viewer.person_id
    return CorrectionPage(
        id=one.pk,
        name=entry.membership.person.name,
        own=own,
        title=_item(entry).title,
        matter_id=matter.pk if matter else None,
        matter_number=number_of(matter) if matter else "",
        said=entry.text.text or ERASED,
        seq=entry.seq,
        before=figures_of(entry),
        before_centi=entry.points_centi,
        after=Figures(entry.item, one.day, one.quantity, one.level, one.each_centi, entry.achievement),
        after_centi=one.points_centi,
        seqs=tuple(LedgerEntry.objects.filter(correction=one).order_by("seq").values_list("seq", flat=True)),
        may_answer=own and waits and one.asks_reply and one.answered_at is None,
        may_end=handles and waits,
        may_confirm=handles and waits and not proposer,
        proposed_by_viewer=proposer,
        escape=escape_from(one, may_ask=waits and (own or handles) and len(able) < 2),
        today=today,
        **_words(one, viewer),
    )


def _words(one: Correction, viewer: Viewer) -> dict[str, Any]:
    """Who said what, when, here or on paper."""
    return {
        "paper": on_paper(one, viewer=viewer),
        "reason": one.reason.text or ERASED,
        "proposed_by": one.proposed_by.name,
        "proposed_at": one.proposed_at,
        "shown_on": one.shown_on,
        "reply_by": one.reply_by,
        "answer": (one.answer.text or ERASED) if one.answer else "",
        "answered_at": one.answered_at,
        "state": one.state,
        "word": one.get_state_display(),
        "ended_by": one.ended_by.name if one.ended_by else "",
        "ended_at": one.ended_at,
        "why_declined": (one.why_declined.text or ERASED) if one.why_declined else "",
    }


def _item(entry: LedgerEntry) -> Item:
    return published_standard(entry.version_id, entry.version.digest).by_id[entry.item]
