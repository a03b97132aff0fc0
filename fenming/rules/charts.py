"""The tables of `workflow` and `authority` as pages to read: docs/workflow.md, docs/permissions.md.

Pure text; a test compares it with the files. To write them anew:

    .venv/bin/python -c "from fenming.rules.charts import *; print(workflow_markdown(), end='')" > docs/workflow.md
    .venv/bin/python -c "from fenming.rules.charts import *; print(permissions_markdown(), end='')" > docs/permissions.md
"""

from collections.abc import Sequence

from fenming.rules.authority import PERMISSIONS, RELATION_NAMES, ROLE_NAMES, Permission, Relation
from fenming.rules.workflow import NEW, STATE_NAMES, SUBJECTS, VERB_NAMES, Step, steps_of

_TITLES = {
    "matter": "事项",
    "month": "月份",
    "meeting": "支部党员大会",
    "quarter": "季度",
    "posting": "公示",
    "year": "年度",
    "objection": "异议",
    "appeal": "申诉",
    "correction": "笔误更正",
    "reopening": "重新审议",
    "veto": "一票否决",
    "talk": "诫勉谈话",
    "rectification": "限期整改",
    "disposal": "组织处理",
    "use": "积分运用",
    "inquiry": "报告核查",
}


def workflow_markdown() -> str:
    """docs/workflow.md: for each thing that has states, its chart and its table."""
    head = (
        "# 步骤表\n\n由 `fenming/rules/workflow.py` 生成，请勿手改；写法见 `fenming/rules/charts.py`。\n"
        "表中没有的一步，一律不办，并说明现在的状态和该怎么做。\n"
    )
    return head + "".join(_subject_section(subject) for subject in SUBJECTS)


def _subject_section(subject: str) -> str:
    names, steps = STATE_NAMES[subject], steps_of(subject)
    rows = [
        (
            names[step.source],
            f"{VERB_NAMES[step.verb]} `{step.verb}`",
            f"{names[step.target]} `{step.target}`",
            step.who,
            step.clause,
            step.deadline,
        )
        for step in steps
    ]
    table = _table(("现在", "办什么", "之后", "谁办", "依据", "何时"), rows)
    return f"\n## {_TITLES[subject]} `{subject}`\n\n{_chart(names, steps)}\n{table}"


def _chart(names: dict[str, str], steps: Sequence[Step]) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state}: {name}" for state, name in names.items() if state != NEW]
    lines += [
        f"    {'[*]' if step.source == NEW else step.source} --> {step.target}: {VERB_NAMES[step.verb]}"
        for step in steps
    ]
    return "\n".join([*lines, "```", ""])


def permissions_markdown() -> str:
    """docs/permissions.md: which office may do which verb, and where."""
    head = (
        "# 权限表\n\n由 `fenming/rules/permissions.py` 生成，请勿手改；写法见 `fenming/rules/charts.py`。\n"
        "空格就是不能。与本人所在组织无关的内容，一律按不存在处理。\n\n"
    )
    columns = ("办什么", *ROLE_NAMES.values(), "本人事项", "依据")
    return head + _table(columns, [_permission_row(row) for row in PERMISSIONS.values()])


def _permission_row(permission: Permission) -> tuple[str, ...]:
    cells = []
    for role in ROLE_NAMES:
        relations = {
            relation for grant in permission.grants if role in grant.roles for relation in grant.relations
        }
        # Whoever may act in the branch may act on what is about themselves; the last column has the exception.
        if Relation.BRANCH in relations:
            relations.discard(Relation.SELF)
        cells.append("、".join(RELATION_NAMES[relation] for relation in Relation if relation in relations))
    return (f"{permission.name} `{permission.verb}`", *cells, _own_cell(permission), permission.clause)


def _own_cell(permission: Permission) -> str:
    if not permission.grants:
        return "到期自动办理"
    return "可以" if permission.own_matter else "不能"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
