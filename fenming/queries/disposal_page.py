"""One handling case as its page shows it: proposed, heard, decided, filed; and what the viewer may do now (R58, R84)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fenming.queries.access import Tie
from fenming.queries.disposals import MARKS, case_and_tie
from fenming.queries.grounds import in_words, kept_text
from fenming.queries.viewer import Viewer
from fenming.records.models import Disposal, DisposalDecision
from fenming.rules.measures import OUTCOMES
from fenming.rules.workflow import STATE_NAMES, verbs_from

VERBS = (
    "answer_disposal", "hear_disposal", "decide_disposal", "file_disposal", "accept_disposal", "return_disposal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One round: what was decided, whether it was filed, and the superior's answer; "" and None where it has not come to it."""

    outcome: str
    text: str
    document: str
    decided_on: date
    by: str
    filed_at: datetime | None
    digest: str
    answer: str
    number: str
    remarks: str
    answered_at: datetime | None
    answered_by: str


@dataclass(frozen=True, slots=True)
class DisposalPage:
    """One case whole; `verbs` are those that fit now and are the viewer's to do."""

    id: int
    name: str
    own: bool
    branch: str
    ground: str
    proposal: str
    proposed_by: str
    proposed_at: datetime
    answer: str
    answered_at: datetime | None
    heard: str
    heard_on: date | None
    heard_by: str
    state: str
    word: str
    mark: str
    rounds: tuple[DecisionView, ...]
    verbs: frozenset[str]


def disposal_page(*, viewer: Viewer, disposal_id: int, on: date) -> DisposalPage:
    """One case for those it is open to; raises NotFound, Refused `forbidden`."""
    case, tie = case_and_tie(actor_id=viewer.person_id, verb="see_disposal", disposal_id=disposal_id, on=on)
    return DisposalPage(
        id=case.pk,
        name=case.membership.person.name,
        own=case.membership.person_id == viewer.person_id,
        branch=case.branch.name,
        ground=in_words(year=case.settlement.year.number, grade=case.grade, document=""),
        proposal=kept_text(case.proposal),
        proposed_by=case.proposed_by.name,
        proposed_at=case.proposed_at,
        answer=kept_text(case.answer),
        answered_at=case.answered_at,
        heard=kept_text(case.heard),
        heard_on=case.heard_on,
        heard_by=case.heard_by.name if case.heard_by else "",
        state=case.state,
        word=STATE_NAMES["disposal"][case.state],
        mark=MARKS[case.state],
        rounds=_rounds(case),
        verbs=_verbs(case, tie),
    )


def _rounds(case: Disposal) -> tuple[DecisionView, ...]:
    links = ("text", "by", "filing__event__remarks", "filing__event__by")
    rows = DisposalDecision.objects.filter(disposal=case).select_related(*links).order_by("round")
    return tuple(_round(one) for one in rows)


def _round(one: DisposalDecision) -> DecisionView:
    filing: Any = getattr(one, "filing", None)
    event: Any = getattr(filing, "event", None)
    return DecisionView(
        outcome=OUTCOMES[one.outcome],
        text=kept_text(one.text),
        document=one.document,
        decided_on=one.decided_on,
        by=one.by.name,
        filed_at=filing.filed_at if filing else None,
        digest=filing.digest if filing else "",
        answer=event.kind if event else "",
        number=event.number if event else "",
        remarks=kept_text(event.remarks) if event else "",
        answered_at=event.at if event else None,
        answered_by=event.by.name if event else "",
    )


def _verbs(case: Disposal, tie: Tie) -> frozenset[str]:
    left_out = {"answer_disposal"} if case.answer_id is not None else set()
    left_out |= {"hear_disposal"} if case.heard_id is not None else set()
    if case.answer_id is None and case.heard_id is None:
        left_out.add("decide_disposal")
    fitting = set(verbs_from(subject="disposal", state=case.state)) - left_out
    return frozenset(verb for verb in VERBS if verb in fitting and tie.may(verb).allowed)
