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
    """Gives statements.json in pieces: ``head``, one ``member`` each, ``tail``."""

    def __init__(self, *, standard: Standard, year: int) -> None:
        self._standard = standard
        self._year = year
        self._items: dict[str, str] = {}
        self._days: dict[date, str] = {}
        self._points: dict[int, str] = {}
        self._separator = "\n"

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
        return f'{{"year": {self._year}, "standard": {{{described}}}, "members": ['

    def member(self, member: Member, statement: Statement) -> str:
        """One member; call in the order in which they shall stand."""
        points = self._written
        separator, self._separator = self._separator, ",\n"
        lines = ",\n  ".join([self._line(line) for line in statement.lines])
        return (
            f'{separator}{{"id": {quoted(member.id)}, "name": {quoted(member.name)}, '
            f'"type": {quoted(member.type)}, "base": {points(statement.base_centi)}, '
            f'"duty": {points(statement.duty_centi)}, "bonus": {points(statement.bonus_centi)}, '
            f'"deduction": {points(statement.deduction_centi)}, "total": {points(statement.total_centi)}, '
            f'"suggested_grade": {quoted(statement.suggested_grade)}, '
            f'"veto": {"true" if statement.veto else "false"}, "cuts": [{self._cuts(statement.cuts)}], '
            f'"lines": [{lines}]}}'
        )

    def tail(self) -> str:
        """What closes the file."""
        return "\n]}\n"

    def _line(self, line: Line) -> str:
        entry = line.entry
        day = self._days.get(entry.day)
        if day is None:
            day = self._days[entry.day] = entry.day.isoformat()
        item = self._items.get(entry.item)
        if item is None:
            item = self._items[entry.item] = _item(line.item)
        each = "" if entry.points_centi is None else f', "points": {self._written(entry.points_centi)}'
        level = f', "level": {quoted(entry.level)}' if entry.level else ""
        achievement = f', "achievement": {quoted(entry.achievement)}' if entry.achievement else ""
        cuts = self._cuts(line.cuts) if line.cuts else ""
        return (
            f'{{"row": {entry.order}, "date": "{day}", {item}, "quantity": {entry.quantity}{each}{level}'
            f'{achievement}, "reason": {quoted(entry.ref)}, "raw": {self._written(line.raw_centi)}, '
            f'"counted": {self._written(line.counted_centi)}, "cuts": [{cuts}]}}'
        )

    def _cuts(self, cuts: Iterable[Cut]) -> str:
        return ", ".join(
            [
                f'{{"limit": "{cut.limit}", "at": {self._written(cut.limit_centi)}, '
                f'"cut": {self._written(cut.cut_centi)}, "sentence": {quoted(cut.sentence)}}}'
                for cut in cuts
            ]
        )

    def _written(self, points_centi: int) -> str:
        written = self._points.get(points_centi)
        if written is None:
            written = self._points[points_centi] = f'"{format_centi_file(points_centi)}"'
        return written


def _item(item: Item) -> str:
    pairs = {"item": item.id, "title": item.title, "bucket": item.bucket.value, "clause": item.clause}
    return ", ".join(f'"{key}": {quoted(value)}' for key, value in pairs.items())


def statements_text(
    *, standard: Standard, year: int, statements: Iterable[tuple[Member, Statement]]
) -> Iterator[str]:
    """The whole of statements.json in pieces, each statement asked for when its turn comes."""
    text = StatementsText(standard=standard, year=year)
    yield text.head()
    for member, statement in statements:
        yield text.member(member, statement)
    yield text.tail()
