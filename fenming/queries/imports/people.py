"""Whom a row of a table means: the number on the roster or the name, and which of two namesakes (R64)."""

from __future__ import annotations

from collections.abc import Sequence

from fenming.queries.files.cells import clean_code, clean_name, clean_text
from fenming.queries.files.tables import Row
from fenming.queries.imports.plan import Asked, CellFault
from fenming.records.models import Membership


class People:
    """The roster by number and by name, for the rows of one table."""

    def __init__(self, asked: Asked, roster: Sequence[Membership]) -> None:
        self._asked = asked
        self._by_number = {str(one.roster_no): one for one in roster}
        self._by_name: dict[str, list[Membership]] = {}
        for one in roster:
            self._by_name.setdefault(clean_name(one.person.name), []).append(one)

    def of(self, number: int, cells: list[str]) -> tuple[Membership | None, str, tuple[CellFault, ...]]:
        """The member of a row, how the row calls them, and what is wrong: nobody, unknown, not sure, two at once."""
        places = [place for place in self._asked.places("id") if clean_code(cells[place])]
        called = "".join(clean_text(cells[place]) for place in places[:1])
        if not places:
            return (
                None,
                "",
                (fault(self._asked, (number, cells), "id", "没有写是谁。请写姓名，或名册里的序号。"),),
            )
        found: dict[int, Membership] = {}
        for at, place in enumerate(places):
            text = clean_code(cells[place])
            by_number = self._by_number.get(text)
            alike = [by_number] if by_number else self._by_name.get(clean_name(cells[place]), [])
            if not alike:
                words = "名册里没有这名党员。请核对姓名，或先把他登记到名册。"
                return None, called, (_fault_at(self._asked, number, cells, place, words),)
            pks = {one.pk: one for one in alike}
            found = pks if at == 0 else {pk: one for pk, one in found.items() if pk in pks}
            if not found:
                words = "序号和姓名不是同一名党员。请对照名册核对。"
                return None, called, (_fault_at(self._asked, number, cells, place, words),)
        if len(found) > 1:
            words = "名册里不止一人叫这个名字。请在这一格写名册里的序号。"
            return None, called, (_fault_at(self._asked, number, cells, places[0], words),)
        (member,) = found.values()
        return member, member.person.name, ()


def fault(asked: Asked, row: Row, key: str, sentence: str) -> CellFault:
    """What is wrong in the first column of a meaning; of the row where the table has no such column."""
    place = next(iter(asked.places(key)), None)
    if place is None:
        return CellFault("", "", "", sentence)
    return _fault_at(asked, *row, place, sentence)


def _fault_at(asked: Asked, number: int, cells: list[str], place: int, sentence: str) -> CellFault:
    return CellFault(asked.reading.cell(number, place), asked.reading.headings[place], cells[place], sentence)
