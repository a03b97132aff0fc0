"""statements.json: every line, limit and clause of every member (R62, R68), written as it is made.

Points are text with two decimals. The text is put together by hand, with the unchanging
parts made once: a large school has more than half a million lines.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from json.encoder import encode_basestring as quoted
from typing import Final

from fenming.rules.people import Member
from fenming.rules.scoring import Cut, Line, Statement
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import format_centi_file

STATEMENTS_NAME: Final = "statements.json"


class StatementsText:
    """Gives statements.json in pieces: ``head``, a ``member`` each with ``BETWEEN`` them, ``tail``."""

    BETWEEN: Final = ",\n"

    def __init__(self, *, standard: Standard, year: int) -> None:
        self._standard = standard
        self._year = year
        self._items = {item.id: _item(item) for item in standard.items}
        self._days = _Days()
        self._points = _Points()

    def head(self) -> str:
        """The year and the standard everything was worked out with."""
        standard = self._standard
        pairs = {
            "key": standard.key,
            "title": standard.title,
            "label": standard.label,
            "digest": standard.digest,
        }
        described = ", ".join(f'"{key}": {quoted(value)}' for key, value in pairs.items())
        return f'{{"year": {self._year}, "standard": {{{described}}}, "members": [\n'

    def member(self, member: Member, statement: Statement) -> str:
        """One member with every line."""
        points = self._points
        lines = ",\n  ".join(self._lines(statement.lines))
        return (
            f'{{"id": {quoted(member.id)}, "name": {quoted(member.name)}, '
            f'"type": {quoted(member.type)}, "base": {points[statement.base_centi]}, '
            f'"duty": {points[statement.duty_centi]}, "bonus": {points[statement.bonus_centi]}, '
            f'"deduction": {points[statement.deduction_centi]}, "total": {points[statement.total_centi]}, '
            f'"suggested_grade": {quoted(statement.suggested_grade)}, '
            f'"veto": {"true" if statement.veto else "false"}, "cuts": [{self._cuts(statement.cuts)}], '
            f'"lines": [{lines}]}}'
        )

    def tail(self) -> str:
        """What closes the file."""
        return "\n]}\n"

    def _lines(self, lines: Iterable[Line]) -> Iterator[str]:
        points, days, items = self._points, self._days, self._items
        for line in lines:
            entry = line.entry
            each = "" if entry.points_centi is None else f', "points": {points[entry.points_centi]}'
            level = f', "level": {quoted(entry.level)}' if entry.level else ""
            achievement = f', "achievement": {quoted(entry.achievement)}' if entry.achievement else ""
            cuts = self._cuts(line.cuts) if line.cuts else ""
            yield (
                f'{{"row": {entry.order}, {days[entry.day]}, {items[entry.item]}, "quantity": {entry.quantity}'
                f'{each}{level}{achievement}, "reason": {quoted(entry.ref)}, "raw": {points[line.raw_centi]}, '
                f'"counted": {points[line.counted_centi]}, "cuts": [{cuts}]}}'
            )

    def _cuts(self, cuts: Iterable[Cut]) -> str:
        points = self._points
        return ", ".join(
            [
                f'{{"limit": "{cut.limit}", "at": {points[cut.limit_centi]}, '
                f'"cut": {points[cut.cut_centi]}, "sentence": {quoted(cut.sentence)}}}'
                for cut in cuts
            ]
        )


class _Points(dict[int, str]):
    """Points in hundredths to their JSON text, each made once."""

    def __missing__(self, points_centi: int) -> str:
        written = self[points_centi] = f'"{format_centi_file(points_centi)}"'
        return written


class _Days(dict[date, str]):
    """A day to its JSON member, each made once."""

    def __missing__(self, day: date) -> str:
        written = self[day] = f'"date": "{day.isoformat()}"'
        return written


def _item(item: Item) -> str:
    pairs = {"item": item.id, "title": item.title, "bucket": item.bucket.value, "clause": item.clause}
    return ", ".join(f'"{key}": {quoted(value)}' for key, value in pairs.items())
