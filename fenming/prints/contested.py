"""What the papers of an objection and those of an appeal have in common, as plain facts (R40-R43, A22).

They say what the page says to whoever prints them: an appeal's words are not on what its branch prints. The reporter
of a matter is on none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fenming.queries.appeal_view import AppealPage
from fenming.queries.contested import Answer
from fenming.queries.contested_words import changed_words, handled_by, outcome_words
from fenming.queries.handlers import Escape
from fenming.queries.objection_page import ObjectionPage
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


@dataclass(frozen=True, slots=True)
class Contested:
    """`noun` is 异议 or 申诉; `issuer` whoever answers it, `handled` who of them; `result` what became of the points."""

    noun: str
    number: int
    issuer: str
    branch: str
    above: str
    name: str
    about: str
    filed: str
    on_paper: bool
    until: str
    handled: str
    escape: str
    result: str

    @property
    def named(self) -> str:
        """``第 2 号异议``."""
        return f"第 {self.number} 号{self.noun}"

    @property
    def when(self) -> str:
        """``2026年4月2日提出``, or how a signed paper came in."""
        return self.filed if self.on_paper else f"{self.filed}提出"


def contested_of(view: ObjectionPage | AppealPage) -> Contested:
    """The common facts of what a page tells."""
    filed_on = timezone.localdate(view.filed_at)
    filed = full_day_name(filed_on)
    if view.signed_on is not None:
        filed = f"{full_day_name(view.signed_on)}签字，{full_day_name(filed_on)}由{view.entered_by}代录"
    is_appeal = isinstance(view, AppealPage)
    return Contested(
        noun="申诉" if is_appeal else "异议",
        number=view.number,
        issuer=view.above if is_appeal else view.branch,
        branch=view.branch,
        above=view.above,
        name=view.name,
        about=f"{view.quarter}“{view.title}”（{full_day_name(view.day)}，{view.kind_word}）",
        filed=filed,
        on_paper=view.signed_on is not None,
        until=full_day_name(_until(view)),
        handled="没有参与过这件事的审核人" if isinstance(view, AppealPage) else handled_by(view),
        escape="" if isinstance(view, AppealPage) else _escape(view.escape),
        result=_result(view),
    )


def answered(view: ObjectionPage | AppealPage) -> Answer:
    """The answer of one that has one; Refused `not_answered`."""
    if view.answer is None:
        noun = "申诉" if isinstance(view, AppealPage) else "异议"
        raise Refused(
            "not_answered",
            f"第 {view.number} 号{noun}没有答复，还不能打印。答复登记以后，再从这件{noun}的页面打印。",
        )
    return view.answer


def _until(view: ObjectionPage | AppealPage) -> date:
    return view.decide_by if isinstance(view, AppealPage) else view.answer_by


def _result(view: ObjectionPage | AppealPage) -> str:
    if view.answer is None:
        return ""
    return outcome_words(view, view.answer) if isinstance(view, AppealPage) else changed_words(view.answer)


def _escape(escape: Escape | None) -> str:
    """Whom the committee above named, as the page has it; never on which ground."""
    if escape is None or escape.on is None:
        return ""
    return f"回避，由上级指定的{escape.name}办理。{full_day_name(escape.on)}指定，确认人{escape.by}。"
