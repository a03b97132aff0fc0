"""The plan's clauses and where each one lives: rule, page, test; docs/clauses.md as text (R1–R86).

Made from regulations/clauses.tsv; a test compares it with the file. To write it anew:

    .venv/bin/python -c "from fenming.rules.clauses import *; from pathlib import Path; \
print(clauses_markdown(Path('regulations/clauses.tsv').read_text('utf-8')), end='')" > docs/clauses.md
"""

from typing import Final

# Where the test of a home does not bear its name.
_TESTS: Final = {
    "rules/standard_read.py": "tests/rules/test_standard.py",
    "rules/standard_checks.py": "tests/rules/test_standard.py",
    "rules/limits.py": "tests/rules/test_cases.py",
    "rules/entry_faults.py": "tests/rules/test_cases.py",
    "verb:decide": "tests/actions/test_decide_single.py",
    "verb:lock": "tests/actions/test_end_due.py",
    "verb:see_own_statement": "tests/pages/test_statement.py",
    "verb:see_declaration": "tests/prints/test_declaration_sheet.py",
    "verb:see_assess_desk": "tests/prints/test_assess_summary.py",
    "verb:see_register_form": "tests/prints/test_register_form.py",
    "verb:see_ledger": "tests/prints/test_books.py",
    "verb:see_handover": "tests/prints/test_handover.py",
    "verb:see_year_book": "tests/prints/test_year_book.py",
    "verb:see_points_file": "tests/prints/test_books.py",
    "verb:see_matter": "tests/pages/test_matter.py",
    "verb:see_meeting": "tests/pages/test_meeting.py",
    "verb:see_branch_lines": "tests/pages/test_posting.py",
    "verb:see_standard": "tests/pages/test_standard.py",
}
_WORDS: Final = {"standard": "积分标准", "later": "以后开放", "-": "不设"}


# The last clause of each section of the plan; what follows was derived from the sections before it.
_SECTIONS: Final = (
    (2, "题头"), (7, "一"), (8, "二"), (10, "三"), (24, "四.1"), (28, "四.2"), (30, "四.3①"), (32, "四.3②"), (34, "四.3③"),
    (38, "四.3④"), (43, "四.3⑤"), (45, "四.3⑥"), (59, "四.4"), (70, "五"), (71, "附件一"), (72, "附件二"),
)  # fmt: skip


def sections_of(clauses: str) -> tuple[str, ...]:
    """Where the plan itself says so, for people who have the plan and not our list: ``R37 R76 A15`` → ``四.3④``.

    Empty for what the plan left open (A1–A36) or what only follows from several of its clauses (from R73 on).
    """
    numbers = [int(one[1:]) for one in clauses.split() if one.startswith("R")]
    found = [next((name for last, name in _SECTIONS if number <= last), "") for number in numbers]
    return tuple(dict.fromkeys(name for name in found if name))


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of clauses.tsv by column: clause, section, summary, computed, where, pages."""
    head, *lines = text.strip("\n").split("\n")
    columns = head.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def proof_of(home: str) -> str:
    """The test file of a home: of a verb, of a rule, of the standard or one of its settings; "" where there is none."""
    if home in _TESTS:
        return _TESTS[home]
    kind, _, name = home.partition(":")
    if kind == "verb":
        return f"tests/actions/test_{name}.py"
    if kind in ("setting", "standard"):
        return "tests/rules/test_standard.py"
    if home.startswith("rules/"):
        return f"tests/rules/test_{home.removeprefix('rules/')}"
    return ""


def clauses_markdown(text: str) -> str:
    """docs/clauses.md from the text of clauses.tsv: a row for each clause with its rule, page and test."""
    head = (
        "# 条款对照表\n\n由 `regulations/clauses.tsv` 生成，请勿手改；写法见 `fenming/rules/clauses.py`。\n"
        "“规则”写它落实在哪个规则、动作或设置；“页面”写网址的名称；没有页面的，是对整个系统的要求，或者由人决定。\n\n"
        "| 条款 | 内容 | 规则 | 页面 | 测试 |\n| --- | --- | --- | --- | --- |\n"
    )
    return head + "".join(_line(row) for row in rows_of(text))


def _line(row: dict[str, str]) -> str:
    homes = row["where"].split()
    rules = [_WORDS.get(home) or f"`{home.removeprefix('verb:').removeprefix('setting:')}`" for home in homes]
    if row["computed"] != "是":
        rules.append(row["computed"].removeprefix("否："))
    tests = [f"`{test}`" for test in dict.fromkeys(map(proof_of, homes)) if test]
    pages = [f"`{page}`" for page in row["pages"].split() if page != "-"]
    cells = (
        row["clause"],
        row["summary"],
        "；".join(rules),
        " ".join(pages) or "无",
        " ".join(tests) or "无",
    )
    return f"| {' | '.join(cells)} |\n"
