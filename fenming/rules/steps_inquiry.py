"""The table of steps of a report that the superior is asked to look into (R32, A14). Rows for `steps`."""

from typing import Final

INQUIRY: Final = (
    (
        "new",
        "refer_report",
        "open",
        "支委；没有支委会的，书记",
        "R32 A14",
        "报告的事项有结果之后；报告人不公开",
    ),
    (
        "open",
        "judge_report",
        "judged",
        "上级审核人",
        "R32 A14 A31",
        "事项没有未办结的异议、申诉；认定故意虚报须先听取报告人",
    ),
    ("judged", "read_judgement", "read", "报告人", "R32 A14", "只有报告人看得到，不公示、不扣分"),
)
