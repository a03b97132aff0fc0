"""The way of a year from the conditions to the receipt, as a list in which one step is open at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fenming.queries.settlement_steps import Steps
from fenming.queries.year_signing import Signing
from fenming.queries.year_view import YearView
from fenming.rules.reasons import full_day_name

DONE, OPEN, LATER = "done", "open", "later"
_WORDS = {DONE: "已办", OPEN: "现在办", LATER: "未开"}


@dataclass(frozen=True, slots=True)
class YearStep:
    """A step: what it is, how it stands, and a sentence of when it was done, what it needs or why it is shut.

    `awaits` names who is awaited where the branch has done its part.
    """

    key: str
    title: str
    state: str
    sentence: str
    awaits: str = ""

    @property
    def word(self) -> str:
        """Beside the step."""
        return self.awaits or _WORDS[self.state]

    @property
    def mark(self) -> str:
        """The key of the mark beside the word."""
        return "waiting" if self.awaits else {DONE: "done", OPEN: "yours", LATER: "draft"}[self.state]


def year_steps(view: YearView) -> list[YearStep]:
    """The five steps in their order; which of them is open follows from the state of the year."""
    steps, state = view.facts.steps, view.facts.state
    if steps is None:
        return [_settle(view), *_shut()]
    return [
        YearStep("settle", _settle_title(steps), DONE, f"{_moment(steps.settled_at)}结算。"),
        _sign(view.signing),
        _announce(steps, view.signing),
        _appraise(steps, state),
        _file(steps, state),
    ]


def _settle(view: YearView) -> YearStep:
    lacking = sum(gate.state != "met" for gate in view.gates)
    why = "上面各项齐后，由支部书记办理。" if lacking else "上面各项已齐。"
    return YearStep("settle", "计算年度积分", LATER if lacking else OPEN, why)


def _shut() -> list[YearStep]:
    return [
        YearStep("sign", "书记和领导小组签署", LATER, "结算之后，书记和领导小组成员逐人签署。"),
        YearStep("announce", "向全体党员公布", LATER, "书记和过半数的领导小组成员签署之后办理。"),
        YearStep("appraise", "民主评议，登记等次", LATER, "公布之后召开党员大会评议；积分只给出建议等次。"),
        YearStep("file", "报上级党委审核备案", LATER, "登记等次之后办理。"),
    ]


def _settle_title(steps: Steps) -> str:
    return "更正结算年度积分" if steps.corrects_id else "计算年度积分"


def _sign(signing: Signing | None) -> YearStep:
    if signing is None:
        return YearStep("sign", "书记和领导小组签署", DONE, "签署已齐。")
    done = signing.signatures
    group = f"领导小组现有 {done.group} 名，签署的 {done.group_signed} 名。" if done.group else ""
    group = group or "现在没有任命领导小组，由支部书记一人签署。"
    if done.enough:
        return YearStep("sign", "书记和领导小组签署", DONE, f"支部书记已签署。{group}")
    return YearStep(
        "sign", "书记和领导小组签署", OPEN, f"支部书记签署，领导小组过半数签署，才能公布。{group}"
    )


def _announce(steps: Steps, signing: Signing | None) -> YearStep:
    title = "向全体党员公布"
    if steps.announced_at is not None:
        told = "每名党员在“我的积分”里看到本人的年度积分、位次和建议等次。"
        return YearStep("announce", title, DONE, f"{_moment(steps.announced_at)}公布。{told}")
    if signing is not None and signing.signatures.enough:
        why = "公布之后，每名党员看到本人的年度积分、位次和建议等次；民主评议在公布之后开。"
        return YearStep("announce", title, OPEN, why)
    return YearStep("announce", title, LATER, "签署齐后办理。公布之前，党员看不到年度结果。")


def _appraise(steps: Steps, state: str) -> YearStep:
    title = "民主评议，登记等次"
    if steps.round:
        again = "" if steps.round == 1 else f"，共登记 {steps.round} 次，以最后一次为准"
        when = _moment(steps.appraised_at)
        return YearStep("appraise", title, DONE, f"{when}登记{again}。")
    if state == "announced":
        why = "请召开党员大会评议，再把大会给的等次登记在这里。积分给出建议等次；评议结果不同的，写明理由。"
        return YearStep("appraise", title, OPEN, why)
    return YearStep("appraise", title, LATER, "公布之后召开党员大会评议；积分只给出建议等次。")


def _file(steps: Steps, state: str) -> YearStep:
    title = "报上级党委审核备案"
    sent = f"{_moment(steps.filed_at)}第 {steps.filing_round} 次报送" if steps.filed_at else ""
    if state == "accepted":
        return YearStep(
            "file", title, DONE, f"{sent}。{_moment(steps.answered_at)}备案，编号 {steps.receipt}。"
        )
    if state == "filed":
        return YearStep("file", title, DONE, f"{sent}。", awaits="等上级审核")
    if state == "returned":
        return YearStep(
            "file",
            title,
            OPEN,
            f"{sent}，{_moment(steps.answered_at)}退回。照意见改好后再报送；要改等次的，到上一步重新登记。",
        )
    if state == "appraised":
        why = "报送的是各行积分、建议等次、评议等次和表尾人数，报送后固定不变。"
        return YearStep("file", title, OPEN, why)
    return YearStep("file", title, LATER, "登记等次之后办理。")


def _moment(moment: datetime | None) -> str:
    return full_day_name(timezone.localdate(moment)) if moment else ""
