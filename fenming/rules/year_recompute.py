"""年度档案 worked out again: what the standard in it makes of the entries in it, against what was filed (R44, R45, R84)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fenming.rules.filing import faults_of_table
from fenming.rules.ledger import live
from fenming.rules.people import Member
from fenming.rules.scoring import Statement, score
from fenming.rules.terms import Refused, format_centi
from fenming.rules.year_reading import FiledYear, Posted
from fenming.rules.year_shapes import AGAIN, FIGURES

_NAMES: Final = dict(zip(FIGURES, ("基础分", "履职分", "加分", "扣分", "合计"), strict=True))


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that does not follow: whose line, which figure, as filed and as worked out again, in words."""

    number: int
    name: str
    what: str
    filed: str
    again: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What came of it: every difference in the order of the table, and what is wrong at its foot."""

    differences: tuple[Difference, ...]
    faults: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not self.differences and not self.faults


def recompute(filed: FiledYear) -> Recomputed:
    """Every member's total from the lines; Refused `altered` when the entries cannot be added up at all."""
    by_member: dict[int, list[Posted]] = defaultdict(list)
    try:
        for one in live(filed.entries):
            by_member[one.membership].append(one)
        again = [_score(filed, member, by_member[int(member.id)]) for member in filed.members]
    except ValueError:
        raise Refused(
            "altered", f"entries.csv 里有冲正找不到它冲的那一笔，年度档案被改动过。{AGAIN}"
        ) from None
    settled = {one["membership"]: one for one in filed.statements["members"]}
    differences = [
        found
        for line, member, statement in zip(filed.table["lines"], filed.members, again, strict=True)
        for found in _differences(filed, line, member, statement, settled[line["membership"]])
    ]
    return Recomputed(tuple(differences), faults_of_table(filed.table))


def _score(filed: FiledYear, member: Member, posted: list[Posted]) -> Statement:
    try:
        return score(
            standard=filed.standard, member=member, year=filed.span, entries=[one.entry for one in posted]
        )
    except Refused as refused:
        raise Refused(
            "altered", f"{member.name[:20]}的台账按年度档案里的标准算不出来：{refused.sentence}"
        ) from None


def _differences(
    filed: FiledYear, line: Mapping[str, Any], member: Member, statement: Statement, settled: Mapping[str, Any]
) -> Iterator[Difference]:  # fmt: skip
    pairs = [*_results(line, statement), ("参加评议", _yes(line["takes_part"]), _yes(member.takes_part_on(filed.span.end)))]  # fmt: skip
    pairs += [
        (f"结算明细的{what}", said, again)
        for what, said, again in _results(settled, statement)
        if said != _said(pairs, what)
    ]
    pairs += _lines(settled, statement)
    for what, said, again in pairs:
        if said != again:
            yield Difference(line["number"], member.name, what, said, again)


def _said(pairs: list[tuple[str, str, str]], what: str) -> str:
    """What the filed table says of a figure: the same difference is not told twice."""
    return next(said for name, said, _ in pairs if name == what)


def _results(said: Mapping[str, Any], statement: Statement) -> list[tuple[str, str, str]]:
    """Every figure of a member as it was said and as it comes out."""
    most = statement.veto_most_centi
    return [
        *(
            (name, f"{format_centi(said[key])} 分", f"{format_centi(getattr(statement, key))} 分")
            for key, name in _NAMES.items()
        ),
        ("建议等次", said["suggested_grade"] or "没有建议", statement.suggested_grade or "没有建议"),
        ("一票否决", _yes(said["veto"]), _yes(statement.veto)),
        ("否决后至多", _most(said["veto_most_centi"]), _most(most)),
    ]


def _lines(settled: Mapping[str, Any], statement: Statement) -> Iterator[tuple[str, str, str]]:
    """Line by line: that the entry is there, is what was scored, and counts what it counted."""
    said = {one["seq"]: _line(one["item"], one["day"], one["quantity"], one["counted_centi"]) for one in settled["lines"]}  # fmt: skip
    again = {
        one.entry.order: _line(
            one.entry.item, one.entry.day.isoformat(), one.entry.quantity, one.counted_centi
        )
        for one in statement.lines
    }
    for seq in sorted(said | again):
        yield (f"台账第 {seq} 号", said.get(seq, "没有这一笔"), again.get(seq, "没有这一笔"))


def _line(item: str, day: str, quantity: int, counted_centi: int) -> str:
    return f"{item}，{day}，{quantity} 次，计 {format_centi(counted_centi)} 分"


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _most(centi: int | None) -> str:
    return "不适用" if centi is None else f"{format_centi(centi)} 分"
