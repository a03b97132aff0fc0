"""An archive on its way into the committee's system, read by 高远; the branch's own system is played by the same database."""

from __future__ import annotations

from fenming.actions.receive_year import Taken, receive_year
from fenming.records.models import Filing
from tests.cast import Cast, at, key
from tests.once import once
from tests.queries.year_scene import Parts, content_of, corrected, resealed, unpacked

RECEIVED_DAY = at(2027, 4, 1)


@once
def archived(people: Cast) -> int:
    """The id of a corrected year's filing, whose archive is to be received."""
    return corrected(people)


def first_round(people: Cast) -> bytes:
    """The archive of the year's first round, which was accepted before the veto."""
    return content_of(people, Filing.objects.get(round=1).pk)


def one_entry_less(content: bytes) -> bytes:
    """The archive as a forger makes it who takes out an entry and computes every digest anew."""
    parts: Parts = unpacked(content)
    head, *rows = parts["entries.csv"].decode().splitlines(keepends=True)
    return resealed(parts | {"entries.csv": "".join([head, *rows[1:]]).encode()})


def taken(people: Cast, content: bytes, *, code: str = "", actor: int | None = None) -> Taken:
    """Handed in by 高远, or by whoever tries."""
    return receive_year(actor_id=actor or people.gao, content=content, code=code, key=key(), now=RECEIVED_DAY)
