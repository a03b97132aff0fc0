"""Every worked case of ``regulations/cases`` comes out to the hundredth, cut by cut."""

import re

import pytest

from fenming.rules.scoring import fault_of_entry, score
from tests.rules.case_files import REGULATIONS, Case, centi, default_standard, read_cases

CASES = read_cases()
SCORED = [case for case in CASES if not case.faults]
FAULTY = [case for case in CASES if case.faults]
FIGURES = {"duty", "bonus", "deduction", "total", "grade", "veto"}


@pytest.mark.parametrize("case", SCORED, ids=lambda case: case.name)
def test_a_year_comes_out_as_worked(case: Case) -> None:
    for entry, reason in case.entries:
        assert not fault_of_entry(
            standard=case.standard, member=case.member, year=case.year, entry=entry, reason=reason
        )
    statement = score(
        standard=case.standard,
        member=case.member,
        year=case.year,
        entries=[entry for entry, _ in case.entries],
    )
    assert set(case.expect) == FIGURES
    assert (
        statement.base_centi,
        statement.duty_centi,
        statement.bonus_centi,
        statement.deduction_centi,
        statement.total_centi,
        statement.suggested_grade,
        statement.veto,
    ) == (
        6000,
        centi(case.expect["duty"]),
        centi(case.expect["bonus"]),
        centi(case.expect["deduction"]),
        centi(case.expect["total"]),
        case.expect["grade"],
        case.expect["veto"],
    )
    found = [(line.entry.order, cut) for line in statement.lines for cut in line.cuts]
    found += [(0, cut) for cut in statement.cuts]
    assert [(row, cut.limit, cut.cut_centi) for row, cut in found] == [
        (cut["row"], cut["limit"], centi(cut["cut"])) for cut in case.cuts
    ], [cut.sentence for _, cut in found]
    for (_, cut), expected in zip(found, case.cuts, strict=True):
        assert expected.get("says", "") in cut.sentence
        assert cut.sentence.endswith("。")


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: case.name)
def test_a_bad_row_is_told_and_never_dropped(case: Case) -> None:
    found = [
        (entry.order, fault)
        for entry, reason in case.entries
        for fault in fault_of_entry(
            standard=case.standard, member=case.member, year=case.year, entry=entry, reason=reason
        )
    ]
    assert [(row, fault.column) for row, fault in found] == [
        (fault["row"], fault["column"]) for fault in case.faults
    ], [fault.sentence for _, fault in found]
    for (_, fault), expected in zip(found, case.faults, strict=True):
        assert expected["says"] in fault.sentence
        assert fault.sentence.endswith("。")


def test_the_cases_are_a_body_of_their_own() -> None:
    assert len(CASES) >= 57
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    assert all(name.endswith("。") and re.search(r"[一-鿿]", name) for name in names)
    vectors = {clause for case in CASES for clause in case.clauses if re.fullmatch(r"V-\d+", clause)}
    assert vectors == {f"V-{number}" for number in range(1, 13)}
    assert all(case.clauses for case in CASES)


def test_every_item_that_may_be_entered_has_a_case() -> None:
    entered = {entry.item for case in SCORED for entry, _ in case.entries}
    wanted = {item.id for item in default_standard().items if item.bucket.value != "base"}
    assert wanted <= entered, sorted(wanted - entered)


def test_every_limit_has_a_case() -> None:
    limits = {cut["limit"] for case in SCORED for cut in case.cuts}
    assert limits == {
        "frequency",
        "free",
        "achievement",
        "item_cap",
        "exhausted",
        "bucket_cap",
        "gross_cap",
        "total_cap",
        "total_floor",
        "veto",
    }


def test_every_clause_cited_stands_in_the_reading() -> None:
    reading = (REGULATIONS / "reading.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^## (§\d+)", reading, flags=re.M))
    cited = {clause for case in CASES for clause in case.clauses if clause.startswith("§")}
    assert cited <= sections
