"""年度档案: a filed year as one file, for the branch and for the committee above, in whichever system that reads (R45, R84).

What the college committee may see and no more: the filed table, the lines it follows from, names and reasons as the
filing's page shows them. No sentence of a matter is in it, and nobody who reported. What could change later (roster,
names) is frozen when the table is filed, so the file has the same bytes ever after; words erased by law are erased
in it too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fenming.queries.files.year_zip import write_zip
from fenming.queries.scores import memberships_of, version_on
from fenming.queries.year_archive_documents import documents_of
from fenming.queries.year_filing import get_filing_for
from fenming.records.models import (
    Absence,
    AppraisalGrade,
    Filing,
    LedgerEntry,
    Membership,
    Settlement,
    StandardVersion,
)
from fenming.rules.ledger import Json
from fenming.rules.terms import Refused, Status, format_centi_file
from fenming.rules.year_archive import (
    ERASED,
    NO,
    STANDARD,
    STATEMENTS,
    TABLE,
    YES,
    archive_digest,
    manifest_of,
    table_part,
)  # fmt: skip

_STATUSES = {Status.FORMAL.value: "正式", Status.PROBATIONARY.value: "预备"}
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """What an archive is made of: the settlement, the table and the roster as they were filed, and the names."""

    settlement: Settlement
    table: str
    basis: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class YearFile:
    """An archive: the name to save it under, its bytes and its digest."""

    name: str
    content: bytes
    digest: str


def year_archive(*, actor_id: int, filing_id: int, today: date) -> YearFile:
    """A filing's archive for whoever may see the filing; raises NotFound, Refused `forbidden`, `no_archive`."""
    filing = get_filing_for(actor_id=actor_id, verb="see_filing", filing_id=filing_id, on=today)
    return year_file(filed_of(filing))


def filed_of(filing: Filing) -> Filed:
    """What a filing froze, with the names that are not erased; Refused `no_archive`."""
    if not filing.basis:
        raise Refused("no_archive", "这一份是旧版系统报送的，没有年度档案。请看报送的表。")
    kept = filing.names
    names = {} if kept is None or kept.erased_at else json.loads(kept.text)
    return Filed(filing.settlement, filing.table, filing.basis, names)


def year_file(filed: Filed) -> YearFile:
    """The archive of what was filed; five queries."""
    table = json.loads(filed.table)
    manifest, parts = year_parts(filed)
    name = f"fenming-{table['year']}-{table['round']}.zip"
    return YearFile(name, write_zip(manifest, parts), archive_digest(manifest))


def year_parts(filed: Filed) -> tuple[bytes, dict[str, bytes]]:
    """The archive's manifest and its parts by name."""
    table, basis = json.loads(filed.table), json.loads(filed.basis)
    parts = {
        TABLE: filed.table.encode(),
        STATEMENTS: filed.settlement.statements.encode(),
        STANDARD: _standard(filed.settlement, basis).encode(),
        "members.csv": table_part("members.csv", _members(basis, filed.names)),
        "standings.csv": table_part("standings.csv", _standings(basis)),
        "exemptions.csv": table_part("exemptions.csv", _exemptions(basis)),
        "entries.csv": table_part("entries.csv", _entries(filed.settlement)),
        "lines.csv": table_part("lines.csv", _lines(filed, table)),
        "documents.csv": table_part("documents.csv", map(tuple, basis["documents"])),
    }
    return manifest_of(about=_about(table, basis), parts=parts), parts


def _about(table: Mapping[str, Any], basis: Mapping[str, Any]) -> Mapping[str, Json]:
    first, last = basis["days"]
    about = {"branch": table["branch"], "to": basis["to"], "year": table["year"], "round": table["round"]}
    return about | {"first_day": first, "last_day": last}


