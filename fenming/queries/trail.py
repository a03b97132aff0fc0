"""The audit trail of one matter: who did what to it, when, by which clause, where in the chain (R62, R67, R73, A22)."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import BooleanField, Case, OuterRef, Q, QuerySet, Subquery, When

from fenming.queries.access import get_matter_for
from fenming.queries.appeals import answered_by
from fenming.queries.chain import entry_content, event_content
from fenming.queries.claims import number_of
from fenming.queries.corrections import CORRECTABLE
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import (
    AgendaItem,
    Appeal,
    AuditEvent,
    Correction,
    Evidence,
    LedgerEntry,
    Matter,
    Objection,
    Posting,
    Reopening,
    Reporter,
)
from fenming.rules.authority import PERMISSIONS, Relation, may
from fenming.rules.clauses import sections_of
from fenming.rules.ledger import Link, short_code, verify_chain
from fenming.rules.workflow import VERB_NAMES

# Verbs that are another row's in the table of authority, or the clock's.
_MORE_NAMES: Final = {"decide_en_bloc": "一并评定", "decide_single": "逐项评定", "single_out": "提出逐项审议"}
VERB_WORDS: Final[dict[str, str]] = (
    VERB_NAMES | {verb: one.name for verb, one in PERMISSIONS.items()} | _MORE_NAMES
)
# Where the detail of an act on many matters lists them: by these names and no others, ids of members look the same.
_LISTS: Final = frozenset({"matters", "accepted", "changed", "refused", "deferred"})
_REPORT: Final = "report"
NOT_NAMED: Final = "系统留痕，提出人不公开"
BY_THE_CLOCK: Final = "到期自动办理"


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One audit row; `sections` of the plan it rests on, `code` and `before` are short codes of its own hash and of the one before."""

    seq: int
    at: datetime
    who: str
    what: str
    sections: tuple[str, ...]
    code: str
    before: str


@dataclass(frozen=True, slots=True)
class BookedRow:
    """One ledger entry; points are signed hundredths before any limit. `reverses` is the number it takes back.

    `may_correct`: it stands, and the viewer may propose to mend a slip of typing in it.
    """

    id: int
    may_correct: bool
    seq: int
    at: datetime
    kind: str
    points_centi: int
    reverses: int | None
    code: str
    before: str


@dataclass(frozen=True, slots=True)
class Trail:
    """The trail of a matter; `broken_event`, `broken_entry`: the first number in the branch that is not as written."""

    matter_id: int
    number: str
    title: str
    name: str
    rows: tuple[TrailRow, ...]
    booked: tuple[BookedRow, ...]
    broken_event: int | None
    broken_entry: int | None


def trail_of(*, viewer: Viewer, matter_id: int, today: date) -> Trail:
    """Every act on the matter in the order of the branch's trail; both chains are recomputed whole on the way.

    For those who may see the matter: NotFound, Refused `forbidden`. Whoever reported it is on no row (A22).
    """
    matter = get_matter_for(actor_id=viewer.person_id, verb="see_matter", matter_id=matter_id, on=today)
    events: list[AuditEvent] = []
    entries: dict[int, LedgerEntry] = {}
    broken_event = _first_broken(_event_links(matter, events))
    broken_entry = _first_broken(_entry_links(matter, entries))
    return Trail(
        matter_id=matter.pk,
        number=number_of(matter),
        title=standard_of(matter.version).by_id[matter.item].title,
        name=matter.membership.person.name,
        rows=tuple(_row(event, matter) for event in events),
        booked=_all_booked(list(entries.values()), matter, viewer),
        broken_event=broken_event,
        broken_entry=broken_entry,
    )


def _first_broken(links: Iterator[Link]) -> int | None:
    """As verify_chain; reads to the end even so, since the rows of the matter are picked out on the way."""
    broken = verify_chain(links)
    for _ in links:
        pass
    return broken


