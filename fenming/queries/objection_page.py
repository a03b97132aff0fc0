"""One objection whole: what was claimed, assessed, determined, what was said, and the answer (R40-R43, A22).

The reporter of a matter appears nowhere here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from fenming.queries.access import one_of
from fenming.queries.accounts import has_account
from fenming.queries.claims import number_of
from fenming.queries.contested import (
    UNKNOWN_ITEM,
    Answer,
    Heard,
    Judged,
    ToDecide,
    answer_of,
    assessed_of,
    determined_of,
    hearings_of,
    items_for,
    with_figures,
    words_of,
)
from fenming.queries.counter_entries import Figures, figures_of
from fenming.queries.handlers import Escape, escape_from, require_or_named, with_handler
from fenming.queries.objections import bias_of, ties_to
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import published_standard
from fenming.queries.viewer import Viewer
from fenming.records.models import Appeal, Finding, Objection, Organisation
from fenming.rules.standard import Item, Standard

_WITH = (
    "branch__parent", "membership__person", "entered_by", "withdrawn_by", "quarter__year", "text", "late_reason", "entry__opening", "matter__month", "matter__said",
)  # fmt: skip
_APPEALABLE = (Objection.State.OPEN, Objection.State.FOUND)


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """Everything on the page. `said` is the matter's own sentence; `why_not`: why this handler may not answer."""

    id: int
    number: int
    own: bool
    branch: str
    above: str  # the committee that an appeal goes to
    name: str
    kind: str
    kind_word: str
    quarter: str
    title: str
    day: date
    said: str
    matter_id: int | None
    matter_number: str
    claimed_centi: int | None
    assessed: Judged | None
    determined: Judged | None
    text: str
    filed_at: datetime
    signed_on: date | None  # the day on the paper, when others entered it
    entered_by: str
    withdrawn_by: str  # who entered a withdrawal from paper, signed on `withdrawal_signed_on`
    withdrawal_signed_on: date | None
    on_paper: bool  # the member has no account: the answer is handed over on paper
    late_reason: str
    answer_by: date
    state: str
    ended_at: datetime | None
    answer: Answer | None
    to_decide: ToDecide | None
    why_not: str
    escape: Escape | None
    hearings: tuple[Heard, ...]
    appeal_id: int | None  # about the same thing, not withdrawn
    appeal_by: date
    today: date

    @property
    def overdue(self) -> bool:
        return self.state == Objection.State.OPEN and self.today > self.answer_by

    @property
    def may_acknowledge(self) -> bool:
        return self.own and self.answer is not None and self.answer.received_at is None

    @property
    def awaits_slip(self) -> bool:
        """Answered, and a signed slip still to come from a member without an account."""
        return self.on_paper and self.answer is not None and self.answer.received_at is None

    @property
    def may_withdraw_for(self) -> bool:
        """Open, and of a member without an account: a signed withdrawal may be entered by who enters papers."""
        return self.on_paper and self.state == Objection.State.OPEN

    @property
    def may_appeal(self) -> bool:
        """Whether the viewer may go to the committee above with it."""
        return self.own and self.appealable

    @property
    def appealable(self) -> bool:
        """Whether there is something left to go to the committee above with."""
        taken_back = self.answer is not None and self.answer.points_centi == 0 and not self.answer.item
        return self.appeal_id is None and self.state in _APPEALABLE and not taken_back

    @property
    def may_withdraw(self) -> bool:
        return self.own and self.state == Objection.State.OPEN


