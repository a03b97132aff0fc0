"""Members' years as forms on paper tell them: every line with its three figures, of one member or of many (R38, R72)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fenming.queries.access import NotFound
from fenming.queries.booked_words import BookedWords, words_of_entries
from fenming.queries.figures import MatterFigures, figures_of, matters_of_each
from fenming.queries.own_year import NO_ROW, members_with_standings, years_with_facts
from fenming.queries.scores import Booked, booked, published_standard
from fenming.queries.statement import STATUS_NAMES, items_of, unmattered
from fenming.queries.statement_view import StatedItem
from fenming.records.models import Membership, Standing, Year
from fenming.rules.scoring import Member, Statement
from fenming.rules.standard import Standard

AT_ONCE = 50
"""So many members' matters are held in memory, however large the branch."""


@dataclass(frozen=True, slots=True)
class MemberYear:
    """A member's year as told on a day: `determined` is the fold of the ledger, `items` are those with a line."""

    membership_id: int
    name: str
    status: str
    post: str
    as_of: date
    standard: Standard
    determined: Statement
    items: tuple[StatedItem, ...]


def member_years(
    *, branch_id: int, year_number: int, membership_ids: Sequence[int], on: date
) -> Iterator[MemberYear]:
    """The year of each of these members, in the order given; four queries, one more for every AT_ONCE members.

    The caller has passed their doors. NotFound for a year the branch does not have or that has not begun, one before
    a standard is in force, and for a member who was not on the roster in it.
    """
    year = _year(branch_id, year_number, on)
    only = membership_ids[0] if len(membership_ids) == 1 else None
    standard = published_standard(year.standard_version, year.standard_digest)
    roster = {
        row.pk: (row, member)
        for row, member in members_with_standings(branch_id=branch_id, year=year, membership_id=only)
    }
    ledger: dict[int, list[Booked]] = defaultdict(list)
    for one in booked(branch_id=branch_id, year=year, membership_id=only):
        ledger[one.membership_id].append(one)
    words = words_of_entries(
        branch_id=branch_id, seqs=[seq for pk in membership_ids for seq in unmattered(ledger[pk])]
    )
    for start in range(0, len(membership_ids), AT_ONCE):
        chunk = membership_ids[start : start + AT_ONCE]
        matters = matters_of_each(membership_ids=chunk, year=year)
        for pk in chunk:
            if pk not in roster:
                raise NotFound("year")
            row, member = roster[pk]
            yield _told(year, standard, row, member, (ledger[pk], matters[pk], words), on)


def _year(branch_id: int, year_number: int, on: date) -> Any:
    years = years_with_facts(branch_id=branch_id, membership_id=NO_ROW, on=on)
    year = next((one for one in years if one.number == year_number), None)
    if year is None or year.standard_version is None:
        raise NotFound("year")
    return year


def _told(
    year: Year,
    standard: Standard,
    row: Membership,
    member: Member,
    said: tuple[Sequence[Booked], Sequence[MatterFigures], Mapping[int, BookedWords]],
    on: date,
) -> MemberYear:
    ledger, matters, words = said
    figures = figures_of(
        standard=standard, member=member, year=year, ledger=ledger, matters=matters, today=on
    )
    items = items_of(
        standard=standard, figures=figures, rooms={}, matters=matters, ledger=ledger, words=words
    )
    as_of = min(on, year.end)
    standing = member.standing_on(as_of)
    return MemberYear(
        membership_id=row.pk,
        name=row.person.name,
        status=STATUS_NAMES[standing.status],
        post=Standing.Type(standing.type).label,
        as_of=as_of,
        standard=standard,
        determined=figures.determined,
        items=items,
    )
