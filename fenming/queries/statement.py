"""A member's own statement of a year: every matter, what it counts, which limit cut it, and the own place (R68, A22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from fenming.queries.access import NotFound
from fenming.queries.booked_words import BookedWords, words_of_entries
from fenming.queries.figures import Figures, MatterFigures, figures_of, matters_of
from fenming.queries.handled import handled_in
from fenming.queries.own_year import members_with_standings, years_with_facts
from fenming.queries.room import Room, room_of
from fenming.queries.scores import Booked, booked, published_standard, span_of, statement_of
from fenming.queries.statement_view import OwnPlace, OwnStatement, StatedItem, StatedLine
from fenming.queries.viewer import Viewer
from fenming.records.models import LedgerEntry, Membership, Standing, Year
from fenming.rules.authority import Relation, may
from fenming.rules.ranking import rank
from fenming.rules.scoring import Line, Member, Statement
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import Bucket, Refused, Status

STATUS_NAMES = {Status.FORMAL: "正式党员", Status.PROBATIONARY: "预备党员"}
_BOOKED_NAMES = {"veto": "一票否决", "opening": "期初转入", "correction": "更正"}


def own_statement(*, viewer: Viewer, year_number: int | None, on: date) -> OwnStatement | None:
    """The viewer's statement of a year (the latest without a number); None for who is on no roster.

    Five queries, one more where the process meets the standard first, whatever the size of the branch: the own place
    needs everyone's total, which is worked out here and handed to nobody else. NotFound for a year the branch does
    not have, one before the viewer joined, or before a standard is in force; Refused `forbidden`.
    """
    if viewer.membership_id is None:
        return None
    answer = may(verb="see_own_statement", roles=viewer.roles, relation=Relation.SELF, own_matter=True)
    if not answer.allowed:
        raise Refused("forbidden", answer.reason)
    return _statement(viewer.branch_id, viewer.membership_id, year_number, on)


def _statement(branch_id: int, membership_id: int, year_number: int | None, on: date) -> OwnStatement:
    years = years_with_facts(branch_id=branch_id, membership_id=membership_id, on=on)
    year = next((one for one in years if year_number in (None, one.number)), None)
    if year is None or year.standard_version is None:
        raise NotFound("year")
    return _told(membership_id, year, years, on)


def _told(membership_id: int, year: Any, years: Sequence[Any], on: date) -> OwnStatement:
    standard = published_standard(year.standard_version, year.standard_digest)
    roster = members_with_standings(branch_id=year.branch_id, year=year)
    own = next((one for one in roster if one[0].pk == membership_id), None)
    if own is None:
        raise NotFound("year")
    membership, member = own
    ledger: dict[int, list[Booked]] = defaultdict(list)
    for one in booked(branch_id=year.branch_id, year=year):
        ledger[one.membership_id].append(one)
    matters = matters_of(membership_id=membership_id, year=year)
    own_ledger = ledger[membership_id]
    figures = figures_of(
        standard=standard, member=member, year=year, ledger=own_ledger, matters=matters, today=on
    )
    room = _room(standard, member, year, figures, on)
    standing = member.standing_on(min(on, year.end))
    return OwnStatement(
        year=year.number,
        years=tuple(one.number for one in years),
        announced_before=next((one.number for one in years if _is_announced_before(one, year)), None),
        is_over=on > year.end,
        today=on,
        as_of=min(on, year.end),
        name=membership.person.name,
        status=STATUS_NAMES[standing.status],
        post=Standing.Type(standing.type).label,
        exempt=member.is_exempt_on(min(on, year.end)),
        standard=standard,
        figures=figures,
        room=room,
        items=_own_items(year, standard, figures, room, (matters, own_ledger)),
        place=_place(year, str(membership_id), _totals(standard, year, roster, ledger)),
        handled=handled_in(membership_id=membership_id, year=year),
    )


def _room(standard: Standard, member: Member, year: Any, figures: Figures, on: date) -> Room | None:
    """None when the year takes no more declarations."""
    if year.settlement is not None or not (on <= year.end or year.open_months):
        return None
    return room_of(standard=standard, member=member, year=span_of(year), figures=figures, today=on)


def _own_items(
    year: Year,
    standard: Standard,
    figures: Figures,
    room: Room | None,
    said: tuple[Sequence[MatterFigures], Sequence[Booked]],
) -> tuple[StatedItem, ...]:
    matters, ledger = said
    words = words_of_entries(branch_id=year.branch_id, seqs=unmattered(ledger))
    rooms = room.by_item if room else {}
    return items_of(
        standard=standard, figures=figures, rooms=rooms, matters=matters, ledger=ledger, words=words
    )


def _is_announced_before(one: Any, year: Year) -> bool:
    return bool(one.number == year.number - 1 and one.line_total_centi is not None)


def _totals(
    standard: Standard,
    year: Year,
    roster: Sequence[tuple[Membership, Member]],
    ledger: Mapping[int, Sequence[Booked]],
) -> list[tuple[Member, int]]:
    return [
        (
            member,
            statement_of(
                standard=standard, member=member, year=year, entries=ledger.get(row.pk, ())
            ).total_centi,
        )
        for row, member in roster
    ]


def _place(year: Any, member_id: str, totals: Sequence[tuple[Member, int]]) -> OwnPlace:
    places = rank(year=span_of(year), totals=totals)
    ranked = sum(one.ranked for one in places)
    own_total = next(total for member, total in totals if member.id == member_id)
    own = next(one for one in places if one.member_id == member_id)
    shared_with = sum(one.ranked and one.rank == own.rank for one in places) - 1 if own.ranked else 0
    if year.line_total_centi is None:
        return OwnPlace(False, own_total, own.rank, ranked, shared_with, "", False)
    return OwnPlace(
        announced=True,
        total_centi=year.line_total_centi,
        place=year.line_rank,
        ranked=ranked,
        shared_with=0,
        grade=year.line_suggested_grade,
        veto=year.line_veto,
        appraised_on=year.given_meeting,
        given=year.given_grade or "",
        given_reason=year.given_reason or "",
    )


def unmattered(ledger: Iterable[Booked]) -> list[int]:
    """The numbers of the entries that rest on no matter; `words_of_entries` has words for them."""
    return [one.seq for one in ledger if one.matter_id is None]


def items_of(
    *,
    standard: Standard,
    figures: Figures,
    rooms: Mapping[str, int | None],
    matters: Sequence[MatterFigures],
    ledger: Sequence[Booked],
    words: Mapping[int, BookedWords],
) -> tuple[StatedItem, ...]:
    """The items that have room (`rooms`: every duty and bonus item on the list today), and whatever else has a line."""
    lines = _lines(figures, matters, ledger, words)
    before = _sums(figures.determined)
    assessed, claimed = _sums(figures.with_assessed), _sums(figures.with_all)
    waiting = {matter.item for matter in figures.assessed_matters}
    asked = {matter.item for matter in figures.claimed_matters}
    return tuple(
        StatedItem(
            item=item,
            claimed_centi=_gain(claimed, assessed, item.id) if item.id in asked else None,
            assessed_centi=_gain(assessed, before, item.id) if item.id in waiting else None,
            determined_centi=before.get(item.id, 0)
            if any(line.counted_centi is not None for line in lines[item.id])
            else None,
            room_centi=rooms.get(item.id),
            lines=tuple(sorted(lines[item.id], key=lambda line: line.day)),
        )
        for item in standard.items
        if item.id in rooms or lines[item.id]
    )


def _lines(
    figures: Figures,
    matters: Sequence[MatterFigures],
    ledger: Sequence[Booked],
    words: Mapping[int, BookedWords],
) -> dict[str, list[StatedLine]]:
    """The lines of each item: its matters, and the entries that rest on something else."""
    lines: dict[str, list[StatedLine]] = defaultdict(list)
    counted = {line.entry.order: line for line in figures.determined.lines}
    undone = {one.reverses for one in ledger if one.matter_id is not None and one.reverses is not None}
    stand = [one for one in ledger if one.reverses is None and one.seq not in undone]
    of_matter = {one.matter_id: counted.get(one.seq) for one in stand if one.matter_id is not None}
    for matter in matters:
        lines[matter.item].append(_matter_line(matter, of_matter.get(matter.id)))
    matter_of, by_seq = {one.id: one for one in matters}, {one.seq: one for one in ledger}
    for one in ledger:
        if one.matter_id is None:
            source = by_seq[one.reverses].matter_id if one.reverses else None
            taken_back = matter_of.get(source) if source else None
            stated = _ledger_line(one, counted.get(one.seq), taken_back)
            if one.seq in words:
                said = words[one.seq]
                stated = replace(stated, fact=said.fact, veto_id=said.veto_id, taken_back=said.taken_back)
            lines[one.entry.item].append(stated)
        elif (one.seq in undone or one.reverses is not None) and one.matter_id in matter_of:
            lines[one.entry.item].append(_decided_before(one, matter_of[one.matter_id]))
    return lines


def _decided_before(one: Booked, matter: MatterFigures) -> StatedLine:
    """What an earlier meeting booked and a later one took back: both stay to be read, neither counts."""
    fact = f"{'冲正' if one.reverses is not None else '原评定'}：{matter.said}"
    return StatedLine(one.entry.day, fact, matter, True, one.points_centi, 0, ())


def _gain(after: dict[str, int], before: dict[str, int], item_id: str) -> int:
    return after.get(item_id, 0) - before.get(item_id, 0)


def _sums(statement: Statement) -> dict[str, int]:
    return {one.item.id: _signed(one.item, one.counted_centi) for one in statement.items}


def _signed(item: Item, points_centi: int) -> int:
    return -points_centi if item.bucket is Bucket.DEDUCTION else points_centi


def _matter_line(matter: MatterFigures, line: Line | None) -> StatedLine:
    counted = _signed(line.item, line.counted_centi) if line else 0 if matter.reversed else None
    cuts = tuple(cut.sentence for cut in line.cuts) if line else ()
    return StatedLine(matter.day, matter.said, matter, False, matter.determined_centi, counted, cuts)


def _ledger_line(one: Booked, line: Line | None, reversed_matter: MatterFigures | None) -> StatedLine:
    """What the ledger holds without a matter of its own; a counter-entry takes back what the matter brought."""
    if one.kind == LedgerEntry.Kind.REVERSAL:
        fact = f"冲正：{reversed_matter.said}" if reversed_matter else "冲正"
        back = one.points_centi if reversed_matter else None
        return StatedLine(one.entry.day, fact, reversed_matter, True, back, 0, ())
    raw = _signed(line.item, line.raw_centi) if line else 0
    counted = _signed(line.item, line.counted_centi) if line else 0
    cuts = tuple(cut.sentence for cut in line.cuts) if line else ()
    return StatedLine(one.entry.day, _BOOKED_NAMES[one.kind], None, False, raw, counted, cuts)
