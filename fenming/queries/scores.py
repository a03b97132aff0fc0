"""From the tables to the rules: a branch's standard, its members, and the fold of its ledger (R44, R68, R73)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.db.models import Q

from fenming.queries.access import NotFound
from fenming.records.models import Absence, LedgerEntry, Membership, StandardVersion, Year
from fenming.records.models import Standing as StandingRow
from fenming.rules.ledger import live
from fenming.rules.people import Member, Span, Standing, YearSpan
from fenming.rules.scoring import Entry, Statement, score
from fenming.rules.standard import Standard, load_standard
from fenming.rules.terms import Status


@lru_cache(maxsize=64)
def _loaded(digest: str, text: str) -> Standard:
    return load_standard(text)


def standard_of(version: StandardVersion) -> Standard:
    """The standard a published version holds; read once a process."""
    return _loaded(version.digest, version.text)


@lru_cache(maxsize=64)
def published_standard(version_id: int, digest: str) -> Standard:
    """The same by number and digest, for reads that carry no text: it is fetched once a process, since a published
    version never changes."""
    return _loaded(digest, StandardVersion.objects.values_list("text", flat=True).get(pk=version_id))


def version_on(*, branch_id: int, day: date) -> StandardVersion:
    """The version in force on a day (R86); NotFound while the branch has adopted none."""
    versions = StandardVersion.objects.filter(branch_id=branch_id)
    found = (
        versions.filter(in_force_from__lte=day).order_by("-in_force_from").first()
        or versions.order_by("in_force_from").first()
    )
    if found is None:
        raise NotFound("standard")
    return found


def span_of(year: Year) -> YearSpan:
    """The rules' own form of a year."""
    return YearSpan(number=year.number, start=year.start, end=year.end)


def member_of(membership: Membership, *, at: date | None = None) -> Member:
    """The rules' own form of a member; `person`, `standings` and `absences` should be prefetched.

    `at`: the day whose post is the member's `type`, as a settled year's last; without it, the latest.
    """
    return member_with(
        membership, membership.standings.all(), exempt=exempt_spans(membership.absences.all()), at=at
    )


def exempt_spans(rows: Iterable[Absence]) -> tuple[Span, ...]:
    """When a member is exempt from the scheme, of all the days away (A21)."""
    return tuple(Span(one.since, one.until) for one in rows if one.kind == Absence.Kind.EXEMPTION)


def member_with(
    membership: Membership,
    rows: Iterable[StandingRow],
    *,
    exempt: Iterable[Span] = (),
    at: date | None = None,
) -> Member:
    """The same from standings and exemptions read beside it, in any order."""
    standings = tuple(
        Standing(since=one.since if index else None, type=one.type, status=Status(one.status))
        for index, one in enumerate(sorted(rows, key=lambda one: one.since))
    )
    member = Member(
        id=str(membership.pk),
        name=membership.person.name,
        type=standings[-1].type,
        since=membership.since,
        until=membership.until,
        standings=standings,
        exempt=tuple(sorted(exempt, key=lambda span: span.since)),
    )
    return member if at is None else replace(member, type=member.standing_on(at).type)


def memberships_of(*, branch_id: int, year: Year) -> list[Membership]:
    """Everyone who was on the roster in the year, in roster order, ready for member_of."""
    rows = Membership.objects.filter(branch_id=branch_id, since__lte=year.end)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=year.start))
    rows = rows.select_related("person").prefetch_related("standings", "absences")
    return list(rows.order_by("roster_no"))


@dataclass(frozen=True, slots=True)
class Booked:
    """A ledger entry as the fold needs it: its number, what it reverses, and the rules' own form of it."""

    seq: int
    reverses: int | None
    membership_id: int
    matter_id: int | None
    kind: str
    points_centi: int
    entry: Entry


def booked(
    *, branch_id: int, year: Year, up_to_seq: int | None = None, membership_id: int | None = None
) -> list[Booked]:
    """The ledger entries whose day lies in the year, by number; one query. `up_to_seq` gives the ledger as it was then."""
    rows = LedgerEntry.objects.filter(branch_id=branch_id, day__gte=year.start, day__lte=year.end)
    if up_to_seq is not None:
        rows = rows.filter(seq__lte=up_to_seq)
    if membership_id is not None:
        rows = rows.filter(membership_id=membership_id)
    fields = (
        "seq", "reverses__seq", "membership_id", "determination__matter_id", "kind", "points_centi",
        "item", "day", "quantity", "each_centi", "level", "achievement",
    )  # fmt: skip
    return [_booked(*row) for row in rows.order_by("seq").values_list(*fields)]


def _booked(
    seq: int, reverses: int | None, membership_id: int, matter_id: int | None, kind: str, points_centi: int,
    item: str, day: date, quantity: int, each_centi: int | None, level: str, achievement: str,
) -> Booked:  # fmt: skip
    entry = Entry(seq, item, day, quantity, each_centi, level, achievement, str(seq))
    return Booked(seq, reverses, membership_id, matter_id, kind, points_centi, entry)


def statement_of(*, standard: Standard, member: Member, year: Year, entries: Iterable[Booked]) -> Statement:
    """One member's statement from entries of that member; reversed ones and their reversals fall out together."""
    return score(
        standard=standard, member=member, year=span_of(year), entries=[one.entry for one in live(entries)]
    )


def statements_of(
    *, branch_id: int, year: Year, up_to_seq: int | None = None, standard: Standard | None = None
) -> list[tuple[Membership, Member, Statement]]:
    """Everyone's statement in roster order, from a fixed number of queries whatever the size of the branch.

    By the standard in force at the year's end, or by the one given.
    """
    standard = standard or standard_of(version_on(branch_id=branch_id, day=year.end))
    by_member: dict[int, list[Booked]] = defaultdict(list)
    for one in booked(branch_id=branch_id, year=year, up_to_seq=up_to_seq):
        by_member[one.membership_id].append(one)
    result = []
    for membership in memberships_of(branch_id=branch_id, year=year):
        member = member_of(membership, at=year.end)
        entries = by_member[membership.pk]
        result.append(
            (membership, member, statement_of(standard=standard, member=member, year=year, entries=entries))
        )
    return result
