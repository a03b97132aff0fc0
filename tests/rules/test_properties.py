"""What holds for every ledger, not only for the worked cases (R73, R27, R24, A6, A8)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from fenming.rules.grading import band_of, suggest_grade
from fenming.rules.ledger import live
from fenming.rules.people import Member
from fenming.rules.scoring import Statement, fault_of_entry, score
from fenming.rules.standard import Standard, load_standard
from fenming.rules.statement import Entry
from fenming.rules.terms import Bucket
from tests.rules.case_files import default_standard, default_text
from tests.rules.ledgers import YEAR, entries, member, random_entries
from tests.rules.reference import Figures, figures

DEFAULT = default_standard()
GROSS = load_standard(default_text().replace('"net"', '"gross_then_deduct"', 1))
UNLIMITED = load_standard(default_text().replace('"stop_at_zero"', '"unlimited"', 1))
MEMBERS = [member("T"), member("A"), member("P"), member("T", formal_since=date(2016, 6, 15))]
SCORED = (Bucket.DUTY, Bucket.BONUS, Bucket.DEDUCTION)
WITH_VETO = (*SCORED, Bucket.VETO)

ledgers = st.sampled_from(MEMBERS).flatmap(lambda one: st.tuples(st.just(one), entries(DEFAULT, of=one)))
ledgers_with_veto = st.sampled_from(MEMBERS).flatmap(
    lambda one: st.tuples(st.just(one), entries(DEFAULT, of=one, buckets=WITH_VETO))
)
# standard, gross_first, base_items_limit
READINGS = [(DEFAULT, False, True), (GROSS, True, True), (UNLIMITED, False, False)]
quick = settings(max_examples=50, deadline=None)


@dataclass(frozen=True)
class Booked:
    """A ledger entry as the fold sees it: an entry, or the counter-entry of another."""

    seq: int
    reverses: int | None = None
    entry: Entry | None = None


def scored(one: Member, rows: list[Entry], *, by: Standard = DEFAULT) -> Statement:
    return score(standard=by, member=one, year=YEAR, entries=rows)


def figures_of(statement: Statement) -> Figures:
    return Figures(
        duty=Decimal(statement.duty_centi) / 100,
        bonus=Decimal(statement.bonus_centi) / 100,
        deduction=Decimal(statement.deduction_centi) / 100,
        total=Decimal(statement.total_centi) / 100,
        veto=statement.veto,
    )


@given(ledger=ledgers_with_veto)
@quick
def test_two_readings_agree_on_what_hypothesis_finds(ledger: tuple[Member, list[Entry]]) -> None:
    one, rows = ledger
    for standard, gross_first, base_items_limit in READINGS:
        assert figures_of(scored(one, rows, by=standard)) == figures(
            rows, gross_first=gross_first, base_items_limit=base_items_limit
        )


def test_two_readings_agree_on_two_thousand_years() -> None:
    random = Random(2016)
    for number in range(2000):
        one = MEMBERS[number % len(MEMBERS)]
        rows = random_entries(random, standard=DEFAULT, of=one, size=random.randrange(80))
        standard, gross_first, base_items_limit = READINGS[number % len(READINGS)]
        assert figures_of(scored(one, rows, by=standard)) == figures(
            rows, gross_first=gross_first, base_items_limit=base_items_limit
        ), rows


@given(ledger=ledgers_with_veto)
@quick
def test_random_entries_have_no_fault(ledger: tuple[Member, list[Entry]]) -> None:
    one, rows = ledger
    for row in rows:
        assert not fault_of_entry(standard=DEFAULT, member=one, year=YEAR, entry=row, reason="已核实。")


@given(ledger=ledgers_with_veto, data=st.data())
@quick
def test_the_order_of_the_rows_given_changes_nothing(
    ledger: tuple[Member, list[Entry]], data: st.DataObject
) -> None:
    one, rows = ledger
    assert scored(one, data.draw(st.permutations(rows))) == scored(one, rows)


@given(ledger=ledgers, data=st.data())
@quick
def test_renumbering_changes_no_figure_above_the_lines(
    ledger: tuple[Member, list[Entry]], data: st.DataObject
) -> None:
    """Who comes first on a day decides which line is cut, never what the year comes to."""
    one, rows = ledger
    numbers = data.draw(st.permutations([row.order for row in rows]))
    renumbered = [row._replace(order=number) for row, number in zip(rows, numbers, strict=True)]
    ours, theirs = scored(one, rows), scored(one, renumbered)
    assert (ours.duty_centi, ours.bonus_centi, ours.deduction_centi, ours.total_centi) == (
        theirs.duty_centi,
        theirs.bonus_centi,
        theirs.deduction_centi,
        theirs.total_centi,
    )


@given(ledger=ledgers, data=st.data())
@quick
def test_numbers_that_keep_the_order_within_each_day_change_no_line(
    ledger: tuple[Member, list[Entry]], data: st.DataObject
) -> None:
    one, rows = ledger
    days = data.draw(st.permutations(sorted({row.day for row in rows})))
    place = {day: number for number, day in enumerate(days)}
    moved = [row._replace(order=row.order + 1000 * place[row.day]) for row in rows]
    assert [(line.counted_centi, line.cuts) for line in scored(one, moved).lines] == [
        (line.counted_centi, line.cuts) for line in scored(one, rows).lines
    ]


@given(ledger=ledgers_with_veto)
@quick
def test_no_limit_is_passed(ledger: tuple[Member, list[Entry]]) -> None:
    statement = scored(*ledger)
    assert 0 <= statement.duty_centi <= DEFAULT.duty_cap_centi
    assert 0 <= statement.total_centi <= DEFAULT.total_cap_centi
    used: dict[str, int] = {}
    for item_sum in statement.items:
        assert 0 <= item_sum.counted_centi <= item_sum.raw_centi
        if item_sum.item.cap_centi is not None:
            assert item_sum.counted_centi <= item_sum.item.cap_centi
        if item_sum.item.exhausts is not None:
            used[item_sum.item.exhausts] = used.get(item_sum.item.exhausts, 0) + item_sum.counted_centi
    assert all(sum_centi <= DEFAULT.by_id[base].points_centi for base, sum_centi in used.items())


@given(ledger=ledgers_with_veto)
@quick
def test_the_cuts_explain_every_figure(ledger: tuple[Member, list[Entry]]) -> None:
    one, rows = ledger
    statement = scored(one, rows)
    assert sorted(line.entry.order for line in statement.lines) == sorted(row.order for row in rows)
    for line in statement.lines:
        assert line.raw_centi - sum(cut.cut_centi for cut in line.cuts) == line.counted_centi
        assert all(cut.cut_centi > 0 and cut.sentence.endswith("。") for cut in line.cuts)
    counted = dict.fromkeys(Bucket, 0)
    for line in statement.lines:
        counted[line.item.bucket] += line.counted_centi
    sum_centi = DEFAULT.base_centi + counted[Bucket.DUTY] + counted[Bucket.BONUS] - counted[Bucket.DEDUCTION]
    assert sum_centi - sum(cut.cut_centi for cut in statement.cuts) == statement.total_centi
    assert sum(item_sum.counted_centi for item_sum in statement.items) == sum(counted.values())


@given(ledger=ledgers, data=st.data())
@quick
def test_an_entry_that_is_reversed_leaves_nothing(
    ledger: tuple[Member, list[Entry]], data: st.DataObject
) -> None:
    one, rows = ledger
    extra = data.draw(entries(DEFAULT, of=one, max_size=5, buckets=WITH_VETO))
    mistaken = [Booked(seq=500 + row.order, entry=row) for row in extra]
    reversals = [Booked(seq=1000 + wrong.seq, reverses=wrong.seq) for wrong in mistaken]
    booked = [Booked(seq=row.order, entry=row) for row in rows] + mistaken + reversals
    left = [kept.entry for kept in live(booked) if kept.entry is not None]
    assert scored(one, left) == scored(one, rows)


@given(ledger=ledgers, data=st.data())
@quick
def test_a_further_deduction_never_raises_a_total(
    ledger: tuple[Member, list[Entry]], data: st.DataObject
) -> None:
    one, rows = ledger
    further = data.draw(entries(DEFAULT, of=one, max_size=4, buckets=(Bucket.DEDUCTION,)))
    more = rows + [row._replace(order=row.order + 500) for row in further]
    for standard in (DEFAULT, GROSS, UNLIMITED):
        assert scored(one, more, by=standard).total_centi <= scored(one, rows, by=standard).total_centi


@given(ledger=ledgers, data=st.data())
@quick
def test_a_further_good_deed_never_lowers_a_total(
    ledger: tuple[Member, list[Entry]], data: st.DataObject
) -> None:
    one, rows = ledger
    further = data.draw(entries(DEFAULT, of=one, max_size=4, buckets=(Bucket.DUTY, Bucket.BONUS)))
    more = rows + [row._replace(order=row.order + 500) for row in further]
    for standard in (DEFAULT, GROSS):
        assert scored(one, more, by=standard).total_centi >= scored(one, rows, by=standard).total_centi


@given(first=st.integers(0, 10000), second=st.integers(0, 10000))
@quick
def test_a_band_never_falls_when_points_rise(first: int, second: int) -> None:
    low, high = sorted((first, second))
    assert (
        band_of(standard=DEFAULT, total_centi=low).from_centi
        <= band_of(standard=DEFAULT, total_centi=high).from_centi
    )


@given(ledger=ledgers, data=st.data())
@quick
def test_a_veto_wins(ledger: tuple[Member, list[Entry]], data: st.DataObject) -> None:
    one, rows = ledger
    before = scored(one, rows)
    veto = Entry(order=900, item=data.draw(st.sampled_from(["V1", "V4", "V7"])), day=date(2016, 10, 1))
    after = scored(one, [*rows, veto])
    assert (after.total_centi, after.veto) == (0, True)
    assert (after.duty_centi, after.bonus_centi, after.deduction_centi) == (
        before.duty_centi,
        before.bonus_centi,
        before.deduction_centi,
    )
    assert after.suggested_grade == suggest_grade(
        standard=DEFAULT, member=one, year=YEAR, total_centi=10000, veto=True
    )
    assert after.suggested_grade in ("", "不合格")


@given(ledger=ledgers, data=st.data())
@quick
def test_one_member_does_not_touch_another(ledger: tuple[Member, list[Entry]], data: st.DataObject) -> None:
    one, rows = ledger
    alone = scored(one, rows)
    other = member("A", number=2)
    scored(other, data.draw(entries(DEFAULT, of=other, buckets=WITH_VETO)))
    assert scored(one, rows) == alone
