"""《移交清单》 and what goes with it, as one file (R60, R61)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import IO, Any

from fenming.prints.bundle import write_bundle
from fenming.prints.ledger_book import ledger_book_name, ledger_book_pdf
from fenming.prints.paper import file_name, pdf, refuse_unprintable
from fenming.prints.roster_paper import roster_name, roster_pdf
from fenming.prints.standard_paper import standard_name, standard_pdf
from fenming.queries.handover import Handover
from fenming.queries.ledger_book import LedgerBook
from fenming.rules.ledger import short_code
from fenming.rules.reasons import full_day_name

NAME = "移交清单"
Enclosure = tuple[str, str]
"""The name of a file and the short code of its digest."""


def handover_file(view: Handover, ledgers: Iterable[LedgerBook]) -> IO[bytes]:
    """The list with the books as one ZIP; the books are made one at a time. Refused `unprintable` as every form."""
    return write_bundle(_files(view, ledgers))[0]


def handover_name(view: Handover) -> str:
    """`移交清单_人文学院教工第二党支部_2026年6月30日`, without an ending."""
    return file_name(NAME, view.branch, full_day_name(view.day))


def _files(view: Handover, ledgers: Iterable[LedgerBook]) -> Iterator[tuple[str, bytes]]:
    """The list last: it names the code of every book."""
    enclosed: list[Enclosure] = []
    for name, content in _books(view, ledgers):
        enclosed.append((name, short_code(sha256(content).hexdigest())))
        yield name, content
    yield f"{NAME}.pdf", handover_pdf(view, enclosed)


def _books(view: Handover, ledgers: Iterable[LedgerBook]) -> Iterator[tuple[str, bytes]]:
    yield f"{roster_name(view.roster)}.pdf", roster_pdf(view.roster)
    if view.standard is not None:
        yield f"{standard_name(view.standard)}.pdf", standard_pdf(view.standard)
    for book in ledgers:
        yield f"{ledger_book_name(book)}.pdf", ledger_book_pdf(book)


def handover_pdf(view: Handover, enclosed: Sequence[Enclosure]) -> bytes:
    """The list itself as PDF; `enclosed` are the books that go with it."""
    refuse_unprintable((view.branch, *(one.name for one in view.offices)))
    return pdf("handover", _data(view, enclosed))


def _data(view: Handover, enclosed: Sequence[Enclosure]) -> Mapping[str, Any]:
    return {
        "title": NAME,
        "branch": view.branch,
        "day": full_day_name(view.day),
        "kept": [
            [str(number), one.name, f"{one.count} {one.unit}"] for number, one in enumerate(view.kept, 1)
        ],
        "ledger": _ledger(view),
        "waiting": [
            [str(number), one.name, f"{one.count}", full_day_name(one.first) if one.first else "—"]
            for number, one in enumerate(view.waiting, 1)
        ],
        "periods": [[one.name, one.word, one.code or "—"] for one in view.periods],
        "offices": [[one.office, one.name, full_day_name(one.since), one.resolution] for one in view.offices],
        "enclosed": [[str(number), *one] for number, one in enumerate(enclosed, 1)],
    }


def _ledger(view: Handover) -> str:
    if not view.seq:
        return "积分台账还没有记账。"
    head = f"积分台账记到第 {view.seq} 号，末号核对码 {view.code}。"
    if view.broken is not None:
        return f"{head}编制本清单时逐笔核对，从第 {view.broken} 号起与原来记的不符，须查明后再移交。"
    return f"{head}编制本清单时从第 1 号起逐笔核对，与原来记的相符。"
