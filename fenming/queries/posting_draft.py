"""What a quarter's sheet would say if it were posted now: figures, term, standard, ledger head (R39, A18, A22)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fenming.queries.posting_sheet import Adopted, Sheet, SheetLine, Term, sheet_content
from fenming.queries.quarter import MEMBERS_HELD
from fenming.queries.scores import standard_of, statements_of, version_on
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import LedgerEntry, Meeting, Membership, Organisation, Quarter
from fenming.rules.ledger import GENESIS, Json
from fenming.rules.scoring import Statement
from fenming.rules.standard import Standard


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A member's figures, and whether the member was in the branch in the quarter; exempt at its end: not scored."""

    membership: Membership
    statement: Statement
    in_quarter: bool
    exempt: bool

    @property
    def listed(self) -> bool:
        """Whether the public sheet names the member: not when vetoed (A22), exempt (A21) or gone."""
        return self.in_quarter and not self.statement.veto and not self.exempt


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a posting freezes; `lines` has who is not listed too, but nobody who is exempt."""

    lines: tuple[DraftLine, ...]
    term: Term
    ledger_seq: int
    head_hash: str
    content: Mapping[str, Json]


def draft_of(*, quarter: Quarter, today: date, with_year: bool = False) -> Draft:
    """The draft of a quarter whose meeting is closed, as the fold of the ledger up to its present head (A18)."""
    last = LedgerEntry.objects.filter(branch_id=quarter.branch_id).order_by("-seq").first()
    seq, head = (last.seq, last.hash) if last else (0, GENESIS)
    lines = _lines(quarter, up_to_seq=seq)
    version = version_on(branch_id=quarter.branch_id, day=today)
    standard = standard_of(version)
    term = _term(quarter.branch_id, today, standard)
    listed = [line for line in lines if line.listed]
    sheet = Sheet(
        branch_id=quarter.branch_id,
        branch=str(Organisation.objects.get(pk=quarter.branch_id)),
        year=quarter.year.number,
        quarter=quarter.number,
        counted_to=_counted_to(quarter, lines),
        held_on=_held_on(quarter),
        term=term,
        members=sum(line.in_quarter for line in lines),
        lines=tuple(
            SheetLine(no, line.membership.pk, line.statement.total_centi) for no, line in enumerate(listed, 1)
        ),
        standard=Adopted(version.number, version.digest, version.in_force_from, standard.label),
        ledger_seq=seq,
        head_hash=head,
        with_year=with_year,
    )
    scored = tuple(line for line in lines if not line.exempt)
    return Draft(scored, term, seq, head, sheet_content(sheet))


def _lines(quarter: Quarter, *, up_to_seq: int) -> tuple[DraftLine, ...]:
    """Everyone who was in the branch in the year up to the quarter's end, in roster order (A19)."""
    rows = statements_of(branch_id=quarter.branch_id, year=quarter.year, up_to_seq=up_to_seq)
    return tuple(
        DraftLine(
            membership=membership,
            statement=statement,
            in_quarter=membership.until is None or membership.until >= quarter.start,
            exempt=member.is_exempt_on(quarter.end),
        )
        for membership, member, statement in rows
        if membership.since <= quarter.end
    )


def _term(branch_id: int, today: date, standard: Standard) -> Term:
    """The day it goes up counts as the first; objections run on after the last (A18, A23)."""
    calendar, settings = work_calendar(branch_id=branch_id), standard.settings
    first_day = calendar.term_of(today, 1)
    last_day = calendar.term_of(first_day, settings.posting_working_days)
    return Term(
        first_day=first_day,
        last_day=last_day,
        objection_until=calendar.add_working_days(last_day, settings.objection_working_days),
        posting_days=settings.posting_working_days,
        answer_days=settings.answer_working_days,
    )


def _counted_to(quarter: Quarter, lines: Sequence[DraftLine]) -> date:
    """The quarter's last day, or a later one if the fold already holds a later fact."""
    days = [one.entry.day for line in lines for one in line.statement.lines]
    return max([quarter.end, *days])


def _held_on(quarter: Quarter) -> date:
    meetings = Meeting.objects.filter(MEMBERS_HELD, quarter=quarter)
    return meetings.order_by("-held_on").values_list("held_on", flat=True)[0]