def basis_of(settlement: Settlement) -> tuple[Mapping[str, Json], dict[str, str]]:
    """The roster of a settled year as the archive needs it, and the names apart; frozen with the filing."""
    year, listed = settlement.year, set(settlement.lines.values_list("membership_id", flat=True))
    members = [one for one in memberships_of(branch_id=year.branch_id, year=year) if one.pk in listed]
    version = version_on(branch_id=year.branch_id, day=year.end)
    superior = settlement.branch.parent
    basis: Mapping[str, Json] = {
        "to": superior.name if superior else "",
        "days": [year.start.isoformat(), year.end.isoformat()],
        "standard": version.number,
        "members": [_member(one, year.start, year.end) for one in members],
        "documents": documents_of(settlement=settlement, version=version),
    }
    return basis, {str(one.pk): one.person.name for one in members}


def _member(membership: Membership, start: date, end: date) -> Mapping[str, Json]:
    """What decides on scoring and grading within the year; what came after it is not part of it."""
    standings = sorted(membership.standings.all(), key=lambda one: one.since)
    begun = [one for index, one in enumerate(standings) if not index or one.since <= end]
    until = membership.until
    return {
        "membership": membership.pk,
        "since": membership.since.isoformat(),
        "until": until.isoformat() if until and until <= end else "",
        "standings": [
            [one.since.isoformat() if index else "", one.type, _STATUSES[one.status]]
            for index, one in enumerate(begun)
        ],
        "exempt": [
            [max(one.since, start).isoformat(), one.until.isoformat() if one.until and one.until < end else ""]
            for one in sorted(membership.absences.all(), key=lambda one: one.since)
            if one.kind == Absence.Kind.EXEMPTION and one.since <= end and (one.until is None or one.until >= start)
        ],
    }  # fmt: skip


def _standard(settlement: Settlement, basis: Mapping[str, Any]) -> str:
    versions = StandardVersion.objects.filter(branch_id=settlement.branch_id, number=basis["standard"])
    return versions.values_list("text", flat=True).get()


def _members(basis: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Row]:
    for number, one in enumerate(basis["members"], 1):
        _, kind, status = one["standings"][-1]
        pk = str(one["membership"])
        yield (str(number), pk, names.get(pk, ERASED), kind, status, one["since"], one["until"])


def _standings(basis: Mapping[str, Any]) -> Iterator[Row]:
    return ((str(one["membership"]), *row) for one in basis["members"] for row in one["standings"])


def _exemptions(basis: Mapping[str, Any]) -> Iterator[Row]:
    return ((str(one["membership"]), *row) for one in basis["members"] for row in one["exempt"])


def _entries(settlement: Settlement) -> Iterator[Row]:
    """Every entry of the year up to the settlement's head, counter-entries and what they took back included."""
    year = settlement.year
    rows = LedgerEntry.objects.filter(
        branch_id=year.branch_id, day__gte=year.start, day__lte=year.end, seq__lte=settlement.ledger_seq
    )
    fields = (
        "seq", "membership_id", "day", "item", "quantity", "each_centi", "level", "achievement", "kind",
        "reverses__seq", "hash",
    )  # fmt: skip
    for seq, pk, day, item, quantity, each, level, achievement, kind, reverses, digest in rows.order_by(
        "seq"
    ).values_list(*fields):
        points = "" if each is None else format_centi_file(each)
        back = "" if reverses is None else str(reverses)
        word = LedgerEntry.Kind(kind).label
        yield (str(seq), str(pk), day.isoformat(), item, str(quantity), points, level, achievement, word, back, digest)  # fmt: skip


def _lines(filed: Filed, table: Mapping[str, Any]) -> Iterator[Row]:
    """The filed table for people: names, points with two decimals, and why a grade is another than suggested."""
    given = AppraisalGrade.objects.filter(
        settlement=filed.settlement, round=table["appraised"]["round"], reason__isnull=False
    )
    reasons = {pk: text or ERASED for pk, text in given.values_list("membership_id", "reason__text")}
    for line in table["lines"]:
        pk = line["membership"]
        yield (
            str(line["number"]), str(pk), filed.names.get(str(pk), ERASED), line["type"],
            *_points(line, ("base_centi", "duty_centi", "bonus_centi", "deduction_centi", "total_centi")),
            line["suggested_grade"], _yes(line["veto"]), _yes(line["takes_part"]), line["grade"], reasons.get(pk, ""),
        )  # fmt: skip


def _points(line: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    return [format_centi_file(line[key]) for key in keys]


def _yes(value: bool) -> str:
    return YES if value else NO