def objection_page(*, viewer: Viewer, objection_id: int, today: date) -> ObjectionPage:
    """One objection for its owner and for who handles it; five queries at most. NotFound, Refused `forbidden`."""
    one: Any = one_of(_with_facts(today), pk=objection_id)
    owner_id = one.membership.person_id
    actor_id = viewer.person_id
    require_or_named(actor_id=actor_id, verb="see_objection", thing=one, owner_id=owner_id, on=today)
    standard = published_standard(one.version_pk, one.version_digest)
    source: Any = one.matter or one.entry or one
    item, determined = standard.item(source.item), determined_of(one)
    may_find, why_not, may_ask = _may_find(one, viewer, today)
    minus = determined is not None and determined.points_centi < 0
    return ObjectionPage(
        id=one.pk,
        number=one.number,
        **_of_branch(one.branch),
        own=owner_id == viewer.person_id,
        name=one.membership.person.name,
        kind=one.kind,
        kind_word=one.get_kind_display(),
        quarter=f"{one.quarter.year.number}年{quarter_name(one.quarter.number)}",
        title=item.title if item else UNKNOWN_ITEM,
        day=source.day,
        assessed=assessed_of(one),
        determined=determined,
        **_as_filed(one, viewer),
        answer_by=one.answer_by,
        state=one.state,
        ended_at=one.ended_at,
        answer=answer_of(one, standard),
        to_decide=_to_decide(one, standard, item, minus=minus) if may_find else None,
        why_not=why_not,
        escape=escape_from(one, may_ask=may_ask),
        hearings=hearings_of(one.pk),
        appeal_id=one.appeal_pk,
        appeal_by=_appeal_by(one),
        today=today,
        **_of_matter(one),
    )


def _as_filed(one: Any, viewer: Viewer) -> dict[str, Any]:
    """Its words and when they came; who entered them from a signed paper, and whether the answer goes out on one."""
    owner_id = one.membership.person_id
    return {
        "text": words_of(one.text),
        "filed_at": one.filed_at,
        "late_reason": words_of(one.late_reason),
        "signed_on": one.signed_on,
        "entered_by": one.entered_by.name if one.entered_by else "",
        "withdrawn_by": one.withdrawn_by.name if one.withdrawn_by else "",
        "withdrawal_signed_on": one.withdrawal_signed_on,
        "on_paper": owner_id != viewer.person_id and not has_account(person_id=owner_id),
    }


def _of_branch(branch: Organisation) -> dict[str, Any]:
    return {"branch": str(branch), "above": branch.parent.name if branch.parent else "上级党组织"}


def _with_facts(today: date) -> QuerySet[Any]:
    same_thing = Q(
        kind="omitted", membership=OuterRef("membership"), item=OuterRef("item"), day=OuterRef("day")
    )
    about = (
        Q(objection=OuterRef("pk")) | Q(matter=OuterRef("matter")) | Q(entry=OuterRef("entry")) | same_thing
    )
    appeals = Appeal.objects.filter(about, branch=OuterRef("branch")).exclude(state=Appeal.State.WITHDRAWN)
    rows = Objection.objects.select_related(*_WITH)
    rows = rows.annotate(appeal_pk=Subquery(appeals.order_by("-number").values("pk")[:1]))
    rows = with_handler(rows, subject="objection", on=today)
    return with_figures(rows, booked_by="finding__objection", today=today)


def _of_matter(one: Any) -> dict[str, Any]:
    if one.matter is None:
        return {"said": "", "matter_id": None, "matter_number": "", "claimed_centi": None}
    return {
        "said": words_of(one.matter.said),
        "matter_id": one.matter_id,
        "matter_number": number_of(one.matter),
        "claimed_centi": one.matter.claimed_centi,
    }


def _appeal_by(one: Any) -> date:
    """The last day to go to the committee above: after the answer, else after its falling due."""
    finding: Finding | None = getattr(one, "finding", None)
    return one.appeal_by if finding is None or finding.appeal_by is None else finding.appeal_by


def _may_find(one: Any, viewer: Viewer, today: date) -> tuple[bool, str, bool]:
    """Whether the viewer may answer it now, why not for who handles objections, and whether to ask the committee above.

    To ask is offered to whoever is refused, and to all of them once no more than one is left, whoever that is: else
    it would tell who reported (A14).
    """
    owner_id, me = one.membership.person_id, viewer.person_id
    if one.state != Objection.State.OPEN:
        return False, "", False
    ties = ties_to(one, on=today)
    able, own = ties.able(owner_id=owner_id), me == owner_id
    if own or me not in ties.handlers | ties.named:
        return False, "", own and len(able) < 2
    refusal = bias_of(ties, actor_id=me, owner_id=owner_id)
    if refusal is not None:
        return False, refusal.sentence, True
    return True, "", len(able) < 2


def _to_decide(one: Any, standard: Standard, item: Item | None, *, minus: bool) -> ToDecide:
    """The form begins with the entry as it stands, else what was claimed or said to be missing."""
    thing = one.entry or one.matter
    figures = Figures(one.item, one.day) if thing is None else figures_of(thing)
    return ToDecide(figures, items_for(one, standard, item), minus)
