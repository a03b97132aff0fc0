"""What is proposed about a member without an account, on paper: the doors, the notice to hand over, the answer to enter.

A veto, a clerical correction that costs points, a reopening that costs points (R24, R77, A14).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils import timezone

from fenming.queries.access import NotFound
from fenming.queries.claims import number_of
from fenming.queries.corrections import get_correction_for
from fenming.queries.counter_entries import Figures, figures_of
from fenming.queries.item_words import left_in_words
from fenming.queries.on_paper import Proposal, membership_of
from fenming.queries.paper import refuse_account, refuse_reported
from fenming.queries.reopenings import figures_now, get_reopening_for
from fenming.queries.scores import published_standard, standard_of, version_on
from fenming.queries.veto import get_veto_for
from fenming.queries.viewer import Viewer
from fenming.records.models import Correction, Matter, Organisation, Reopening, Veto
from fenming.rules.standard import Standard
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

ANSWERED: Final = "已经有本人的意见，只录一次。本人要补充的，请当面告诉支部书记。"
NO_NOTICE: Final = "这一件不用当面送达：本人可以在自己的页面上看到，或者不会少计分。"
ERASED: Final = "（这段话已依法删除）"
NOT_HANDED_OVER: Final = "告知书还没有登记送达。请先登记当面送达的日期，再代录书面意见。"


@dataclass(frozen=True, slots=True)
class Changed:
    """What is to stand in place of what stands; signed points. `outcome` of a reopening: changed or refused."""

    before: Figures
    before_centi: int
    after: Figures
    after_centi: int
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ProposalNotice:
    """What is handed over on paper. `reply_by` None: not handed over yet.

    `number` is what it is called by: a document, an entry's number, a matter's; `said` the words it is about, `reason`
    why it is proposed. Of a veto `year`, what it would leave (`left`) and its `day`, else what is `changed`.
    """

    subject: str
    id: int
    name: str
    branch: str
    contact: str
    reply_days: int
    proposed_on: date
    shown_on: date | None
    reply_by: date | None
    may_hand_over: bool
    number: str
    title: str
    day: date
    said: str
    reason: str
    year: int
    left: str
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """What a signed answer is about."""

    subject: str
    id: int
    name: str
    shown_on: date
    reply_by: date


def get_proposal_for(*, actor_id: int, verb: str, subject: str, thing_id: int, on: date) -> Proposal:
    """Through the door of its own; raises NotFound, Refused `forbidden`."""
    if subject == "veto":
        return get_veto_for(actor_id=actor_id, verb=verb, veto_id=thing_id, on=on)
    if subject == "correction":
        return get_correction_for(actor_id=actor_id, verb=verb, correction_id=thing_id, on=on)
    if subject == "reopening":
        return get_reopening_for(actor_id=actor_id, verb=verb, reopening_id=thing_id, on=on)
    raise NotFound(subject)


def get_proposal_on_paper(*, actor_id: int, verb: str, subject: str, thing_id: int, on: date) -> Proposal:
    """The same about a member without an account; NotFound, Refused `forbidden`, `has_account`, `reported_by_you`."""
    thing = get_proposal_for(actor_id=actor_id, verb=verb, subject=subject, thing_id=thing_id, on=on)
    refuse_account(membership_of(thing))
    refuse_reported(_matter_of(thing), actor_id=actor_id)
    return thing


def _matter_of(thing: Proposal) -> Matter | None:
    if isinstance(thing, Reopening):
        return thing.matter
    if isinstance(thing, Correction) and thing.entry.determination is not None:
        return thing.entry.determination.matter
    return None


def days_to_answer(thing: Proposal, *, on: date) -> int:
    """Working days, by the standard of the decision for a veto, else of today."""
    return _standard(thing, on).settings.reply_working_days


def _standard(thing: Proposal, on: date) -> Standard:
    day = thing.decided_on if isinstance(thing, Veto) else on
    return standard_of(version_on(branch_id=thing.branch_id, day=day))


def refuse_no_answer_due(thing: Proposal) -> tuple[date, date]:
    """The day it was shown and the last day to answer; Refused `no_reply_due`, `already_answered`, `not_handed_over`."""
    if not thing.asks_reply:
        raise Refused("no_reply_due", "这一件不会少计本人的分，不用答复。本人有话要说的，请告诉支部书记。")
    if thing.answered_at is not None:
        raise Refused("already_answered", ANSWERED)
    if thing.shown_on is None or thing.reply_by is None:
        raise Refused("not_handed_over", NOT_HANDED_OVER)
    return thing.shown_on, thing.reply_by


def proposal_notice_page(*, viewer: Viewer, subject: str, thing_id: int, today: date) -> ProposalNotice:
    """The notice; it stays readable after it was handed over. NotFound, Refused `forbidden`, `no_notice_due`."""
    who, verb = viewer.person_id, "hand_over_proposal"
    thing = get_proposal_for(actor_id=who, verb=verb, subject=subject, thing_id=thing_id, on=today)
    if not thing.by_hand:
        raise Refused("no_notice_due", NO_NOTICE)
    branch, standard = Organisation.objects.get(pk=thing.branch_id), _standard(thing, today)
    return ProposalNotice(
        subject=subject,
        id=thing.pk,
        name=membership_of(thing).person.name,
        branch=f"{branch.long_name}{branch.name}",
        contact=branch.contact,
        reply_days=standard.settings.reply_working_days,
        proposed_on=timezone.localdate(thing.proposed_at),
        shown_on=thing.shown_on,
        reply_by=thing.reply_by,
        may_hand_over=thing.shown_on is None and thing.state == "proposed",
        **_about(thing, standard),
    )


def _about(thing: Proposal, standard: Standard) -> dict[str, Any]:
    if isinstance(thing, Veto):
        return _of_veto(thing, standard)
    if isinstance(thing, Correction):
        source: Any = thing.entry
        before, before_centi = figures_of(source), source.points_centi
        number, said, outcome = f"台账第 {source.seq} 号", source.text, ""
    else:
        source, outcome = thing.matter, thing.outcome
        before, before_centi = figures_now(source, thing.entry), thing.before_centi
        number, said = f"事项 {number_of(source)}", source.said
    after = replace(
        before, day=getattr(thing, "day", before.day), quantity=thing.quantity, level=thing.level,
        each_centi=thing.each_centi,
    )  # fmt: skip
    return {
        "number": number,
        "title": published_standard(source.version_id, source.version.digest).by_id[source.item].title,
        "day": before.day,
        "said": said.text or ERASED,
        "reason": thing.reason.text or ERASED,
        "year": 0,
        "left": "",
        "changed": Changed(before, before_centi, after, thing.points_centi, outcome),
    }


def _of_veto(veto: Veto, standard: Standard) -> dict[str, Any]:
    item = standard.item(veto.item)
    name = item.title if item else "一票否决"
    return {
        "number": veto.document,
        "title": f"{name}（{veto.degree}）" if veto.degree else name,
        "day": veto.decided_on,
        "said": veto.text.text or ERASED,
        "reason": "",
        "year": veto.year.number,
        "left": left_in_words(item, degree=veto.degree) if item else "总分为 0 分",
        "changed": None,
    }


def proposal_answer_page(*, viewer: Viewer, subject: str, thing_id: int, today: date) -> ProposalAnswer:
    """What is answered, for who enters the paper; NotFound, and Refused as the verb is, the words aside."""
    who, verb = viewer.person_id, "answer_for"
    thing = get_proposal_on_paper(actor_id=who, verb=verb, subject=subject, thing_id=thing_id, on=today)
    next_state(subject=subject, state=thing.state, verb=verb)
    shown_on, reply_by = refuse_no_answer_due(thing)
    return ProposalAnswer(subject, thing.pk, membership_of(thing).person.name, shown_on, reply_by)
