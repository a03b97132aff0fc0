"""The generated pages say what the tables say."""

from pathlib import Path

import pytest

from fenming.rules.authority import PERMISSIONS
from fenming.rules.charts import permissions_markdown, workflow_markdown
from fenming.rules.workflow import SUBJECTS, steps_of

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(
    ("name", "text"),
    [("workflow.md", workflow_markdown()), ("permissions.md", permissions_markdown())],
    ids=["workflow", "permissions"],
)
def test_the_page_is_the_table(name: str, text: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == text, f"docs/{name} is out of date: fenming/rules/charts.py says how to write it anew"


def test_every_step_and_every_verb_has_its_row() -> None:
    steps = workflow_markdown()
    for subject in SUBJECTS:
        for step in steps_of(subject):
            assert f"`{step.verb}` |" in steps
    for verb in PERMISSIONS:
        assert f"`{verb}` |" in permissions_markdown()


def test_tables_have_as_many_cells_in_each_row_as_in_their_head() -> None:
    for text in (workflow_markdown(), permissions_markdown()):
        width = 0
        for line in text.splitlines():
            if not line.startswith("|"):
                width = 0
                continue
            cells = line.count("|") - 1
            assert width in (0, cells), line
            width = cells
