"""A filed year with everything in it that makes recomputing hard, and its archive taken apart and put together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from fenming.actions.accept_filing import accept_filing
from fenming.actions.appraise import GivenGrade
from fenming.actions.settle_again import settle_again
from fenming.queries.files.year_zip import write_zip
from fenming.queries.year_archive import year_archive
from fenming.records.models import Absence, Membership
from fenming.rules.ledger import canonical_bytes
from fenming.rules.year_archive import MANIFEST, manifest_of
from tests.actions._walk import assessed, vetoed, year
from tests.actions._year import FILE_DAY, filed, graded, members_meeting, settled, told
from tests.cast import Cast, at, key
from tests.once import once
from tests.side_tables import text_about

AGAIN_DAY = at(2027, 3, 26)
REASON = "全年牵头完成支部换届工作。"
Parts = dict[str, bytes]


@once
def corrected(people: Cast) -> int:
    """Points of several kinds, one who left, one exempt, filed and accepted; then a veto, settled and filed anew."""
    assessed(people, people.m_zhou, "DT2", date(2026, 3, 3))
    assessed(people, people.m_he, "DA5", date(2026, 3, 4), quantity=3)
    Membership.objects.filter(pk=people.m_shen).update(until=date(2026, 12, 30))
    Absence.objects.create(
        branch_id=people.branch_id, membership_id=people.m_he, kind="exemption", since=date(2026, 9, 1),
        application=text_about(people), applied_on=date(2026, 9, 1), resolution="支委会决议", by_id=people.lin,
        at=at(2026, 9, 1),
    )  # fmt: skip
    settled(people)
    told(people)
    graded(people, members_meeting(people), GivenGrade(people.m_han, "合格", REASON))
    first = filed(people)
    accept_filing(actor_id=people.gao, filing_id=first, number="", key=key(), now=FILE_DAY)
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    settle_again(actor_id=people.lin, year_id=year(people).pk, key=key(), now=AGAIN_DAY)
    told(people, now=AGAIN_DAY)
    graded(people, members_meeting(people, date(2027, 3, 27)), now=at(2027, 3, 27))
    return filed(people, now=at(2027, 3, 28))


def content_of(people: Cast, filing_id: int) -> bytes:
    """The archive of a filing, as the reviewer downloads it."""
    return year_archive(actor_id=people.gao, filing_id=filing_id, today=FILE_DAY.date()).content


def unpacked(content: bytes) -> Parts:
    """Every file of an archive, the manifest first."""
    with ZipFile(BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Files as they are, in an archive."""
    rest = {name: content for name, content in parts.items() if name != MANIFEST}
    return write_zip(parts[MANIFEST], rest)


def resealed(parts: Parts, **about: Any) -> bytes:
    """The same with a manifest whose digests fit: what a forger does who knows the format."""
    said = json.loads(parts[MANIFEST])
    said = {name: said[name] for name in ("branch", "to", "year", "first_day", "last_day", "round")} | about
    return packed(parts | {MANIFEST: manifest_of(about=said, parts=parts)})


def rewritten(parts: Parts, change: Callable[[dict[str, Any], dict[str, Any]], None]) -> bytes:
    """Statements and table changed together, every digest computed anew."""
    table, statements = json.loads(parts["filing.json"]), json.loads(parts["statements.json"])
    change(table, statements)
    settled_bytes = canonical_bytes(statements)
    table["settlement"]["digest"] = sha256(settled_bytes).hexdigest()
    return resealed(parts | {"filing.json": canonical_bytes(table), "statements.json": settled_bytes})