def _event_links(matter: Matter, mine: list[AuditEvent]) -> Iterator[Link]:
    """The branch's trail; the acts on the matter, and those on many at once that name it, are put into `mine`."""
    about = Q(subject="matter", subject_id=matter.pk)
    if matter.fact_id is not None:
        about |= Q(subject="fact", subject_id=matter.fact_id)
    about |= Q(subject="import", verb="accept_import")
    about |= Q(subject="rollcall") | Q(subject="month", subject_id=matter.month_id, verb="assess_batch")
    about |= _of("meeting", AgendaItem.objects.filter(matter=matter).values("meeting_id"))
    objected = Q(matter=matter) | Q(entry__determination__matter=matter)
    about |= _of("objection", Objection.objects.filter(objected).values("pk"))
    about |= _of("appeal", Appeal.objects.filter(objected).values("pk"))
    about |= _of("correction", Correction.objects.filter(entry__determination__matter=matter).values("pk"))
    about |= _of("reopening", Reopening.objects.filter(matter=matter).values("pk"))
    # who later looked behind that door is not told here: it would be about the reporter
    about |= Q(verb__in=(_REPORT, "withdraw")) & _of(
        "reporter", Reporter.objects.filter(matter=matter).values("pk")
    )
    about |= _of("evidence", Evidence.objects.filter(matter=matter).values("pk"))
    if matter.state in (Matter.State.DETERMINED, Matter.State.REFUSED):
        about |= _of("posting", Posting.objects.filter(quarter=matter.quarter_id).values("pk"))
    rows = AuditEvent.objects.filter(branch_id=matter.branch_id).select_related("actor").order_by("seq")
    picked = Case(When(about, then=True), default=False, output_field=BooleanField())
    for event in rows.annotate(picked=picked).iterator(2000):
        if event.picked and _names(event, matter.pk):
            mine.append(event)
        yield Link(event.seq, event.prev_hash, event.hash, event_content(event))


def _of(subject: str, ids: QuerySet[Any]) -> Q:
    return Q(subject=subject, subject_id__in=ids)


def _entry_links(matter: Matter, mine: dict[int, LedgerEntry]) -> Iterator[Link]:
    """The branch's ledger; what was booked for the matter, took that back or took its place is put into `mine`.

    A head that was handed out with a posting stands for the hash: a chain rewritten as a whole breaks there.
    """
    posted = Posting.objects.filter(branch=OuterRef("branch"), ledger_seq=OuterRef("seq"))
    rows = LedgerEntry.objects.filter(branch_id=matter.branch_id).order_by("seq").defer("version__text")
    rows = rows.select_related(
        "version",
        "quarter__year",
        "reverses",
        "text",
        "determination",
        "correction",
        "finding__objection",
        "finding__appeal",
    )
    for entry in rows.annotate(posted=Subquery(posted.values("head_hash")[:1])).iterator(2000):
        if _is_of(entry, matter.pk, mine):
            mine[entry.pk] = entry
        yield Link(entry.seq, entry.prev_hash, entry.posted or entry.hash, entry_content(entry))


def _is_of(entry: LedgerEntry, matter_id: int, mine: Container[int | None]) -> bool:
    """An entry names only earlier ones, so one pass in order of number finds all."""
    if entry.determination is not None:
        return entry.determination.matter_id == matter_id
    thing = answered_by(entry.finding) if entry.finding else None
    if thing is not None and (thing.matter_id == matter_id or thing.entry_id in mine):
        return True
    return entry.reverses_id in mine or (entry.correction is not None and entry.correction.entry_id in mine)


def _names(event: AuditEvent, matter_id: int) -> bool:
    """Whether the act was about this matter; an act on many only if its detail lists it."""
    if event.subject not in ("month", "meeting", "rollcall", "import"):
        return True
    detail = json.loads(event.detail)
    return any(matter_id in detail[name] for name in _LISTS & detail.keys() if isinstance(detail[name], list))


def _row(event: AuditEvent, matter: Matter) -> TrailRow:
    return TrailRow(
        seq=event.seq,
        at=event.at,
        who=_who(event, matter),
        what=VERB_WORDS.get(event.verb, "办理"),
        sections=sections_of(event.clause),
        code=short_code(event.hash),
        before=short_code(event.prev_hash),
    )


def _who(event: AuditEvent, matter: Matter) -> str:
    """The one who acted; of a report nobody, whatever the row says."""
    if event.verb == _REPORT:
        return NOT_NAMED
    if event.actor is not None:
        return event.actor.name
    return (
        NOT_NAMED
        if matter.origin == Matter.Origin.REPORTED and event.subject in ("matter", "reporter")
        else BY_THE_CLOCK
    )


def _all_booked(entries: list[LedgerEntry], matter: Matter, viewer: Viewer) -> tuple[BookedRow, ...]:
    own = matter.membership.person_id == viewer.person_id
    answer = may(verb="propose_correction", roles=viewer.roles, relation=Relation.BRANCH, own_matter=own)
    reversed_ids = {one.reverses_id for one in entries}
    return tuple(_booked(one, answer.allowed and one.pk not in reversed_ids) for one in entries)


def _booked(entry: LedgerEntry, may_correct: bool) -> BookedRow:
    return BookedRow(
        id=entry.pk,
        may_correct=may_correct and entry.kind in CORRECTABLE,
        seq=entry.seq,
        at=entry.recorded_at,
        kind=entry.get_kind_display(),
        points_centi=entry.points_centi,
        reverses=entry.reverses.seq if entry.reverses else None,
        code=short_code(entry.hash),
        before=short_code(entry.prev_hash),
    )
